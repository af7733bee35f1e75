/** Formats of cells and widths of columns: Univer's on one side, those of .xlsx on the other. */

import {
  BooleanNumber,
  WrapStrategy,
  type BorderStyleTypes,
  type IBorderData,
  type IStyleData,
  type IWorksheetData,
  type Nullable,
} from '@univerjs/core';
import type { CellStyle, ColumnDef, WriteSheet } from 'hucre/xlsx';
import type { FormattedLines } from './lineFormats';

type RowDef = NonNullable<WriteSheet['rowDefs']> extends Map<number, infer R> ? R : never;

/** Univer measures widths in pixels, Excel in characters of about seven. */
const PIXELS_PER_CHARACTER = 7;
/** Heights of rows are points in files. */
const PIXELS_PER_POINT = 4 / 3;
/** What Excel allows of both. */
const WIDEST = 255;
const HIGHEST = 409.5;
/** One step of indentation in Excel, about. */
const PIXELS_PER_INDENT = 9;
/** What cells without a size of their own have, in points, in Excel and in Univer. */
const USUAL_SIZE = 11;

const ALIGNMENTS: readonly (undefined | 'left' | 'center' | 'right')[] = [
  undefined,
  'left',
  'center',
  'right',
];

/** In the order of Univer's `VerticalAlign`, which begins with none. */
const VERTICAL: readonly (undefined | 'top' | 'center' | 'bottom')[] = [undefined, 'top', 'center', 'bottom'];

type XlsxBorder = NonNullable<CellStyle['border']>;
type LineStyle = NonNullable<XlsxBorder['top']>['style'];

/** Lines of a border, in the order of Univer's `BorderStyleTypes`, which begins with none. */
const LINES: readonly (undefined | LineStyle)[] = [
  undefined,
  'thin',
  'hair',
  'dotted',
  'dashed',
  'dashDot',
  'dashDotDot',
  'double',
  'medium',
  'mediumDashed',
  'mediumDashDot',
  'mediumDashDotDot',
  'slantDashDot',
  'thick',
];
/** The sides of a cell in Univer and in files. */
const SIDES = [
  ['t', 'top'],
  ['r', 'right'],
  ['b', 'bottom'],
  ['l', 'left'],
] as const;

/** A format of Univer with that of the file, where that says more: which font, whether the cell is locked. Univer passes it on. */
export type StyleOfFile = IStyleData & { readonly file?: CellStyle };

/** Null for a cell without a format of its own. */
export function writeStyle(style: Nullable<StyleOfFile>): CellStyle | null {
  const own = writeOwn(style);
  return style?.file ? merged(style.file, writeOwn(readOwn(style.file)) ?? {}, own ?? {}) : own;
}

/** What has been changed since, over what the file says. */
function merged(file: CellStyle, was: CellStyle, now: CellStyle): CellStyle {
  const out: CellStyle = { protection: file.protection };
  for (const part of ['font', 'border', 'alignment'] as const)
    Object.assign(out, { [part]: unlessSame(file[part], was[part], now[part]) });
  for (const part of ['fill', 'numFmt'] as const)
    Object.assign(out, { [part]: isSame(was[part], now[part]) ? file[part] : now[part] });
  return out;
}

function unlessSame(file: object = {}, was: object = {}, now: object = {}): object | undefined {
  const [of, before, after] = [file, was, now] as Record<string, unknown>[];
  const entries = [...new Set([...Object.keys(of), ...Object.keys(after)])].map(
    (key) => [key, isSame(before[key], after[key]) ? of[key] : after[key]] as const,
  );
  const said = entries.filter(([, value]) => value !== undefined);
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function writeOwn(style: Nullable<IStyleData>): CellStyle | null {
  if (!style) return null;
  const out: CellStyle = {};
  if (style.n?.pattern) out.numFmt = style.n.pattern;
  const color = hex(style.cl?.rgb);
  const isLined = style.ul?.s === BooleanNumber.TRUE;
  const isStruck = style.st?.s === BooleanNumber.TRUE;
  if (style.bl || style.it || style.fs || isLined || isStruck || color)
    out.font = {
      bold: style.bl === BooleanNumber.TRUE || undefined,
      italic: style.it === BooleanNumber.TRUE || undefined,
      underline: isLined || undefined,
      strikethrough: isStruck || undefined,
      size: style.fs ?? undefined,
      color: color ? { rgb: color } : undefined,
    };
  const fill = hex(style.bg?.rgb);
  if (fill) out.fill = { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill } };
  const border = writeBorder(style.bd);
  if (border) out.border = border;
  const indent = Math.round((style.pd?.l ?? 0) / PIXELS_PER_INDENT);
  // Excel indents from a side that is named.
  const horizontal = ALIGNMENTS[style.ht ?? 0] ?? (indent > 0 ? 'left' : undefined);
  const wrapText = style.tb === WrapStrategy.WRAP || undefined;
  const vertical = VERTICAL[style.vt ?? 0];
  if (horizontal !== undefined || vertical !== undefined || wrapText)
    out.alignment = { horizontal, vertical, wrapText, indent: indent > 0 ? indent : undefined };
  return Object.keys(out).length > 0 ? out : null;
}

