/**
 * Sufficient statistics of one grouping factor: one pass over the rows, after which nothing depends on n.
 *
 * For every group j, with Z̃_j its n_j×k rows of all terms side by side:
 *   C_j = Z̃_jᵀZ̃_j, packed lower triangle by rows, at C[j·k(k+1)/2]
 *   D_j = Z̃_jᵀ[W_j e_j], column by column (k numbers each, the last column for e), at D[j·k(p+1)]
 * In working columns [W e]ᵀ[W e] = n·I, so no third array is needed.
 */

export interface GroupStatistics {
  readonly n: number;
  readonly p: number;
  readonly k: number;
  /** Number of groups. */
  readonly J: number;
  readonly C: Float64Array;
  readonly D: Float64Array;
}

/**
 * @param codes n group numbers, 0 to J − 1
 * @param Z k columns of n
 * @param W p columns of n
 * @param e column of n
 */
export function groupStatistics(
  codes: Int32Array,
  J: number,
  Z: readonly Float64Array[],
  W: readonly Float64Array[],
  e: Float64Array,
): GroupStatistics {
  const n = e.length;
  const p = W.length;
  const k = Z.length;
  const C = new Float64Array((J * (k * (k + 1))) / 2);
  const D = new Float64Array(J * k * (p + 1));
  const right = [...W, e];
  if (k === 1) accumulateOne(codes, Z[0], right, C, D);
  else if (k === 2 && p === 2 && Z[0] === W[0] && Z[1] === W[1]) accumulateShared(codes, W[0], W[1], e, C, D);
  else accumulate(codes, Z, right, C, D);
  return { n, p, k, J, C, D };
}

/**
 * The same of another response: only the last column of each D_j is summed again.
 *
 * @param e column of n
 */
export function withResponse(
  stats: GroupStatistics,
  codes: Int32Array,
  Z: readonly Float64Array[],
  e: Float64Array,
): GroupStatistics {
  const { k, p, J } = stats;
  const D = new Float64Array(stats.D);
  const [width, last] = [k * (p + 1), k * p];
  for (let g = 0; g < J; g++) D.fill(0, g * width + last, (g + 1) * width);
  for (let i = 0; i < e.length; i++) {
    const o = codes[i] * width + last;
    for (let a = 0; a < k; a++) D[o + a] += Z[a][i] * e[i];
  }
  return { ...stats, D };
}

function accumulate(
  codes: Int32Array,
  Z: readonly Float64Array[],
  right: readonly Float64Array[],
  C: Float64Array,
  D: Float64Array,
): void {
  const n = codes.length;
  const k = Z.length;
  const w = right.length;
  const kk = (k * (k + 1)) / 2;
  const z = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    const g = codes[i];
    let q = g * kk;
    for (let a = 0; a < k; a++) {
      const za = Z[a][i];
      z[a] = za;
      for (let b = 0; b <= a; b++) C[q++] += za * z[b];
    }
    let o = g * k * w;
    for (let c = 0; c < w; c++) {
      const v = right[c][i];
      for (let a = 0; a < k; a++) D[o++] += z[a] * v;
    }
  }
}

/** One random effect per group. */
function accumulateOne(
  codes: Int32Array,
  z: Float64Array,
  right: readonly Float64Array[],
  C: Float64Array,
  D: Float64Array,
): void {
  const n = codes.length;
  const w = right.length;
  for (let i = 0; i < n; i++) {
    const g = codes[i];
    const zi = z[i];
    C[g] += zi * zi;
    const o = g * w;
    for (let c = 0; c < w; c++) D[o + c] += zi * right[c][i];
  }
}

/** The commonest model, `y ~ x + (x | g)`: Z̃ and W are the same two columns, five sums in place of nine. */
function accumulateShared(
  codes: Int32Array,
  w0: Float64Array,
  w1: Float64Array,
  e: Float64Array,
  C: Float64Array,
  D: Float64Array,
): void {
  const n = codes.length;
  for (let i = 0; i < n; i++) {
    const g = codes[i];
    const a = w0[i];
    const b = w1[i];
    const r = e[i];
    const q = g * 3;
    const o = g * 6 + 4;
    C[q] += a * a;
    C[q + 1] += a * b;
    C[q + 2] += b * b;
    D[o] += a * r;
    D[o + 1] += b * r;
  }
  for (let q = 0, o = 0; o < D.length; q += 3, o += 6) {
    D[o] = C[q];
    D[o + 1] = C[q + 1];
    D[o + 2] = C[q + 1];
    D[o + 3] = C[q + 2];
  }
}
