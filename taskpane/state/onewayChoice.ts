/** What is chosen in the one-way view. */

export type OnewayEstimator = 'MOMENTS' | 'REML' | 'ML';

export interface OnewayChoice {
  /** Names of columns; null takes what the model has. */
  readonly values: string | null;
  readonly groups: string | null;
  readonly shrink: OnewayEstimator;
}
