/**
 * Puts into a file that the workbench has written what the file that it opened has beside cells: what stands on its sheets, and the parts
 * that belong to it. Parts are copied as they are, packed as they were, unless they speak of cells that have moved since.
 */

import { SETTING_PREFIX } from '../../../taskpane/settingProperties';
import type { Shift } from '../../charts/stored';
import { element, escaped } from '../charts/xml';
import { piecesOf, rootOf, type Piece } from '../markup';
import { archiveOf, textOf } from '../zip';
import {
  assembled,
  BOOK_ORDER,
  DECLARATION,
  ordered,
  SHEET_ORDER,
  STYLE_ORDER,
  withIds,
  withoutSlicers,
} from './assemble';
import {
  anchorsIn,
  filesOf,
  nameKey,
  partText,
  relationsOf,
  SLICERS,
  workbookPath,
  WORKBOOK,
  sheetTags,
  type KeptPackage,
  type KeptSheet,
} from './keep';
import { movedAnchors, movedPiece, decoded } from './movedParts';
import { Moves } from './moves';
import { attributeOf, kindOf, readRelations, relationsPath, relationsXml, type Relation } from './relations';
import { tableToday } from './tables';
import { CONTENTS, copierOf, type Copier } from './copier';
import { withFormats } from './formats';
import { bookViews, sheetViews, withColumnFormats } from './views';

/** What the workbook has become. */
export interface Today {
  /** In their order; those of the file by the ids that they got then. */
  readonly sheets: readonly TodaysSheet[];
  readonly shifts: readonly Shift[];
  /** Place of the sheet in view. */
  readonly active: number;
}

export interface TodaysSheet {
  readonly id: string;
  readonly name: string;
  readonly isHidden: boolean;
  /** Whether no cell has anything in it. */
  readonly isEmpty: boolean;
  /** By 0-based column, the number that its format has in the file. */
  readonly columnFormats: ReadonlyMap<number, number>;
  /** Whether its filter is the one of the file. */
  readonly hasFilesFilter: boolean;
  /** The drawings that are as they were in the file, and that `written` is without. */
  readonly unchanged: ReadonlySet<string>;
  /** What a cell holds; 0-based. */
  readonly valueAt: (row: number, column: number) => unknown;
}

export interface Restored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the file had and this one has not, in words. */
  readonly lost: readonly string[];
}

/** @param written the workbook as the library writes it, sheets in the order of `today` */
export async function restored(written: Uint8Array, kept: KeptPackage, today: Today): Promise<Restored> {
  const names = new Map(today.sheets.map(({ id, name }) => [id, name]));
  const places = kept.sheets.map(({ id, name }) => ({ id, was: name, now: names.get(id) ?? null }));
  const moves = new Moves(places, today.shifts);
  const copier = await copierOf(filesOf(written), filesOf(kept.bytes), moves);
  return new Restorer(copier, moves, kept, today).restore();
}

/** Kinds of parts that the written file has of its own, or that are handled by themselves. */
const OWN: ReadonlySet<string> = new Set([
  'worksheet',
  'chartsheet',
  'dialogsheet',
  'xlMacrosheet',
  'xlIntlMacrosheet',
  'styles',
  'theme',
  'officeDocument',
  'core-properties',
  'extended-properties',
  'custom-properties',
  'origin',
]);

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
/** What it says of a workbook. */
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

class Restorer {
  private readonly lost: string[];
  private readonly sheetOf = new Map<string, KeptSheet>();
  /** By their number in the file, the formats of columns here. */
  private formats: ReadonlyMap<number, number> = new Map();
  /** What a slicer filters may not be there any more. */
  private hasSlicers = true;

  constructor(
    private readonly copier: Copier,
    private readonly moves: Moves,
    private readonly kept: KeptPackage,
    private readonly today: Today,
  ) {
    this.lost = [...kept.losses];
    for (const sheet of kept.sheets) this.sheetOf.set(sheet.id, sheet);
  }

