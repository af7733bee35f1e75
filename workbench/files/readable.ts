/** An .xlsx file so that the library for it reads all of it, and nothing that is too large for it. */

import { requireCells, damaged } from './bounds';
import { Offsets } from './charts/parts';
import { withMarkedConditions } from './filters';
import { boundSheet } from './sheetXml';
import { changeParts, contentsOf } from './zip';

export interface ReadableFile {
  readonly bytes: Uint8Array;
  /** Places in cells of what lies over them, which the library does not read. */
  readonly offsets: Offsets;
  /** By sheet: the 0-based row of the sheet that each row that is read is; null when they are the same. */
  readonly rows: readonly (readonly number[] | null)[];
}

const DRAWING = /^xl\/(?:charts|drawings)\/[^/]*\.xml$/;
const SHEET = /^xl\/worksheets\/[^/]*\.xml$/;
const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

/**
 * @param onProgress told which share of the sheets has been looked through
 * @throws FileProblem when the file is damaged or too large
 */
export async function readable(
  bytes: Uint8Array,
  onProgress: (share: number) => void = () => undefined,
): Promise<ReadableFile> {
  const offsets = new Offsets();
  const rows = new Map<string, readonly number[]>();
  const [workbook, relations] = [{ xml: '' }, { xml: '' }];
  const sizes = [...contentsOf(bytes)].flatMap(([path, size]) => (SHEET.test(path) ? [size] : []));
  const whole = sizes.reduce((a, b) => a + b, 0);
  let [cells, seen] = [0, 0];
  const changed = await changeParts(bytes, isOurs, async (path, text) => {
    const xml = await text();
    if (path === WORKBOOK) workbook.xml = xml;
    else if (path === RELATIONS) relations.xml = xml;
    else if (DRAWING.test(path)) return withoutLevels(path, xml, offsets);
    else {
      const sheet = boundSheet(xml);
      requireCells((cells += sheet.cells));
      onProgress((seen += xml.length) / whole);
      if (sheet.rows !== null) rows.set(path, sheet.rows);
      return withMarkedConditions(sheet.xml ?? xml) ?? sheet.xml;
    }
    return null;
  });
  const paths = rows.size > 0 ? sheetPaths(workbook.xml, relations.xml) : [];
  if ([...rows.keys()].some((path) => !paths.includes(path)))
    throw damaged('it does not say which of its parts is which sheet');
  return { bytes: changed, offsets, rows: paths.map((path) => rows.get(path) ?? null) };
}

function isOurs(path: string): boolean {
  return DRAWING.test(path) || SHEET.test(path) || path === WORKBOOK || path === RELATIONS;
}

/** Labels in several columns are read as those in one are. */
function withoutLevels(path: string, xml: string, offsets: Offsets): string | null {
  if (path.startsWith('xl/drawings/')) offsets.note(xml);
  return xml.includes('multiLvlStr') ? xml.replaceAll('multiLvlStr', 'str') : null;
}

/** Where the sheets of a workbook are, in their order. */
function sheetPaths(workbook: string, relations: string): string[] {
  const targets = new Map(
    elements(relations, 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target')]),
  );
  return elements(workbook, 'sheet').map((tag) => {
    const target = targets.get(attribute(tag, '[\\w.-]+:id')) ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  });
}

function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}\\s[^>]*>`, 'g'))].map(([tag]) => tag);
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}=["']([^"']*)["']`).exec(tag)?.[1] ?? '';
}
