/** An .xlsx file so that the library for it reads all of it, and nothing that is too large for it. */

import { counted, damaged, EXCEL, type FileProblem, MOST, requireCells, tooLarge } from './bounds';
import { hasDayCells, withDaysAsNumbers } from './days';
import { Offsets } from './charts/parts';
import { withMarkedConditions } from './filters';
import { isWhole, rootOf } from './markup';
import { boundSheet } from './sheetXml';
import { formattedColumns, unlockingFormats, type Formatted, type FormattedLines } from './lineFormats';
import { filesOf, partText, withoutCells, workbookPath } from './package/keep';
import { openRanges } from './protected';
import type { Block } from '../shifts';
import { changeParts, contentsOf, newEntry, type Entry } from './zip';

export interface ReadableFile {
  readonly bytes: Uint8Array;
  /** Places in cells of what lies over them, which the library does not read. */
  readonly offsets: Offsets;
  /** By sheet: the 0-based row of the sheet that each row that is read is; null when they are the same. */
  readonly rows: readonly (readonly number[] | null)[];
  /** By sheet: whether it has no cells in the file, but a chart or a dialog in their place. */
  readonly withoutCells: readonly boolean[];
  /** By sheet. */
  readonly formats: readonly SheetFormats[];
  /** By sheet: where everybody may edit although it is protected. */
  readonly openRanges: readonly (readonly Block[])[];
  /** By sheet: its part. */
  readonly paths: readonly string[];
  /** Parts of sheets without their cells, by path. */
  readonly emptied: ReadonlyMap<string, Entry>;
}

/** What the library does not read of the formats of a sheet. */
export interface SheetFormats {
  readonly columns: readonly FormattedLines[];
  readonly rows: readonly FormattedLines[];
  /** Whether formats of cells without values are left out, since they are far away from all others. */
  readonly areLeftOut: boolean;
}

