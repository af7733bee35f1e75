/**
 * Cholesky factor and inverse of large symmetric matrices with SIMD instructions, in AssemblyScript: what
 * src/linalg/large/portable.ts does in plain TypeScript, and the row operations of src/linalg/large/rows.ts.
 *
 * Matrices are row-major with `stride` numbers per row. A matrix is factored by panels of columns: panel p has the columns
 * `starts[p]` to `starts[p + 1] − 1`, and below them the rows `rows[pointer[p]]` to `rows[pointer[p + 1] − 1]`, rising; all
 * other entries of the factor are zero and are not touched. Addresses are bytes in linear memory; the caller lays it out
 * from `base()`. Compiled by `npm run kernels` into src/linalg/large/wasmBytes.ts.
 */

/** First free address. */
export function base(): usize {
  return (__heap_base + 15) & ~15;
}

/** Numbers of scratch space for panels of at most `widest` columns and `longest` rows below them. */
export function scratchSize(widest: i32, longest: i32): i32 {
  const w = (widest + 3) & ~3;
  const m = (longest + 3) & ~3;
  return 16 + 3 * m * w + 4 * m + 2 * w * w;
}

/** Cholesky factor over the lower triangle of A; 0 when A is not positive definite. */
export function cholesky(
  A: usize,
  stride: i32,
  count: i32,
  starts: usize,
  pointer: usize,
  rows: usize,
  scratch: usize,
): i32 {
  const tile = scratch;
  const packed = scratch + 128;
  for (let p = 0; p < count; p++) {
    const from = load<i32>(starts + ((p as usize) << 2));
    const width = load<i32>(starts + ((p as usize) << 2), 4) - from;
    if (!factorDiagonal(A, stride, from, from + width)) return 0;
    const own = rows + ((load<i32>(pointer + ((p as usize) << 2)) as usize) << 2);
    const m = load<i32>(pointer + ((p as usize) << 2), 4) - load<i32>(pointer + ((p as usize) << 2));
    const length = (width as usize) << 5;
    for (let i = 0; i < m; i += 4) {
      const strip = packed + ((i >> 2) as usize) * length;
      packRows(A, stride, from, width, own, i, m, strip);
      solveStrip(A, stride, from, width, strip);
      unpackRows(A, stride, from, width, own, i, m, strip);
      for (let j = 0; j <= i; j += 4) {
        multiplyStrips(strip, packed + ((j >> 2) as usize) * length, width, tile);
        subtractTile(A, stride, own, i, j, m, tile);
      }
    }
  }
  return 1;
}

function at(A: usize, stride: i32, i: i32, j: i32): usize {
  return A + (((i as usize) * (stride as usize) + (j as usize)) << 3);
}

/** Entry i of a list of rows. */
function row(rows: usize, i: i32): i32 {
  return load<i32>(rows + ((i as usize) << 2));
}

function factorDiagonal(A: usize, stride: i32, from: i32, to: i32): bool {
  for (let j = from; j < to; j++) {
    const own = at(A, stride, j, 0);
    let d = load<f64>(at(A, stride, j, j));
    for (let c = from; c < j; c++) {
      const l = load<f64>(own + ((c as usize) << 3));
      d -= l * l;
    }
    if (!(d > 0) || d == Infinity) return false;
    const l = sqrt<f64>(d);
    store<f64>(at(A, stride, j, j), l);
    for (let i = j + 1; i < to; i++) {
      const other = at(A, stride, i, 0);
      let s = load<f64>(at(A, stride, i, j));
      for (let c = from; c < j; c++)
        s -= load<f64>(other + ((c as usize) << 3)) * load<f64>(own + ((c as usize) << 3));
      store<f64>(at(A, stride, i, j), s / l);
    }
  }
  return true;
}

/** Rows i to i + 3 of the list, `width` columns of each, side by side for every column; zeros past the end of the list. */
function packRows(
  A: usize,
  stride: i32,
  from: i32,
  width: i32,
  rows: usize,
  i: i32,
  m: i32,
  strip: usize,
): void {
  for (let r = 0; r < 4; r++) {
    let to = strip + ((r as usize) << 3);
    const end = to + ((width as usize) << 5);
    if (i + r >= m) for (; to < end; to += 32) store<f64>(to, 0);
    else
      for (let a = at(A, stride, row(rows, i + r), from); to < end; to += 32, a += 8)
        store<f64>(to, load<f64>(a));
  }
}

