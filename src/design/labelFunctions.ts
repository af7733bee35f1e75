/** Functions that make or read labels and conditions: factor(), relevel(), C(), as.numeric(), ifelse(), is.na(). */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { CallExpr, Expr } from '../formula/ast';
import { compareCodePoints, factorOf, isNumericText, numberLabel } from '../table';
import { CONTRAST_KINDS } from './contrastMatrices';
import {
  asNumbers,
  countMissing,
  type Evaluation,
  formulaError,
  matchArguments,
  truthsOf,
} from './evaluationContext';
import {
  describeValue,
  type LabelValue,
  lengthOf,
  LOGICAL_LEVELS,
  logicals,
  type LogicalValue,
  numbers,
  numbersFromCodes,
  type Slopes,
  type Value,
} from './values';

/** The labels of a logical value. */
export function labelsOfLogical({ values, slopes }: Omit<LogicalValue, 'kind'>): LabelValue {
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = values[i] !== values[i] ? -1 : values[i];
  return { kind: 'label', codes, levels: LOGICAL_LEVELS, source: 'factor', slopes };
}

/**
 * Any single column as labels: numbers in numerical order, FALSE before TRUE, text as in the table.
 *
 * Throws CellmerError `data` for several columns, or when the numbers are not finite; `option` where slopes are wanted of
 * what becomes labels.
 */
export function labelsOf(value: Value, expr: Expr, user: string, evaluation: Evaluation): LabelValue {
  switch (value.kind) {
    case 'label':
      return value;
    case 'logical':
      countMissing(value.values, expr, evaluation);
      return labelsOfLogical(value);
    case 'number': {
      const { values, slopes } = value;
      if (slopes !== null) throw noSlope(expr, user, evaluation);
      const missing = countMissing(values, expr, evaluation);
      const grouping = factorOf({ kind: 'number', name: deparse(expr), values, missing });
      return { kind: 'label', ...grouping, source: 'factor' };
    }
    case 'matrix':
      throw new CellmerError(
        'data',
        `${user} needs one column, but ${deparse(expr)} is ${describeValue(value)}`,
      );
  }
}

function noSlope(expr: Expr, user: string, { slopesBy }: Evaluation): CellmerError {
  return new CellmerError(
    'option',
    `there is no slope of ${slopesBy!}: ${user} makes labels of ${deparse(expr)}, so that ${slopesBy!} enters the model as a ` +
      'factor; LMER.EMMEANS compares its levels',
  );
}

/**
 * factor(x, levels) and as.factor(x), and ordered(x, levels) and as.ordered(x), whose levels have an order. Given levels
 * are all there are, in their order; other labels are missing.
 */
function factor(call: CallExpr, evaluation: Evaluation): Value {
  const { x, levels } = matchArguments(call, ['x', 'levels'], evaluation);
  const labels = labelsOf(evaluation.evaluate(x!), x!, `${call.name}()`, evaluation);
  const ordered = call.name.endsWith('ordered') || (labels.ordered ?? false);
  const key = deparse(call);
  const known = evaluation.bases.get(key);
  if (known?.type === 'levels') return { ...recode(labels, known.levels), ordered, listed: true };
  const order = levels === undefined ? labels.levels : listedLevels(levels, labels, evaluation);
  evaluation.bases.set(key, { type: 'levels', levels: order });
  if (levels !== undefined) return { ...recode(labels, order), ordered, listed: true };
  return { ...labels, ordered, source: labels.source === 'text' ? 'factor' : labels.source };
}

/** c("low", "high") or a single text; numbers stand for their labels. */
function listedLevels(expr: Expr, labels: LabelValue, evaluation: Evaluation): string[] {
  const parts = expr.type === 'call' && expr.name === 'c' ? expr.args.map(({ value }) => value) : [expr];
  const texts = parts.map((part) => {
    if (part.type === 'string') return part.value;
    if (part.type === 'number') return numberLabel(part.value);
    throw formulaError(`Expected levels such as c("a", "b"), but found ${deparse(part)}`, part, evaluation);
  });
  const unknown = texts.find((text) => !labels.levels.includes(text));
  if (unknown === undefined) return texts;
  throw formulaError(
    `Expected levels that occur (${labels.levels.join(', ')}), but found "${unknown}"`,
    expr,
    evaluation,
  );
}

