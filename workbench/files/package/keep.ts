/**
 * What of an opened file the workbench has no place for, so that it can be written back: the file itself without cells and texts. What
 * was shown of it is remembered as it was, to tell later whether it still is so.
 */

import type { ISheetDrawing } from '@univerjs/preset-sheets-drawing';
import { isChart, shiftedChart } from '../../charts/stored';
import type { Shift } from '../../shifts';
import type { WordedImage } from '../charts/parts';
import { piecesOf } from '../markup';
import { archiveOf, entriesOf, textOf, type Entry } from '../zip';
import type { Moves } from './moves';
import { kindOf, readRelations, relationsPath } from './relations';

export interface KeptSheet {
  readonly id: string;
  /** Of its part in the package. */
  readonly path: string;
  /** In the file; formulas in other parts call it so. */
  readonly name: string;
  /** By what lies over its cells, in the order of the file: the drawing that shows it; null for what is not shown. */
  readonly shown: readonly (ShownDrawing | null)[];
  /** The filter as the grid has it; null where there is none. */
  readonly filter: string | null;
}

/** A picture or chart as the grid has shown it at first. */
export interface ShownDrawing {
  readonly drawingId: string;
  readonly drawing: string;
}

/** Plain data, which can be cloned and stored. */
export interface KeptPackage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sheets: readonly KeptSheet[];
  /** Names that the grid has taken over, see `nameKey`. */
  readonly names: readonly string[];
  /** What nobody can write back, in words. */
  readonly losses: readonly string[];
}

/** Kinds of parts that are made of the cells anew, or mean nothing without what is not kept. */
const REMADE: ReadonlySet<string> = new Set([
  'sharedStrings',
  'calcChain',
  'sheetMetadata',
  'vbaProject',
  'wsSortMap',
  'rdRichValue',
  'rdRichValueStructure',
  'rdRichValueTypes',
  'rdArray',
  'rdRichValueWebImage',
  'richValueRel',
  'rdSupportingPropertyBag',
  'rdSupportingPropertyBagStructure',
]);

/** Where the workbook itself is in a package. */
export const WORKBOOK = 'xl/workbook.xml';

/** The files of a package by their path. */
export type Files = ReadonlyMap<string, Entry>;

export function filesOf(bytes: Uint8Array): Map<string, Entry> {
  return new Map(entriesOf(bytes).map((entry) => [entry.path, entry]));
}

/** Empty where there is no such part. */
export async function partText(files: Files, path: string): Promise<string> {
  const entry = files.get(path);
  return entry ? textOf(entry) : '';
}

export async function relationsOf(files: Files, path: string) {
  return readRelations(await partText(files, relationsPath(path)), path);
}

/** Where a package says that its workbook is. */
export async function workbookPath(files: Files): Promise<string> {
  const roots = readRelations(await partText(files, '_rels/.rels'), '');
  return roots.find((one) => kindOf(one) === 'officeDocument')?.target ?? WORKBOOK;
}

/** Tells names apart: each sheet may have its own of the same name. */
export function nameKey(name: string, sheetId: string | null): string {
  return `${name.toUpperCase()} ${sheetId ?? ''}`;
}

/** What is read of a sheet, by what the file says of it. */
export interface ReadSheet extends Pick<KeptSheet, 'id' | 'path' | 'name' | 'filter'> {
  readonly drawings: DrawingsOfSheet;
}

export interface Keeping {
  readonly kept: KeptPackage;
  /** What is kept and not shown, in words. */
  readonly unseen: readonly string[];
  /** What is not kept, wherever it is. */
  readonly leftOut: readonly string[];
}

/**
 * @param bytes of the file as it was opened
 * @param emptied parts of sheets without their cells
 */
export async function keepPackage(
  bytes: Uint8Array,
  emptied: Files,
  read: readonly ReadSheet[],
  names: readonly string[],
  losses: readonly string[],
): Promise<Keeping> {
  const files = new Map([...filesOf(bytes), ...emptied]);
  const relations = await relationsOf(files, await workbookPath(files));
  const remade = relations.filter((one) => REMADE.has(kindOf(one)));
  for (const { target } of remade) files.delete(target);
  const unseen = new Set<string>();
  const sheets: KeptSheet[] = [];
  for (const { drawings, ...sheet } of read) {
    const xml = await partText(files, sheet.path);
    const anchors = await fileAnchors(files, sheet.path);
    const kinds = (await relationsOf(files, sheet.path)).map(kindOf);
    for (const [words, isThere] of UNSEEN) if (isThere(xml, kinds, anchors)) unseen.add(words);
    sheets.push({ ...sheet, shown: shownBy(anchors, drawings) });
  }
  const leftOut = [
    ...(remade.some((one) => kindOf(one) === 'vbaProject') ? ['macros'] : []),
    ...(remade.some((one) => kindOf(one).startsWith('rdRichValue'))
      ? ['data types, and pictures in cells']
      : []),
  ];
  return {
    kept: { bytes: archiveOf([...files.values()]), sheets, names, losses: [...leftOut, ...losses] },
    unseen: [...unseen],
    leftOut,
  };
}

/** The part of a sheet without what the grid has of it. */
export function withoutCells(xml: string): string {
  const start = xml.search(/<(?:[\w.-]+:)?sheetData[\s>]/);
  const end = xml.lastIndexOf('sheetData>');
  return start >= 0 && end > start ? xml.slice(0, start) + xml.slice(end + 'sheetData>'.length) : xml;
}

