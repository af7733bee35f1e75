/**
 * Which entries of a Cholesky factor can be other than zero, by panels of columns: panel p has the columns `starts[p]` to
 * `starts[p + 1] − 1` and, below them, entries in the rows `rows[pointer[p]]` to `rows[pointer[p + 1] − 1]`, which rise.
 * Where two of these rows meet the factor has an entry, too.
 */
export interface Panels {
  readonly starts: Int32Array;
  readonly pointer: Int32Array;
  readonly rows: Int32Array;
}

/** Columns of the widest panel: a panel of a thousand rows stays in the processor's second cache. */
export const WIDEST = 48;

/** Panels of a matrix of n rows without a zero. */
export function densePanels(n: number): Panels {
  const starts = Int32Array.from({ length: Math.ceil(n / WIDEST) + 1 }, (_, p) => Math.min(n, p * WIDEST));
  const below = [...starts.subarray(1)].map((to) => Array.from({ length: n - to }, (_, i) => to + i));
  return panelsFrom(starts, below);
}

/** @param below for each panel the rows below it */
export function panelsFrom(starts: Int32Array, below: readonly (readonly number[])[]): Panels {
  const pointer = new Int32Array(starts.length);
  below.forEach((list, p) => (pointer[p + 1] = pointer[p] + list.length));
  return { starts, pointer, rows: Int32Array.from(below.flat()) };
}

/** Columns of the widest panel, and rows below that with the most. */
export function extent({ starts, pointer }: Panels): { readonly widest: number; readonly longest: number } {
  let widest = 0;
  let longest = 0;
  for (let p = 0; p + 1 < starts.length; p++) {
    widest = Math.max(widest, starts[p + 1] - starts[p]);
    longest = Math.max(longest, pointer[p + 1] - pointer[p]);
  }
  return { widest, longest };
}
