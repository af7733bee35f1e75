/**
 * X and Z for new rows, coded as the rows the model was fitted to: with what poly(), scale() and their like learnt there,
 * with the same levels and contrasts. R calls it safe prediction (Chambers & Hastie 1992, Statistical Models in S, 7.3.3).
 */

import { CellmerError } from '../errors';
import { namesIn } from '../formula';
import type { Expr, RandomTerm, Variable } from '../formula/ast';
import { quote } from '../table/place';
import type { Table } from '../table/types';
import type { Basis } from './basis';
import { ColumnStore } from './columnStore';
import { combinationsOf } from './combinations';
import { evaluator } from './evaluate';
import { asNumbers, countMissing, type Evaluation } from './evaluationContext';
import type { FactorVariable, FrameVariable, ModelFrame } from './frameTypes';
import { labelsOf } from './labelFunctions';
import { newWeights, optionNumbers } from './rowOptions';
import type { CheckedNumbers } from './rowValues';
import { SUM, zipped } from './smooth';
import {
  describeValue,
  lengthOf,
  type LabelValue,
  numbers,
  type NumberValue,
  type Slopes,
  type Value,
} from './values';
import { planPredictor, predictorColumns } from './termColumns';
import type { GroupingFactor, ModelMatrices, NamedColumns } from './types';

/** In place of a level's number: a level that the data of the model do not have. */
export const NEW_LEVEL = -1;
/** In place of a level's number: nothing there. */
export const NO_LEVEL = -2;

/** One random term at new rows. */
export interface NewBlock {
  /** n 0-based indices into the levels of the term's grouping factor, NEW_LEVEL or NO_LEVEL. */
  readonly codes: Int32Array;
  /** Columns of Z as the term has them; NaN where a number is missing. */
  readonly Z: NamedColumns;
}

/** New rows of a model. Columns are NaN where a number they need is missing. */
export interface NewRows {
  readonly n: number;
  /** All columns of X, those dropped for rank too. */
  readonly X: NamedColumns;
  /** The offsets of the formula and of the options. */
  readonly offset: Float64Array | null;
  /** Prior weights, NaN where one is missing; null where none are wanted or all are 1. */
  readonly weights: Float64Array | null;
  /** 1 in rows where a label of the fixed part is missing; null when none is. */
  readonly incomplete: Uint8Array | null;
  /** In the order of the formula; empty when only the fixed part is wanted. */
  readonly random: readonly NewBlock[];
  /** How fast the columns of X and the offset move with the column `slopesBy`; null when none is named. */
  readonly slopes: RowSlopes | null;
}

/** Exact derivatives at rows: null of what does not move, NaN in a row where there is a kink or a jump. */
export interface RowSlopes {
  readonly X: readonly Slopes[];
  readonly offset: Slopes;
}

export interface NewRowsOptions {
  readonly random: boolean;
  /** Whether the prior weights of the rows are wanted. */
  readonly weights: boolean;
  /** A level of a predictor that the model does not know: an error that names the cell, or a missing value. */
  readonly newLevels: 'refuse' | 'missing';
  /**
   * A column of numbers by which the fixed part is differentiated, through every function of the formula; what scale(), ave()
   * and their like learnt from the data of the fit stands still.
   */
  readonly slopesBy?: string;
  /** Names the cell of a data row in a column, for messages. */
  readonly describeCell: (row: number, column: string) => string;
}

/**
 * @param table new rows with the columns the model needs (`readNewTable`), or the rows it was fitted to
 * @param frame of the fitted model
 * @param matrices of the fitted model
 * Throws CellmerError `data` for a new level of a predictor and for values that are not finite; `option` where `slopesBy` is made
 * a factor in the formula.
 */
export function newRows(
  table: Table,
  frame: ModelFrame,
  matrices: ModelMatrices,
  options: NewRowsOptions,
): NewRows {
  const variables = new NewVariables(table, frame, options);
  const store = new ColumnStore(table.rowCount);
  const { fixed, random } = frame.terms;
  const X = predictorColumns(
    planPredictor(fixed, (label) => variables.predictor(label)),
    store,
  );
  const offsets = fixed.offsets.map((expr) => variables.offset(expr));
  if (frame.own.offset !== null) offsets.push(variables.option('offset', frame.own.offset).value);
  const offset = offsets.length === 0 ? null : offsets.reduce((sum, one) => zipped(sum, one, SUM));
  const incomplete = variables.missingLabels(fixed.variables.map(({ label }) => label));
  const blocks = options.random ? random : [];
  return {
    n: table.rowCount,
    X,
    offset: offset?.values ?? null,
    weights: options.weights && frame.own.weights !== null ? variables.weights(frame.own.weights) : null,
    incomplete,
    random: blocks.map((term, t) => newBlock(term, matrices.random[t].group, frame, variables, store)),
    slopes: options.slopesBy === undefined ? null : { X: X.slopes, offset: offset?.slopes ?? null },
  };
}