  async restore(): Promise<Restored> {
    const workbook = await workbookPath(this.copier.files);
    const isGone = this.kept.sheets.some(({ id }) => !this.today.sheets.some((sheet) => sheet.id === id));
    if (isGone) this.leaveSlicersOut(await this.hasSlicerParts(workbook));
    await this.addFormats(workbook);
    const chartSheets = new Set<number>();
    for (const [i, sheet] of this.today.sheets.entries()) {
      const before = this.sheetOf.get(sheet.id);
      if (before && (await this.restoreSheet(i, sheet, before))) chartSheets.add(i);
    }
    await this.restoreStyles(workbook);
    await this.restoreProperties();
    await this.restoreWorkbook(workbook, chartSheets);
    await this.copier.put(CONTENTS, this.copier.types.toXml());
    return { bytes: archiveOf([...this.copier.out.values()]), lost: [...new Set(this.lost)] };
  }

  /** Formats of columns, at the end of those of cells. */
  private async addFormats(workbook: string): Promise<void> {
    const used = new Set(this.today.sheets.flatMap((sheet) => [...sheet.columnFormats.values()]));
    const styles = (await relationsOf(this.copier.files, workbook)).find((one) => kindOf(one) === 'styles');
    if (used.size === 0 || !styles) return;
    const file = await partText(this.copier.files, styles.target);
    const { xml, numbers } = withFormats(await this.copier.written(STYLES), file, [...used]);
    this.formats = numbers;
    await this.copier.put(STYLES, DECLARATION + xml);
  }

  private leaveSlicersOut(hadSome: boolean): void {
    this.hasSlicers = false;
    if (hadSome) this.lost.push('slicers');
  }

  private async hasSlicerParts(workbook: string): Promise<boolean> {
    return (await relationsOf(this.copier.files, workbook)).some((one) => SLICERS.test(kindOf(one)));
  }

  /** @returns whether it is the chart sheet that it was, all of it */
  private async restoreSheet(i: number, sheet: TodaysSheet, before: KeptSheet): Promise<boolean> {
    const path = `xl/worksheets/sheet${i + 1}.xml`;
    const xml = await partText(this.copier.files, before.path);
    const file = piecesOf(xml);
    const root = rootOf(xml);
    if (root !== 'worksheet') return this.restoreOtherSheet(path, sheet, before, root);
    const grid = piecesOf(await this.copier.written(path));
    const relations = await relationsOf(this.copier.files, before.path);
    const own = await relationsOf(this.copier.out, path);
    const ids = new Map(relations.map(({ id }, k) => [id, `kept${k + 1}`]));
    const plain = relations.filter((one) => !['drawing', 'table'].includes(kindOf(one)));
    const isLeftOut = (one: Relation): boolean => !this.hasSlicers && SLICERS.test(kindOf(one));
    const copied = await this.copier.copyTargets(
      plain.filter((one) => !isLeftOut(one)),
      sheet.id,
    );
    const tables = await this.restoreTables(relations, sheet);
    const added = [...copied, ...tables].map((one) => ({ ...one, id: ids.get(one.id)! }));
    const drawing = await this.restoreDrawing(relations, own, sheet, before);
    const pieces: Piece[] = grid.children.filter(
      ({ name }) => OF_THE_GRID.has(name) || !file.children.some((one) => one.name === name),
    );
    for (const { name, text } of file.children) {
      if (OF_THE_GRID.has(name)) continue;
      const moved = movedPiece(name, text, sheet.id, this.moves);
      if (moved === null) continue;
      const piece = name === 'extLst' && !this.hasSlicers ? withoutSlicers(moved) : moved;
      pieces.push({ name, text: withIds(piece, ids) });
    }
    const parts = pieces.flatMap((piece) => this.gridPiece(piece, file.children, sheet, i));
    if (drawing !== null) {
      const at = parts.findIndex(({ name }) => name === 'drawing');
      if (at >= 0) parts.splice(at, 1);
      const id = own.find((one) => kindOf(one) === 'drawing')?.id ?? 'keptDrawing';
      if (!own.some((one) => one.id === id))
        added.push({ id, type: drawing.type, target: drawing.target, isExternal: false });
      parts.push({ name: 'drawing', text: `<drawing r:id="${id}"/>` });
    }
    if (tables.length > 0) {
      const list = tables.map(({ id }) => `<tablePart r:id="${ids.get(id)}"/>`);
      parts.push({ name: 'tableParts', text: element('tableParts', { count: list.length }, ...list) });
    }
    await this.copier.put(path, assembled(grid, file.open, ordered(parts, SHEET_ORDER)));
    if (added.length > 0) await this.copier.put(relationsPath(path), relationsXml([...own, ...added]));
    return false;
  }

