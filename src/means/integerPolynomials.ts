/** Orthogonal polynomials over equally spaced points, in whole numbers. */

/**
 * The discrete Chebyshev polynomials
 *
 *     t_d(x) = Σ_i (−1)^(d−i)·C(points−1−i, d−i)·C(d+i, d)·C(x, i),   x = 0, ..., points − 1
 *
 * (Szegő, Orthogonal Polynomials, 2.8), each divided by what its values have in common: the weights of published tables.
 *
 * @param highest degree, if there are points enough for it
 */
export function integerPolynomials(points: number, highest: number): number[][] {
  const degrees = Math.min(highest, points - 1);
  return Array.from({ length: degrees }, (_, i) => smallest(values(points, i + 1)));
}

function values(points: number, degree: number): bigint[] {
  const factors = Array.from({ length: degree + 1 }, (_, i) => {
    const size = choose(points - 1 - i, degree - i) * choose(degree + i, degree);
    return (degree - i) % 2 === 0 ? size : -size;
  });
  return Array.from({ length: points }, (_, x) =>
    factors.reduce((sum, factor, i) => sum + factor * choose(x, i), 0n),
  );
}

function choose(n: number, k: number): bigint {
  let product = 1n;
  for (let i = 0; i < k; i++) product = (product * BigInt(n - i)) / BigInt(i + 1);
  return product;
}

function smallest(all: readonly bigint[]): number[] {
  const common = all.reduce(greatestCommonDivisor, 0n);
  return all.map((value) => Number(value / common));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
