/**
 * Cholesky factor and inverse of large symmetric matrices in plain TypeScript, by blocks of columns whose products are
 * made in 4×4 tiles held in local variables. The twin of `wasm/large.ts`, which does the same with SIMD instructions.
 */

/** Columns per block: a block of a thousand rows stays in the processor's second cache. */
const BLOCK = 48;

/**
 * Cholesky factor L with A = L·Lᵀ, over the lower triangle of A (n×n, row-major); the upper triangle is not touched.
 *
 * @returns false when A is not numerically positive definite; A is then partly overwritten
 */
export function choleskyInPlace(A: Float64Array, n: number): boolean {
  const packed = new Float64Array((n + 4) * BLOCK);
  const acc = new Float64Array(16);
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(from + BLOCK, n);
    if (!factorDiagonal(A, n, from, to)) return false;
    solveBelow(A, n, from, to);
    packRows(A, n, from, to, packed);
    for (let i = to; i < n; i += 4) updateStrip(A, n, from, to, i, packed, acc);
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

/** Rows below the diagonal block times its factor's inverse transpose, four rows at a time. */
function solveBelow(A: Float64Array, n: number, from: number, to: number): void {
  let i = to;
  for (; i + 4 <= n; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    for (let j = from; j < to; j++) {
      const row = j * n;
      let s0 = A[r0 + j];
      let s1 = A[r1 + j];
      let s2 = A[r2 + j];
      let s3 = A[r3 + j];
      for (let c = from; c < j; c++) {
        const l = A[row + c];
        s0 -= A[r0 + c] * l;
        s1 -= A[r1 + c] * l;
        s2 -= A[r2 + c] * l;
        s3 -= A[r3 + c] * l;
      }
      const inverse = 1 / A[row + j];
      A[r0 + j] = s0 * inverse;
      A[r1 + j] = s1 * inverse;
      A[r2 + j] = s2 * inverse;
      A[r3 + j] = s3 * inverse;
    }
  }
  for (; i < n; i++)
    for (let j = from; j < to; j++) {
      let s = A[i * n + j];
      for (let c = from; c < j; c++) s -= A[i * n + c] * A[j * n + c];
      A[i * n + j] = s / A[j * n + j];
    }
}

/** The rows below the block in strips of four, entry by entry of the block: packed[(strip·width + c)·4 + row]. */
function packRows(A: Float64Array, n: number, from: number, to: number, packed: Float64Array): void {
  let at = 0;
  for (let i = to; i < n; i += 4)
    for (let c = from; c < to; c++)
      for (let r = 0; r < 4; r++) packed[at++] = i + r < n ? A[(i + r) * n + c] : 0;
}

/** Takes the block's part from rows i to i + 3, up to the diagonal. */
function updateStrip(
  A: Float64Array,
  n: number,
  from: number,
  to: number,
  i: number,
  packed: Float64Array,
  acc: Float64Array,
): void {
  const width = to - from;
  const rows = Math.min(4, n - i);
  for (let j = to, strip = 0; j <= i; j += 4, strip += width * 4) {
    multiplyTile(A, i * n + from, n, rows, packed, strip, width, acc);
    const columns = Math.min(4, n - j);
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) A[(i + r) * n + j + c] -= acc[r * 4 + c];
  }
}

/**
 * acc (4×4) = rows of A times a packed strip: Σ_c A[a + r·stride + c]·B[b + 4c + s] over `length` entries. Fewer than
 * four rows leave the other rows of acc with copies of the last.
 */
