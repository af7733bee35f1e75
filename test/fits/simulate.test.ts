/** New responses have the mean and the covariance matrix of the model. */

import { describe, expect, it } from 'vitest';
import type { ModelMatrices } from '../../src/design/types';
import type { Fit } from '../../src/fits';
import { randomStream } from '../../src/random/stream';
import { denseV } from '../reference/denseLmm';
import { exampleFit, fitOf, matricesOf } from './support';

const DRAWS = 4000;

/** The first rows of a design, with weights and an offset. */
function beginning(matrices: ModelMatrices, n: number): ModelMatrices {
  const columns = new Map<Float64Array, Float64Array>();
  const cut = (column: Float64Array): Float64Array => {
    if (!columns.has(column)) columns.set(column, column.slice(0, n));
    return columns.get(column)!;
  };
  const [{ group }] = matrices.random;
  const codes = group.codes.slice(0, n);
  const levels = group.levels.slice(0, Math.max(...codes) + 1);
  const own = { ...group, codes, levels };
  return {
    ...matrices,
    n,
    y: cut(matrices.y),
    X: { ...matrices.X, columns: matrices.X.columns.map(cut) },
    random: matrices.random.map((block) => ({
      ...block,
      group: own,
      Z: { ...block.Z, columns: block.Z.columns.map(cut) },
    })),
    weights: Float64Array.from({ length: n }, (_, i) => 1 + (i % 3)),
    offset: Float64Array.from({ length: n }, (_, i) => 10 * (i % 2)),
  };
}

/** V of the estimates, prior weights included. */
function marginal(fit: Fit): number[][] {
  const covariances = fit.matrices.random.map((own) => {
    const { covariance } = fit.terms.find(({ block }) => block === own)!;
    const k = Math.sqrt(covariance.length);
    return Array.from({ length: k }, (_, a) => [...covariance.subarray(a * k, (a + 1) * k)]);
  });
  const V = denseV(fit.matrices, { sigma2: 0, covariances }).to2DArray();
  V.forEach((row, i) => (row[i] += fit.sigma ** 2 / (fit.matrices.weights?.[i] ?? 1)));
  return V;
}

/** Largest distances of sample moments from the wanted ones, in standard errors. */
function distances(
  draw: (i: number) => Float64Array,
  mean: Float64Array,
  V: readonly (readonly number[])[],
): { readonly mean: number; readonly covariance: number } {
  const n = mean.length;
  const sums = new Float64Array(n);
  const products = Array.from({ length: n }, () => new Float64Array(n));
  for (let d = 0; d < DRAWS; d++) {
    const r = draw(d).map((v, i) => v - mean[i]);
    for (let i = 0; i < n; i++) {
      sums[i] += r[i];
      for (let j = 0; j <= i; j++) products[i][j] += r[i] * r[j];
    }
  }
  let covariance = 0;
  products.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const error = Math.sqrt((V[i][i] * V[j][j] + V[i][j] ** 2) / DRAWS);
      covariance = Math.max(covariance, Math.abs(row[j] / DRAWS - V[i][j]) / error);
    }
  });
  const means = sums.map((sum, i) => Math.abs(sum / DRAWS) / Math.sqrt(V[i][i] / DRAWS));
  return { mean: Math.max(...means), covariance };
}

const correlated = fitOf(beginning(matricesOf('sleepstudy', 'Reaction ~ Days + (Days | Subject)'), 40));
const crossed = exampleFit('pastes', 'strength ~ 1 + (1 | batch) + (1 | batch:cask)');

describe('a new response', () => {
  it.each([
    ['correlated effects, weights and an offset', correlated],
    ['two grouping factors', crossed],
  ])('of %s has the marginal mean and covariance matrix', (_, fit) => {
    const mean = fit.matrices.y.map((v, i) => v - fit.residuals('marginal')[i]);
    const random = randomStream(11);
    const V = marginal(fit);
    // The largest of up to 1,800 standard normal numbers is beyond 5 once in a thousand times
    const far = distances((d) => fit.simulate(random.split(d), true), mean, V);
    expect(far.mean).toBeLessThan(5);
    expect(far.covariance).toBeLessThan(5);
    // What is compared does see the random effects: without them it is far off.
    const without = V.map((row, i) => row.map((v, j) => (i === j ? v : 0)));
    expect(distances((d) => fit.simulate(random.split(d), true), mean, without).covariance).toBeGreaterThan(
      20,
    );
  });

  it('of the same groups lies about the fitted values, with the residual variance', () => {
    const random = randomStream(12);
    const { sigma, matrices } = correlated;
    const V = [...matrices.weights!].map((w, i) =>
      [...matrices.y].map((_, j) => (i === j ? sigma ** 2 / w : 0)),
    );
    const far = distances(
      (d) => correlated.simulate(random.split(d), false),
      correlated.residuals('fitted'),
      V,
    );
    expect(far.mean).toBeLessThan(5);
    expect(far.covariance).toBeLessThan(5);
  });

  it('is the same for the same stream', () => {
    const draw = (seed: number): Float64Array => crossed.simulate(randomStream(seed), true);
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('at other parameters has their mean and covariance matrix', () => {
    const random = randomStream(13);
    const { matrices } = correlated;
    const [beta, sigma] = [[100, -4], 7];
    const covariance = Float64Array.of(25, -6, -6, 9);
    const mean = matrices.offset!.map((offset, i) => offset + beta[0] + beta[1] * matrices.X.columns[1][i]);
    const V = denseV(matrices, {
      sigma2: 0,
      covariances: [
        [
          [25, -6],
          [-6, 9],
        ],
      ],
    }).to2DArray();
    V.forEach((row, i) => (row[i] += sigma ** 2 / matrices.weights![i]));
    const draw = (d: number): Float64Array =>
      correlated.simulateAt({ beta, covariances: [covariance], sigma }, random.split(d));
    const far = distances(draw, mean, V);
    expect(far.mean).toBeLessThan(5);
    expect(far.covariance).toBeLessThan(5);
    // Of the fit's own parameters it is far off.
    expect(distances(draw, mean, marginal(correlated)).covariance).toBeGreaterThan(20);
  });

  it.each([
    ['correlated effects', correlated],
    ['two grouping factors', crossed],
  ])('at the estimates is that of the fit: %s', (_, fit) => {
    const { fixed, terms, sigma } = fit;
    const point = { beta: fixed.estimates, covariances: terms.map(({ covariance }) => covariance), sigma };
    const at = fit.simulateAt(point, randomStream(14));
    fit
      .simulate(randomStream(14), true)
      .forEach((y, i) => expect(Math.abs(at[i] / y - 1)).toBeLessThan(1e-9));
  });

  it('leaves the fit as it is', () => {
    const before = correlated.residuals('fitted').slice();
    correlated.simulate(randomStream(1), false).fill(0);
    expect(correlated.residuals('fitted')).toEqual(before);
  });
});
