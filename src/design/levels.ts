/** Levels that occur, and the interaction of groupings. */

export interface Coded {
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** Leaves out levels that no row has; the same object when all occur. No code may be missing. */
export function dropUnusedLevels<T extends Coded>(factor: T): T {
  const { codes, levels } = factor;
  const rank = new Int32Array(levels.length);
  let found = 0;
  for (let i = 0; i < codes.length && found < levels.length; i++) {
    if (rank[codes[i]] !== 0) continue;
    rank[codes[i]] = 1;
    found++;
  }
  if (found === levels.length) return factor;
  const used: string[] = [];
  for (let level = 0; level < rank.length; level++) {
    if (rank[level] === 0) continue;
    rank[level] = used.length;
    used.push(levels[level]);
  }
  const renumbered = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) renumbered[i] = rank[codes[i]];
  return { ...factor, codes: renumbered, levels: used };
}

/**
 * The combinations of two factors that occur, labelled `a:b`, in the order of a's levels and within them of b's, as
 * lme4 orders an interaction of grouping factors. Sorts by counting, so the number of possible combinations costs nothing.
 */
export function interactLevels(a: Coded, b: Coded): Coded {
  const n = a.codes.length;
  const byB = countingOrder(b.codes, b.levels.length, null);
  const order = countingOrder(a.codes, a.levels.length, byB);

  const codes = new Int32Array(n);
  const levels: string[] = [];
  let lastA = -1;
  let lastB = -1;
  for (let i = 0; i < n; i++) {
    const row = order[i];
    if (a.codes[row] !== lastA || b.codes[row] !== lastB) {
      lastA = a.codes[row];
      lastB = b.codes[row];
      levels.push(`${a.levels[lastA]}:${b.levels[lastB]}`);
    }
    codes[row] = levels.length - 1;
  }
  return { codes, levels };
}

/** Rows sorted by code, those of one code in the order of `before` (null: as they are). */
function countingOrder(codes: Int32Array, levelCount: number, before: Int32Array | null): Int32Array {
  const next = new Int32Array(levelCount + 1);
  for (let i = 0; i < codes.length; i++) next[codes[i] + 1]++;
  for (let level = 0; level < levelCount; level++) next[level + 1] += next[level];
  const order = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const row = before === null ? i : before[i];
    order[next[codes[row]]++] = row;
  }
  return order;
}
