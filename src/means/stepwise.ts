/** P values of a family that are adjusted by their order, as R's p.adjust() does it. */

/**
 * @param ascending m p values
 * @param n of how many tests: m, or more where some could not be made
 * @returns m adjusted p values in the same order
 */
export type Stepwise = (ascending: readonly number[], n: number) => number[];

/** Holm 1979, Scand. J. Stat. 6, 65-70. */
export const holm: Stepwise = (ascending, n) => rising(ascending.map((p, i) => (n - i) * p));

/** Hochberg 1988, Biometrika 75, 800-802. */
export const hochberg: Stepwise = (ascending, n) => falling(ascending.map((p, i) => (n - i) * p));

/** Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, 289-300. */
export const falseDiscovery: Stepwise = (ascending, n) => falling(ascending.map((p, i) => (n / (i + 1)) * p));

/** Benjamini & Yekutieli 2001, Ann. Stat. 29, 1165-1188. */
export const dependentDiscovery: Stepwise = (ascending, n) => {
  let harmonic = 0;
  for (let i = 1; i <= n; i++) harmonic += 1 / i;
  return falling(ascending.map((p, i) => harmonic * (n / (i + 1)) * p));
};

/** Hommel 1988, Biometrika 75, 383-386, as Wright computes it (1992, Biometrics 48, 1005-1013): in time that grows with n². */
export const hommel: Stepwise = (ascending, n) => {
  if (n < 3) return hochberg(ascending, n);
  const p = new Float64Array(n).fill(1);
  p.set(ascending);
  const adjusted = new Float64Array(n).fill(
    p.reduce((least, value, i) => Math.min(least, (n * value) / (i + 1)), 1),
  );
  for (let m = n - 1; m >= 2; m--) {
    const last = n - m;
    let least = Infinity;
    for (let i = last + 1; i < n; i++) least = Math.min(least, (m * p[i]) / (i - last + 1));
    for (let i = 0; i <= last; i++) adjusted[i] = Math.max(adjusted[i], Math.min(m * p[i], least));
    const beyond = Math.min(m * p[last], least);
    for (let i = last + 1; i < n; i++) adjusted[i] = Math.max(adjusted[i], beyond);
  }
  return ascending.map((value, i) => Math.max(adjusted[i], value));
};

/** No value below one before it, and none above 1. */
function rising(values: readonly number[]): number[] {
  let most = 0;
  return values.map((value) => (most = Math.min(1, Math.max(most, value))));
}

/** No value above one after it, and none above 1. */
function falling(values: readonly number[]): number[] {
  let least = 1;
  return values
    .reduceRight<number[]>((found, value) => {
      least = Math.min(least, value);
      found.push(least);
      return found;
    }, [])
    .reverse();
}
