/** How the pane writes counts, lists and names within its sentences. */

import { plainNames } from '../src/index';
import { count, MINUS } from './state/numbers';

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

export { list } from '../src/index';

const SUPERSCRIPTS: Readonly<Record<string, string>> = { 2: '²', 3: '³' };

/** A term as people read it: `I(Days^2)` is Days², `Days:Dose` is Days × Dose, names lose their backquotes and line breaks. */
export function termName(term: string): string {
  const words = term
    .replace(/scale\(([^(),]+), scale = FALSE\)/g, '$1 (centred)')
    .replace(/scale\(([^(),]+)\)/g, '$1 (standardized)')
    .replace(/poly\(([^(),]+), (\d)\)/g, '$1 (polynomial $2)')
    .replace(/factor\(([^(),]+)\)/g, '$1 (groups)')
    .replace(/relevel\(([^(),]+), ref = "((?:[^"\\\\]|\\\\.)*)"\)([^:]*)/g, '$1 $3 (against $2)')
    .replaceAll('  (', ' (')
    .replace(
      /^I\((`[^`]+`|[^`^()\s]+)\^([23])\)$/,
      (_, base: string, power: string) => base + SUPERSCRIPTS[power],
    )
    .replace(/^I\((`[^`]+`|[\w.]+) - (\d+(?:\.\d+)?)\)$/, `$1 ${MINUS} $2`)
    .replaceAll(':', ' × ');
  return plainNames(words);
}

/** Longest name within a sentence, in characters. */
const LONGEST_NAME = 64;

/** A name within a sentence: a very long one is cut, so that the sentence can still be read. */
export function brief(name: string): string {
  const characters = Array.from(name);
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
