/**
 * The slow twin of profiling: minus twice the log-likelihood from the whole n×n covariance matrix, minimized over
 * standard deviations, correlations and sigma by a simplex that knows no derivatives. For terms of one or two effects.
 */

import type { ModelMatrices } from '../../src/design/types';
import type { ParameterPlace } from '../../src/inference/profile/parameters';
import { denseCriterion, type DenseParameters } from './denseLmm';
import { nelderMead } from './nelderMead';

/**
 * A start: standard deviations and arcsines of correlations term by term, then log sigma. In these coordinates zero
 * variances and correlations of ±1 are points like any other.
 */
export function coordinates({ covariances, sigma2 }: DenseParameters): number[] {
  const floor = 0.05 * Math.sqrt(sigma2);
  const terms = covariances.flatMap((S) => {
    const sd = S.map((row, a) => Math.max(Math.sqrt(row[a]), floor));
    return sd.length === 1 ? sd : [...sd, Math.asin(0.98 * (S[1][0] / (sd[0] * sd[1])))];
  });
  return [...terms, 0.5 * Math.log(sigma2)];
}

/** Minus twice the log-likelihood at given covariance matrices, the best fixed effects, and the parameter at `value`. */
export function denseDevianceAt(
  matrices: ModelMatrices,
  place: ParameterPlace,
  value: number,
  parameters: DenseParameters,
): number {
  const reduced = place.kind === 'fixed' ? withoutColumn(matrices, place.j, value) : matrices;
  return denseCriterion(reduced, parameters, false).criterion;
}

/** The minimum with one parameter held at `value`, from a start as `coordinates` gives it. */
export function denseProfileDeviance(
  matrices: ModelMatrices,
  place: ParameterPlace,
  value: number,
  start: readonly number[],
): number {
  const reduced = place.kind === 'fixed' ? withoutColumn(matrices, place.j, value) : matrices;
  const sizes = matrices.random.map(({ Z }) => Z.columns.length);
  const offsets = sizes.map((_, t) => sizes.slice(0, t).reduce((sum, k) => sum + (k === 1 ? 1 : 3), 0));
  const held = heldIndex(place, offsets, start.length);
  const objective = (x: number[]): number => {
    const all = held === null ? x : [...x.slice(0, held), NaN, ...x.slice(held)];
    const sigma = place.kind === 'sigma' ? value : Math.exp(all[all.length - 1]);
    const covariances = sizes.map((k, t) => {
      const at = offsets[t];
      const deviation = (a: number): number => (held === at + a ? value : Math.abs(all[at + a]));
      if (k === 1) return [[deviation(0) ** 2]];
      const rho = held === at + 2 ? value : Math.sin(all[at + 2]);
      const c = rho * deviation(0) * deviation(1);
      return [
        [deviation(0) ** 2, c],
        [c, deviation(1) ** 2],
      ];
    });
    const { criterion } = denseCriterion(reduced, { sigma2: sigma * sigma, covariances }, false);
    return Number.isFinite(criterion) ? criterion : 1e300;
  };
  return nelderMead(
    (x) => guarded(objective, x),
    start.filter((_, i) => i !== held),
  );
}

function guarded(objective: (x: number[]) => number, x: number[]): number {
  try {
    return objective(x);
  } catch {
    return 1e300;
  }
}

function heldIndex(place: ParameterPlace, offsets: readonly number[], length: number): number | null {
  switch (place.kind) {
    case 'sd':
      return offsets[place.t] + place.a;
    case 'cor':
      return offsets[place.t] + 2;
    case 'sigma':
      return length - 1;
    case 'fixed':
      return null;
  }
}

function withoutColumn(matrices: ModelMatrices, j: number, value: number): ModelMatrices {
  const { names, columns } = matrices.X;
  const keep = <T>(list: readonly T[]): T[] => list.filter((_, i) => i !== j);
  return {
    ...matrices,
    y: matrices.y.map((y, i) => y - value * columns[j][i]),
    X: { names: keep(names), columns: keep(columns) },
  };
}
