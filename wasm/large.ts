/**
 * Cholesky factor and inverse of large symmetric matrices with SIMD instructions, in AssemblyScript: what
 * src/linalg/large/portable.ts does in plain TypeScript, and the row operations of src/linalg/large/rows.ts.
 *
 * Matrices are row-major with `stride` numbers per row; n and stride are multiples of four (the caller pads with the
 * identity), so that every tile is full. Addresses are bytes in linear memory; the caller lays it out from `base()`.
 * Compiled by `npm run kernels` into src/linalg/large/wasmBytes.ts.
 */

/** Columns per block. */
const BLOCK: i32 = 48;

/** First free address. */
export function base(): usize {
  return (__heap_base + 15) & ~15;
}

/** Numbers of scratch space that `cholesky` and `invertFactor` need. */
export function scratchSize(n: i32): i32 {
  return 3 * (n + 4) * BLOCK + 3 * BLOCK * BLOCK + 16;
}

/** Cholesky factor over the lower triangle of A; 0 when A is not positive definite. */
export function cholesky(A: usize, n: i32, stride: i32, scratch: usize): i32 {
  const tile = scratch;
  const packed = scratch + 128;
  for (let from = 0; from < n; from += BLOCK) {
    const to = min(from + BLOCK, n);
    if (!factorDiagonal(A, stride, from, to)) return 0;
    solveBelow(A, n, stride, from, to, packed);
    const width = to - from;
    for (let i = to; i < n; i += 4) {
      let strip = packed;
      for (let j = to; j <= i; j += 4) {
        multiplyTile(at(A, stride, i, from), (stride as usize) << 3, strip, width, tile);
        subtractTile(at(A, stride, i, j), (stride as usize) << 3, tile);
        strip += (width as usize) << 5;
      }
    }
  }
  return 1;
}

function at(A: usize, stride: i32, i: i32, j: i32): usize {
  return A + (((i as usize) * (stride as usize) + (j as usize)) << 3);
}

function factorDiagonal(A: usize, stride: i32, from: i32, to: i32): bool {
  for (let j = from; j < to; j++) {
    const row = at(A, stride, j, 0);
    let d = load<f64>(at(A, stride, j, j));
    for (let c = from; c < j; c++) {
      const l = load<f64>(row + ((c as usize) << 3));
      d -= l * l;
    }
    if (!(d > 0) || d == Infinity) return false;
    const l = sqrt<f64>(d);
    store<f64>(at(A, stride, j, j), l);
    for (let i = j + 1; i < to; i++) {
      const other = at(A, stride, i, 0);
      let s = load<f64>(at(A, stride, i, j));
      for (let c = from; c < j; c++)
        s -= load<f64>(other + ((c as usize) << 3)) * load<f64>(row + ((c as usize) << 3));
      store<f64>(at(A, stride, i, j), s / l);
    }
  }
  return true;
}

/** Rows below the diagonal block times its factor's inverse transpose, in strips of four, which stay in `packed`. */
function solveBelow(A: usize, n: i32, stride: i32, from: i32, to: i32, packed: usize): void {
  let strip = packed;
  const width = to - from;
  for (let i = to; i < n; i += 4) {
    for (let r = 0; r < 4; r++)
      for (let c = 0; c < width; c++)
        store<f64>(strip + (((c as usize) * 4 + (r as usize)) << 3), load<f64>(at(A, stride, i + r, from + c)));
    for (let j = 0; j < width; j++) {
      const here = strip + ((j as usize) << 5);
      const row = at(A, stride, from + j, from);
      let s0 = v128.load(here);
      let s1 = v128.load(here, 16);
      for (let c = 0; c < j; c++) {
        const l = v128.load64_splat(row + ((c as usize) << 3));
        const there = strip + ((c as usize) << 5);
        s0 = f64x2.sub(s0, f64x2.mul(v128.load(there), l));
        s1 = f64x2.sub(s1, f64x2.mul(v128.load(there, 16), l));
      }
      const inverse = f64x2.splat(1 / load<f64>(row + ((j as usize) << 3)));
      v128.store(here, f64x2.mul(s0, inverse));
      v128.store(here, f64x2.mul(s1, inverse), 16);
    }
    for (let r = 0; r < 4; r++)
      for (let c = 0; c < width; c++)
        store<f64>(at(A, stride, i + r, from + c), load<f64>(strip + (((c as usize) * 4 + (r as usize)) << 3)));
    strip += (width as usize) << 5;
  }
}

/** tile (4×4) = four rows of A times a packed strip, over `length` entries. */
function multiplyTile(a0: usize, stride: usize, b: usize, length: i32, tile: usize): void {
  const a1 = a0 + stride;
  const a2 = a1 + stride;
  const a3 = a2 + stride;
  let c00 = f64x2.splat(0);
  let c01 = f64x2.splat(0);
  let c10 = f64x2.splat(0);
  let c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0);
  let c21 = f64x2.splat(0);
  let c30 = f64x2.splat(0);
  let c31 = f64x2.splat(0);
  const end = (length as usize) << 3;
  for (let c: usize = 0; c < end; c += 8) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += 32;
    const x0 = v128.load64_splat(a0 + c);
    c00 = f64x2.add(c00, f64x2.mul(x0, b0));
    c01 = f64x2.add(c01, f64x2.mul(x0, b1));
    const x1 = v128.load64_splat(a1 + c);
    c10 = f64x2.add(c10, f64x2.mul(x1, b0));
    c11 = f64x2.add(c11, f64x2.mul(x1, b1));
    const x2 = v128.load64_splat(a2 + c);
    c20 = f64x2.add(c20, f64x2.mul(x2, b0));
    c21 = f64x2.add(c21, f64x2.mul(x2, b1));
    const x3 = v128.load64_splat(a3 + c);
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

