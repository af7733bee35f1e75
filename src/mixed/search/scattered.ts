/**
 * Points scattered evenly over the covariance matrices, the same ones each time: Halton's sequence (1960, Numer. Math. 2,
 * 84-90), a coordinate for each entry of T.
 */

import type { CovarianceStructure } from '../../covariance/structure';

/** Relative standard deviations go from 10^-EXTENT to 10^EXTENT, evenly in their logarithm. */
const EXTENT = 1.6;
/** Entries beside the diagonal are up to this many times the one on it, either way. */
const SLANT = 1.5;
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

/** Theta of `count` points; none where there are more entries than primes. */
export function scattered({ m, rows, cols }: CovarianceStructure, count: number): Float64Array[] {
  if (m > PRIMES.length) return [];
  const own = Array.from(rows, (row, i) => (row === cols[i] ? i : -1)).filter((i) => i >= 0);
  const diagonalOf = Array.from(rows, (row) => own.find((i) => rows[i] === row)!);
  return Array.from({ length: count }, (_, point) => {
    const u = Float64Array.from({ length: m }, (_, i) => radicalInverse(point + 1, PRIMES[i]));
    return Float64Array.from({ length: m }, (_, i) => {
      const deviation = 10 ** (EXTENT * (2 * u[diagonalOf[i]] - 1));
      return diagonalOf[i] === i ? deviation : deviation * SLANT * (2 * u[i] - 1);
    });
  });
}

/** The digits of a whole number behind the point, in reverse: in (0, 1). */
function radicalInverse(n: number, base: number): number {
  let inverse = 0;
  for (let scale = 1 / base; n > 0; scale /= base) {
    inverse += scale * (n % base);
    n = Math.floor(n / base);
  }
  return inverse;
}