  /** What the grid says, with what it leaves to the file. */
  private gridPiece(piece: Piece, file: readonly Piece[], sheet: TodaysSheet, i: number): Piece[] {
    const before = (name: string) => file.find((one) => one.name === name);
    if (piece.name === 'sheetViews')
      return [
        { ...piece, text: sheetViews(piece.text, before('sheetViews')?.text, i === this.today.active) },
      ];
    if (piece.name === 'cols')
      return [{ ...piece, text: withColumnFormats(piece.text, sheet.columnFormats, this.formats) }];
    if (piece.name === 'autoFilter' && sheet.hasFilesFilter && !this.moves.isMoved(sheet.id))
      return [before('autoFilter') ?? piece, ...[before('sortState') ?? []].flat()];
    return [piece];
  }

  private async restoreTables(relations: readonly Relation[], sheet: TodaysSheet): Promise<Relation[]> {
    const tables: Relation[] = [];
    for (const relation of relations) {
      if (kindOf(relation) !== 'table') continue;
      const xml = await partText(this.copier.files, relation.target);
      const fitting = tableToday(xml, sheet.id, this.moves, sheet.valueAt);
      if (fitting === null) continue;
      if (typeof fitting !== 'string') {
        this.lost.push(fitting.problem);
        this.leaveSlicersOut(await this.hasSlicerParts(await workbookPath(this.copier.files)));
        continue;
      }
      const target = await this.copier.copy(relation.target, sheet.id, fitting === xml ? undefined : fitting);
      if (target !== null) tables.push({ ...relation, target });
    }
    return tables;
  }

  /** The part with all that lies over the cells; null where that of the library, or none, stays. */
  private async restoreDrawing(
    relations: readonly Relation[],
    own: readonly Relation[],
    sheet: TodaysSheet,
    before: KeptSheet,
  ): Promise<Relation | null> {
    const relation = relations.find((one) => kindOf(one) === 'drawing');
    if (!relation) return null;
    const xml = await partText(this.copier.files, relation.target);
    const all = anchorsIn(xml);
    const anchors = all.filter((_, k) => {
      const shown = before.shown[k] ?? null;
      return shown === null || sheet.unchanged.has(shown.drawingId);
    });
    if (anchors.length === 0) return null;
    const mine = own.find((one) => kindOf(one) === 'drawing');
    const { open, name } = piecesOf(xml);
    const texts = anchors.map(({ text }) => text).join('');
    if (!mine) {
      const isWhole = anchors.length === all.length;
      const left = isWhole
        ? xml
        : `${xml.slice(0, Math.max(0, xml.indexOf(open)))}${open}>${texts}</${name}>`;
      const moved = movedAnchors(left, sheet.id, this.moves);
      const target = await this.copier.copy(relation.target, sheet.id, moved === xml ? undefined : moved);
      return target === null ? null : { ...relation, target };
    }
    const itsRelations = await relationsOf(this.copier.files, relation.target);
    const ids = new Map(itsRelations.map(({ id }, k) => [id, `kept${k + 1}`]));
    const targets = await this.copier.copyTargets(itsRelations, sheet.id, (id) => texts.includes(`"${id}"`));
    const grid = piecesOf(await this.copier.written(mine.target));
    const moved = withIds(movedAnchors(texts, sheet.id, this.moves), ids);
    const pieces = [...grid.children.map(({ text }) => text), moved];
    await this.copier.put(mine.target, assembled(grid, open, pieces));
    const ownRelations = await relationsOf(this.copier.out, mine.target);
    const renamed = targets.map((one) => ({ ...one, id: ids.get(one.id)! }));
    await this.copier.put(relationsPath(mine.target), relationsXml([...ownRelations, ...renamed]));
    return { ...relation, id: mine.id, target: mine.target };
  }

  /** A sheet that is a chart, or a dialog, stays one while nobody has written into the cells that the grid shows in its place. */
  private async restoreOtherSheet(
    path: string,
    sheet: TodaysSheet,
    before: KeptSheet,
    root: string,
  ): Promise<boolean> {
    const isChanged = before.shown.some((one) => one !== null && !sheet.unchanged.has(one.drawingId));
    const own = await relationsOf(this.copier.out, path);
    const isWhole = sheet.isEmpty && !isChanged && own.length === 0 && root !== 'macrosheet';
    const place = isWhole ? await this.copier.copy(before.path, sheet.id) : null;
    if (place === null) {
      this.lost.push(`the sheet “${before.name}” as one that has no cells: it becomes one with cells`);
      return false;
    }
    this.copier.out.delete(path);
    this.copier.types.delete(path);
    return true;
  }

