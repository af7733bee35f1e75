/**
 * Cholesky factor and inverse of large symmetric matrices in plain TypeScript, by panels of columns whose products are
 * made in 4×4 tiles held in local variables. The twin of `wasm/large.ts`, which does the same with SIMD instructions.
 *
 * A strip is four rows, or four columns, side by side: strip[4c + r].
 */

import { densePanels, extent, type Panels } from './panels';

/**
 * Cholesky factor L with A = L·Lᵀ, over the lower triangle of A (n×n, row-major), where the panels have entries; the upper
 * triangle is undefined afterwards.
 *
 * @returns false when A is not numerically positive definite; A is then partly overwritten
 */
export function choleskyInPlace(A: Float64Array, n: number, panels: Panels = densePanels(n)): boolean {
  const { starts, pointer, rows } = panels;
  const { widest, longest } = extent(panels);
  const packed = new Float64Array((longest + 3) * widest);
  const tile = new Float64Array(16);
  for (let p = 0; p + 1 < starts.length; p++) {
    const from = starts[p];
    const width = starts[p + 1] - from;
    if (!factorDiagonal(A, n, from, from + width)) return false;
    const first = pointer[p];
    const end = pointer[p + 1];
    for (let i = first; i < end; i += 4) {
      const strip = (i - first) * width;
      packRows(A, n, from, width, rows, i, end, packed, strip);
      solveStrip(A, n, from, width, packed, strip);
      for (let r = i; r < end && r < i + 4; r++)
        for (let c = 0; c < width; c++) A[rows[r] * n + from + c] = packed[strip + 4 * c + r - i];
      for (let j = first; j <= i; j += 4) {
        multiplyStrips(packed, strip, packed, (j - first) * width, width, tile, 0);
        for (let r = i; r < end && r < i + 4; r++)
          for (let c = j; c < end && c < j + 4; c++) A[rows[r] * n + rows[c]] -= tile[4 * (r - i) + c - j];
      }
    }
  }
  return true;
}

function factorDiagonal(A: Float64Array, n: number, from: number, to: number): boolean {
  for (let j = from; j < to; j++) {
    let d = A[j * n + j];
    for (let c = from; c < j; c++) d -= A[j * n + c] * A[j * n + c];
    if (!(d > 0) || d === Infinity) return false;
    const l = Math.sqrt(d);
    A[j * n + j] = l;
    for (let i = j + 1; i < to; i++) {
      let s = A[i * n + j];
      for (let c = from; c < j; c++) s -= A[i * n + c] * A[j * n + c];
      A[i * n + j] = s / l;
    }
  }
  return true;
}

/** Entries i to i + 3 of the list of rows, `width` columns of each; zeros past the end of the list. */
function packRows(
  A: Float64Array,
  n: number,
  from: number,
  width: number,
  rows: Int32Array,
  i: number,
  end: number,
  packed: Float64Array,
  strip: number,
): void {
  for (let r = 0; r < 4; r++) {
    const a = i + r < end ? rows[i + r] * n + from : -1;
    for (let c = 0; c < width; c++) packed[strip + 4 * c + r] = a < 0 ? 0 : A[a + c];
  }
}

/** Four packed rows times the inverse transpose of the diagonal block's factor. */
function solveStrip(
  A: Float64Array,
  n: number,
  from: number,
  width: number,
  packed: Float64Array,
  strip: number,
): void {
  for (let j = 0; j < width; j++) {
    const own = (from + j) * n + from;
    const here = strip + 4 * j;
    let s0 = packed[here];
    let s1 = packed[here + 1];
    let s2 = packed[here + 2];
    let s3 = packed[here + 3];
    for (let c = 0, there = strip; c < j; c++, there += 4) {
      const l = A[own + c];
      s0 -= packed[there] * l;
      s1 -= packed[there + 1] * l;
      s2 -= packed[there + 2] * l;
      s3 -= packed[there + 3] * l;
    }
    const inverse = 1 / A[own + j];
    packed[here] = s0 * inverse;
    packed[here + 1] = s1 * inverse;
    packed[here + 2] = s2 * inverse;
    packed[here + 3] = s3 * inverse;
  }
}

/** out (4×4, row by row, at `to`) = Σ_c a_c·b_cᵀ over the `length` quads of numbers a_c and b_c of two strips. */
function multiplyStrips(
  A: Float64Array,
  a: number,
  B: Float64Array,
  b: number,
  length: number,
  out: Float64Array,
  to: number,
): void {
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  let c20 = 0;
  let c21 = 0;
  let c22 = 0;
  let c23 = 0;
  let c30 = 0;
  let c31 = 0;
  let c32 = 0;
  let c33 = 0;
  for (const end = a + 4 * length; a < end; a += 4, b += 4) {
    const x0 = A[a];
    const x1 = A[a + 1];
    const x2 = A[a + 2];
    const x3 = A[a + 3];
    const y0 = B[b];
    const y1 = B[b + 1];
    const y2 = B[b + 2];
    const y3 = B[b + 3];
    c00 += x0 * y0;
    c01 += x0 * y1;
    c02 += x0 * y2;
    c03 += x0 * y3;
    c10 += x1 * y0;
    c11 += x1 * y1;
    c12 += x1 * y2;
    c13 += x1 * y3;
    c20 += x2 * y0;
    c21 += x2 * y1;
    c22 += x2 * y2;
    c23 += x2 * y3;
    c30 += x3 * y0;
    c31 += x3 * y1;
    c32 += x3 * y2;
    c33 += x3 * y3;
  }
  out[to] = c00;
  out[to + 1] = c01;
  out[to + 2] = c02;
  out[to + 3] = c03;
  out[to + 4] = c10;
  out[to + 5] = c11;
  out[to + 6] = c12;
  out[to + 7] = c13;
  out[to + 8] = c20;
  out[to + 9] = c21;
  out[to + 10] = c22;
  out[to + 11] = c23;
  out[to + 12] = c30;
  out[to + 13] = c31;
  out[to + 14] = c32;
  out[to + 15] = c33;
}