function unpackRows(
  A: usize,
  stride: i32,
  from: i32,
  width: i32,
  rows: usize,
  i: i32,
  m: i32,
  strip: usize,
): void {
  for (let r = 0; r < min(4, m - i); r++) {
    let here = strip + ((r as usize) << 3);
    const end = here + ((width as usize) << 5);
    for (let a = at(A, stride, row(rows, i + r), from); here < end; here += 32, a += 8)
      store<f64>(a, load<f64>(here));
  }
}

/** Four packed rows times the inverse transpose of the diagonal block's factor. */
function solveStrip(A: usize, stride: i32, from: i32, width: i32, strip: usize): void {
  for (let j = 0; j < width; j++) {
    const here = strip + ((j as usize) << 5);
    const own = at(A, stride, from + j, from);
    let s0 = v128.load(here);
    let s1 = v128.load(here, 16);
    for (let c = 0; c < j; c++) {
      const l = v128.load64_splat(own + ((c as usize) << 3));
      const there = strip + ((c as usize) << 5);
      s0 = f64x2.sub(s0, f64x2.mul(v128.load(there), l));
      s1 = f64x2.sub(s1, f64x2.mul(v128.load(there, 16), l));
    }
    const inverse = f64x2.splat(1 / load<f64>(own + ((j as usize) << 3)));
    v128.store(here, f64x2.mul(s0, inverse));
    v128.store(here, f64x2.mul(s1, inverse), 16);
  }
}

/** tile (4×4, row by row) = Σ_c a_c·b_cᵀ over the `length` quads of numbers a_c and b_c of two strips. */
function multiplyStrips(a: usize, b: usize, length: i32, tile: usize): void {
  let c00 = f64x2.splat(0);
  let c01 = f64x2.splat(0);
  let c10 = f64x2.splat(0);
  let c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0);
  let c21 = f64x2.splat(0);
  let c30 = f64x2.splat(0);
  let c31 = f64x2.splat(0);
  const end = a + ((length as usize) << 5);
  for (; a < end; a += 32, b += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(x0, b0));
    c01 = f64x2.add(c01, f64x2.mul(x0, b1));
    const x1 = v128.load64_splat(a, 8);
    c10 = f64x2.add(c10, f64x2.mul(x1, b0));
    c11 = f64x2.add(c11, f64x2.mul(x1, b1));
    const x2 = v128.load64_splat(a, 16);
    c20 = f64x2.add(c20, f64x2.mul(x2, b0));
    c21 = f64x2.add(c21, f64x2.mul(x2, b1));
    const x3 = v128.load64_splat(a, 24);
    c30 = f64x2.add(c30, f64x2.mul(x3, b0));
    c31 = f64x2.add(c31, f64x2.mul(x3, b1));
  }
  v128.store(tile, c00);
  v128.store(tile, c01, 16);
  v128.store(tile, c10, 32);
  v128.store(tile, c11, 48);
  v128.store(tile, c20, 64);
  v128.store(tile, c21, 80);
  v128.store(tile, c30, 96);
  v128.store(tile, c31, 112);
}

/** Whether entries i to i + 3 of a list are neighbours. */
function isQuad(rows: usize, i: i32, m: i32): bool {
  return i + 4 <= m && row(rows, i + 3) - row(rows, i) == 3;
}

/** Takes a tile from where rows i to i + 3 of the list meet columns j to j + 3 of it. */
function subtractTile(A: usize, stride: i32, rows: usize, i: i32, j: i32, m: i32, tile: usize): void {
  const height = min(4, m - i);
  if (isQuad(rows, j, m)) {
    for (let r = 0; r < height; r++, tile += 32) {
      const a = at(A, stride, row(rows, i + r), row(rows, j));
      v128.store(a, f64x2.sub(v128.load(a), v128.load(tile)));
      v128.store(a, f64x2.sub(v128.load(a, 16), v128.load(tile, 16)), 16);
    }
    return;
  }
  const width = min(4, m - j);
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      const a = at(A, stride, row(rows, i + r), row(rows, j + c));
      store<f64>(a, load<f64>(a) - load<f64>(tile + ((r * 4 + c) << 3)));
    }
}

