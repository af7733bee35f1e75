/** Bounds of parameters. */

/** d numbers each, infinite where there is no bound. */
export interface ParameterBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}