function newBlock(
  term: RandomTerm,
  trained: GroupingFactor,
  frame: ModelFrame,
  variables: NewVariables,
  store: ColumnStore,
): NewBlock {
  const groups = term.group.map(({ label }) => label);
  const plan = planPredictor(term.terms, (label) =>
    groups.includes(label) ? variables.groupPredictor(label) : variables.predictor(label),
  );
  const { names, columns } = predictorColumns(plan, store);
  const codes = levelCodes(
    groups.map((label) => variables.labels(label)),
    trained,
    groups.map((label) => frame.groups.get(label)!),
  );
  const missing = variables.missingLabels(term.terms.variables.map(({ label }) => label));
  missing?.forEach((isMissing, i) => {
    if (isMissing === 1) codes[i] = NO_LEVEL;
  });
  return { codes, Z: { names, columns } };
}

/**
 * The level of every row in a grouping factor. Labels are compared variable by variable: those of an interaction do not
 * say where one ends and the next begins.
 *
 * @param groups the variables of the factor at the new rows
 * @param trained the factor of the fit
 * @param factors the variables of the factor at the rows of the fit
 */
function levelCodes(
  groups: readonly LabelValue[],
  trained: GroupingFactor,
  factors: readonly FactorVariable[],
): Int32Array {
  const { combinations, levels } = combinationsOf(trained.codes, trained.levels.length, factors);
  const known = groups.map((group, f) => codesIn(factors[f].levels, group.levels));
  const combination = new Array<number>(groups.length);
  return groups[0].codes.map((_, i) => {
    let isNew = false;
    for (let f = 0; f < groups.length; f++) {
      const code = groups[f].codes[i];
      if (code < 0) return NO_LEVEL;
      combination[f] = known[f][code];
      isNew ||= combination[f] < 0;
    }
    const found = isNew ? -1 : combinations.idOf(combination);
    return found < 0 ? NEW_LEVEL : levels[found];
  });
}

/** For each of `labels` its place among `levels`; -1 for those that are not there. */
function codesIn(levels: readonly string[], labels: readonly string[]): number[] {
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  return labels.map((label) => codeOf.get(label) ?? -1);
}

/** The variables of a model at new rows, each evaluated once. */
class NewVariables {
  private readonly coded = new Map<string, FrameVariable>();
  private readonly labelled = new Map<string, LabelValue>();
  /** Rows where a factor has no label, by the factor's own label. */
  private readonly unlabelled = new Map<string, Uint8Array>();

  constructor(
    private readonly table: Table,
    private readonly frame: ModelFrame,
    private readonly options: NewRowsOptions,
  ) {}

  /** A variable of the fixed or random terms with the levels and contrasts of the fit. */
  predictor(label: string): FrameVariable {
    let variable = this.coded.get(label);
    if (variable === undefined) {
      variable = this.codedAs(this.frame.variables.get(label)!, this.expressionOf(label));
      this.coded.set(label, variable);
    }
    return variable;
  }

  /** A grouping variable that stands in the columns of its own term. */
  groupPredictor(label: string): FactorVariable {
    const trained = this.frame.groups.get(label)!;
    return this.factorAs(trained, this.labels(label), null);
  }

  /** The labels of a variable that groups the rows. */
  labels(label: string): LabelValue {
    let value = this.labelled.get(label);
    if (value === undefined) {
      const expr = this.expressionOf(label);
      const evaluation = this.evaluationOf(label);
      value = labelsOf(this.rowsOf(expr, evaluation), expr, 'a grouping factor', evaluation);
      this.labelled.set(label, value);
    }
    return value;
  }

  offset(expr: Expr): NumberValue {
    const evaluation = this.evaluationOf('');
    const { values, slopes } = asNumbers(this.rowsOf(expr, evaluation), expr, 'offset()');
    countMissing(values, expr, evaluation);
    return numbers(values, slopes);
  }

