/** Model matrices: what a fit needs of the data, and nothing of the spreadsheet. */

/** A matrix kept as its columns, each of length n. Columns may be shared between matrices (same array object). */
export interface NamedColumns {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** A factor that groups the rows. */
export interface GroupingFactor {
  /** `Subject`, `batch:cask`. */
  readonly name: string;
  /** The J levels that occur, sorted; interactions as `a:b`, with quotation marks where that would be two levels. */
  readonly levels: readonly string[];
  /** n 0-based indices into `levels`. */
  readonly codes: Int32Array;
}

/** One random-effects term: every level of `group` has its own vector of k effects with one k×k covariance matrix. */
export interface RandomBlock {
  /** Terms on the same factor share this object. */
  readonly group: GroupingFactor;
  /** lme4's name of the block: `Subject`, and `Subject.1` for a second term on the same factor. */
  readonly name: string;
  /** The k columns of Z before they are spread over the levels, n each, with R's names. */
  readonly Z: NamedColumns;
}

/** Everything needed to fit one linear mixed model: y = X beta + Z b + offset + noise on the n kept rows. */
export interface ModelMatrices {
  readonly n: number;
  readonly y: Float64Array;
  /** n×p with R's column names; not yet checked for rank. */
  readonly X: NamedColumns;
  /** For each column of X the index into `termLabels` it belongs to; -1 is the intercept. */
  readonly assign: Int32Array;
  readonly termLabels: readonly string[];
  /** In order of appearance in the formula. */
  readonly random: readonly RandomBlock[];
  readonly offset: Float64Array | null;
  /** Prior weights, positive, or null when all are 1. */
  readonly weights: Float64Array | null;
  /** The formula that is fitted, as text. */
  readonly formula: string;
  readonly responseName: string;
  /** Predictors of the fixed effects that hold numbers as text: a clause about each. */
  readonly numbersAsText?: readonly string[];
  /** Rows left out because a variable in use was missing. */
  readonly droppedRows: number;
  /** Rows that the option subset leaves out. */
  readonly excludedRows?: number;
  /** Index of each kept row among the data rows; null when all rows are kept. */
  readonly keptRows: Int32Array | null;
}
