/** What an expression evaluates to, before rows with missing values are left out. */

import type { ContrastChoice } from './contrastMatrices';

/**
 * How fast a value moves with the column that slopes are asked for (`Evaluation.slopesBy`), entry by entry: null where it does
 * not move at all, NaN in rows where it has a kink or a jump there, so that it has no slope.
 */
export type Slopes = Float64Array | null;

/** Numbers; a missing value is NaN. `values` has one entry per data row, or one entry for a constant. */
export interface NumberValue {
  readonly kind: 'number';
  readonly values: Float64Array;
  readonly slopes: Slopes;
}

/** TRUE is 1, FALSE is 0, missing is NaN; one entry per data row, or one for a constant. */
export interface LogicalValue {
  readonly kind: 'logical';
  readonly values: Float64Array;
  /** 0, and NaN where it turns. */
  readonly slopes: Slopes;
}

/** Labels: `codes` index `levels`, -1 is missing; one entry per data row, or one for a text constant. */
export interface LabelValue {
  readonly kind: 'label';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
  /** `factor` has numbers behind it (the positions of its levels), `text` has none, `mixed` is no predictor. */
  readonly source: 'text' | 'factor' | 'mixed';
  /** For `mixed`: the sentence that names the cell. */
  readonly mixedCell?: string;
  /** For the text of a column: the clause that names a cell which is no number. */
  readonly textCell?: string;
  /** Whether all labels of the column are numbers, of which nobody has said that they are labels. */
  readonly isNumbers?: boolean;
  /** Whether the order of the levels means something, as in ordered(): such a factor has polynomial contrasts. */
  readonly ordered?: boolean;
  /** Whether the levels were listed in the formula, so that other labels are missing. */
  readonly listed?: boolean;
  /** Contrasts chosen in the formula, by C(). */
  readonly contrasts?: ContrastChoice;
  /** Of labels that a condition chooses: 0, and NaN where it turns. */
  readonly slopes?: Slopes;
}

/** Several columns side by side, such as the powers of poly(); `names` are what R appends to the variable's name. */
export interface MatrixValue {
  readonly kind: 'matrix';
  readonly columns: readonly Float64Array[];
  readonly names: readonly string[];
  /** Of each column. */
  readonly slopes: readonly Float64Array[] | null;
}

export type Value = NumberValue | LogicalValue | LabelValue | MatrixValue;

/** Numbers and conditions alike, where TRUE counts as 1 and FALSE as 0. */
export type Numeric = NumberValue | LogicalValue;

/** Levels of a logical value used as a factor, by code. */
export const LOGICAL_LEVELS: readonly string[] = ['FALSE', 'TRUE'];

export function numbers(values: Float64Array, slopes: Slopes = null): NumberValue {
  return { kind: 'number', values, slopes };
}

export function logicals(values: Float64Array, slopes: Slopes = null): LogicalValue {
  return { kind: 'logical', values, slopes };
}

export function constantNumber(value: number): NumberValue {
  return numbers(Float64Array.of(value));
}

/** Entries of a value: the number of data rows, or 1 for a constant. */
export function lengthOf(value: Value): number {
  switch (value.kind) {
    case 'label':
      return value.codes.length;
    case 'matrix':
      return value.columns[0].length;
    default:
      return value.values.length;
  }
}

/** What a value is, for messages: `text such as "low"`. */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case 'number':
      return 'numbers';
    case 'logical':
      return 'TRUE or FALSE';
    case 'matrix':
      return `${value.columns.length} columns side by side`;
    case 'label': {
      if (value.textCell !== undefined) return `text: ${value.textCell}`;
      const example = value.levels.length > 0 ? ` such as "${value.levels[0]}"` : '';
      return `${value.source === 'factor' ? 'a factor with levels' : 'text'}${example}`;
    }
  }
}

/** 0, 1, 2, ... as many as there are levels. */
export function indices(levels: readonly string[]): number[] {
  return levels.map((_, i) => i);
}

/** One number per label: `valueOf[code]`, NaN where the label is missing. */
export function numbersFromCodes(codes: Int32Array, valueOf: readonly number[]): Float64Array {
  const out = new Float64Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i] < 0 ? NaN : valueOf[codes[i]];
  return out;
}
