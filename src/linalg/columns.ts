/**
 * Kernels over long columns (length n). Sums are blocked, and the sums of blocks compensated: plain sums over a million
 * rows lose several digits.
 */

/** Rows summed plainly before the partial sum is added to the total. */
const BLOCK = 512;

/** Σ x_i·y_i (block sums added as by Neumaier 1974). */
export function dot(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  let total = 0;
  let lost = 0;
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(n, start + BLOCK);
    let s0 = 0;
    let s1 = 0;
    let i = start;
    for (; i + 1 < end; i += 2) {
      s0 += x[i] * y[i];
      s1 += x[i + 1] * y[i + 1];
    }
    if (i < end) s0 += x[i] * y[i];
    const block = s0 + s1;
    const sum = total + block;
    lost += Math.abs(total) >= Math.abs(block) ? total - sum + block : block - sum + total;
    total = sum;
  }
  return total + lost;
}

/** y ← y − a·x. */
export function subtractMultipleInPlace(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0, n = y.length; i < n; i++) y[i] -= a * x[i];
}

/** x − y. */
export function difference(x: Float64Array, y: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0, n = out.length; i < n; i++) out[i] = x[i] - y[i];
  return out;
}

/** x·y, entry by entry. */
export function product(x: Float64Array, y: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0, n = out.length; i < n; i++) out[i] = x[i] * y[i];
  return out;
}

/** y ← a·y. */
export function scaleInPlace(y: Float64Array, a: number): void {
  for (let i = 0, n = y.length; i < n; i++) y[i] *= a;
}

/** Largest |x_i|; NaN when any entry is NaN. */
export function maxAbs(x: Float64Array): number {
  let max = 0;
  for (let i = 0, n = x.length; i < n; i++) {
    const a = Math.abs(x[i]);
    if (a > max) max = a;
    else if (a !== a) return NaN;
  }
  return max;
}