/** (L·Lᵀ)⁻¹ where the panels have entries, both triangles, over the lower triangle L; see the twin for the recursion. */
export function invertFactor(
  A: usize,
  stride: i32,
  count: i32,
  starts: usize,
  pointer: usize,
  rows: usize,
  widest: i32,
  longest: i32,
  scratch: usize,
): void {
  const w4 = (widest + 3) & ~3;
  const strips = (((longest + 3) & ~3) * w4) << 3;
  const tile = scratch;
  const lower = tile + 128;
  const N = lower + strips;
  const H = N + strips;
  const Z = H + strips;
  const inverse = Z + (((longest + 3) & ~3) << 5);
  const I = inverse + ((w4 * w4) << 3);
  for (let p = count - 1; p >= 0; p--) {
    const from = load<i32>(starts + ((p as usize) << 2));
    const width = load<i32>(starts + ((p as usize) << 2), 4) - from;
    const padded = (width + 3) & ~3;
    const own = rows + ((load<i32>(pointer + ((p as usize) << 2)) as usize) << 2);
    const m = load<i32>(pointer + ((p as usize) << 2), 4) - load<i32>(pointer + ((p as usize) << 2));
    const length = (m + 3) & ~3;
    const column = (length as usize) << 5;
    invertTriangle(at(A, stride, from, from), stride, width, padded, inverse);
    packColumns(inverse, padded, I);
    // N = L_RJ·L_JJ⁻¹, by strips of four columns
    for (let i = 0; i < m; i += 4) {
      packRows(A, stride, from, width, own, i, m, lower);
      for (let j = 0; j < padded; j += 4)
        multiplyStrips(
          lower,
          I + (((j * padded) as usize) << 3),
          width,
          N + ((j >> 2) as usize) * column + ((i as usize) << 5),
        );
    }
    // H = Z_RR·N likewise; Z_RJ = −H
    for (let i = 0; i < m; i += 4) {
      gatherRows(A, stride, own, i, m, Z);
      for (let j = 0; j < padded; j += 4) {
        const h = H + ((j >> 2) as usize) * column + ((i as usize) << 5);
        multiplyStrips(Z, N + ((j >> 2) as usize) * column, m, h);
        storeNegative(A, stride, own, i, m, from + j, min(4, width - j), h);
      }
    }
    // Z_JJ = L_JJ⁻ᵀ·L_JJ⁻¹ + Nᵀ·Z_RR·N
    for (let i = 0; i < padded; i += 4)
      for (let j = 0; j <= i; j += 4) {
        const strip = I + (((i * padded) as usize) << 3);
        multiplyStrips(strip, I + (((j * padded) as usize) << 3), padded, tile);
        storeDiagonal(A, stride, from, i, j, width, tile, false);
        if (m == 0) continue;
        multiplyStrips(H + ((i >> 2) as usize) * column, N + ((j >> 2) as usize) * column, length, tile);
        storeDiagonal(A, stride, from, i, j, width, tile, true);
      }
  }
}

/** Inverse of a lower triangle, padded×padded with zeros beyond `width`. */
function invertTriangle(A: usize, stride: i32, width: i32, padded: i32, inverse: usize): void {
  memory.fill(inverse, 0, ((padded * padded) as usize) << 3);
  for (let i = 0; i < width; i++) {
    const d = 1 / load<f64>(at(A, stride, i, i));
    for (let c = 0; c < i; c++) {
      const l = load<f64>(at(A, stride, i, c)) * d;
      for (let j = 0; j <= c; j++) {
        const here = at(inverse, padded, i, j);
        store<f64>(here, load<f64>(here) - l * load<f64>(at(inverse, padded, c, j)));
      }
    }
    store<f64>(at(inverse, padded, i, i), d);
  }
}

/** A square matrix by strips of four columns. */
function packColumns(A: usize, n: i32, packed: usize): void {
  for (let j = 0; j < n; j += 4)
    for (let i = 0; i < n; i++, packed += 32) {
      const a = at(A, n, i, j);
      v128.store(packed, v128.load(a));
      v128.store(packed, v128.load(a, 16), 16);
    }
}

/** Rows i to i + 3 of the list where they meet the columns of the list, side by side; zeros past its end. */
function gatherRows(A: usize, stride: i32, rows: usize, i: i32, m: i32, strip: usize): void {
  for (let r = 0; r < 4; r++) {
    let to = strip + ((r as usize) << 3);
    if (i + r >= m) {
      for (let c = 0; c < m; c++, to += 32) store<f64>(to, 0);
      continue;
    }
    const a = at(A, stride, row(rows, i + r), 0);
    for (let c = 0; c < m; c++, to += 32) store<f64>(to, load<f64>(a + ((row(rows, c) as usize) << 3)));
  }
}

