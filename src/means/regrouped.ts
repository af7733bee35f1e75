/** The same margins, of which one factor alone is compared and all others make groups. */

import type { Margins } from './types';

/** @param at the factor, 0-based */
export function regrouped(margins: Margins, at: number): Margins {
  const { factors, by, rows, L, offset, estimable, absent } = margins;
  const p = L.length / rows;
  const order = orderOfRows(margins, at);
  const moved = new Float64Array(L.length);
  order.forEach((from, to) => moved.set(L.subarray(from * p, from * p + p), to * p));
  return {
    factors: [factors[at]],
    by: [...factors.filter((_, f) => f !== at), ...by],
    rows,
    L: moved,
    offset: Float64Array.from(order, (from) => offset[from]),
    estimable: Uint8Array.from(order, (from) => estimable[from]),
    determines: (places, weights) =>
      margins.determines(
        places.map((to) => order[to]),
        weights,
      ),
    absent: Uint8Array.from(order, (from) => absent[from]),
    notes: margins.notes,
  };
}

/** Of each new row the old one. */
function orderOfRows({ factors, rows }: Margins, at: number): number[] {
  const sizes = factors.map(({ levels }) => levels.length);
  const inner = sizes.slice(0, at).reduce((a, b) => a * b, 1);
  const order: number[] = [];
  for (let start = 0; start < rows; start += inner * sizes[at])
    for (let i = 0; i < inner; i++)
      for (let level = 0; level < sizes[at]; level++) order.push(start + level * inner + i);
  return order;
}
