/**
 * Correlations that are products, ρ_ij = λ_i·λ_j, as of comparisons with a control: Z_i = λ_i·Z + √(1 − λ_i²)·E_i are independent given
 * Z, so that probabilities of them all are integrals over Z alone (Dunnett & Sobel 1955, Biometrika 42, 258-260).
 */

import * as normal from './normal';
import { integrate } from './quadrature';

/** Correlations that differ by less are the same. */
export const SAME = 1e-9;

/**
 * The λ in [−1, 1] with ρ_ij = λ_i·λ_j for all pairs; null where there is none.
 *
 * @param R m×m, row by row, with a unit diagonal
 */
export function oneFactor(R: Float64Array, m: number): Float64Array | null {
  const [j, i, k] = strongest(R, m);
  const squared = k < 0 ? Math.abs(R[j * m + i]) : (R[j * m + i] * R[j * m + k]) / R[i * m + k];
  if (!(squared >= 0 && squared <= 1 + SAME)) return null;
  const own = Math.sqrt(squared);
  const lambda = new Float64Array(m);
  for (let a = 0; a < m; a++) {
    const value = a === j ? own : own === 0 ? 0 : R[j * m + a] / own;
    if (Math.abs(value) > 1 + SAME) return null;
    lambda[a] = Math.max(-1, Math.min(1, value));
    for (let b = 0; b < a; b++) if (Math.abs(R[a * m + b] - lambda[a] * lambda[b]) > SAME) return null;
  }
  return lambda;
}

/** Rounds of least squares for the closest factor, and the largest of its λ: it need not be exact, but regular. */
const ROUNDS = 30;
const LARGEST = 0.99;

/** λ with products λ_i·λ_j close to ρ_ij, i ≠ j, by alternating least squares. */
export function closestFactor(R: Float64Array, m: number): Float64Array {
  const lambda = Float64Array.from({ length: m }, (_, i) => Math.sign(R[i] || 1) * 0.5);
  for (let round = 0; round < ROUNDS; round++)
    for (let i = 0; i < m; i++) {
      let [above, below] = [0, 1e-6];
      for (let j = 0; j < m; j++) {
        if (j === i) continue;
        above += R[i * m + j] * lambda[j];
        below += lambda[j] ** 2;
      }
      lambda[i] = Math.max(-LARGEST, Math.min(LARGEST, above / below));
    }
  return lambda;
}

/** A pair with the largest correlation, and the third that is most correlated with both; −1 where there is none. */
function strongest(R: Float64Array, m: number): [number, number, number] {
  let [j, i] = [1 % m, 0];
  for (let a = 0; a < m; a++)
    for (let b = 0; b < a; b++) if (Math.abs(R[a * m + b]) > Math.abs(R[j * m + i])) [j, i] = [a, b];
  const toBoth = (k: number): number => Math.min(Math.abs(R[j * m + k]), Math.abs(R[i * m + k]));
  let third = -1;
  for (let k = 0; k < m; k++)
    if (k !== i && k !== j && toBoth(k) > (third < 0 ? SAME : toBoth(third))) third = k;
  return [j, i, third];
}

/** log P(max |Z_i| ≥ w), w ≥ 0, from the λ of `oneFactor`. */
export function oneFactorTail(lambda: Float64Array): (w: number) => number {
  const groups = counted(lambda);
  return (w) => {
    if (w === 0) return 0;
    const density = (z: number): number => {
      let none = 0;
      for (const { slope, own, count } of groups) {
        const outside = normal.cdf((slope * z - w) / own) + normal.cdf((-w - slope * z) / own);
        none += count * Math.log1p(-outside);
      }
      return Math.exp((-z * z) / 2) * -Math.expm1(none);
    };
    // Even in z. Where a λ is 1 the integrand jumps at w.
    const inner = Math.ceil(w / 2);
    const breaks = Array.from({ length: inner + 6 }, (_, i) =>
      i <= inner ? (i * w) / inner : w + 2 * (i - inner),
    );
    return Math.min(0, Math.log((2 * integrate(density, breaks)) / Math.sqrt(2 * Math.PI)));
  };
}

/** The distinct |λ|, to rounding, and how many there are of each. */
function counted(lambda: Float64Array) {
  const groups: { slope: number; own: number; count: number }[] = [];
  for (const slope of lambda.map(Math.abs).sort()) {
    const last = groups.at(-1);
    if (last !== undefined && slope - last.slope <= 1e-14) last.count++;
    else groups.push({ slope, own: Math.sqrt((1 - slope) * (1 + slope)), count: 1 });
  }
  return groups;
}
