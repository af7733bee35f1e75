/** What leaving out a group or a row does, the largest first. */

import type { Influence } from '../../../src/index';

export interface InfluenceRow {
  /** Which unit. */
  readonly unit: number;
  readonly value: number;
  /** Whether it is beyond the limit. */
  readonly isBeyond: boolean;
}

export interface InfluenceRows {
  /** The largest by absolute value, in falling order. */
  readonly rows: readonly InfluenceRow[];
  /** Units with a fit without them, and those of them beyond the limit. */
  readonly total: number;
  readonly beyond: number;
  /** Beyond it a value is worth a look: 4/U of Cook's distances, 2/√U of DFBETAS (Belsley, Kuh & Welsch 1980, 2.1). */
  readonly limit: number;
  /** Units without which there is no fit. */
  readonly unknown: number;
}

/** Units that have a row of their own. */
export const MOST_UNITS = 30;

/** @param term a fixed effect, for its DFBETAS; null for Cook's distance of all of them */
export function influenceRows(
  { labels, terms, cooksDistance, dfbetas, threshold }: Influence,
  term: string | null,
): InfluenceRows {
  const j = term === null ? -1 : terms.indexOf(term);
  const valueOf = (u: number): number => (j < 0 ? cooksDistance[u] : dfbetas[u * terms.length + j]);
  const limit = j < 0 ? threshold : 2 / Math.sqrt(labels.length);
  const known = labels.flatMap((_, unit) => {
    const value = valueOf(unit);
    return Number.isFinite(value) ? [{ unit, value, isBeyond: Math.abs(value) > limit }] : [];
  });
  known.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.unit - b.unit);
  return {
    rows: known.slice(0, MOST_UNITS),
    total: known.length,
    beyond: known.filter(({ isBeyond }) => isBeyond).length,
    limit,
    unknown: labels.length - known.length,
  };
}
