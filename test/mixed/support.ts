/** Shared by the tests of the mixed-model core. */

import { modelMatrices } from '../../src/design';
import type { ModelMatrices } from '../../src/design/types';
import { covarianceFromFactor, diagonalBlock } from '../../src/covariance/structure';
import { fitMixedModel } from '../../src/mixed/fit';
import type { MixedFit } from '../../src/mixed/mixedFit';
import type { ModelInput } from '../../src/model/input';
import { relativeFactor, residualSigma } from '../../src/mixed/userScale';
import type { DenseParameters } from '../reference/denseLmm';

export function fit(matrices: ModelMatrices, reml: boolean, start: number[] | null = null): MixedFit {
  return fitMixedModel(matrices, { reml, tolerance: 1e-9, maxEvaluations: 200, start });
}

/** The fit of a request, as its options want it. */
export function fitOfInput({ table, terms, frame, options }: ModelInput): MixedFit {
  const { method, tolerance, maxEvaluations, start, optimizer } = options;
  const own = { reml: method === 'REML', tolerance, maxEvaluations, start, optimizer };
  return fitMixedModel(modelMatrices(table, terms, frame), own);
}

/** The estimates of a fit as the dense twin takes them. */
export function denseParameters(result: MixedFit): DenseParameters {
  const { k, blocks } = result.structure;
  const sigma2 = residualSigma(result) ** 2;
  const G = covarianceFromFactor(relativeFactor(result.model, result.structure, result.optimum.at.theta), k);
  const covariances = blocks.map(({ start, size }) => {
    const block = diagonalBlock(G, k, start, size);
    return Array.from({ length: size }, (_, a) =>
      Array.from({ length: size }, (_, b) => block[a * size + b] * sigma2),
    );
  });
  return { sigma2, covariances };
}

/** Largest |a − b| relative to the largest |b| (at least `floor`). */
export function worst(a: ArrayLike<number>, b: ArrayLike<number>, floor = 1e-300): number {
  if (a.length !== b.length) throw new Error(`lengths ${a.length} and ${b.length} differ`);
  let difference = 0;
  let size = floor;
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i] - b[i]));
    size = Math.max(size, Math.abs(b[i]));
    if (Number.isNaN(a[i]) !== Number.isNaN(b[i])) return Infinity;
  }
  return difference / size;
}
