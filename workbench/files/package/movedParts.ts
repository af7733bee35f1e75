/** Parts of a file that are written back as they were, but for the cells that they speak of, which may have moved. */

import { escaped } from '../charts/xml';
import type { Block } from '../../shifts';
import type { Moves } from './moves';

/** What a part is, by its first element: that of a sheet's own parts is told the sheet. */
export function movedPart(root: string, xml: string, sheetId: string | null, moves: Moves): string {
  if (moves.isNone) return xml;
  if (root === 'chartSpace') return movedFormulas(xml, sheetId, moves);
  if (root === 'pivotCacheDefinition') return movedSource(xml, moves);
  if (sheetId === null || !moves.isMoved(sheetId)) return xml;
  if (root === 'table' || root === 'pivotTableDefinition') return movedReferences(xml, sheetId, moves);
  if (root === 'comments') return withMovedPlaces(xml, 'comment', sheetId, moves);
  if (root === 'ThreadedComments') return withMovedPlaces(xml, 'threadedComment', sheetId, moves);
  if (root === 'wsDr') return movedAnchors(xml, sheetId, moves);
  if (root === 'xml') return movedNoteShapes(xml, sheetId, moves);
  return xml;
}

/** What stands on a sheet beside its cells; null when nothing of it is left. */
export function movedPiece(name: string, xml: string, sheetId: string, moves: Moves): string | null {
  if (moves.isNone) return xml;
  if (name === 'extLst') return withMovedExtensions(xml, sheetId, moves);
  const places = PLACED[name] ?? [];
  const moved = places.reduce((text, one) => withMovedPlaces(text, one, sheetId, moves), xml);
  const placed = RULES.has(name) ? moved : movedFormulas(moved, sheetId, moves);
  // A list that has lost its last entry must not stand there empty.
  const isEmpty =
    places.length > 0 && !places.some((one) => new RegExp(`<(?:[\\w.-]+:)?${one}[\\s>]`).test(placed));
  return isEmpty ? null : withCounts(placed);
}

/** Whether a piece of a sheet speaks of cells that have been moved to another sheet, where it does not follow. */
export function speaksOfCellsElsewhere(xml: string, sheetId: string, moves: Moves): boolean {
  return [...xml.matchAll(/\ssqref="([^"]*)"|<xm:sqref>([^<]*)</g)].some(([, attribute, element]) =>
    moves.haveLeft(attribute ?? element, sheetId),
  );
}

/** What has places among the pieces of a sheet, in attributes `sqref`, `ref` or `r`. */
const PLACED: Readonly<Record<string, readonly string[]>> = {
  conditionalFormatting: ['conditionalFormatting'],
  dataValidations: ['dataValidation'],
  hyperlinks: ['hyperlink'],
  protectedRanges: ['protectedRange'],
  ignoredErrors: ['ignoredError'],
  cellWatches: ['cellWatch'],
  scenarios: ['inputCells'],
};
/** Pieces whose formulas are written for the first of their cells. */
const RULES: ReadonlySet<string> = new Set(['conditionalFormatting', 'dataValidations']);

/** Takes away the elements whose cells are all gone. */
function withMovedPlaces(xml: string, name: string, sheetId: string, moves: Moves): string {
  const whole = new RegExp(
    `<((?:[\\w.-]+:)?${name})(\\s[^>]*?(?<=\\s)(?:sqref|ref|r)=")([^"]*)("[^>]*?)(/>|>[\\s\\S]*?</\\1>)`,
    'g',
  );
  const isRule = name === 'conditionalFormatting' || name === 'dataValidation';
  return xml.replace(whole, (_, tag: string, before: string, place: string, after: string, rest: string) => {
    const moved = moves.rectangles(place, sheetId);
    if (moved === null) return '';
    const said = isRule ? withFormulas(rest, (text) => moves.ruleFormula(text, place, moved, sheetId)) : rest;
    return `<${tag}${before}${moved}${after}${said}`;
  });
}

const IN_EXTENSION =
  /<(x14:(?:conditionalFormatting|dataValidation|sparkline))\b[^>]*>(?:(?!<\/\1>)[\s\S])*<\/\1>/g;
const SQREF = /(<xm:sqref>)([^<]*)(<\/xm:sqref>)/;

function withMovedExtensions(xml: string, sheetId: string, moves: Moves): string {
  let moved = '';
  let at = 0;
  for (const { 0: entry, 1: name, index } of xml.matchAll(IN_EXTENSION)) {
    moved += movedFormulas(xml.slice(at, index), sheetId, moves);
    moved += movedEntry(entry, name, sheetId, moves);
    at = index + entry.length;
  }
  return moved + movedFormulas(xml.slice(at), sheetId, moves);
}

/** Empty when its cells are all gone. */
function movedEntry(xml: string, name: string, sheetId: string, moves: Moves): string {
  const place = SQREF.exec(xml)?.[2] ?? '';
  const moved = moves.rectangles(place, sheetId);
  if (moved === null) return '';
  const said =
    name === 'x14:sparkline'
      ? movedFormulas(xml, sheetId, moves)
      : withFormulas(xml, (text) => moves.ruleFormula(text, place, moved, sheetId));
  return said.replace(SQREF, (_, open: string, __, close: string) => `${open}${moved}${close}`);
}

function withCounts(xml: string): string {
  const count = [...xml.matchAll(/<dataValidation[\s>]/g)].length;
  return xml.replace(/^(<dataValidations[^>]*?\scount=")\d+/, (_, before: string) => `${before}${count}`);
}

const FORMULA = /(<(?:[\w.-]+:)?(?:formula[12]?|f)>)([^<]*)(<\/)/g;
const OF_SCALE = /(<(?:[\w.-]+:)?cfvo\s[^>]*type="formula"[^>]*\sval=")([^"]*)/g;
const LOCATION = /(<hyperlink\s[^>]*\slocation=")([^"]*)/g;

