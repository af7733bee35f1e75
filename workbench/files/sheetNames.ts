/** Names by which the sheets of a file can be told apart. */

import type { Workbook } from 'hucre/xlsx';
import { MOST } from './bounds';
import type { Differences } from './differences';

/** Gives sheets other names where theirs are too long, or there already: case makes no difference. */
export function tellSheetsApart({ sheets }: Pick<Workbook, 'sheets'>, differences: Differences): void {
  const names = new Set(sheets.map(({ name }) => name.toLowerCase()));
  const taken = new Set<string>();
  for (const sheet of sheets) {
    const name = sheet.name.slice(0, MOST.sheetName);
    const isFree = (own: string): boolean =>
      !taken.has(own.toLowerCase()) && (own === sheet.name || !names.has(own.toLowerCase()));
    let own = name;
    for (let i = 2; !isFree(own); i++) own = `${name} (${i})`;
    taken.add(own.toLowerCase());
    if (own !== sheet.name) differences.note('sheetNames', `“${own}”`);
    sheet.name = own;
  }
}