/** Minus a tile, and its transpose, where rows i to i + 3 of the list meet `width` columns from `column`. */
function storeNegative(
  A: usize,
  stride: i32,
  rows: usize,
  i: i32,
  m: i32,
  column: i32,
  width: i32,
  tile: usize,
): void {
  for (let r = 0; r < min(4, m - i); r++)
    for (let c = 0; c < width; c++) {
      const v = -load<f64>(tile + ((r * 4 + c) << 3));
      store<f64>(at(A, stride, row(rows, i + r), column + c), v);
      store<f64>(at(A, stride, column + c, row(rows, i + r)), v);
    }
}

/** A tile at (i, j) of a diagonal block and its mirror image, stored or added. */
function storeDiagonal(
  A: usize,
  stride: i32,
  from: i32,
  i: i32,
  j: i32,
  width: i32,
  tile: usize,
  isAdded: bool,
): void {
  for (let r = 0; r < min(4, width - i); r++)
    for (let c = 0; c < min(4, width - j); c++) {
      if (i + r < j + c) continue;
      const a = at(A, stride, from + i + r, from + j + c);
      const v = load<f64>(tile + ((r * 4 + c) << 3)) + (isAdded ? load<f64>(a) : 0);
      store<f64>(a, v);
      store<f64>(at(A, stride, from + j + c, from + i + r), v);
    }
}

/** u = Σ_e E[e·k + a]·(row columns[e] − from of Q), over entries `start` to `end − 1`. */
export function rowTimes(
  E: usize,
  a: i32,
  k: i32,
  columns: usize,
  start: i32,
  end: i32,
  from: i32,
  Q: usize,
  stride: i32,
  u: usize,
): void {
  const bytes = (stride as usize) << 3;
  memory.fill(u, 0, bytes);
  let e = start;
  for (; e + 4 <= end; e += 4) {
    const v0 = v128.load64_splat(E + (((e * k + a) as usize) << 3));
    const v1 = v128.load64_splat(E + ((((e + 1) * k + a) as usize) << 3));
    const v2 = v128.load64_splat(E + ((((e + 2) * k + a) as usize) << 3));
    const v3 = v128.load64_splat(E + ((((e + 3) * k + a) as usize) << 3));
    const r0 = at(Q, stride, load<i32>(columns + ((e as usize) << 2)) - from, 0);
    const r1 = at(Q, stride, load<i32>(columns + (((e + 1) as usize) << 2)) - from, 0);
    const r2 = at(Q, stride, load<i32>(columns + (((e + 2) as usize) << 2)) - from, 0);
    const r3 = at(Q, stride, load<i32>(columns + (((e + 3) as usize) << 2)) - from, 0);
    for (let x: usize = 0; x < bytes; x += 16) {
      const s01 = f64x2.add(f64x2.mul(v0, v128.load(r0 + x)), f64x2.mul(v1, v128.load(r1 + x)));
      const s23 = f64x2.add(f64x2.mul(v2, v128.load(r2 + x)), f64x2.mul(v3, v128.load(r3 + x)));
      v128.store(u + x, f64x2.add(v128.load(u + x), f64x2.add(s01, s23)));
    }
  }
  for (; e < end; e++) {
    const v = v128.load64_splat(E + (((e * k + a) as usize) << 3));
    const row = at(Q, stride, load<i32>(columns + ((e as usize) << 2)) - from, 0);
    for (let x: usize = 0; x < bytes; x += 16)
      v128.store(u + x, f64x2.add(v128.load(u + x), f64x2.mul(v, v128.load(row + x))));
  }
}

/** Adds E[e·k + a]·u to row columns[e] − from of PQ, for entries `start` to `end − 1`. */
export function spread(
  E: usize,
  a: i32,
  k: i32,
  columns: usize,
  start: i32,
  end: i32,
  from: i32,
  u: usize,
  stride: i32,
  PQ: usize,
): void {
  const bytes = (stride as usize) << 3;
  for (let e = start; e < end; e++) {
    const v = v128.load64_splat(E + (((e * k + a) as usize) << 3));
    const row = at(PQ, stride, load<i32>(columns + ((e as usize) << 2)) - from, 0);
    for (let x: usize = 0; x < bytes; x += 16)
      v128.store(row + x, f64x2.add(v128.load(row + x), f64x2.mul(v, v128.load(u + x))));
  }
}
