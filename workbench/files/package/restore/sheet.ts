/** What stands on a sheet beside its cells. */

import { element } from '../../charts/xml';
import { piecesOf, rootOf, type Piece } from '../../markup';
import { assembled, ordered, SHEET_ORDER, withIds, withoutSlicers } from '../assemble';
import { partText, relationsOf, type KeptSheet } from '../keep';
import { movedPiece, speaksOfCellsElsewhere } from '../movedParts';
import { kindOf, relationsPath, relationsXml, type Relation } from '../relations';
import { withColumnFormats, withRowFormats, type FormatNumbers } from '../lineFormats';
import { sheetViews } from '../views';
import { restoreDrawing } from './drawing';
import { isOfSlicer, keptIds, renamed, type Restoring } from './restoring';

/** What the grid says of a sheet, whatever the file has said. */
const OF_THE_GRID: ReadonlySet<string> = new Set([
  'dimension',
  'sheetViews',
  'cols',
  'sheetData',
  'sheetCalcPr',
  'autoFilter',
  'sortState',
  'mergeCells',
  'drawing',
  'tableParts',
  'customSheetViews',
]);

const ELSEWHERE =
  'conditional formats and rules for what may be entered of cells that were moved to another sheet';

/**
 * @param i its place today
 * @returns whether it is one without cells that has been copied, all of it
 */
export async function restoreSheet(
  restoring: Restoring,
  i: number,
  ofFile: KeptSheet,
  formats: FormatNumbers,
): Promise<boolean> {
  const { copier, moves, today, hasSlicers, lost } = restoring;
  const sheet = today.sheets[i];
  const path = `xl/worksheets/sheet${i + 1}.xml`;
  const xml = await partText(copier.files, ofFile.path);
  const root = rootOf(xml);
  if (root !== 'worksheet') return restoreOtherSheet(restoring, i, path, ofFile, root);
  const file = piecesOf(xml);
  const grid = piecesOf(await copier.written(path));
  const relations = await relationsOf(copier.files, ofFile.path);
  const own = await relationsOf(copier.out, path);
  const ids = keptIds(relations);
  const plain = relations.filter(
    (one) => !['drawing', 'table'].includes(kindOf(one)) && (hasSlicers || !isOfSlicer(one)),
  );
  const added = renamed(await copier.copyTargets(plain, sheet.id), ids);
  const ofTables = renamed(await copyTables(restoring, sheet.id), ids);
  const drawing = await restoreDrawing(restoring, relations, own, i, ofFile);
  const pieces: Piece[] = grid.children.filter(
    ({ name }) => OF_THE_GRID.has(name) || !file.children.some((one) => one.name === name),
  );
  for (const { name, text } of file.children) {
    const moved = OF_THE_GRID.has(name) ? null : movedPiece(name, text, sheet.id, moves);
    if (speaksOfCellsElsewhere(text, sheet.id, moves)) lost.add(ELSEWHERE);
    if (moved === null) continue;
    const piece = name === 'extLst' && !hasSlicers ? withoutSlicers(moved) : moved;
    pieces.push({ name, text: withIds(piece, ids) });
  }
  const parts = pieces.flatMap((piece) => gridPiece(restoring, piece, file.children, i, formats));
  const [columns, before] = [grid, file].map(
    ({ children }) => children.find(({ name }) => name === 'cols')?.text ?? '',
  );
  const cols = withColumnFormats(columns, before, sheet, formats);
  if (cols !== '') parts.push({ name: 'cols', text: cols });
  if (drawing !== null && !own.some((one) => one.id === drawing.id)) {
    added.push(drawing);
    parts.push({ name: 'drawing', text: `<drawing r:id="${drawing.id}"/>` });
  }
  if (ofTables.length > 0) {
    const list = ofTables.map(({ id }) => `<tablePart r:id="${id}"/>`);
    parts.push({ name: 'tableParts', text: element('tableParts', { count: list.length }, ...list) });
  }
  await copier.put(path, assembled(grid, file.open, ordered(parts, SHEET_ORDER)));
  const all = [...own, ...added, ...ofTables];
  if (all.length > own.length) await copier.put(relationsPath(path), relationsXml(all));
  return false;
}

/** What the grid says, with what it leaves to the file. */
function gridPiece(
  { today, moves }: Restoring,
  piece: Piece,
  file: readonly Piece[],
  i: number,
  formats: FormatNumbers,
): Piece[] {
  const sheet = today.sheets[i];
  const before = (name: string) => file.find((one) => one.name === name);
  if (piece.name === 'sheetViews')
    return [{ ...piece, text: sheetViews(piece.text, before('sheetViews')?.text, i === today.active) }];
  if (piece.name === 'cols') return [];
  if (piece.name === 'sheetData')
    return [{ ...piece, text: withRowFormats(piece.text, sheet.rowFormats, formats) }];
  if (piece.name === 'autoFilter' && sheet.hasFilesFilter && !moves.isMoved(sheet.id))
    return [before('autoFilter') ?? piece, ...[before('sortState') ?? []].flat()];
  return [piece];
}

async function copyTables({ copier, tables }: Restoring, sheetId: string): Promise<Relation[]> {
  const copied: Relation[] = [];
  for (const { relation, xml } of tables.get(sheetId) ?? []) {
    const target = await copier.copy(relation.target, sheetId, xml ?? undefined);
    if (target !== null) copied.push({ ...relation, target });
  }
  return copied;
}

/** A sheet that is a chart, or a dialog, stays one while nobody has written into the cells that the grid shows in its place. */
async function restoreOtherSheet(
  { copier, today, lost }: Restoring,
  i: number,
  path: string,
  before: KeptSheet,
  root: string,
): Promise<boolean> {
  const sheet = today.sheets[i];
  const isChanged = before.shown.some((one) => one !== null && !sheet.unchanged.has(one.drawingId));
  const own = await relationsOf(copier.out, path);
  const isWhole = sheet.isEmpty && !isChanged && own.length === 0 && root !== 'macrosheet';
  const place = isWhole ? await copier.copy(before.path, sheet.id) : null;
  if (place === null) {
    lost.add(`the sheet “${before.name}” as one that has no cells: it becomes one with cells`);
    return false;
  }
  copier.out.delete(path);
  copier.types.delete(path);
  return true;
}