  /** Formats that conditional formats, tables and the like have by number, the colours of themes and the like. */
  private async restoreStyles(workbook: string): Promise<void> {
    const relations = await relationsOf(this.copier.files, workbook);
    const pathOf = (kind: string) => relations.find((one) => kindOf(one) === kind)?.target ?? '';
    const grid = piecesOf(await this.copier.written(STYLES));
    const file = piecesOf(await partText(this.copier.files, pathOf('styles')));
    const taken = file.children.filter(({ name }) => OF_PARTS.includes(name));
    const names = new Set(taken.map(({ name }) => name));
    const pieces = [...grid.children.filter(({ name }) => !names.has(name)), ...taken];
    if (taken.length > 0)
      await this.copier.put(STYLES, assembled(grid, file.open, ordered(pieces, STYLE_ORDER)));
    const theme = this.copier.files.get(pathOf('theme'));
    const own = (await relationsOf(this.copier.out, WORKBOOK)).find((one) => kindOf(one) === 'theme');
    if (theme && own) this.copier.out.set(own.target, { ...theme, path: own.target });
  }

  /** Title, author, labels and whatever else says what the file is. */
  private async restoreProperties(): Promise<void> {
    const roots = readRelations(await partText(this.copier.files, '_rels/.rels'), '');
    const own = readRelations(await this.copier.written('_rels/.rels'), '');
    for (const relation of roots) {
      const mine = own.find((one) => kindOf(one) === kindOf(relation));
      const entry = this.copier.files.get(relation.target);
      if (kindOf(relation) === 'core-properties' && entry && mine)
        this.copier.out.set(mine.target, { ...entry, path: mine.target });
      if (kindOf(relation) === 'custom-properties' && entry)
        await this.restoreCustom(await textOf(entry), mine, own, relation);
    }
    const copied = await this.copier.copyTargets(
      roots.filter((one) => !OWN.has(kindOf(one))),
      null,
    );
    const named = copied.map((one, k) => ({ ...one, id: `kept${k + 1}` }));
    await this.copier.put('_rels/.rels', relationsXml([...own, ...named]));
  }

