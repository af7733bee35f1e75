/** Products of a large symmetric or general matrix with several vectors at a time. */

/**
 * outs[c][from + i] = Σ_j A[i, j]·vectors[c][from + j] for a square A (n×n, row-major), four vectors in each pass over A.
 */
export function timesVectors(
  A: Float64Array,
  n: number,
  vectors: readonly Float64Array[],
  outs: readonly Float64Array[],
  from = 0,
): void {
  const last = vectors.length - 1;
  for (let c = 0; c <= last; c += 4) {
    // Past the end the last vector is multiplied again, into the same place.
    const at = [c, Math.min(c + 1, last), Math.min(c + 2, last), Math.min(c + 3, last)];
    const [u, v, w, x] = at.map((i) => vectors[i]);
    const [outU, outV, outW, outX] = at.map((i) => outs[i]);
    timesFour(A, n, from, u, v, w, x, outU, outV, outW, outX);
  }
}

function timesFour(
  A: Float64Array,
  n: number,
  from: number,
  u: Float64Array,
  v: Float64Array,
  w: Float64Array,
  x: Float64Array,
  outU: Float64Array,
  outV: Float64Array,
  outW: Float64Array,
  outX: Float64Array,
): void {
  const end = from + n;
  for (let i = from, at = 0; i < end; i++) {
    let su = 0;
    let sv = 0;
    let sw = 0;
    let sx = 0;
    for (let j = from; j < end; j++, at++) {
      const a = A[at];
      su += a * u[j];
      sv += a * v[j];
      sw += a * w[j];
      sx += a * x[j];
    }
    outU[i] = su;
    outV[i] = sv;
    outW[i] = sw;
    outX[i] = sx;
  }
}
