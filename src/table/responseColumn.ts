/** Which column a model without a formula takes for its response. */

import type { Grouping } from './grouping';
import type { Column, NumericColumn } from './types';

/** Whether some group has two different values in a column. */
export function variesWithin(column: Column, { codes, levels }: Grouping): boolean {
  const values = column.kind === 'number' ? column.values : column.codes;
  const first = new Float64Array(levels.length).fill(NaN);
  for (let row = 0; row < codes.length; row++) {
    const group = codes[row];
    const value = values[row];
    if (group < 0 || value !== value || (column.kind === 'factor' && value < 0)) continue;
    if (first[group] !== first[group]) first[group] = value;
    else if (first[group] !== value) return true;
  }
  return false;
}

/** Whether a column can be a response: numbers that vary within groups. */
export function canBeResponse(column: Column, group: Grouping): column is NumericColumn {
  return column.kind === 'number' && variesWithin(column, group);
}

/** More values than this are not a design. */
const MOST_VALUES = 200;

/**
 * Whether the values of a column were laid out and not observed: the same few values in most groups, each equally often in
 * every group that has it, as doses, weeks and occasions are. Without groups all rows are one.
 */
export function isDesign({ values }: NumericColumn, group: Grouping | null): boolean {
  const groups = group === null ? 1 : group.levels.length;
  const codeOf = new Map<number, number>();
  const counts: number[] = [];
  let rows = 0;
  for (let row = 0; row < values.length; row++) {
    const at = group === null ? 0 : group.codes[row];
    const value = values[row];
    if (value !== value || at < 0) continue;
    if (!codeOf.has(value)) codeOf.set(value, codeOf.size);
    if (codeOf.size > MOST_VALUES) return false;
    const place = codeOf.get(value)! * groups + at;
    counts[place] = (counts[place] ?? 0) + 1;
    rows++;
  }
  const used = counts.filter((count) => count > 0);
  const isEven = used.length > 0 && used.every((count) => count === used[0]);
  const isRepeated = groups > 1 || used[0] > 1;
  return (
    isEven && isRepeated && codeOf.size > 1 && codeOf.size < rows && 2 * used.length >= codeOf.size * groups
  );
}