  /** An option that is an expression of the columns. */
  option(name: string, expr: Expr): CheckedNumbers {
    const { slopesBy } = this.options;
    return optionNumbers(name, expr, this.table, new Map(this.frame.bases), slopesBy);
  }

  /** Where new levels are missing values, so are weights that are not positive: those rows were left out. */
  weights(expr: Expr): Float64Array {
    const checked = this.option('weights', expr);
    if (this.options.newLevels === 'refuse') return newWeights(checked);
    return checked.value.values.map((v) => (v > 0 ? v : NaN));
  }

  /** 1 in rows where one of these variables has no label; null when all have. */
  missingLabels(labels: readonly string[]): Uint8Array | null {
    const masks = labels.flatMap((label) => this.unlabelled.get(label) ?? []);
    if (masks.length === 0) return null;
    return masks.reduce((a, b) => a.map((v, i) => v | b[i]));
  }

  private expressionOf(label: string): Expr {
    const { fixed, random } = this.frame.terms;
    const all: Variable[] = [
      ...fixed.variables,
      ...random.flatMap(({ terms, group }) => [...terms.variables, ...group]),
    ];
    return all.find((variable) => variable.label === label)!.expr;
  }

  /**
   * With everything the fit learnt; only where the variable itself is a factor() its levels are found anew, so that a new
   * level can be told from a missing one.
   */
  private evaluationOf(label: string): Evaluation {
    const bases = new Map<string, Basis>(this.frame.bases);
    if (bases.get(label)?.type === 'levels') bases.delete(label);
    return evaluator(this.table, this.frame.terms.source, bases, this.options.slopesBy);
  }

  private rowsOf(expr: Expr, evaluation: Evaluation): Value {
    const value = evaluation.evaluate(expr);
    const n = this.table.rowCount;
    if (lengthOf(value) === n) return value;
    throw new CellmerError('data', `expected ${n} values, but found ${lengthOf(value)}`);
  }

  private codedAs(trained: FrameVariable, expr: Expr): FrameVariable {
    const { label } = trained;
    const evaluation = this.evaluationOf(label);
    const value = this.rowsOf(expr, evaluation);
    if (trained.kind === 'factor') {
      const labels = labelsOf(value, expr, label, evaluation);
      return this.factorAs(trained, labels, namesIn(expr)[0]?.name ?? label);
    }
    if (trained.kind === 'matrix' && value.kind === 'matrix') {
      value.columns.forEach((column) => countMissing(column, expr, evaluation));
      return { ...trained, columns: value.columns, slopes: value.slopes };
    }
    if (trained.kind === 'number' && value.kind === 'number') {
      countMissing(value.values, expr, evaluation);
      return { ...trained, values: value.values, slopes: value.slopes };
    }
    throw new CellmerError(
      'data',
      `${label} is ${describeValue(value)}: expected numbers, as in the data of the model`,
    );
  }

  /**
   * Labels as indices into the levels of the fit. Rows without a label, or with a level that counts as missing, are noted
   * and get the first level.
   *
   * @param column where a new level is refused: the column it stands in; null takes it as missing
   */
  private factorAs(trained: FactorVariable, labels: LabelValue, column: string | null): FactorVariable {
    const { label, levels } = trained;
    const codeOf = codesIn(levels, labels.levels);
    const isRefused = column !== null && this.options.newLevels === 'refuse';
    const missing = new Uint8Array(labels.codes.length);
    let anyMissing = false;
    const codes = labels.codes.map((code, i) => {
      const known = code < 0 ? -1 : codeOf[code];
      if (known >= 0) return known;
      if (code >= 0 && isRefused) throw this.newLevel(trained, labels.levels[code], i, column);
      missing[i] = 1;
      anyMissing = true;
      return 0;
    });
    if (anyMissing) this.unlabelled.set(label, missing);
    return { ...trained, codes, slopes: labels.slopes };
  }

  private newLevel(
    { label, levels }: FactorVariable,
    level: string,
    row: number,
    column: string,
  ): CellmerError {
    const listed = levels.slice(0, 8).map(quote).join(', ') + (levels.length > 8 ? ', ...' : '');
    return new CellmerError(
      'data',
      `${this.options.describeCell(row, column)} gives ${label} the level ${quote(level)}, for which the model has no ` +
        `effect: expected one of ${listed}`,
    );
  }
}