const DRAWING = /^xl\/(?:charts|drawings)\/[^/]*\.xml$/;
const SHEET = /^xl\/worksheets\/[^/]*\.xml$/;
/** By their first element. */
const OTHER_SHEETS: ReadonlySet<string> = new Set(['chartsheet', 'dialogsheet', 'macrosheet']);
/** The type of a cell whose text is one of those that all sheets share. */
const SHARED_TEXT = /\st\s*=\s*["']s["']/;
const NO_CELLS =
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>';
const OTHER_RELATION = /(\sType\s*=\s*["'])[^"']*\/(?:chartsheet|dialogsheet|xl(?:Intl)?Macrosheet)(?=["'])/g;
const SHEET_RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';

/**
 * What a part is, is told by its first element, wherever it lies: the library goes by what other parts say of it.
 *
 * @param onProgress told which share of the sheets has been looked through
 * @throws FileProblem when the file is damaged or too large
 */
export async function readable(
  bytes: Uint8Array,
  onProgress: (share: number) => void = () => undefined,
): Promise<ReadableFile> {
  const offsets = new Offsets();
  const rows = new Map<string, readonly number[]>();
  const others = new Set<string>();
  /** What is neither a sheet with cells nor another one. */
  const noSheets = new Set<string>();
  const relations = new Map<string, string>();
  const workbooks: Part[] = [];
  const emptied = new Map<string, Entry>();
  const formats = new Map<string, (isUnlocking: IsUnlocking) => SheetFormats>();
  const ranges = new Map<string, readonly Block[]>();
  let from1904: boolean | undefined;
  let unlocking: ReadonlySet<number> = new Set();
  const sizes = [...contentsOf(bytes)].flatMap(([path, size]) => (SHEET.test(path) ? [size] : []));
  const whole = sizes.reduce((a, b) => a + b, 0);
  let [cells, seen] = [0, 0];
  let [needsTexts, hasTexts] = [false, false];
  const changed = await changeParts(
    bytes,
    () => true,
    async (path, text) => {
      const own = await text();
      const root = rootOf(own);
      const hasDays = root === 'worksheet' && hasDayCells(own);
      const xml = hasDays ? withDaysAsNumbers(own, (from1904 ??= await countsFrom1904(bytes))) : own;
      if (root === 'worksheet') {
        if (!isWhole(xml)) throw notWhole(path);
        needsTexts ||= SHARED_TEXT.test(xml);
        const sheet = boundSheet(xml);
        ranges.set(path, openRanges(xml));
        const columns = formattedColumns(xml);
        formats.set(path, (isUnlocking) => ({
          columns: withLocks(columns, isUnlocking),
          rows: withLocks(sheet.formattedRows, isUnlocking),
          areLeftOut: sheet.isWithoutFormats,
        }));
        // Packed at once: what is cut out of a text holds on to all of it.
        emptied.set(path, await newEntry(path, withoutCells(xml)));
        requireCells((cells += sheet.cells));
        if (SHEET.test(path)) onProgress((seen += xml.length) / whole);
        if (sheet.rows !== null) rows.set(path, sheet.rows);
        return withMarkedConditions(sheet.xml ?? xml) ?? sheet.xml ?? (hasDays ? xml : null);
      }
      if (OTHER_SHEETS.has(root)) {
        others.add(path);
        return NO_CELLS;
      }
      noSheets.add(path);
      if (root === 'sst') hasTexts = true;
      else if (root === 'workbook') workbooks.push({ path, xml });
      else if (root === 'Relationships') {
        relations.set(path, xml);
        return xml.replace(OTHER_RELATION, `$1${SHEET_RELATION}`);
      } else if (root === 'styleSheet') {
        unlocking = unlockingFormats(xml);
        return withoutLongFormats(xml);
      } else if (DRAWING.test(path)) return withoutLevels(path, xml, offsets);
      return null;
    },
  );
  const paths = sheetPaths(workbooks, relations);
  if ([...rows.keys()].some((path) => !paths.includes(path)))
    throw damaged('it does not say which of its parts is which sheet');
  const empty = paths.find((path) => noSheets.has(path));
  if (empty !== undefined) throw notWhole(empty);
  if (needsTexts && !hasTexts) throw damaged('the texts of its cells are missing');
  return {
    bytes: changed,
    offsets,
    rows: paths.map((path) => rows.get(path) ?? null),
    withoutCells: paths.map((path) => others.has(path)),
    formats: paths.map((path) => formats.get(path)?.((format) => unlocking.has(format)) ?? NO_FORMATS),
    openRanges: paths.map((path) => ranges.get(path) ?? []),
    paths,
    emptied,
  };
}

type IsUnlocking = (format: number) => boolean;

function withLocks(lines: readonly Formatted[], isUnlocking: IsUnlocking): FormattedLines[] {
  return lines.map((one) => ({ ...one, unlocked: isUnlocking(one.format) }));
}

export const NO_FORMATS: SheetFormats = { columns: [], rows: [], areLeftOut: false };

async function countsFrom1904(bytes: Uint8Array): Promise<boolean> {
  const files = filesOf(bytes);
  return /\sdate1904\s*=\s*["'](?:1|true)/.test(await partText(files, await workbookPath(files)));
}

function notWhole(path: string): FileProblem {
  return damaged(`a sheet in it is not whole (${path})`);
}

interface Part {
  readonly path: string;
  readonly xml: string;
}

/** Formats of numbers that are longer than Excel lets them be are not read: the library goes through one for each cell that has it. */
function withoutLongFormats(xml: string): string | null {
  const short = xml.replace(/(\sformatCode\s*=\s*)(?:"([^"]*)"|'([^']*)')/g, (all, name, double, single) => {
    const length = String(double ?? single).replace(/&[^;]*;/g, '?').length;
    return length > EXCEL.format ? `${name}"General"` : all;
  });
  return short === xml ? null : short;
}

/** Labels in several columns are read as those in one are. */
function withoutLevels(path: string, xml: string, offsets: Offsets): string | null {
  if (path.startsWith('xl/drawings/')) offsets.note(xml);
  return xml.includes('multiLvlStr') ? xml.replaceAll('multiLvlStr', 'str') : null;
}

/**
 * Where the sheets of a workbook are, in their order.
 *
 * @throws FileProblem when there are none, too many, or the same one more than once
 */
function sheetPaths(workbooks: readonly Part[], relations: ReadonlyMap<string, string>): string[] {
  if (workbooks.length !== 1) throw damaged('it does not say which of its parts is the workbook');
  const [{ path, xml }] = workbooks;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const related = relations.get(`${folder}_rels/${path.slice(folder.length)}.rels`) ?? '';
  const targets = new Map(
    elements(related, 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target')]),
  );
  const paths = elements(xml, 'sheet').map((tag) => {
    // The library leaves such a sheet out.
    if (attribute(tag, 'name') === '') throw damaged('a sheet in it has no name');
    const target = targets.get(attribute(tag, '[\\w.-]+:id')) ?? '';
    return target.startsWith('/') ? target.slice(1) : folder + target.replace(/^\.\//, '');
  });
  if (paths.length === 0) throw damaged('it has no sheets');
  if (paths.length > MOST.sheets) throw tooLarge(`has ${counted(paths.length)} sheets`, counted(MOST.sheets));
  if (new Set(paths).size < paths.length) throw damaged('two of its sheets are the same part of it');
  return paths;
}

function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}\\s[^>]*>`, 'g'))].map(([tag]) => tag);
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? '';
}
