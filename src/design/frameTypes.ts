/** The evaluated variables of a model on the rows that are kept. */

import type { Expr, ModelTerms } from '../formula/ast';
import type { Basis } from './basis';
import type { Contrasts } from './contrastMatrices';
import type { Slopes } from './values';

export interface NumericVariable {
  readonly kind: 'number';
  /** The variable as R prints it, such as `log(x)`. */
  readonly label: string;
  /** n finite numbers: the array of the table itself when it is a plain column and no row is dropped. */
  readonly values: Float64Array;
  /** How fast it moves with the column that slopes are asked for. */
  readonly slopes?: Slopes;
}

export interface FactorVariable {
  readonly kind: 'factor';
  readonly label: string;
  /** n 0-based indices into `levels`. */
  readonly codes: Int32Array;
  /**
   * The levels that occur in the kept rows, in order, and for a condition always FALSE and TRUE.
   */
  readonly levels: readonly string[];
  /** Its contrasts; without them treatment contrasts against the first level. */
  readonly contrasts?: Contrasts | null;
  /** Of a condition: 0, and NaN where it turns. */
  readonly slopes?: Slopes;
}

export interface MatrixVariable {
  readonly kind: 'matrix';
  readonly label: string;
  /** What R appends to the label for each column. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly slopes?: readonly Float64Array[] | null;
}

export type FrameVariable = NumericVariable | FactorVariable | MatrixVariable;

/** Every variable of a model, on the n kept rows. */
export interface ModelFrame {
  readonly terms: ModelTerms;
  readonly n: number;
  /** Index of each kept row among the data rows; null when all rows are kept. */
  readonly keptRows: Int32Array | null;
  /** Rows left out because a variable in use was missing. */
  readonly droppedRows: number;
  /** Rows that the option subset leaves out. */
  readonly excludedRows: number;
  readonly response: NumericVariable;
  /** Variables of the fixed and random terms, by label. */
  readonly variables: ReadonlyMap<string, FrameVariable>;
  /** Variables that group the rows, by label. */
  readonly groups: ReadonlyMap<string, FactorVariable>;
  /** Predictors of the fixed effects that hold numbers as text: a clause about each. */
  readonly numbersAsText: readonly string[];
  /** Sum of the offsets, or null when there are none. */
  readonly offset: Float64Array | null;
  /** Prior weights, positive, or null when there are none. */
  readonly weights: Float64Array | null;
  /** The expressions of the options, for other rows. */
  readonly own: { readonly weights: Expr | null; readonly offset: Expr | null };
  /** What scale(), poly() and factor() learnt from the data, by the text of the call. */
  readonly bases: ReadonlyMap<string, Basis>;
}
