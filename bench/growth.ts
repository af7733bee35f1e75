/** How the time of a fit grows, and what single kernels cost. Warm, in this process. */

import { analyseModel, DEFAULT_FIT_OPTIONS, prepareModel, type CellMatrix } from '../src/index';
import { portableKernels, type LargeKernels } from '../src/linalg/large';
import { simdKernels } from '../src/linalg/large/simd';
import { modelMatrices } from '../src/design';
import { fitMixedModel } from '../src/mixed/fit';
import { slopeData, wideData } from './data';
import { median, milliseconds, table } from './tables';

/** Median of some runs after a few that do not count. */
function time(run: () => void, repetitions = 5): number {
  run();
  run();
  return median(
    Array.from({ length: repetitions }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );
}

function fitOnce(data: CellMatrix, model: string): void {
  analyseModel(prepareModel({ data, model, options: DEFAULT_FIT_OPTIONS }), { kind: 'summary' });
}

export function growth(): string {
  const byRows = [10_000, 30_000, 100_000, 300_000, 1_000_000].map((n) => {
    const data = slopeData(n, 1000, 'text');
    return [n.toLocaleString('en'), milliseconds(time(() => fitOnce(data, 'y ~ x + (x | g)')))];
  });
  const byGroups = [100, 1_000, 10_000, 50_000].map((J) => {
    const data = slopeData(200_000, J, 'text');
    return [J.toLocaleString('en'), milliseconds(time(() => fitOnce(data, 'y ~ x + (x | g)')))];
  });
  const wide = wideData(20_000, 500);
  const columns = (count: number): string[] => Array.from({ length: count }, (_, c) => `x${c + 1}`);
  const bySlopes = [1, 2, 3, 4, 5, 6].map((k) => {
    const terms = ['1', ...columns(k - 1)].join(' + ');
    return [String(k), milliseconds(time(() => fitOnce(wide, `y ~ ${terms} + (${terms} | g)`), 3))];
  });
  const byEffects = [1, 2, 4, 6, 8, 10].map((p) => {
    const terms = ['1', ...columns(p - 1)].join(' + ');
    return [String(p), milliseconds(time(() => fitOnce(wide, `y ~ ${terms} + (1 | g)`)))];
  });
  return [
    `Rows, 1,000 groups, random slope\n${table([['rows', 'warm'], ...byRows])}`,
    `Groups, 200,000 rows, random slope\n${table([['groups', 'warm'], ...byGroups])}`,
    `Random effects k per group, 20,000 rows, 500 groups\n${table([['k', 'warm'], ...bySlopes])}`,
    `Fixed effects p, 20,000 rows, 500 groups, random intercept\n${table([['p', 'warm'], ...byEffects])}`,
  ].join('\n\n');
}

export function kernels(): string {
  const evaluations = [1, 2, 3, 4].map((k) => {
    const terms = ['1', ...Array.from({ length: k - 1 }, (_, c) => `x${c + 1}`)].join(' + ');
    const { table: cells, terms: model } = prepareModel({
      data: wideData(200_000, 20_000),
      model: `y ~ ${terms} + (${terms} | g)`,
      options: DEFAULT_FIT_OPTIONS,
    });
    const { objective, optimum } = fitMixedModel(modelMatrices(cells, model), {
      reml: true,
      tolerance: 1e-9,
      maxEvaluations: 100,
      start: null,
    });
    return [`k = p = ${k}`, milliseconds(time(() => objective.evaluate(optimum.at.theta)))];
  });
  return [
    `Value, gradient and Hessian, 20,000 groups\n${table([['model', 'warm'], ...evaluations])}`,
    `Cholesky factor and inverse of 1,156 rows\n${table([
      ['kernel', 'factor', 'inverse', 'GFlop/s'],
      ...large('plain TypeScript', portableKernels),
      ...large('WebAssembly, SIMD', simdKernels()),
    ])}`,
  ].join('\n\n');
}

function large(name: string, kernel: LargeKernels | null): string[][] {
  if (kernel === null) return [[name, 'none here', '', '']];
  const n = 1156;
  const A = Float64Array.from({ length: n * n }, (_, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    return (i === j ? n : 0) + Math.cos(i - j);
  });
  const L = Float64Array.from(A);
  const factor = time(() => {
    L.set(A);
    kernel.choleskyInPlace(L, n);
  });
  const both = time(() => {
    L.set(A);
    kernel.choleskyInPlace(L, n);
    kernel.invertFactorInPlace(L, n);
  });
  return [[name, milliseconds(factor), milliseconds(both - factor), (n ** 3 / both / 1e6).toFixed(1)]];
}
