/**
 * Times one case in a process of its own, so that its first fit is a cold one: `bench/one.ts ID whole|optimum [DATA]`.
 * Prints one line of JSON, a `Timing` of the whole result or a `Time` to the optimum.
 */

import {
  analyseModel,
  DEFAULT_FIT_OPTIONS,
  prepareModel,
  type CellMatrix,
  type FitResult,
} from '../src/index';
import { modelMatrices } from '../src/design';
import { fitMixedModel } from '../src/mixed/fit';
import { type Case, CASES, cellsOf } from './cases';
import { median } from './tables';

/** Milliseconds of the first fit, and the median of those after it. */
export interface Time {
  readonly cold: number;
  readonly warm: number;
}

export interface Timing extends Time {
  readonly id: string;
  readonly simulated: boolean;
  /** The part of `warm` in which the cells are read. */
  readonly read: number;
  readonly evaluations: number;
  readonly criterion: number;
  /** Megabytes of the process at its largest, and with nothing but the cells in it. */
  readonly peak: number;
  readonly cells: number;
}

function fitCells(
  cells: CellMatrix,
  { formula, method }: Case,
): { result: FitResult; read: number; all: number } {
  const start = performance.now();
  const input = prepareModel({ data: cells, model: formula, options: { ...DEFAULT_FIT_OPTIONS, method } });
  const read = performance.now() - start;
  return { result: analyseModel(input, { kind: 'summary' }), read, all: performance.now() - start };
}

/** Milliseconds from cells to the optimum, without the summary. */
function fitToOptimum(cells: CellMatrix, { formula, method }: Case): number {
  const start = performance.now();
  const options = { ...DEFAULT_FIT_OPTIONS, method };
  const { table, terms, frame } = prepareModel({ data: cells, model: formula, options });
  const { tolerance, maxEvaluations, start: theta } = options;
  fitMixedModel(modelMatrices(table, terms, frame), {
    reml: method === 'REML',
    tolerance,
    maxEvaluations,
    start: theta,
  });
  return performance.now() - start;
}

function timeWhole(each: Case, cells: CellMatrix, simulated: boolean): Timing {
  const before = process.memoryUsage().rss;
  const first = fitCells(cells, each);
  const peak = process.resourceUsage().maxRSS / 1024;
  const later = Array.from({ length: each.repetitions }, () => fitCells(cells, each));
  return {
    id: each.id,
    simulated,
    cold: first.all,
    warm: median(later.map(({ all }) => all)),
    read: median(later.map(({ read }) => read)),
    evaluations: first.result.evaluations,
    criterion: first.result.criterion,
    peak,
    cells: before / 2 ** 20,
  };
}

function timeToOptimum(each: Case, cells: CellMatrix): Time {
  const cold = fitToOptimum(cells, each);
  return { cold, warm: median(Array.from({ length: each.repetitions }, () => fitToOptimum(cells, each))) };
}

const [id, extent, folder] = process.argv.slice(2);
const found = CASES.find((each) => each.id === id);
if (!found)
  throw new Error(`There is no case "${id}": expected one of ${CASES.map((each) => each.id).join(', ')}.`);
const { cells, simulated } = cellsOf(found, folder ?? null);
console.log(
  JSON.stringify(extent === 'optimum' ? timeToOptimum(found, cells) : timeWhole(found, cells, simulated)),
);
