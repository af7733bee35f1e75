/** Evaluates the variables of a model on the rows and keeps the complete ones, as R's model.frame(). */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { Expr, ModelTerms, Variable } from '../formula/ast';
import type { Table } from '../table/types';
import type { Basis } from './basis';
import { contrastChooser } from './contrastChoice';
import { evaluator } from './evaluate';
import type { Evaluation } from './evaluationContext';
import { DEFAULT_FRAME_OPTIONS, type FrameOptions } from './frameOptions';
import type { FactorVariable, FrameVariable, ModelFrame, NumericVariable } from './frameTypes';
import { type CheckedValue, completeRows, RowSelection } from './keptRows';
import { labelsOf, labelsOfLogical } from './labelFunctions';
import { dropUnusedLevels } from './levels';
import { optionValues, positiveWeights } from './rowOptions';
import { type Checked, type CheckedNumbers, checkedNumbers, evaluateRows, missingIn } from './rowValues';
import { describeValue, type LabelValue, type Value } from './values';

/**
 * Every variable of the model on the rows where none is missing. Functions of a whole column, such as scale(), see all
 * rows where their own argument is there, whatever else is missing there, as in R. Levels that no kept row has are left
 * out.
 *
 * @param bases what data-dependent functions learnt from other data; by default they learn it from these
 *
 * Throws CellmerError `model` without a response, `data` for a response or offset that is not numeric, for values that
 * are not finite, for a column that may not be used so, and when no complete row is left; `syntax` and `unsupported` as
 * the evaluation of expressions.
 */
export function buildModelFrame(
  table: Table,
  terms: ModelTerms,
  bases: ReadonlyMap<string, Basis> = new Map(),
  options: FrameOptions = DEFAULT_FRAME_OPTIONS,
): ModelFrame {
  const learnt = new Map(bases);
  const evaluation = evaluator(table, terms.source, learnt);
  const response = evaluateResponse(terms, evaluation);
  const variables = evaluateAll(predictorsOf(terms), evaluation, evaluatePredictor);
  const groups = evaluateAll(
    terms.random.flatMap((term) => term.group),
    evaluation,
    evaluateGroup,
  );
  const offsets = terms.fixed.offsets.map((expr) => evaluateOffset(expr, evaluation));
  const own = optionValues(options, table, learnt);
  if (own.offset !== null) offsets.push(own.offset);

  const all = [response, ...variables.values(), ...offsets, ...groups.values(), ...(own.weights ?? [])];
  const { rows, dropped, excluded } = completeRows(all, table.rowCount, own.subset, options.na);
  const selection = new RowSelection(rows);
  const contrasts = contrastChooser(options.contrasts, variables);
  return {
    terms,
    n: rows === null ? table.rowCount : rows.length,
    keptRows: rows,
    droppedRows: dropped,
    excludedRows: excluded,
    response: keepNumbers(response, selection),
    variables: mapValues(variables, (variable) => contrasts(keepRows(variable, selection), variable.value)),
    groups: mapValues(groups, ({ label, value }) => keepFactor(label, value, selection)),
    numbersAsText: numbersAsText(terms, variables, options),
    offset: sumColumns(offsets.map((offset) => keepNumbers(offset, selection).values)),
    weights: own.weights === null ? null : positiveWeights(keepNumbers(own.weights[0], selection), rows),
    own: { weights: options.weights, offset: options.offset },
    bases: learnt,
  };
}

/** Variables of the fixed and the random terms, the removed ones too: R drops rows for them as well. */
function predictorsOf({ fixed, random }: ModelTerms): Variable[] {
  return [...fixed.variables, ...random.flatMap((term) => term.terms.variables)];
}

