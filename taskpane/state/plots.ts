/** What the Plots view shows. */

/** null takes the first of what the model has; so does a name that it has not (any more). */
export interface PlotChoice {
  /** The name of a kind of plot. */
  readonly plot: string | null;
  /** A grouping factor. */
  readonly factor: string | null;
  /** An effect of the factor, or `both` of its first two. */
  readonly effect: string | null;
  /** The column on the horizontal axis of the data. */
  readonly x: string | null;
  /** The column each of whose values has a line of its own; empty for one line. */
  readonly by: string | null;
  /** Whether the data are drawn all together or in a panel per group. */
  readonly view: 'together' | 'groups';
  /** What is left out, a grouping factor or `rows`, and the effect that is looked at; empty for all. */
  readonly leftOut: string | null;
  readonly influenceOn: string | null;
  /** The column that residuals are drawn against. */
  readonly predictor: string | null;
  /** The effect that is compared with a normal distribution, as `factor|effect`. */
  readonly quantilesOf: string | null;
  /** A parameter, by the core's name. */
  readonly parameter: string | null;
}

export const FIRST_PLOT: PlotChoice = {
  plot: null,
  factor: null,
  effect: null,
  x: null,
  by: null,
  view: 'together',
  leftOut: null,
  influenceOn: null,
  predictor: null,
  quantilesOf: null,
  parameter: null,
};
