/** Formats that the library for .xlsx does not write, and what other parts have of formats by number. */

import { piecesOf } from '../../markup';
import { assembled, DECLARATION, ordered, STYLE_ORDER } from '../assemble';
import { withFormats } from '../formats';
import { partText, relationsOf, WORKBOOK } from '../keep';
import { farFormats, type FormatNumbers } from '../lineFormats';
import { kindOf } from '../relations';
import type { Restoring } from './restoring';

const STYLES = 'xl/styles.xml';
/** What of the styles other parts refer to. */
const OF_PARTS = ['dxfs', 'tableStyles', 'colors', 'extLst'];

/**
 * Puts formats of rows and columns at the end of those of cells.
 *
 * @returns by their number in the file, which number each has here
 */
export async function addLineFormats(restoring: Restoring): Promise<FormatNumbers> {
  const { copier, today, before } = restoring;
  const used = new Set(
    today.sheets.flatMap(({ columnFormats, rowFormats }) => [
      ...columnFormats.values(),
      ...rowFormats.values(),
    ]),
  );
  for (const { id, columnCount } of today.sheets) {
    const sheet = before.get(id);
    const xml = sheet ? await partText(copier.files, sheet.path) : '';
    for (const format of farFormats(xml, columnCount)) used.add(format);
  }
  const path = pathOf(restoring, 'styles');
  if (used.size === 0 || path === null) return new Map();
  const file = await partText(copier.files, path);
  const { xml, numbers } = withFormats(await copier.written(STYLES), file, [...used]);
  await copier.put(STYLES, DECLARATION + xml);
  return numbers;
}

/** Formats that conditional formats, tables and the like have by number, the colours of themes and the like. */
export async function restoreStyles(restoring: Restoring): Promise<void> {
  const { copier } = restoring;
  const grid = piecesOf(await copier.written(STYLES));
  const file = piecesOf(await partText(copier.files, pathOf(restoring, 'styles') ?? ''));
  const taken = file.children.filter(({ name }) => OF_PARTS.includes(name));
  const names = new Set(taken.map(({ name }) => name));
  const pieces = [...grid.children.filter(({ name }) => !names.has(name)), ...taken];
  if (taken.length > 0) await copier.put(STYLES, assembled(grid, file.open, ordered(pieces, STYLE_ORDER)));
  const theme = copier.files.get(pathOf(restoring, 'theme') ?? '');
  const own = (await relationsOf(copier.out, WORKBOOK)).find((one) => kindOf(one) === 'theme');
  if (theme && own) copier.out.set(own.target, { ...theme, path: own.target });
}

/** Where the file has a part of a kind that a workbook has one of. */
function pathOf({ relations }: Restoring, kind: string): string | null {
  return relations.find((one) => kindOf(one) === kind)?.target ?? null;
}