/** Of those whose contrasts somebody has chosen it is known that they are labels. */
function numbersAsText(
  { fixed }: ModelTerms,
  variables: ReadonlyMap<string, CheckedValue>,
  { contrasts }: FrameOptions,
): string[] {
  return [...new Set(fixed.variables.map(({ label }) => label))].flatMap((label) => {
    const value = variables.get(label)?.value;
    const isText = value?.kind === 'label' && value.source === 'text' && value.isNumbers === true;
    if (!isText || Object.hasOwn(contrasts.factors, label)) return [];
    return [`${value.textCell}, so ${label} is a factor with ${value.levels.length} levels`];
  });
}

function evaluateAll<C>(
  variables: readonly Variable[],
  evaluation: Evaluation,
  evaluateOne: (variable: Variable, evaluation: Evaluation) => C,
): Map<string, C> {
  const done = new Map<string, C>();
  for (const variable of variables) {
    if (!done.has(variable.label)) done.set(variable.label, evaluateOne(variable, evaluation));
  }
  return done;
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, f: (value: A) => B): Map<string, B> {
  return new Map(Array.from(map, ([key, value]) => [key, f(value)]));
}

function evaluateResponse({ response, source }: ModelTerms, evaluation: Evaluation): CheckedNumbers {
  if (response === null)
    throw new CellmerError('model', `the formula ${source.trim()} has no response: expected one before ~`);
  const { label, expr } = response;
  const value = evaluateRows(expr, evaluation);
  refuseMixed(value);
  if (value.kind !== 'number') {
    const advice = value.kind === 'logical' ? `; as.numeric(${label}) makes it 1 and 0` : '';
    throw new CellmerError(
      'data',
      `the response ${label} has to be numbers, but it is ${describeValue(value)}${advice}`,
    );
  }
  return { label, value, missing: missingIn(value, expr, evaluation) };
}

function evaluatePredictor({ label, expr }: Variable, evaluation: Evaluation): CheckedValue {
  const value = evaluateRows(expr, evaluation);
  refuseMixed(value);
  return { label, value, missing: missingIn(value, expr, evaluation) };
}

function evaluateGroup({ label, expr }: Variable, evaluation: Evaluation): Checked<LabelValue> {
  const value = labelsOf(evaluateRows(expr, evaluation), expr, 'a grouping factor', evaluation);
  return { label, value, missing: missingIn(value, expr, evaluation) };
}

function evaluateOffset(expr: Expr, evaluation: Evaluation): CheckedNumbers {
  const label = `offset(${deparse(expr)})`;
  return checkedNumbers(label, 'offset()', expr, evaluation);
}

function refuseMixed(value: Value): void {
  if (value.kind === 'label' && value.mixedCell !== undefined)
    throw new CellmerError('data', value.mixedCell);
}

function keepNumbers({ label, value }: CheckedNumbers, selection: RowSelection): NumericVariable {
  return { kind: 'number', label, values: selection.numbers(value.values) };
}

function keepFactor(label: string, { codes, levels }: LabelValue, selection: RowSelection): FactorVariable {
  return dropUnusedLevels({ kind: 'factor', label, codes: selection.codes(codes), levels });
}

function keepRows({ label, value }: CheckedValue, selection: RowSelection): FrameVariable {
  switch (value.kind) {
    case 'number':
      return { kind: 'number', label, values: selection.numbers(value.values) };
    case 'logical': {
      // As in R, a condition keeps both its levels, whether they occur or not.
      const { codes, levels } = labelsOfLogical(value);
      return { kind: 'factor', label, codes: selection.codes(codes), levels };
    }
    case 'label':
      return keepFactor(label, value, selection);
    case 'matrix': {
      const { names } = value;
      return { kind: 'matrix', label, names, columns: value.columns.map((c) => selection.numbers(c)) };
    }
  }
}

function sumColumns(columns: readonly Float64Array[]): Float64Array | null {
  if (columns.length < 2) return columns[0] ?? null;
  const sum = Float64Array.from(columns[0]);
  for (const column of columns.slice(1)) for (let i = 0; i < sum.length; i++) sum[i] += column[i];
  return sum;
}
