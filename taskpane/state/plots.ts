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
  quantilesOf: null,
  parameter: null,
};
