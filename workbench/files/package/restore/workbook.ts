/** What the part of the workbook itself says. */

import { piecesOf, type Piece } from '../../markup';
import { assembled, BOOK_ORDER, ordered, withIds, withoutSlicers } from '../assemble';
import { partText, relationsOf, sheetTags, WORKBOOK, workbookPath } from '../keep';
import { attributeOf, kindOf, relationsPath, relationsXml, type Relation } from '../relations';
import { bookViews } from '../views';
import { definedNames } from './names';
import { isOfSlicer, keptIds, renamed, type Restoring } from './restoring';

/** What the grid says of a workbook, whatever the file has said. */
const OF_THE_BOOK: ReadonlySet<string> = new Set([
  'fileVersion',
  'bookViews',
  'sheets',
  'definedNames',
  'calcPr',
  'revisionPtr',
  'absPath',
  'AlternateContent',
  'fileRecoveryPr',
  'customWorkbookViews',
]);
/** Kinds of parts that the written file has of its own, or that are handled by themselves. */
const OWN: ReadonlySet<string> = new Set([
  'worksheet',
  'chartsheet',
  'dialogsheet',
  'xlMacrosheet',
  'xlIntlMacrosheet',
  'styles',
  'theme',
]);

/** @param whole places of the sheets without cells that have been copied */
export async function restoreWorkbook(restoring: Restoring, whole: ReadonlySet<number>): Promise<void> {
  const { copier, today, relations, hasSlicers } = restoring;
  const file = piecesOf(await partText(copier.files, await workbookPath(copier.files)));
  const grid = piecesOf(await copier.written(WORKBOOK));
  const plain = relations.filter((one) => !OWN.has(kindOf(one)) && (hasSlicers || !isOfSlicer(one)));
  const ids = keptIds(relations);
  const added = renamed(await copier.copyTargets(plain, null), ids);
  const text = (from: readonly Piece[], name: string): string =>
    from.find((one) => one.name === name)?.text ?? '';
  const pieces: Piece[] = grid.children
    .filter(({ name }) => !['sheets', 'bookViews', 'definedNames'].includes(name))
    .filter(({ name }) => OF_THE_BOOK.has(name) || !file.children.some((one) => one.name === name));
  for (const { name, text: own } of file.children) {
    if (OF_THE_BOOK.has(name)) continue;
    // The workbench counts days as Excel does in files that are not from a Mac of long ago.
    const dated = name === 'workbookPr' ? own.replace(/\sdate1904="[^"]*"/, '') : own;
    const cut = name === 'extLst' && !hasSlicers ? withoutSlicers(dated) : dated;
    pieces.push({ name, text: withIds(cut, ids) });
  }
  const tags = sheetTags(text(file.children, 'sheets'));
  pieces.push(
    { name: 'bookViews', text: bookViews(text(file.children, 'bookViews'), today.active) },
    { name: 'sheets', text: sheetList(restoring, text(grid.children, 'sheets'), tags) },
  );
  const [written, before] = [grid, file].map(({ children }) => text(children, 'definedNames'));
  const names = definedNames(restoring, written, before);
  if (names !== '') pieces.push({ name: 'definedNames', text: names });
  await copier.put(WORKBOOK, assembled(grid, file.open, ordered(pieces, BOOK_ORDER)));
  const own = (await relationsOf(copier.out, WORKBOOK)).map((one) => sheetRelation(restoring, one, whole));
  await copier.put(relationsPath(WORKBOOK), relationsXml([...own, ...added]));
}

/** That of a chart sheet says that it is one. */
function sheetRelation(
  { copier, today, before, relations }: Restoring,
  relation: Relation,
  whole: ReadonlySet<number>,
): Relation {
  const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(relation.target)?.[1];
  const i = Number(number) - 1;
  if (number === undefined || !whole.has(i)) return relation;
  const { path } = before.get(today.sheets[i].id)!;
  const type = relations.find((one) => one.target === path)?.type ?? relation.type;
  return { ...relation, type, target: copier.placeOf(path)! };
}

/** Sheets with the numbers that other parts know them by, and hidden as they were. */
function sheetList({ kept, today }: Restoring, written: string, tags: readonly string[]): string {
  const numbers = new Map<string, number>();
  const states = new Map<string, string>();
  kept.sheets.forEach(({ id }, k) => {
    numbers.set(id, Number(attributeOf(tags[k] ?? '', 'sheetId') ?? k + 1));
    states.set(id, attributeOf(tags[k] ?? '', 'state') ?? '');
  });
  let next = Math.max(0, ...numbers.values());
  let k = 0;
  return written.replace(/<sheet\s[^>]*>/g, (tag: string) => {
    const { id, isHidden } = today.sheets[k++];
    const number = numbers.get(id) ?? ++next;
    const state = isHidden && states.get(id) === 'veryHidden' ? 'veryHidden' : isHidden ? 'hidden' : null;
    const plain = tag.replace(/\ssheetId="[^"]*"/, ` sheetId="${number}"`).replace(/\sstate="[^"]*"/, '');
    return state === null ? plain : plain.replace(/\/?>$/, (end: string) => ` state="${state}"${end}`);
  });
}
