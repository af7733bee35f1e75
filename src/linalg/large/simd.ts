/**
 * The kernels of wasm/large.ts, compiled to WebAssembly: matrices are copied into its memory and back. Where WebAssembly or its
 * SIMD instructions are not to be had, or a policy forbids them, there are none, and the portable kernels serve.
 */

import type { LargeKernels, RowProducts, SparseRows } from './kernels';
import { densePanels, extent, type Panels } from './panels';
import { LARGE_WASM } from './wasmBytes';

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  base(): number;
  scratchSize(widest: number, longest: number): number;
  cholesky(...numbers: number[]): number;
  invertFactor(...numbers: number[]): void;
  rowTimes(...numbers: number[]): void;
  spread(...numbers: number[]): void;
}

/** The part of the language's global that is used; type libraries have it among those of browsers only. */
declare const WebAssembly:
  | {
      Module: new (bytes: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { readonly exports: unknown };
    }
  | undefined;

const PAGE = 65_536;

/** An instance whose memory has grown beyond this, in bytes, is not kept: memory never shrinks. */
const KEPT = 64e6;

let compiled: object | null | undefined;
let kept: Exports | null = null;

/** Null where there are none. */
export function simdKernels(): LargeKernels | null {
  if (compiled === undefined) compiled = compile();
  return compiled === null ? null : KERNELS;
}

function compile(): object | null {
  try {
    const bytes = LARGE_WASM.match(/../g)!.map((pair) => parseInt(pair, 16));
    return new WebAssembly!.Module(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

const KERNELS: LargeKernels = {
  choleskyInPlace(A, n, panels = densePanels(n)) {
    return onCopy(A, n, panels, (exports, at, scratch) => exports.cholesky(...at, scratch) === 1);
  },
  invertFactorInPlace(L, n, panels = densePanels(n)) {
    const { widest, longest } = extent(panels);
    onCopy(L, n, panels, (exports, at, scratch) => exports.invertFactor(...at, widest, longest, scratch));
  },
  rowProducts,
};

/** Runs a kernel on a copy of a matrix and its panels, and copies the result back. */
function onCopy<R>(
  A: Float64Array,
  n: number,
  panels: Panels,
  kernel: (exports: Exports, at: readonly number[], scratch: number) => R,
): R {
  const { starts, pointer, rows } = panels;
  const { widest, longest } = extent(panels);
  const lists = [starts, pointer, rows];
  const scratch = 8 * anyInstance().scratchSize(widest, longest);
  const exports = instanceFor(
    8 * n * n + scratch + lists.reduce((sum, { byteLength }) => sum + byteLength, 0),
  );
  const { buffer } = exports.memory;
  const base = exports.base();
  const inside = new Float64Array(buffer, base, n * n);
  inside.set(A);
  let end = base + inside.byteLength + scratch;
  const places = lists.map((list) => {
    const place = end;
    new Int32Array(buffer, place, list.length).set(list);
    end += list.byteLength;
    return place;
  });
  const result = kernel(exports, [base, n, starts.length - 1, ...places], base + inside.byteLength);
  A.set(inside);
  return result;
}

function padded(n: number): number {
  return (n + 3) & ~3;
}

function anyInstance(): Exports {
  return (kept ??= new WebAssembly!.Instance(compiled!, { env: { abort: () => undefined } })
    .exports as Exports);
}

/** An instance with that many bytes of memory beyond its own. */
function instanceFor(bytes: number): Exports {
  const exports = anyInstance();
  const missing = exports.base() + bytes - exports.memory.buffer.byteLength;
  if (missing > 0) exports.memory.grow(Math.ceil(missing / PAGE));
  if (exports.memory.buffer.byteLength > KEPT) kept = null;
  return exports;
}

function rowProducts(Q: Float64Array, n: number, { k, columns, values, from }: SparseRows): RowProducts {
  const stride = padded(n);
  const matrix = stride * n * 8;
  const entries = (columns.length + 1) & ~1;
  const exports = instanceFor((1 + k * k) * matrix + 8 * values.length + 4 * entries + 8 * k * stride);
  const at = exports.base();
  const { buffer } = exports.memory;
  const inside = new Float64Array(buffer, at, stride * n);
  for (let i = 0; i < n; i++) {
    inside.set(Q.subarray(i * n, (i + 1) * n), i * stride);
    inside.fill(0, i * stride + n, (i + 1) * stride);
  }
  const sumsAt = at + matrix;
  new Float64Array(buffer, sumsAt, k * k * stride * n).fill(0);
  const valuesAt = sumsAt + k * k * matrix;
  new Float64Array(buffer, valuesAt, values.length).set(values);
  const columnsAt = valuesAt + 8 * values.length;
  new Int32Array(buffer, columnsAt, columns.length).set(columns);
  const uAt = columnsAt + 4 * entries;
  return {
    u: Array.from({ length: k }, (_, a) => new Float64Array(buffer, uAt + 8 * a * stride, n)),
    multiply(start, end) {
      for (let a = 0; a < k; a++)
        exports.rowTimes(valuesAt, a, k, columnsAt, start, end, from, at, stride, uAt + 8 * a * stride);
    },
    addOuter(start, end) {
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++) {
          const sum = sumsAt + (a * k + b) * matrix;
          exports.spread(valuesAt, a, k, columnsAt, start, end, from, uAt + 8 * b * stride, stride, sum);
        }
    },
    sums: () =>
      Array.from({ length: k * k }, (_, ab) => {
        const inside = new Float64Array(buffer, sumsAt + ab * matrix, stride * n);
        if (stride === n) return inside;
        const sum = new Float64Array(n * n);
        for (let i = 0; i < n; i++) sum.set(inside.subarray(i * stride, i * stride + n), i * n);
        return sum;
      }),
  };
}