/** Null where there is none. */
export function readStyle(style: CellStyle | undefined): StyleOfFile | null {
  if (style === undefined || Object.keys(style).length === 0) return null;
  const own = readOwn(style);
  return isAll(style, writeOwn(own) ?? {}) ? own : { ...own, file: style };
}

/** Whether nothing more is said of the format than what Univer has of it. */
function isAll(file: object, own: object): boolean {
  return Object.entries(file).every(([key, value]) => {
    const said = (own as Record<string, unknown>)[key];
    // Cells are locked where nothing is said.
    const isUsual = value === undefined || (value === false && key !== 'locked');
    if (isUsual || isSame(value, said)) return true;
    if (key === 'numFmt') return value === 'General';
    if (key === 'size') return value === USUAL_SIZE;
    return typeof value === 'object' && value !== null && isAll(value as object, (said ?? {}) as object);
  });
}

function readOwn(style: CellStyle): IStyleData | null {
  const out: IStyleData = {};
  const { font, fill } = style;
  if (style.numFmt !== undefined && style.numFmt !== 'General') out.n = { pattern: style.numFmt };
  if (font?.bold) out.bl = BooleanNumber.TRUE;
  if (font?.italic) out.it = BooleanNumber.TRUE;
  if (font?.underline) out.ul = { s: BooleanNumber.TRUE };
  if (font?.strikethrough) out.st = { s: BooleanNumber.TRUE };
  if (font?.size !== undefined && font.size !== USUAL_SIZE) out.fs = font.size;
  if (font?.color?.rgb) out.cl = { rgb: `#${font.color.rgb.slice(-6)}` };
  if (fill?.type === 'pattern' && fill.pattern === 'solid' && fill.fgColor?.rgb)
    out.bg = { rgb: `#${fill.fgColor.rgb.slice(-6)}` };
  const bd = readBorder(style.border);
  if (bd) out.bd = bd;
  const alignment = ALIGNMENTS.findIndex(
    (each) => each !== undefined && each === style.alignment?.horizontal,
  );
  if (alignment > 0) out.ht = alignment;
  const vertical = VERTICAL.findIndex((each) => each !== undefined && each === style.alignment?.vertical);
  if (vertical > 0) out.vt = vertical;
  if (style.alignment?.wrapText) out.tb = WrapStrategy.WRAP;
  if (style.alignment?.indent) out.pd = { l: style.alignment.indent * PIXELS_PER_INDENT };
  return Object.keys(out).length > 0 ? out : null;
}

function writeBorder(border: Nullable<IBorderData>): XlsxBorder | null {
  const sides = SIDES.flatMap(([own, name]) => {
    const side = border?.[own];
    const style = LINES[side?.s ?? 0];
    if (style === undefined) return [];
    const color = hex(side?.cl.rgb);
    return [[name, { style, ...(color && { color: { rgb: color } }) }] as const];
  });
  return sides.length > 0 ? Object.fromEntries(sides) : null;
}

function readBorder(border: XlsxBorder | undefined): IBorderData | null {
  const sides = SIDES.flatMap(([own, name]) => {
    const side = border?.[name];
    const line = side ? LINES.indexOf(side.style) : -1;
    if (!side || line < 1) return [];
    const rgb = `#${(side.color?.rgb ?? '000000').slice(-6)}`;
    return [[own, { s: line as BorderStyleTypes, cl: { rgb } }] as const];
  });
  return sides.length > 0 ? Object.fromEntries(sides) : null;
}

/** `#047482` or `rgb(4, 116, 130)` as six hexadecimal digits; undefined for what is neither. */
function hex(color: Nullable<string>): string | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(color ?? '')?.[1];
  if (digits !== undefined) return digits;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color ?? '');
  if (short)
    return short
      .slice(1)
      .map((digit) => digit + digit)
      .join('');
  const parts = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)/i.exec(color ?? '');
  if (!parts) return undefined;
  return parts
    .slice(1)
    .map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0'))
    .join('');
}

/** How deep in an outline, and whether it stands at the end of what is folded up. */
interface Outline {
  readonly outlineLevel?: number;
  readonly collapsed?: boolean;
}

/** The format of a row or column in its file, and whether blank cells are not locked by it where the sheet is protected. */
interface OfLine {
  readonly format?: number;
  readonly unlocked?: boolean;
}

function outlineOf({ outlineLevel, collapsed }: Outline): Outline {
  return { ...(outlineLevel && { outlineLevel }), ...(collapsed && { collapsed }) };
}

/** What a column or row may have of its own in Univer. */
interface Sized {
  /** Of the outline of a file, which Univer passes on. */
  readonly custom?: Nullable<Outline & OfLine>;
  readonly w?: number;
  readonly h?: number;
  readonly ia?: Nullable<BooleanNumber>;
  readonly hd?: BooleanNumber;
}

