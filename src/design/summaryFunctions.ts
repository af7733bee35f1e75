/**
 * One number for a whole column, mean(x), and one for each group of rows, ave(x, g): with what they were in the data of the
 * fit for new rows too, so that centred columns mean the same there. Missing values are left out.
 */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { CallExpr } from '../formula/ast';
import type { GroupMeansBasis } from './basis';
import { mean, wholeColumn, withoutMissing } from './columnFunctions';
import { type Evaluation, formulaError, matchArguments } from './evaluationContext';
import { labelsOf } from './labelFunctions';
import { constantNumber, type LabelValue, numbers, type Value } from './values';

type Summary = (present: Float64Array) => number;

const SUMMARIES: Readonly<Record<string, Summary>> = {
  mean,
  median,
  sd: standardDeviation,
  min: (x) => x.reduce((a, b) => Math.min(a, b)),
  max: (x) => x.reduce((a, b) => Math.max(a, b)),
};

export const SUMMARY_FUNCTIONS: ReadonlyMap<string, (call: CallExpr, evaluation: Evaluation) => Value> =
  new Map(
    Object.entries(SUMMARIES).map(([name, summary]) => [
      name,
      (call: CallExpr, evaluation: Evaluation) => summarized(summary, call, evaluation),
    ]),
  );

/** mean(x, na.rm) and its like: missing values are left out whether it says so or not. */
function summarized(summary: Summary, call: CallExpr, evaluation: Evaluation): Value {
  const { x } = matchArguments(call, ['x', 'na.rm'], evaluation);
  const key = deparse(call);
  const known = evaluation.bases.get(key);
  if (known?.type === 'summary') return constantNumber(known.value);
  const { values, missing } = wholeColumn(x!, call, evaluation);
  const present = missing === 0 ? values : withoutMissing(values, missing);
  if (present.length === 0)
    throw new CellmerError('data', `${key} cannot be computed: ${deparse(x!)} has no values`);
  const value = summary(present);
  evaluation.bases.set(key, { type: 'summary', value });
  return constantNumber(value);
}

function median(x: Float64Array): number {
  const sorted = x.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Over n − 1. */
function standardDeviation(x: Float64Array): number {
  const centre = mean(x);
  return Math.sqrt(x.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (x.length - 1));
}

/** ave(x, g, ...): in every row the mean of x over the rows with the same labels; of all rows without a g. */
export function groupMeans(call: CallExpr, evaluation: Evaluation): Value {
  const named = call.args.find(({ name }) => name !== undefined && name !== 'x');
  if (call.args.length === 0 || named !== undefined)
    throw formulaError(
      `Expected ave(x, g) with a column and the groups whose means are wanted, but found ${
        named === undefined ? 'nothing' : `the argument ${named.name}`
      }`,
      named?.value ?? call,
      evaluation,
    );
  const [first, ...groups] = call.args.map(({ value }) => value);
  const { values } = wholeColumn(first, call, evaluation);
  const labels = groups.map((group) => {
    const found = labelsOf(evaluation.evaluate(group), group, 'ave()', evaluation);
    if (found.codes.length === values.length) return found;
    throw formulaError(`Expected a column as group of ave(), but found ${deparse(group)}`, group, evaluation);
  });
  const key = deparse(call);
  const known = evaluation.bases.get(key);
  const basis = known?.type === 'group means' ? known : learnMeans(values, labels);
  evaluation.bases.set(key, basis);
  const meanOf = new Map(basis.groups.map((group) => [keyOf(group.labels), group.mean]));
  return numbers(values.map((_, i) => meanOf.get(keyOf(labelsAt(labels, i) ?? [])) ?? NaN));
}

function learnMeans(values: Float64Array, labels: readonly LabelValue[]): GroupMeansBasis {
  const rows = new Map<string, { labels: readonly string[]; values: number[] }>();
  values.forEach((value, i) => {
    const own = labelsAt(labels, i);
    if (own === null || value !== value) return;
    const key = keyOf(own);
    const group = rows.get(key) ?? { labels: own, values: [] };
    group.values.push(value);
    rows.set(key, group);
  });
  const groups = [...rows.values()].map((group) => ({
    labels: group.labels,
    mean: mean(Float64Array.from(group.values)),
  }));
  return { type: 'group means', groups };
}

/** The labels of a row in each column; null where one is missing. */
function labelsAt(labels: readonly LabelValue[], row: number): string[] | null {
  const codes = labels.map((one) => one.codes[row]);
  return codes.some((code) => code < 0) ? null : codes.map((code, k) => labels[k].levels[code]);
}

/** Different lists of labels have different texts, whatever is in the labels. */
function keyOf(labels: readonly string[]): string {
  return JSON.stringify(labels);
}
