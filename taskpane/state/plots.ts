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
  /** What is compared with a normal distribution: an effect as `factor|effect`; null for the residuals. */
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
  quantilesOf: null,
  parameter: null,
};