/** Widths of the columns up to the last one that has something of its own, and which of them are hidden. */
export function writeColumns(sheet: Partial<IWorksheetData>): ColumnDef[] {
  const data = (sheet.columnData ?? {}) as Record<number, Sized | undefined>;
  const last = Math.max(-1, ...Object.keys(data).map(Number));
  return Array.from({ length: last + 1 }, (_, c) => {
    const width = data[c]?.w ?? sheet.defaultColumnWidth;
    return {
      ...(width !== undefined && { width: width / PIXELS_PER_CHARACTER }),
      ...(data[c]?.hd === BooleanNumber.TRUE && { hidden: true }),
      ...outlineOf(data[c]?.custom ?? {}),
    };
  });
}

/**
 * Widths in pixels by 0-based column, which columns are hidden, and what they are in an outline.
 *
 * @param formatted columns that have a format of their own
 * @param count of columns
 */
export function readColumns(
  columns: readonly ColumnDef[] | undefined,
  formatted: readonly FormattedLines[] = [],
  count = 0,
): IWorksheetData['columnData'] {
  const read: Record<number, Sized> = {};
  columns?.forEach(({ width, hidden, ...column }, c) => {
    const custom = outlineOf(column);
    const hasOutline = Object.keys(custom).length > 0;
    if (width === undefined && !hidden && !hasOutline) return;
    read[c] = {
      ...(width !== undefined && { w: Math.round(within(width, WIDEST) * PIXELS_PER_CHARACTER) }),
      ...(hidden && { hd: BooleanNumber.TRUE }),
      ...(hasOutline && { custom }),
    };
  });
  addFormats(read, formatted, count);
  return read as IWorksheetData['columnData'];
}

function addFormats(read: Record<number, Sized>, formatted: readonly FormattedLines[], count: number): void {
  for (const { first, last, format, unlocked } of formatted)
    for (let i = first; i <= Math.min(last, count - 1); i++)
      read[i] = { ...read[i], custom: { ...read[i]?.custom, format, ...(unlocked && { unlocked }) } };
}

/** By 0-based row or column, the number that its format has in the file. */
export type LineFormats = ReadonlyMap<number, number>;

/** @param data rows or columns */
export function lineFormats(data: IWorksheetData['columnData' | 'rowData'] | undefined): LineFormats {
  const lines = Object.entries((data ?? {}) as Record<number, Sized | undefined>);
  return new Map(
    lines.flatMap(([i, sized]) => (sized?.custom?.format ? [[Number(i), sized.custom.format] as const] : [])),
  );
}

function within(size: number, most: number): number {
  return Math.min(most, Math.max(0, size));
}

/**
 * Heights that somebody chose, the others follow the text; and hidden rows.
 *
 * @param filteredOut rows that a filter hides
 */
export function writeRows(
  sheet: Partial<IWorksheetData>,
  filteredOut: readonly number[] = [],
): Map<number, RowDef> {
  const data = (sheet.rowData ?? {}) as Record<number, Sized | undefined>;
  const rows = new Map<number, RowDef>(filteredOut.map((row) => [row, { hidden: true }]));
  for (const [row, size] of Object.entries(data)) {
    const { h, ia, hd, custom } = size ?? {};
    const def = {
      ...rows.get(Number(row)),
      ...(h !== undefined && ia === BooleanNumber.FALSE && { height: h / PIXELS_PER_POINT }),
      ...(hd === BooleanNumber.TRUE && { hidden: true }),
      ...outlineOf(custom ?? {}),
    };
    if (Object.keys(def).length > 0) rows.set(Number(row), def);
  }
  return rows;
}

/**
 * Heights in pixels by 0-based row, and which rows are hidden.
 *
 * @param filteredOut hidden rows that belong to a filter
 * @param formatted rows that have a format of their own
 * @param count of rows
 */
export function readRows(
  rows: ReadonlyMap<number, RowDef>,
  filteredOut: readonly number[] = [],
  formatted: readonly FormattedLines[] = [],
  count = 0,
): IWorksheetData['rowData'] {
  const ofFilter = new Set(filteredOut);
  const read: Record<number, Sized> = {};
  rows.forEach(({ height, hidden, ...def }, row) => {
    const custom = outlineOf(def);
    const hasOutline = Object.keys(custom).length > 0;
    const isHidden = hidden === true && !ofFilter.has(row);
    if (height === undefined && !isHidden && !hasOutline) return;
    read[row] = {
      ...(height !== undefined && {
        h: Math.round(within(height, HIGHEST) * PIXELS_PER_POINT),
        ia: BooleanNumber.FALSE,
      }),
      ...(isHidden && { hd: BooleanNumber.TRUE }),
      ...(hasOutline && { custom }),
    };
  });
  addFormats(read, formatted, count);
  return read as IWorksheetData['rowData'];
}