type IsThere = (xml: string, kinds: readonly string[], anchors: readonly FileAnchor[]) => boolean;

const UNSEEN: readonly (readonly [string, IsThere])[] = [
  ['conditional formats', (xml) => /<(?:[\w.-]+:)?conditionalFormatting[\s>]/.test(xml)],
  ['rules for what may be entered', (xml) => /<(?:[\w.-]+:)?dataValidation[\s>]/.test(xml)],
  ['notes and comments', (_, kinds) => kinds.some((kind) => /^(?:comments|threadedComment)$/.test(kind))],
  ['links', (xml) => /<(?:[\w.-]+:)?hyperlink[\s>]/.test(xml)],
  ['sparklines', (xml) => /<(?:[\w.-]+:)?sparkline[\s>]/.test(xml)],
  ['pivot tables (but for their values)', (_, kinds) => kinds.includes('pivotTable')],
  ['slicers', (_, kinds) => kinds.some((kind) => SLICERS.test(kind))],
  ['shapes', (_, __, anchors) => anchors.some(({ kind }) => kind === 'other')],
  ['controls', (_, kinds) => kinds.some((kind) => /^(?:control|ctrlProp|oleObject)$/.test(kind))],
];

/** Kinds of parts that filter a table or a pivot table. */
export const SLICERS = /slicer|timeline/i;

/** An anchor in a part with drawings. */
export interface FileAnchor {
  readonly text: string;
  readonly kind: 'picture' | 'chart' | 'other';
  readonly row: number;
  readonly column: number;
}

/** What lies over the cells of a sheet in the file, from the lowest up. */
async function fileAnchors(files: Files, sheetPath: string): Promise<FileAnchor[]> {
  const relation = (await relationsOf(files, sheetPath)).find((one) => kindOf(one) === 'drawing');
  return relation ? anchorsIn(await partText(files, relation.target)) : [];
}

export function anchorsIn(xml: string): FileAnchor[] {
  return piecesOf(xml).children.map(({ name, text }) => {
    const isPlaced = /^(?:oneCell|twoCell)Anchor$/.test(name);
    const isPicture = isPlaced && piecesOf(text).children.some((child) => child.name === 'pic');
    const isAnchor = isPlaced || name === 'absoluteAnchor';
    const isDrawn = isAnchor && /<(?:\w+:)?chart\s[^>]*\w+:id\s*=/.test(text);
    const number = (of: string): number =>
      Number(new RegExp(`<(?:\\w+:)?${of}>(\\d+)<`).exec(text)?.[1] ?? 0);
    return {
      text,
      kind: isPicture ? 'picture' : isDrawn ? 'chart' : 'other',
      row: number('row'),
      column: number('col'),
    };
  });
}

/** Drawings that were read of a sheet, in the order of the file; null for a chart that is not shown. */
export interface DrawingsOfSheet {
  readonly pictures: readonly ISheetDrawing[];
  readonly charts: readonly (ISheetDrawing | null)[];
}

/** Which drawing shows which anchor. */
function shownBy(anchors: readonly FileAnchor[], { pictures, charts }: DrawingsOfSheet) {
  const left = { picture: [...pictures], chart: [...charts], other: [] };
  return anchors.map(({ kind, row, column }): ShownDrawing | null => {
    const [next] = left[kind];
    if (next === undefined) return null;
    const from = next?.sheetTransform.from;
    // One that could not be read is passed over.
    if (kind === 'picture' && (from?.row !== row || from.column !== column)) return null;
    left[kind].shift();
    return next ? { drawingId: next.drawingId, drawing: JSON.stringify(withoutSource(next)) } : null;
  });
}

/** Pictures are told by how long they are: they need not be there twice. */
function withoutSource(drawing: ISheetDrawing): ISheetDrawing {
  const { source } = drawing as WordedImage;
  return source === undefined
    ? drawing
    : ({ ...drawing, source: { length: source.length } } as unknown as ISheetDrawing);
}

/** Everything of a drawing that the file says too, to compare: where it is, what it shows. */
export function lookOfDrawing(drawing: ISheetDrawing, shifts: readonly Shift[] = []): string {
  const { from, to } = drawing.sheetTransform;
  const corner = ({ row, column, rowOffset, columnOffset }: typeof from): number[] => [
    row,
    column,
    Math.round(rowOffset),
    Math.round(columnOffset),
  ];
  const { source, title, description } = drawing as WordedImage;
  const data = isChart(drawing) ? shifts.reduce(shiftedChart, drawing.data) : null;
  return JSON.stringify([corner(from), corner(to), data, source?.length, title, description]);
}

/** The same drawing where its sheet has it after rows and columns have come and gone; null when it has no place any more. */
export function movedLook(
  { drawing }: ShownDrawing,
  sheetId: string,
  moves: Moves,
  shifts: readonly Shift[],
) {
  const shown = JSON.parse(drawing) as ISheetDrawing;
  const { from, to } = shown.sheetTransform;
  const [first, last] = [from, to].map(({ row, column }) => moves.cell(row, column, sheetId));
  if (!first || !last) return null;
  const sheetTransform = { from: { ...from, ...first }, to: { ...to, ...last } };
  return lookOfDrawing({ ...shown, sheetTransform } as ISheetDrawing, shifts);
}

/** Names of a workbook's sheets with what else the file says of them. */
export function sheetTags(workbookXml: string): string[] {
  return [...workbookXml.matchAll(/<(?:[\w.-]+:)?sheet\s[^>]*>/g)].map(([tag]) => tag);
}
