/** Leverage against the matrices that map the response to fitted values, formed in full. */

import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import type { ModelMatrices } from '../../src/design/types';
import type { Fit, TermFit } from '../../src/fits';
import { linearMixedFit } from '../../src/fits/linearMixed';
import { answerReport, toCells } from '../../src';
import { analyse } from '../analyses/support';
import { fit } from '../mixed/support';
import { denseV, denseX } from '../reference/denseLmm';
import { generator } from '../reference/randomDesigns';
import { smallDesign } from '../reference/smallDesigns';

const SETTINGS = { tolerance: 1e-9, maxEvaluations: 200, start: null, optimizer: 'newton' } as const;

function fitted(matrices: ModelMatrices, reml: boolean): Fit {
  return linearMixedFit(fit(matrices, reml), { ...SETTINGS, method: reml ? 'REML' : 'ML' });
}

/** Diagonals of X(XᵀV⁻¹X)⁻¹XᵀV⁻¹ = F and of F + (V − R)V⁻¹(I − F), R = sigma²·W⁻¹. */
function dense({ matrices, kept, terms, sigma }: Fit): { whole: number[]; fixed: number[] } {
  const { n, weights } = matrices;
  const residual = Matrix.diag(Array.from({ length: n }, (_, i) => sigma ** 2 / (weights?.[i] ?? 1)));
  const covariances = matrices.random.map((block) => squareOf(terms.find((term) => term.block === block)!));
  const random = denseV(matrices, { sigma2: 0, covariances });
  const Vinverse = inverse(Matrix.add(random, residual));
  const X = denseX(
    matrices,
    kept.map((j) => matrices.X.columns[j]),
  );
  const XtV = X.transpose().mmul(Vinverse);
  const F = X.mmul(inverse(XtV.mmul(X))).mmul(XtV);
  const whole = Matrix.add(F, random.mmul(Vinverse).mmul(Matrix.sub(Matrix.eye(n, n), F)));
  return { whole: whole.diagonal(), fixed: F.diagonal() };
}

function squareOf({ block, covariance }: TermFit): number[][] {
  const k = block.Z.columns.length;
  return block.Z.columns.map((_, a) => [...covariance.subarray(a * k, a * k + k)]);
}

function withWeights(matrices: ModelMatrices, seed: number): ModelMatrices {
  const random = generator(seed);
  return { ...matrices, weights: Float64Array.from(matrices.y, () => 0.2 + 3 * random.uniform()) };
}

describe('leverage', () => {
  test('of small designs of all kinds is that of the hat matrices, weights or not', () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const { matrices, reml, kind } = smallDesign(seed);
      const found = fitted(seed % 2 === 0 ? matrices : withWeights(matrices, seed), reml);
      if (!found.identification.isRegular) continue;
      const { whole, fixed } = found.leverages();
      const wanted = dense(found);
      kinds.add(kind);
      whole.forEach((h, i) => expect(Math.abs(h - wanted.whole[i])).toBeLessThan(1e-8));
      fixed.forEach((h, i) => expect(Math.abs(h - wanted.fixed[i])).toBeLessThan(1e-8));
      const sum = fixed.reduce((total, h) => total + h, 0);
      expect(sum).toBeCloseTo(found.kept.length, 8);
    }
    expect(kinds.size).toBeGreaterThan(8);
  });

  test('is known of a factor both fixed and random, whose variance is not, and unknown with the residual variance', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [
      Math.sin(7 * i),
      `g${i % 3}`,
      `o${Math.floor(i / 2)}`,
    ]);
    const data = [['y', 'g', 'o'], ...rows];
    const both = analyse(data, 'y ~ g + (1 | g)', { kind: 'leverage' });
    for (const { name, values } of both.columns)
      if (name !== 'standardized') values.forEach((h) => expect(h).toBeCloseTo(1 / 4, 10));
    // Two rows per group, each with an intercept of its own: what it takes the residual leaves.
    const pairs = Array.from({ length: 24 }, (_, i) => [
      `g${i >> 1}`,
      (i + 1) % 2,
      i % 2,
      Math.sin(i * i) * (1 + (i % 2)),
    ]);
    const open = analyse([['g', 'a', 'b', 'y'], ...pairs], 'y ~ (0 + a | g) + (0 + b | g)', {
      kind: 'leverage',
    });
    const [whole, fixed, standardized] = open.columns.map(({ values }) => [...values]);
    expect(whole.every(Number.isNaN)).toBe(true);
    expect(standardized.every(Number.isNaN)).toBe(true);
    expect(fixed.reduce((sum, h) => sum + h, 0)).toBeCloseTo(1, 8);
    expect(toCells(answerReport('leverage', open))[1][0]).toMatchObject({ error: '#N/A' });
  });
});