/**
 * (L·Lᵀ)⁻¹ where the panels have entries, both triangles, over the lower triangle L (n×n, row-major).
 *
 * By panels of columns J from the last, with R the rows below and Z the inverse (Takahashi, Fagan & Chin 1973):
 *   N = L_RJ·L_JJ⁻¹,   Z_RJ = −Z_RR·N,   Z_JJ = L_JJ⁻ᵀ·L_JJ⁻¹ + Nᵀ·Z_RR·N
 * Z_RR has been found before, since the factor has entries wherever two rows of R meet.
 */
export function invertFactorInPlace(A: Float64Array, n: number, panels: Panels = densePanels(n)): void {
  const { starts, pointer, rows } = panels;
  const { widest, longest } = extent(panels);
  const size = (longest + 3) * (widest + 3);
  const [lower, N, H] = [new Float64Array(4 * widest), new Float64Array(size), new Float64Array(size)];
  const strip = new Float64Array(4 * longest);
  const tile = new Float64Array(16);
  for (let p = starts.length - 2; p >= 0; p--) {
    const from = starts[p];
    const width = starts[p + 1] - from;
    const first = pointer[p];
    const end = pointer[p + 1];
    const m = end - first;
    const column = (m + 3) & ~3;
    const inverse = columnsOfInverse(A, from * n + from, n, width);
    const padded = (width + 3) & ~3;
    for (let i = 0; i < m; i += 4) {
      packRows(A, n, from, width, rows, first + i, end, lower, 0);
      for (let j = 0; j < padded; j += 4)
        multiplyStrips(lower, 0, inverse, j * padded, width, N, j * column + 4 * i);
    }
    for (let i = 0; i < m; i += 4) {
      gatherRows(A, n, rows, first, i, end, strip);
      for (let j = 0; j < padded; j += 4) {
        const h = j * column + 4 * i;
        multiplyStrips(strip, 0, N, j * column, m, H, h);
        for (let r = 0; r < 4 && i + r < m; r++)
          for (let c = 0; c < 4 && j + c < width; c++) {
            const v = -H[h + 4 * r + c];
            const other = rows[first + i + r];
            A[other * n + from + j + c] = v;
            A[(from + j + c) * n + other] = v;
          }
      }
    }
    for (let i = 0; i < padded; i += 4)
      for (let j = 0; j <= i; j += 4) {
        multiplyStrips(inverse, i * padded, inverse, j * padded, padded, tile, 0);
        storeDiagonal(A, n, from, i, j, width, tile, false);
        multiplyStrips(H, i * column, N, j * column, column, tile, 0);
        storeDiagonal(A, n, from, i, j, width, tile, true);
      }
  }
}

/** Inverse of a lower triangle by strips of four columns, padded with zeros: strip j at j·padded, row c at 4c in it. */
function columnsOfInverse(A: Float64Array, a: number, n: number, width: number): Float64Array {
  const padded = (width + 3) & ~3;
  const inverse = new Float64Array(padded * padded);
  for (let i = 0; i < width; i++) {
    const row = a + i * n;
    const d = 1 / A[row + i];
    for (let j = 0; j <= i; j++) {
      const strip = (j >> 2) * 4 * padded + (j & 3);
      let s = i === j ? 1 : 0;
      for (let c = j; c < i; c++) s -= A[row + c] * inverse[strip + 4 * c];
      inverse[strip + 4 * i] = s * d;
    }
  }
  return inverse;
}

/** Rows i to i + 3 of a panel's list where they meet its columns; zeros past the end. */
function gatherRows(
  A: Float64Array,
  n: number,
  rows: Int32Array,
  first: number,
  i: number,
  end: number,
  strip: Float64Array,
): void {
  for (let r = 0; r < 4; r++) {
    const own = first + i + r < end ? rows[first + i + r] * n : -1;
    for (let c = first, to = r; c < end; c++, to += 4) strip[to] = own < 0 ? 0 : A[own + rows[c]];
  }
}

/** A tile at (i, j) of a diagonal block and its mirror image, stored or added. */
function storeDiagonal(
  A: Float64Array,
  n: number,
  from: number,
  i: number,
  j: number,
  width: number,
  tile: Float64Array,
  isAdded: boolean,
): void {
  for (let r = i; r < i + 4 && r < width; r++)
    for (let c = j; c < j + 4 && c <= r; c++) {
      const at = (from + r) * n + from + c;
      const v = tile[4 * (r - i) + c - j] + (isAdded ? A[at] : 0);
      A[at] = v;
      A[(from + c) * n + from + r] = v;
    }
}
