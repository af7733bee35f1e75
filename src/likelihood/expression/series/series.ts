/**
 * Numbers near a point as sums of terms in a step h that goes to zero from above: what is left of a Taylor series where a
 * root, a logarithm or a division is at the end of its domain. A term is c·(1/h)^p·L^q·M^r with L = log(1/h), M = log L, so
 * that the term with the larger exponents, from left to right, is the larger one near zero.
 */

export type Exponents = readonly [p: number, q: number, r: number];

interface Term {
  readonly exponents: Exponents;
  readonly c: number;
}

/** Largest terms first. */
export interface Series {
  readonly terms: readonly Term[];
  /** What was left out is at most about as large as this; null where nothing was. */
  readonly rest: Exponents | null;
}

export const CONSTANT: Exponents = [0, 0, 0];
export const ZERO: Series = { terms: [], rest: null };
/** The step itself. */
export const STEP: Series = { terms: [{ exponents: [-1, 0, 0], c: 1 }], rest: null };

/** Terms of Taylor series that are looked at. */
export const ORDER = 8;
/** Powers of h below the largest term that are kept. */
const DEPTH = 6;
const MOST_TERMS = 60;
/** Exponents that are sums of the same numbers in another order are the same. */
const SAME_EXPONENT = 1e-9;
/** What is left when two terms cancel but for rounding. */
const ROUNDING = 8 * Number.EPSILON;

export function constant(c: number): Series {
  return c === 0 ? ZERO : { terms: [{ exponents: CONSTANT, c }], rest: null };
}

/** Positive where the first is larger as h goes to zero, 0 where both are alike. */
export function compare(a: Exponents, b: Exponents): number {
  const k = a.findIndex((x, i) => Math.abs(x - b[i]) > SAME_EXPONENT);
  return k < 0 ? 0 : a[k] - b[k];
}

function together(a: Exponents, b: Exponents): Exponents {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** Whether it is zero and stays so. */
export function isZero(a: Series): boolean {
  return a.terms.length === 0 && a.rest === null;
}

/** Whether the data, or the range of the numbers, make it infinite whatever the step is. */
export function isInfinite({ terms }: Series): boolean {
  return terms.length > 0 && !Number.isFinite(terms[0].c);
}

/** The value that it goes to; NaN where that is not known. */
export function limitOf({ terms, rest }: Series): number {
  const size = terms.length > 0 ? compare(terms[0].exponents, CONSTANT) : -1;
  if (size > 0) return terms[0].c * Infinity;
  if (rest && compare(rest, CONSTANT) >= 0) return NaN;
  return size === 0 ? terms[0].c : 0;
}

/** The same series with its limit in more digits. */
export function withLimit(a: Series, limit: number): Series {
  const terms = a.terms.filter(({ exponents }) => compare(exponents, CONSTANT) !== 0);
  return limit === 0 ? { ...a, terms } : { ...a, terms: [{ exponents: CONSTANT, c: limit }, ...terms] };
}

/** Null where two infinities are taken off each other. */
export function add(a: Series, b: Series): Series | null {
  if (isInfinite(a) || isInfinite(b)) {
    const infinite = isInfinite(a) ? a : b;
    return isInfinite(a) && isInfinite(b) && a.terms[0].c !== b.terms[0].c ? null : infinite;
  }
  if (isZero(b)) return a;
  if (isZero(a)) return b;
  return cut([...a.terms, ...b.terms], [a.rest, b.rest]);
}

export function scale(a: Series, factor: number): Series {
  if (factor === 0) return ZERO;
  return { ...a, terms: a.terms.map(({ exponents, c }) => ({ exponents, c: c * factor })) };
}

/** What is the same series, made the same way, leaves nothing. */
export function subtract(a: Series, b: Series): Series | null {
  if (a === b && !isInfinite(a)) return ZERO;
  return add(a, scale(b, -1));
}

/** Zero times an infinity is zero where the zero does not depend on the step. */
export function multiply(a: Series, b: Series): Series {
  if (isZero(a) || isZero(b)) return ZERO;
  if (isInfinite(a) || isInfinite(b)) {
    const sign = Math.sign(a.terms[0]?.c ?? NaN) * Math.sign(b.terms[0]?.c ?? NaN);
    return constant(sign * Infinity);
  }
  const products = a.terms.flatMap((s) =>
    b.terms.map((t) => ({ exponents: together(s.exponents, t.exponents), c: s.c * t.c })),
  );
  const rests = [
    b.rest && together(largest(a), b.rest),
    a.rest && together(a.rest, largest(b)),
    a.rest && b.rest && together(a.rest, b.rest),
  ];
  return cut(products, rests);
}

/** The size of a series that is not zero. */
function largest({ terms, rest }: Series): Exponents {
  return terms.length > 0 ? terms[0].exponents : (rest as Exponents);
}

/** Σ c_k·s^k for a series s that goes to zero; what comes after the last coefficient that is a number is left out. */
export function compose(coefficients: readonly number[], s: Series): Series {
  const end = coefficients.findIndex((c) => !Number.isFinite(c));
  const n = end < 0 ? coefficients.length : end;
  if (n === 0 || isZero(s)) return constant(coefficients[0]);
  let sum: Series = constant(coefficients[n - 1]);
  for (let k = n - 2; k >= 0; k--) sum = add(multiply(sum, s), constant(coefficients[k])) as Series;
  const [p, q, r] = largest(s);
  return cut(sum.terms, [sum.rest, [n * p, n * q, n * r]]);
}

/** Its largest term and what the whole is to that, less 1; null where no term is known. */
export function split(a: Series): { readonly lead: Term; readonly excess: Series } | null {
  if (a.terms.length === 0 || isInfinite(a)) return null;
  const [lead, ...others] = a.terms;
  const [p, q, r] = lead.exponents;
  const inverse: Exponents = [-p, -q, -r];
  const excess = {
    terms: others.map(({ exponents, c }) => ({ exponents: together(exponents, inverse), c: c / lead.c })),
    rest: a.rest && together(a.rest, inverse),
  };
  return { lead, excess };
}

/** Terms in order, alike ones as one, and none that is smaller than what is left out. */
function cut(terms: readonly Term[], rests: readonly (Exponents | null)[]): Series {
  const sorted = [...terms].sort((s, t) => compare(t.exponents, s.exponents));
  const merged: { exponents: Exponents; c: number; size: number }[] = [];
  for (const { exponents, c } of sorted) {
    const last = merged[merged.length - 1];
    if (last && compare(last.exponents, exponents) === 0) {
      last.c += c;
      last.size += Math.abs(c);
    } else merged.push({ exponents, c, size: Math.abs(c) });
  }
  const left = merged.filter(({ c, size }) => !(Math.abs(c) <= ROUNDING * size));
  const bounds = [...rests];
  if (left.length > MOST_TERMS) bounds.push(left[MOST_TERMS].exponents);
  if (left.length > 0) {
    const [p] = left[0].exponents;
    const beyond = left.find(({ exponents }) => exponents[0] < p - DEPTH);
    if (beyond) bounds.push(beyond.exponents);
  }
  const rest = bounds.reduce((x, y) => (x === null || (y !== null && compare(y, x) > 0) ? y : x), null);
  const kept = left.filter(({ exponents }) => rest === null || compare(exponents, rest) > 0);
  return { terms: kept.map(({ exponents, c }) => ({ exponents, c })), rest };
}