/** relevel(x, ref): the level `ref` first, so that treatment contrasts compare with it. */
function relevel(call: CallExpr, evaluation: Evaluation): Value {
  const { x, ref } = matchArguments(call, ['x', 'ref'], evaluation);
  if (ref === undefined)
    throw formulaError('Expected relevel(x, "level"), but found no level', call, evaluation);
  const labels = labelsOf(evaluation.evaluate(x!), x!, 'relevel()', evaluation);
  const key = deparse(call);
  const known = evaluation.bases.get(key);
  if (known?.type === 'levels') return recode(labels, known.levels);
  const [first] = listedLevels(ref, labels, evaluation);
  const levels = [first, ...labels.levels.filter((level) => level !== first)];
  evaluation.bases.set(key, { type: 'levels', levels });
  return recode(labels, levels);
}

/** C(x, contrasts): the factor with contrasts of its own: treatment, sum, helmert or poly. */
function withContrasts(call: CallExpr, evaluation: Evaluation): Value {
  const { object, contr } = matchArguments(call, ['object', 'contr'], evaluation);
  const labels = labelsOf(evaluation.evaluate(object!), object!, 'C()', evaluation);
  const word = contr?.type === 'name' ? contr.name : contr?.type === 'string' ? contr.value : '';
  const kind = CONTRAST_KINDS.find((known) => known === word.replace(/^contr\./, ''));
  if (kind !== undefined) return { ...labels, contrasts: { kind } };
  throw formulaError(
    `Expected C(x, ${CONTRAST_KINDS.join(' | ')}), but found ${contr === undefined ? 'no contrasts' : deparse(contr)}`,
    contr ?? call,
    evaluation,
  );
}

/** Functions that make a factor of what they are given. */
export const FACTOR_FUNCTIONS: ReadonlyMap<string, (call: CallExpr, evaluation: Evaluation) => Value> =
  new Map([
    ['factor', factor],
    ['as.factor', factor],
    ['ordered', factor],
    ['as.ordered', factor],
    ['relevel', relevel],
    ['C', withContrasts],
  ]);

export function makesFactor(functionName: string): boolean {
  return FACTOR_FUNCTIONS.has(functionName);
}

/** The same labels as indices into other levels; a label that is not among them is missing. */
function recode(labels: LabelValue, levels: readonly string[]): LabelValue {
  const at = new Map(levels.map((level, i) => [level, i]));
  const codeOf = labels.levels.map((level) => at.get(level) ?? -1);
  return {
    kind: 'label',
    codes: labels.codes.map((code) => (code < 0 ? -1 : codeOf[code])),
    levels,
    source: 'factor',
    slopes: labels.slopes,
  };
}

/** as.numeric(x): TRUE is 1, numbers written as text are these numbers, and a factor counts its levels from 1 as in R. */
export function asNumeric(call: CallExpr, evaluation: Evaluation): Value {
  const { x } = matchArguments(call, ['x'], evaluation);
  const value = evaluation.evaluate(x!);
  if (value.kind === 'label' && value.source === 'text' && value.levels.every(isNumericText))
    return numbers(numbersFromCodes(value.codes, value.levels.map(Number)), value.slopes);
  if (value.kind !== 'label' || value.source !== 'factor') {
    const { values, slopes } = asNumbers(value, x!, 'as.numeric()');
    return numbers(values, slopes);
  }
  return numbers(
    numbersFromCodes(
      value.codes,
      value.levels.map((_, i) => i + 1),
    ),
    value.slopes,
  );
}