function multiplyTile(
  A: Float64Array,
  a: number,
  stride: number,
  rows: number,
  B: Float64Array,
  b: number,
  length: number,
  acc: Float64Array,
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
  const a1 = rows > 1 ? a + stride : a;
  const a2 = rows > 2 ? a1 + stride : a1;
  const a3 = rows > 3 ? a2 + stride : a2;
  for (let c = 0; c < length; c++, b += 4) {
    const x0 = A[a + c];
    const x1 = A[a1 + c];
    const x2 = A[a2 + c];
    const x3 = A[a3 + c];
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
  acc[0] = c00;
  acc[1] = c01;
  acc[2] = c02;
  acc[3] = c03;
  acc[4] = c10;
  acc[5] = c11;
  acc[6] = c12;
  acc[7] = c13;
  acc[8] = c20;
  acc[9] = c21;
  acc[10] = c22;
  acc[11] = c23;
  acc[12] = c30;
  acc[13] = c31;
  acc[14] = c32;
  acc[15] = c33;
}

/**
 * (L·Lᵀ)⁻¹ in full, both triangles, over the lower triangle L (n×n, row-major).
 *
 * By blocks of columns J from the last, with R the rows below and Z the inverse (Takahashi, Fagan & Chin 1973):
 *   Z_RJ = −Z_RR·L_RJ·L_JJ⁻¹,   Z_JJ = (L_JJ⁻ᵀ − Z_RJᵀ·L_RJ)·L_JJ⁻¹
 */
export function invertFactorInPlace(A: Float64Array, n: number): void {
  const P = new Float64Array((BLOCK + 4) * n);
  const H = new Float64Array(n * BLOCK);
  const Ht = new Float64Array(n * BLOCK);
  const acc = new Float64Array(16);
  for (let from = Math.floor((n - 1) / BLOCK) * BLOCK; from >= 0; from -= BLOCK) {
    const to = Math.min(from + BLOCK, n);
    const width = to - from;
    const below = n - to;
    packColumns(A, to * n + from, n, below, width, P);
    // H = Z_RR·L_RJ, and its transpose
    product(A, to * n + to, n, below, P, below, width, acc, (i, j, v) => {
      H[i * width + j] = v;
      Ht[j * below + i] = v;
    });
    const inverse = invertTriangle(A, from * n + from, n, width);
    const inner = new Float64Array(width * width);
    product(Ht, 0, below, width, P, below, width, acc, (i, j, v) => (inner[i * width + j] = v));
    const Q = new Float64Array((width + 4) * width);
    packColumns(inverse, 0, width, width, width, Q);
    product(H, 0, width, below, Q, width, width, acc, (i, j, v) => {
      A[(to + i) * n + from + j] = -v;
      A[(from + j) * n + to + i] = -v;
    });
    // Z_JJ = L⁻ᵀ(I + LᵢₙₙₑᵣL)L⁻¹ with inner = L_RJᵀ·Z_RR·L_RJ
    diagonalBlock(A, from * n + from, n, width, inverse, inner);
  }
}

/** Columns in strips of four: packed[(strip·height + row)·4 + c]. */
function packColumns(
  A: Float64Array,
  a: number,
  stride: number,
  height: number,
  width: number,
  packed: Float64Array,
): void {
  let at = 0;
  for (let j = 0; j < width; j += 4)
    for (let i = 0; i < height; i++)
      for (let c = 0; c < 4; c++) packed[at++] = j + c < width ? A[a + i * stride + j + c] : 0;
}

/** Every entry of A·P, for `height` rows of A and packed columns. */
function product(
  A: Float64Array,
  a: number,
  stride: number,
  height: number,
  packed: Float64Array,
  length: number,
  width: number,
  acc: Float64Array,
  put: (i: number, j: number, v: number) => void,
): void {
  for (let i = 0; i < height; i += 4) {
    const rows = Math.min(4, height - i);
    for (let j = 0, strip = 0; j < width; j += 4, strip += length * 4) {
      multiplyTile(A, a + i * stride, stride, rows, packed, strip, length, acc);
      const columns = Math.min(4, width - j);
      for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) put(i + r, j + c, acc[r * 4 + c]);
    }
  }
}

/** Inverse of a lower triangle, width×width, row-major. */
function invertTriangle(A: Float64Array, a: number, stride: number, width: number): Float64Array {
  const inverse = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    const row = a + i * stride;
    const d = 1 / A[row + i];
    for (let c = 0; c < i; c++) {
      const l = A[row + c] * d;
      for (let j = 0; j <= c; j++) inverse[i * width + j] -= l * inverse[c * width + j];
    }
    inverse[i * width + i] = d;
  }
  return inverse;
}

/** L⁻ᵀ·(I + inner')·L⁻¹ where inner' = L⁻ᵀ-free product, see `invertFactorInPlace`. */
function diagonalBlock(
  A: Float64Array,
  a: number,
  stride: number,
  width: number,
  inverse: Float64Array,
  inner: Float64Array,
): void {
  // (L⁻ᵀ + L⁻ᵀ·inner)·... : first X = (I + inner)·L⁻¹, then L⁻ᵀ·X
  const X = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let c = 0; c < width; c++) {
      const v = inner[i * width + c] + (i === c ? 1 : 0);
      for (let j = 0; j <= c; j++) X[i * width + j] += v * inverse[c * width + j];
    }
  const Z = new Float64Array(width * width);
  for (let c = 0; c < width; c++)
    for (let i = 0; i <= c; i++) {
      const v = inverse[c * width + i];
      for (let j = 0; j < width; j++) Z[i * width + j] += v * X[c * width + j];
    }
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) A[a + i * stride + j] = 0.5 * (Z[i * width + j] + Z[j * width + i]);
}
