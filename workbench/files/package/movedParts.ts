/** Parts of a file that are written back as they were, but for the cells that they speak of, which may have moved. */

import { escaped } from '../charts/xml';
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
  const places = PLACED[name] ?? [];
  const moved = places.reduce((text, one) => withMovedPlaces(text, one, sheetId, moves), xml);
  const placed = withMovedExtensions(movedFormulas(moved, sheetId, moves), sheetId, moves);
  // A list that has lost its last entry must not stand there empty.
  const isEmpty =
    places.length > 0 && !places.some((one) => new RegExp(`<(?:[\\w.-]+:)?${one}[\\s>]`).test(placed));
  return isEmpty ? null : withCounts(placed);
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

/** Takes away the elements whose cells are all gone. */
function withMovedPlaces(xml: string, name: string, sheetId: string, moves: Moves): string {
  if (!moves.isMoved(sheetId)) return xml;
  const whole = new RegExp(
    `<((?:[\\w.-]+:)?${name})(\\s[^>]*?(?<=\\s)(?:sqref|ref|r)=")([^"]*)("[^>]*?)(/>|>[\\s\\S]*?</\\1>)`,
    'g',
  );
  return xml.replace(whole, (_, tag: string, before: string, place: string, after: string, rest: string) => {
    const moved = moves.rectangles(place, sheetId);
    return moved === null ? '' : `<${tag}${before}${moved}${after}${rest}`;
  });
}

const IN_EXTENSION =
  /<(x14:(?:conditionalFormatting|dataValidation|sparkline))\b[^>]*>(?:(?!<\/\1>)[\s\S])*<\/\1>/g;
const SQREF = /(<xm:sqref>)([^<]*)(<\/xm:sqref>)/;

function withMovedExtensions(xml: string, sheetId: string, moves: Moves): string {
  if (!moves.isMoved(sheetId)) return xml;
  return xml.replace(IN_EXTENSION, (all: string) => {
    const place = SQREF.exec(all)?.[2];
    const moved = place === undefined ? '' : moves.rectangles(place, sheetId);
    return moved === null ? '' : all.replace(SQREF, (_, open, __, close) => `${open}${moved}${close}`);
  });
}

function withCounts(xml: string): string {
  const count = [...xml.matchAll(/<dataValidation[\s>]/g)].length;
  return xml.replace(/^(<dataValidations[^>]*?\scount=")\d+/, (_, before: string) => `${before}${count}`);
}

const FORMULA = /(<(?:[\w.-]+:)?(?:formula[12]?|f)>)([^<]*)(<\/)/g;
const OF_SCALE = /(<(?:[\w.-]+:)?cfvo\s[^>]*type="formula"[^>]*\sval=")([^"]*)/g;
const LOCATION = /(<hyperlink\s[^>]*\slocation=")([^"]*)/g;

function movedFormulas(xml: string, sheetId: string | null, moves: Moves): string {
  const moved = (text: string): string => escaped(moves.formula(decoded(text), sheetId));
  return xml
    .replace(FORMULA, (_, before: string, text: string, after: string) => before + moved(text) + after)
    .replace(OF_SCALE, (_, before: string, text: string) => before + moved(text))
    .replace(LOCATION, (_, before: string, text: string) => before + moved(text));
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

/** Corners of what lies over the cells, of which the rows and columns are counted from 0. */
export function movedAnchors(xml: string, sheetId: string, moves: Moves): string {
  const corner = /(<(?:\w+:)?col>)(\d+)(<\/(?:\w+:)?col>[\s\S]*?<(?:\w+:)?row>)(\d+)(<)/g;
  return xml.replace(/<(?:\w+:)?(from|to)>[\s\S]*?<\/(?:\w+:)?\1>/g, (end: string) =>
    end.replace(corner, (all, a: string, column: string, b: string, row: string, c: string) => {
      const place = nearest(Number(row), Number(column), sheetId, moves);
      return place ? `${a}${place.column}${b}${place.row}${c}` : (all as string);
    }),
  );
}

/** Where a corner is: that of a cell that is gone is where the next one is. */
function nearest(row: number, column: number, sheetId: string, moves: Moves) {
  for (let step = 0; step < STEPS; step++) {
    const place = moves.cell(row + step, column, sheetId) ?? moves.cell(row, column + step, sheetId);
    if (place) return place;
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
