import type { FrameOptions } from '../design';
import type { ModelTerms } from '../formula/ast';
import type { Table } from '../table/types';
import type { FitOptions } from './request';

/** A response that was chosen by its place among the columns. */
export interface TakenResponse {
  readonly response: string;
  /** The group column that was given in place of a formula. */
  readonly group: string;
}

/** A request after reading: typed columns in place of cells. Structured-clonable, so it can go to a worker. */
export interface ModelInput {
  readonly table: Table;
  readonly terms: ModelTerms;
  /** The other models of a comparison, on the same table. */
  readonly others?: readonly ModelTerms[];
  /** The options weights, offset, subset, na and contrasts, read. */
  readonly frame: FrameOptions;
  readonly options: FitOptions;
  /** The column that was taken for the response where no formula was given. */
  readonly taken?: TakenResponse;
}
