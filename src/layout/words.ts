/** Numbers in sentences and titles. */

/** `95%`, `97.5%`, `99.9%`: the shortest text of a confidence level, free of binary noise. */
export function percent(level: number): string {
  return `${Number((100 * level).toPrecision(12))}%`;
}

/** What is to be said of rows left out; empty when there are none. */
export function droppedNote(rows: number): string[] {
  return rows === 0 ? [] : [`${counted(rows, 'row')} with missing values dropped`];
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
