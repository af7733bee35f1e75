/** A formula cut into stretches of one colour, and these into groups between which a line may break. */

import type { Mark } from './formula';

export interface Stretch {
  readonly text: string;
  readonly role: Mark['role'] | 'operator';
}

/**
 * Groups end behind a blank that stands outside of parentheses, so that `(Days | Subject)` stays on one line. All text
 * comes back, in order.
 */
export function splitMarks(text: string, marks: readonly Mark[]): Stretch[][] {
  const stretches = cut(text, marks);
  const groups: Stretch[][] = [[]];
  let depth = 0;
  for (const stretch of stretches) {
    if (stretch.role !== 'operator') {
      groups[groups.length - 1].push(stretch);
      continue;
    }
    let from = 0;
    for (let i = 0; i < stretch.text.length; i++) {
      const character = stretch.text[i];
      if (character === '(') depth++;
      if (character === ')') depth--;
      if (character !== ' ' || depth > 0) continue;
      groups[groups.length - 1].push({ text: stretch.text.slice(from, i + 1), role: 'operator' });
      groups.push([]);
      from = i + 1;
    }
    const rest = stretch.text.slice(from);
    if (rest !== '') groups[groups.length - 1].push({ text: rest, role: 'operator' });
  }
  return groups.filter((group) => group.length > 0);
}

function cut(text: string, marks: readonly Mark[]): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const { start, end, role } of marks) {
    if (start > at) stretches.push({ text: text.slice(at, start), role: 'operator' });
    if (end > start || role === 'wrong') stretches.push({ text: text.slice(start, end), role });
    at = end;
  }
  if (at < text.length) stretches.push({ text: text.slice(at), role: 'operator' });
  return stretches;
}
