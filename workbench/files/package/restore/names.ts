/** Names that the grid has, and those that it has no use for: for printing, or of other files. */

import { element, escaped } from '../../charts/xml';
import { piecesOf } from '../../markup';
import { nameKey } from '../keep';
import { decoded } from '../movedParts';
import { attributeOf } from '../relations';
import type { Restoring } from './restoring';

/**
 * @param written the list of names as the library writes it; empty where it writes none
 * @param before that of the file
 */
export function definedNames({ kept, today, moves }: Restoring, written: string, before: string): string {
  const taken = new Set(kept.names);
  const hidden = new Set<string>();
  const all = before ? piecesOf(before).children : [];
  const added = all.flatMap(({ text }) => {
    const name = attributeOf(text, 'name') ?? '';
    const place = attributeOf(text, 'localSheetId');
    const sheet = place === undefined ? null : (kept.sheets[Number(place)] ?? null);
    const here = sheet ? today.sheets.findIndex(({ id }) => id === sheet.id) : -1;
    if (taken.has(nameKey(name, sheet?.id ?? null))) {
      if (attributeOf(text, 'hidden') === '1') hidden.add(`${name} ${here}`);
      return [];
    }
    if (name === '_xlnm._FilterDatabase' || (sheet && here < 0)) return [];
    const meaning = moves.formula(decoded(text.replace(/^<[^>]*>|<[^>]*>$/g, '')), null);
    if (meaning.includes('#REF!')) return [];
    const tag = (/^<[^>]*>/.exec(text)?.[0] ?? '').replace(/(\slocalSheetId=")\d+/, `$1${here}`);
    return [`${tag}${escaped(meaning)}</definedName>`];
  });
  const own = written ? piecesOf(written).children : [];
  const texts = own.map(({ text }) => {
    const key = `${attributeOf(text, 'name')} ${attributeOf(text, 'localSheetId') ?? -1}`;
    return hidden.has(key) ? text.replace('<definedName ', '<definedName hidden="1" ') : text;
  });
  return texts.length + added.length > 0 ? element('definedNames', {}, ...texts, ...added) : '';
}