function movedFormulas(xml: string, sheetId: string | null, moves: Moves): string {
  return withFormulas(xml, (text) => moves.formula(text, sheetId));
}

function withFormulas(xml: string, change: (formula: string) => string): string {
  const changed = (text: string): string => escaped(change(decoded(text)));
  return xml
    .replace(FORMULA, (_, before: string, text: string, after: string) => before + changed(text) + after)
    .replace(OF_SCALE, (_, before: string, text: string) => before + changed(text))
    .replace(LOCATION, (_, before: string, text: string) => before + changed(text));
}

/** `ref` of a table, of the filter in it, and of where a pivot table is. */
function movedReferences(xml: string, sheetId: string, moves: Moves): string {
  return xml.replace(
    /(<(?:[\w.-]+:)?(?:table|autoFilter|sortState|sortCondition|location)\s(?:[^>]*\s)?ref=")([^"]*)/g,
    (_, before: string, place: string) => before + (moves.rectangle(place, sheetId) ?? place),
  );
}

/** The cells that a pivot table sums up, which say their sheet beside. */
function movedSource(xml: string, moves: Moves): string {
  return xml.replace(/<worksheetSource\s[^>]*>/g, (tag: string) => {
    const name = /\ssheet="([^"]*)"/.exec(tag)?.[1];
    const sheet = name === undefined ? null : moves.sheetCalled(decoded(name));
    if (!sheet || sheet.now === null) return tag;
    return tag
      .replace(/(\ssheet=")[^"]*/, (_, before: string) => before + escaped(sheet.now!))
      .replace(
        /(\sref=")([^"]*)/,
        (_, before: string, place: string) => before + (moves.rectangle(place, sheet.id) ?? place),
      );
  });
}

/** Corners of what lies over the cells, of which the rows and columns are counted from 0: both go with what lies between them. */
export function movedAnchors(xml: string, sheetId: string, moves: Moves): string {
  if (!moves.isMoved(sheetId)) return xml;
  return xml.replace(ANCHOR, (anchor: string) => {
    const ends = [...anchor.matchAll(CORNER)].map(([, , , column, , row]) => ({
      column: Number(column),
      row: Number(row),
    }));
    const [first, last = first] = ends;
    if (!first) return anchor;
    const block = {
      top: first.row,
      left: first.column,
      bottom: Math.max(first.row, last.row) + 1,
      right: Math.max(first.column, last.column) + 1,
    };
    const moved = moves.block(block, sheetId) ?? nearest(first.row, first.column, sheetId, moves);
    if (!moved) return anchor;
    const places = [
      { row: moved.top, column: moved.left },
      { row: moved.bottom - 1, column: moved.right - 1 },
    ];
    return anchor.replace(CORNER, (_, end: string, tag: string, __, between: string, ___, after: string) => {
      const { row, column } = places[tag === 'from' ? 0 : 1];
      return `${end}${column}${between}${row}${after}`;
    });
  });
}

const ANCHOR = /<((?:\w+:)?(?:oneCell|twoCell)Anchor)\b[\s\S]*?<\/\1>/g;
const CORNER =
  /(<(?:\w+:)?(from|to)>\s*<(?:\w+:)?col>)(\d+)(<\/(?:\w+:)?col>(?:(?!<\/(?:\w+:)?\2>)[\s\S])*?<(?:\w+:)?row>)(\d+)(<)/g;

/** What lay over cells that are all gone is where the next ones are. */
function nearest(row: number, column: number, sheetId: string, moves: Moves): Block | null {
  for (let step = 0; step < STEPS; step++) {
    const place = moves.cell(row + step, column, sheetId) ?? moves.cell(row, column + step, sheetId);
    if (place) return { top: place.row, left: place.column, bottom: place.row + 1, right: place.column + 1 };
  }
  return null;
}

const STEPS = 1000;

/** Boxes of notes, which say the row and column of their cell. */
function movedNoteShapes(xml: string, sheetId: string, moves: Moves): string {
  return xml.replace(/<v:shape\s(?:(?!<\/v:shape>)[\s\S])*<\/v:shape>/g, (shape: string) => {
    const [row, column] = ['Row', 'Column'].map(
      (name) => new RegExp(`<x:${name}>\\s*(\\d+)\\s*<`).exec(shape)?.[1],
    );
    if (row === undefined || column === undefined) return shape;
    const place = moves.cell(Number(row), Number(column), sheetId);
    if (place === null) return '';
    const [down, right] = [place.row - Number(row), place.column - Number(column)];
    return shape
      .replace(/(<x:Row>\s*)\d+/, `$1${place.row}`)
      .replace(/(<x:Column>\s*)\d+/, `$1${place.column}`)
      .replace(/(<x:Anchor>)([^<]*)/, (_, open: string, anchor: string) => {
        // Left column, offset, top row, offset, right column, offset, bottom row, offset.
        const by = [right, 0, down, 0, right, 0, down, 0];
        return (
          open +
          anchor
            .split(',')
            .map((part, i) => Number(part) + by[i])
            .join(', ')
        );
      });
  });
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Text of markup as it is meant. */
export function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(lt|gt|quot|apos|amp));/gi, (_, decimal, hex, name) =>
    name
      ? NAMED[String(name).toLowerCase()]
      : String.fromCodePoint(decimal ? Number(decimal) : parseInt(String(hex), 16)),
  );
}