/** is.na(x): TRUE where a value is missing, and so never missing itself. */
export function isNa(call: CallExpr, evaluation: Evaluation): Value {
  const { x } = matchArguments(call, ['x'], evaluation);
  const value = evaluation.evaluate(x!);
  if (value.kind === 'label') return logicals(flag(value.codes, (code) => code < 0));
  const { values } = asNumbers(value, x!, 'is.na()');
  return logicals(flag(values, (v) => v !== v));
}

function flag(entries: ArrayLike<number>, holds: (entry: number) => boolean): Float64Array {
  const out = new Float64Array(entries.length);
  for (let i = 0; i < out.length; i++) out[i] = holds(entries[i]) ? 1 : 0;
  return out;
}

/** ifelse(test, yes, no): numbers or texts; missing where the test is. */
export function ifElse(call: CallExpr, evaluation: Evaluation): Value {
  const { test, yes, no } = matchArguments(call, ['test', 'yes', 'no'], evaluation);
  if (yes === undefined || no === undefined)
    throw new CellmerError('data', `${deparse(call)} is not complete: expected ifelse(test, yes, no)`);
  const tests = truthsOf(test!, 'ifelse()', evaluation);
  const a = evaluation.evaluate(yes);
  const b = evaluation.evaluate(no);
  if (a.kind === 'label' && b.kind === 'label') return chooseLabels(tests, a, b);
  if (a.kind === 'label' || b.kind === 'label')
    throw new CellmerError(
      'data',
      `${deparse(call)} gives ${describeValue(a)} or ${describeValue(b)}: expected the same kind from both`,
    );
  const [ofYes, ofNo] = [asNumbers(a, yes, 'ifelse()'), asNumbers(b, no, 'ifelse()')];
  const values = choose(tests.values, ofYes.values, ofNo.values);
  const slopes = chosenSlopes(tests, ofYes.slopes, ofNo.slopes);
  return a.kind === 'logical' && b.kind === 'logical' ? logicals(values, slopes) : numbers(values, slopes);
}

/** Those of what is chosen, and none where the test turns. */
function chosenSlopes(tests: LogicalValue, yes: Slopes, no: Slopes): Slopes {
  if (tests.slopes === null && yes === null && no === null) return null;
  const slopes = choose(tests.values, yes ?? AT_REST, no ?? AT_REST);
  const turns = tests.slopes ?? AT_REST;
  return slopes.map((slope, i) => slope + turns[turns.length === 1 ? 0 : i]);
}

const AT_REST = Float64Array.of(0);

function choose(tests: Float64Array, yes: Float64Array, no: Float64Array): Float64Array {
  const length = Math.max(tests.length, yes.length, no.length);
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const test = tests[tests.length === 1 ? 0 : i];
    const from = test === 1 ? yes : no;
    out[i] = test !== test ? NaN : from[from.length === 1 ? 0 : i];
  }
  return out;
}

/** Levels are the texts that occur, sorted, as in a column of text. */
function chooseLabels(condition: LogicalValue, yes: LabelValue, no: LabelValue): LabelValue {
  const tests = condition.values;
  const slopes = chosenSlopes(condition, yes.slopes ?? null, no.slopes ?? null);
  const mixed = [yes, no].find((value) => value.mixedCell !== undefined);
  if (mixed !== undefined) throw new CellmerError('data', mixed.mixedCell!);
  const length = Math.max(tests.length, lengthOf(yes), lengthOf(no));
  const ids = new Map<string, number>();
  const codes = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const test = tests[tests.length === 1 ? 0 : i];
    const from = test === 1 ? yes : no;
    const code = test !== test ? -1 : from.codes[from.codes.length === 1 ? 0 : i];
    if (code < 0) {
      codes[i] = -1;
      continue;
    }
    const label = from.levels[code];
    if (!ids.has(label)) ids.set(label, ids.size);
    codes[i] = ids.get(label)!;
  }
  const levels = [...ids.keys()].sort(compareCodePoints);
  const seen: LabelValue = { kind: 'label', codes, levels: [...ids.keys()], source: 'text', slopes };
  return { ...recode(seen, levels), source: 'text' };
}