  /** Properties of the file beside those that the workbench keeps its settings in. */
  private async restoreCustom(
    xml: string,
    mine: Relation | undefined,
    own: Relation[],
    relation: Relation,
  ): Promise<void> {
    const file = piecesOf(xml);
    const ofFile = file.children.filter(
      ({ text }) => !(attributeOf(text, 'name') ?? '').startsWith(SETTING_PREFIX),
    );
    if (ofFile.length === 0) return;
    const path = mine?.target ?? 'docProps/custom.xml';
    const grid = piecesOf(await this.copier.written(path));
    const all = [...grid.children, ...ofFile].map(({ text }, k) =>
      text.replace(/(\spid=")\d+/, `$1${k + 2}`),
    );
    await this.copier.put(path, `${DECLARATION}${file.open}>${all.join('')}</${file.name}>`);
    if (mine) return;
    own.push({ ...relation, id: 'keptProperties', target: path });
    this.copier.types.set(path, CUSTOM_TYPE);
  }

  private async restoreWorkbook(workbook: string, chartSheets: ReadonlySet<number>): Promise<void> {
    const file = piecesOf(await partText(this.copier.files, workbook));
    const grid = piecesOf(await this.copier.written(WORKBOOK));
    const relations = await relationsOf(this.copier.files, workbook);
    const plain = relations.filter(
      (one) => !OWN.has(kindOf(one)) && (this.hasSlicers || !SLICERS.test(kindOf(one))),
    );
    const copied = await this.copier.copyTargets(plain, null);
    const ids = new Map(relations.map(({ id }, k) => [id, `kept${k + 1}`]));
    const text = (from: readonly Piece[], name: string): string =>
      from.find((one) => one.name === name)?.text ?? '';
    const tags = sheetTags(text(file.children, 'sheets'));
    const pieces: Piece[] = grid.children
      .filter(({ name }) => !['sheets', 'bookViews', 'definedNames'].includes(name))
      .filter(({ name }) => OF_THE_BOOK.has(name) || !file.children.some((one) => one.name === name));
    for (const { name, text: own } of file.children) {
      if (OF_THE_BOOK.has(name)) continue;
      // The workbench counts days as Excel does in files that are not from a Mac of long ago.
      const dated = name === 'workbookPr' ? own.replace(/\sdate1904="[^"]*"/, '') : own;
      const cut = name === 'extLst' && !this.hasSlicers ? withoutSlicers(dated) : dated;
      pieces.push({ name, text: withIds(cut, ids) });
    }
    pieces.push(
      { name: 'bookViews', text: bookViews(text(file.children, 'bookViews'), this.today.active) },
      { name: 'sheets', text: this.sheetList(text(grid.children, 'sheets'), tags) },
    );
    const names = this.definedNames(text(grid.children, 'definedNames'), text(file.children, 'definedNames'));
    if (names !== '') pieces.push({ name: 'definedNames', text: names });
    await this.copier.put(WORKBOOK, assembled(grid, file.open, ordered(pieces, BOOK_ORDER)));
    const own = (await relationsOf(this.copier.out, WORKBOOK)).map((one) =>
      this.sheetRelation(one, chartSheets, relations),
    );
    const added = copied.map((one) => ({ ...one, id: ids.get(one.id)! }));
    await this.copier.put(relationsPath(WORKBOOK), relationsXml([...own, ...added]));
  }

  /** That of a chart sheet says that it is one. */
  private sheetRelation(
    relation: Relation,
    chartSheets: ReadonlySet<number>,
    file: readonly Relation[],
  ): Relation {
    const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(relation.target)?.[1];
    const i = Number(number) - 1;
    if (number === undefined || !chartSheets.has(i)) return relation;
    const before = this.sheetOf.get(this.today.sheets[i].id)!;
    const type = file.find((one) => one.target === before.path)?.type ?? relation.type;
    return { ...relation, type, target: this.copier.placeOf(before.path)! };
  }

  /** Sheets with the numbers that other parts know them by, and hidden as they were. */
  private sheetList(written: string, tags: readonly string[]): string {
    const numbers = new Map<string, number>();
    const states = new Map<string, string>();
    this.kept.sheets.forEach(({ id }, k) => {
      numbers.set(id, Number(attributeOf(tags[k] ?? '', 'sheetId') ?? k + 1));
      states.set(id, attributeOf(tags[k] ?? '', 'state') ?? '');
    });
    let next = Math.max(0, ...numbers.values());
    let k = 0;
    return written.replace(/<sheet\s[^>]*>/g, (tag: string) => {
      const { id, isHidden } = this.today.sheets[k++];
      const number = numbers.get(id) ?? ++next;
      const state = isHidden && states.get(id) === 'veryHidden' ? 'veryHidden' : isHidden ? 'hidden' : null;
      const plain = tag.replace(/\ssheetId="[^"]*"/, ` sheetId="${number}"`).replace(/\sstate="[^"]*"/, '');
      return state === null ? plain : plain.replace(/\/?>$/, (end: string) => ` state="${state}"${end}`);
    });
  }

  /** Names that the grid has, and those that it has no use for: for printing, or of other files. */
  private definedNames(written: string, before: string): string {
    const taken = new Set(this.kept.names);
    const hidden = new Set<string>();
    const all = before ? piecesOf(before).children : [];
    const added = all.flatMap(({ text }) => {
      const name = attributeOf(text, 'name') ?? '';
      const place = attributeOf(text, 'localSheetId');
      const sheet = place === undefined ? null : (this.kept.sheets[Number(place)] ?? null);
      const here = sheet ? this.today.sheets.findIndex(({ id }) => id === sheet.id) : -1;
      if (taken.has(nameKey(name, sheet?.id ?? null))) {
        if (attributeOf(text, 'hidden') === '1') hidden.add(`${name} ${here}`);
        return [];
      }
      if (name === '_xlnm._FilterDatabase' || (sheet && here < 0)) return [];
      const meaning = this.moves.formula(decoded(text.replace(/^<[^>]*>|<[^>]*>$/g, '')), null);
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
}

const STYLES = 'xl/styles.xml';
/** What of the styles other parts refer to. */
const OF_PARTS = ['dxfs', 'tableStyles', 'colors', 'extLst'];
const CUSTOM_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
