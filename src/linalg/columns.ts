/**
 * Kernels over long columns (length n). Sums are blocked, and the sums of blocks compensated: plain sums over a million
 * rows lose several digits.
 *
 * The first column is long enough for the compiler to begin, and what comes before a loop it has not watched yet: what it knows
 * nothing of there it takes back at the next call. So loops ask for the length themselves.
 */

/** Rows summed plainly before the partial sum is added to the total. */
const BLOCK = 512;

/** Σ x_i·y_i (block sums added as by Neumaier 1974). */
export function dot(x: Float64Array, y: Float64Array): number {
  // Sums begin as fractions, so that the compiler never takes them for integers.
  let total = 0.5;
  total -= 0.5;
  let lost = 0.5;
  lost -= 0.5;
  for (let start = 0; start < x.length; start += BLOCK) {
    const block = plainDot(x, y, start, Math.min(x.length, start + BLOCK));
    const sum = total + block;
    lost += Math.abs(total) >= Math.abs(block) ? total - sum + block : block - sum + total;
    total = sum;
  }
  return total + lost;
}

/** The terms from `start` to `end − 1`. */
function plainDot(x: Float64Array, y: Float64Array, start: number, end: number): number {
  let s0 = 0.5;
  s0 -= 0.5;
  let s1 = 0.5;
  s1 -= 0.5;
  let i = start;
  for (; i + 1 < end; i += 2) {
    s0 += x[i] * y[i];
    s1 += x[i + 1] * y[i + 1];
  }
  if (i < end) s0 += x[i] * y[i];
  return s0 + s1;
}

/** y ← y − a·x. */
export function subtractMultipleInPlace(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] -= a * x[i];
}

/** x − y. */
export function difference(x: Float64Array, y: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < out.length; i++) out[i] = x[i] - y[i];
  return out;
}

/** x·y, entry by entry. */
export function product(x: Float64Array, y: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < out.length; i++) out[i] = x[i] * y[i];
  return out;
}

/** y ← a·y. */
export function scaleInPlace(y: Float64Array, a: number): void {
  for (let i = 0; i < y.length; i++) y[i] *= a;
}

/** Largest |x_i|; NaN when any entry is NaN. */
export function maxAbs(x: Float64Array): number {
  let max = 0.5;
  max -= 0.5;
  for (let i = 0; i < x.length; i++) {
    const a = Math.abs(x[i]);
    if (a > max) max = a;
    else if (a !== a) return NaN;
  }
  return max;
}
