/**
 * One side of a surface as people write it: `mu`, `mu: 15..18`, `mu: 15..18, 21 points`, `15 to 18 by 0.5`, `mu: 1, 2, 5`,
 * `41 points`, or a range of values with or without the parameter's name on top.
 */

import {
  CellmerError,
  MOST_SURFACE_POINTS,
  type Cell,
  type CellMatrix,
  type SurfaceGrid,
} from '../src/index';
import { givenValues, numberIn } from './parameterText';

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:\s*/\s*\d+\.?\d*)?`;
/** Ends with two dots, an ellipsis, a dash with blanks around it, or `to` between them. */
const ENDS = new RegExp(String.raw`^(${NUMBER})\s*(?:\.{2,3}|…|\s–\s|\s-\s|\bto\b)\s*(${NUMBER})$`, 'i');
const STEP = new RegExp(String.raw`[\s,;]*\b(?:by|step)\s*=?\s*(${NUMBER})$`, 'i');
const POINTS = /(?:^|[\s,;]+)(\d+)\s*points?$/i;
/** A name before a colon or an equals sign, or all of a text that begins with a letter. */
const NAME = /^\s*([^:=]*\p{L}[^:=]*?)\s*[:=]\s*(.*)$/su;
const BARE_NAME = /^[\p{L}_.`[][^:=,;]*$/u;

/**
 * @param cells the argument; all blank where it is omitted
 * @param what its name, for messages: `grid1`
 * @param points of a grid that does not say how many
 * @throws CellmerError `option` for what cannot be read
 */
export function surfaceGrid(cells: CellMatrix, what: string, points: number | undefined): SurfaceGrid {
  const given = cells.flat().filter((cell) => !isEmpty(cell));
  if (given.length === 0) return withPoints({}, points);
  const [first, ...others] = given;
  if (others.length === 0 && typeof first === 'string') return gridOf(first, what, points);
  const isNamed = typeof first === 'string' && Number.isNaN(numberIn(first));
  const values = (isNamed ? others : given).map((cell) => valueOf(cell, what));
  return isNamed ? { parameter: first.trim().replace(/\s*[:=]$/, ''), values } : { values };
}

function gridOf(text: string, what: string, fallback: number | undefined): SurfaceGrid {
  const [, name = null, named] = NAME.exec(text) ?? [];
  let rest = (name === null ? text : named).trim();
  const count = POINTS.exec(rest);
  if (count) rest = rest.slice(0, count.index).trim();
  const bare = name === null && BARE_NAME.test(rest) && !ENDS.test(rest);
  const parameter = bare ? rest : (name?.trim() ?? '');
  if (bare) rest = '';
  const points = count ? Number(count[1]) : fallback;
  if (rest === '') return withPoints({ parameter }, points);
  const step = STEP.exec(rest);
  const ends = ENDS.exec(step ? rest.slice(0, step.index).trim() : rest);
  if (ends) {
    const [from, to] = [numberIn(ends[1]), numberIn(ends[2])];
    if (!step) return withPoints({ parameter, from, to }, points);
    return { parameter, values: steps(from, to, numberIn(step[1]), what) };
  }
  if (step || count) throw unreadable(text, what);
  return { parameter, values: listed(rest, text, what) };
}

function listed(list: string, text: string, what: string): number[] {
  const values = list
    .split(/[;,\s]+/)
    .filter(Boolean)
    .map(numberIn);
  if (values.length > 0 && values.every(Number.isFinite)) return values;
  throw unreadable(text, what);
}

function steps(from: number, to: number, step: number, what: string): number[] {
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (step > 0 && from < to && count >= 2 && count <= MOST_SURFACE_POINTS)
    return Array.from({ length: count }, (_, k) => from + k * step);
  throw new CellmerError(
    'option',
    `${what} goes from ${from} to ${to} by ${step}: expected from 2 to ${MOST_SURFACE_POINTS} values, the smaller end first.`,
  );
}

function withPoints(grid: SurfaceGrid, points: number | undefined): SurfaceGrid {
  return points === undefined ? grid : { ...grid, points };
}

function unreadable(text: string, what: string): CellmerError {
  return new CellmerError(
    'option',
    `${what} is "${text}": expected a parameter such as "mu", "mu: 10..20, 21 points", "mu: 10..20 by 0.5" or ` +
      '"mu: 1, 2, 5", or a range of numbers.',
  );
}

function valueOf(cell: Cell, what: string): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'string') return givenValues(cell, what)[0].value;
  const found = typeof cell === 'object' && cell !== null ? `the error ${cell.error}` : String(cell);
  throw new CellmerError('option', `${what} has ${found}: expected numbers.`);
}

function isEmpty(cell: Cell): boolean {
  return cell == null || (typeof cell === 'string' && cell.trim() === '');
}
