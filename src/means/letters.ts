/**
 * Compact letters: two means have a letter in common exactly where they do not differ, by inserting and absorbing
 * (Piepho 2004, J. Comput. Graph. Stat. 13, 456-466).
 */

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** While columns are inserted there may be more of them, since some are absorbed later. */
const MOST_COLUMNS = 2000;

/** Means that do not differ from each other, as bits. */
type Column = Uint32Array;

/**
 * @param count of the means, in the order in which letters are given out
 * @param differs symmetric
 * @returns the letters of each mean; null where the alphabet is too short for them
 */
export function compactLetters(
  count: number,
  differs: (i: number, j: number) => boolean,
): readonly string[] | null {
  let columns: Column[] = [full(count)];
  for (let i = 0; i < count; i++)
    for (let j = i + 1; j < count; j++) {
      if (!differs(i, j)) continue;
      columns = separated(columns, i, j);
      if (columns.length > MOST_COLUMNS) return null;
    }
  const groups = needed(columns, count);
  return groups.length > LETTERS.length ? null : lettered(groups, count);
}

function full(count: number): Column {
  const column = new Uint32Array(Math.ceil(count / 32));
  for (let i = 0; i < count; i++) column[i >>> 5] |= 1 << (i & 31);
  return column;
}

const has = (column: Column, i: number): boolean => ((column[i >>> 5] >>> (i & 31)) & 1) === 1;

/** Each column with both is replaced by two that have one of them, unless another holds all that these have. */
function separated(columns: readonly Column[], i: number, j: number): Column[] {
  const kept = columns.filter((column) => !has(column, i) || !has(column, j));
  const added = columns
    .filter((column) => has(column, i) && has(column, j))
    .flatMap((column) => [without(column, i), without(column, j)]);
  for (const one of added) if (!kept.some((other) => holds(other, one))) kept.push(one);
  return kept;
}

function without(column: Column, i: number): Column {
  const rest = column.slice();
  rest[i >>> 5] &= ~(1 << (i & 31));
  return rest;
}

function holds(column: Column, other: Column): boolean {
  return other.every((bits, word) => (bits & ~column[word]) === 0);
}

/** The columns, in members, without those that say nothing which the others do not. */
function needed(columns: readonly Column[], count: number): number[][] {
  const members = columns.map((column) => [...Array(count).keys()].filter((i) => has(column, i)));
  const shared = new Uint16Array(count * count);
  const add = (column: readonly number[], step: number): void => {
    for (const i of column) for (const j of column) shared[i * count + j] += step;
  };
  members.forEach((column) => add(column, 1));
  return members.filter((column) => {
    const isNeeded = column.some((i) => column.some((j) => shared[i * count + j] === 1));
    if (!isNeeded) add(column, -1);
    return isNeeded;
  });
}

function lettered(columns: readonly number[][], count: number): string[] {
  const letters = Array.from({ length: count }, () => '');
  [...columns].sort(byMembers).forEach((column, at) => {
    for (const i of column) letters[i] += LETTERS[at];
  });
  return letters;
}

/** The column with the earlier means first. */
function byMembers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((member, i) => member !== b[i]);
  return at < 0 ? 0 : a[at] - (b[at] ?? -1);
}