function subtractTile(a: usize, stride: usize, tile: usize): void {
  for (let r = 0; r < 4; r++) {
    v128.store(a, f64x2.sub(v128.load(a), v128.load(tile)));
    v128.store(a, f64x2.sub(v128.load(a, 16), v128.load(tile, 16)), 16);
    a += stride;
    tile += 32;
  }
}

/** (L·Lᵀ)⁻¹ in full over the lower triangle L; see the twin for the recursion. */
export function invertFactor(A: usize, n: i32, stride: i32, scratch: usize): void {
  const tile = scratch;
  const P = tile + 128;
  const panel = ((n + 4) * BLOCK) << 3;
  const H = P + panel;
  const Ht = H + panel;
  const inverse = Ht + panel;
  const inner = inverse + ((BLOCK * BLOCK) << 3);
  const Q = inner + ((BLOCK * BLOCK) << 3);
  const wide = (stride as usize) << 3;
  for (let from = ((n - 1) / BLOCK) * BLOCK; from >= 0; from -= BLOCK) {
    const to = min(from + BLOCK, n);
    const width = to - from;
    const below = n - to;
    packColumns(at(A, stride, to, from), stride, below, width, P);
    for (let i = 0; i < below; i += 4)
      for (let j = 0; j < width; j += 4) {
        multiplyTile(at(A, stride, to + i, to), wide, P + (((j * below) as usize) << 3), below, tile);
        copyTile(at(H, width, i, j), width, tile);
        copyTransposed(at(Ht, below, j, i), below, tile);
      }
    invertTriangle(at(A, stride, from, from), stride, width, inverse);
    for (let i = 0; i < width; i += 4)
      for (let j = 0; j < width; j += 4) {
        multiplyTile(at(Ht, below, i, 0), (below as usize) << 3, P + (((j * below) as usize) << 3), below, tile);
        copyTile(at(inner, width, i, j), width, tile);
      }
    packColumns(inverse, width, width, width, Q);
    for (let i = 0; i < below; i += 4)
      for (let j = 0; j < width; j += 4) {
        multiplyTile(at(H, width, i, 0), (width as usize) << 3, Q + (((j * width) as usize) << 3), width, tile);
        for (let e = 0; e < 16; e++) store<f64>(tile + (e << 3), -load<f64>(tile + (e << 3)));
        copyTile(at(A, stride, to + i, from + j), stride, tile);
        copyTransposed(at(A, stride, from + j, to + i), stride, tile);
      }
    diagonalBlock(at(A, stride, from, from), stride, width, inverse, inner, Q);
  }
}

function copyTile(a: usize, stride: i32, tile: usize): void {
  for (let r = 0; r < 4; r++) {
    v128.store(a, v128.load(tile));
    v128.store(a, v128.load(tile, 16), 16);
    a += (stride as usize) << 3;
    tile += 32;
  }
}

function copyTransposed(a: usize, stride: i32, tile: usize): void {
  for (let r = 0; r < 4; r++)
    for (let c = 0; c < 4; c++) store<f64>(at(a, stride, c, r), load<f64>(tile + ((r * 4 + c) << 3)));
}

/** Columns in strips of four. */
function packColumns(A: usize, stride: i32, height: i32, width: i32, packed: usize): void {
  for (let j = 0; j < width; j += 4)
    for (let i = 0; i < height; i++) {
      const from = at(A, stride, i, j);
      v128.store(packed, v128.load(from));
      v128.store(packed, v128.load(from, 16), 16);
      packed += 32;
    }
}

function invertTriangle(A: usize, stride: i32, width: i32, inverse: usize): void {
  memory.fill(inverse, 0, ((width * width) as usize) << 3);
  for (let i = 0; i < width; i++) {
    const d = 1 / load<f64>(at(A, stride, i, i));
    for (let c = 0; c < i; c++) {
      const l = load<f64>(at(A, stride, i, c)) * d;
      for (let j = 0; j <= c; j++) {
        const here = at(inverse, width, i, j);
        store<f64>(here, load<f64>(here) - l * load<f64>(at(inverse, width, c, j)));
      }
    }
    store<f64>(at(inverse, width, i, i), d);
  }
}

/** L⁻ᵀ·(I + inner)·L⁻¹; X is scratch space of width². */
function diagonalBlock(A: usize, stride: i32, width: i32, inverse: usize, inner: usize, X: usize): void {
  memory.fill(X, 0, ((width * width) as usize) << 3);
  for (let i = 0; i < width; i++)
    for (let c = 0; c < width; c++) {
      const v = load<f64>(at(inner, width, i, c)) + (i == c ? 1 : 0);
      for (let j = 0; j <= c; j++) {
        const here = at(X, width, i, j);
        store<f64>(here, load<f64>(here) + v * load<f64>(at(inverse, width, c, j)));
      }
    }
  const Z = inner;
  memory.fill(Z, 0, ((width * width) as usize) << 3);
  for (let c = 0; c < width; c++)
    for (let i = 0; i <= c; i++) {
      const v = load<f64>(at(inverse, width, c, i));
      for (let j = 0; j < width; j++) {
        const here = at(Z, width, i, j);
        store<f64>(here, load<f64>(here) + v * load<f64>(at(X, width, c, j)));
      }
    }
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++)
      store<f64>(
        at(A, stride, i, j),
        0.5 * (load<f64>(at(Z, width, i, j)) + load<f64>(at(Z, width, j, i))),
      );
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
