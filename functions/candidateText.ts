/** Candidate values as people write them: `1/3, 1/2`, `{1/3, 1/2}`, `0.1..0.9 by 0.1`, `mu=15, 16; sigma=1, 2`, or a range. */

import {
  CellmerError,
  parameterRows,
  parameterValues,
  type CellMatrix,
  type GivenValue,
  type SurfaceGrid,
} from '../src/index';
import { surfaceGrid } from './gridText';
import { numberIn } from './parameterText';

/** Points of a region that does not say how many. */
const DEFAULT_POINTS = 31;
const MOST_CANDIDATES = 10_000;
/** Before a name with its colon or equals sign. */
const BETWEEN_PARAMETERS = /[,;\n]\s*(?=[^,;:=]*\p{L}[^,;:=]*[:=])/u;

/**
 * One point per candidate, with a number for each parameter. Lists of several parameters are combined in all ways, the last one
 * running first; a range has one row per candidate, for one parameter in any shape.
 *
 * @param cells text in one cell, or a range
 * @param names of all parameters
 * @param fix parameters that all candidates have in common
 * @throws CellmerError `option` for what cannot be read, parameters without values, and more than 10,000 candidates
 */
export function candidatePoints(
  cells: CellMatrix,
  names: readonly string[],
  fix: readonly GivenValue[],
): Float64Array[] {
  const held = parameterValues(fix, names, 'fix', NaN);
  const free = names.filter((_, i) => Number.isNaN(held[i]));
  if (free.length === 0)
    throw new CellmerError('option', 'All parameters are held by fix: there is nothing to choose among.');
  const points = freePoints(cells, free);
  checkCount(points.length);
  return points.map((point) => {
    const values = Array.from(point);
    return held.map((value) => (Number.isNaN(value) ? (values.shift() as number) : value));
  });
}

function checkCount(count: number): void {
  if (count <= MOST_CANDIDATES) return;
  throw new CellmerError('option', `among has ${count} candidates: expected at most ${MOST_CANDIDATES}.`);
}

function freePoints(cells: CellMatrix, free: readonly string[]): Float64Array[] {
  const given = cells.flat().filter((cell) => cell !== null && cell !== undefined && cell !== '');
  const [only] = given;
  if (given.length === 1 && typeof only === 'string') return combined(only, free);
  if (free.length > 1) return parameterRows(cells, free, 'among');
  const values = given
    .filter(
      (cell, i) =>
        !(i === 0 && typeof cell === 'string' && cell.trim().toLowerCase() === free[0].toLowerCase()),
    )
    .map((cell) => (typeof cell === 'string' ? fraction(cell) : cell));
  return parameterRows(
    values.map((value) => [value]),
    free,
    'among',
  );
}

/** `1/3` as text in a cell; what is no number is left to whoever reads numbers. */
function fraction(text: string): string | number {
  const number = numberIn(text);
  return Number.isNaN(number) ? text : number;
}

function combined(text: string, free: readonly string[]): Float64Array[] {
  const lists = text
    .replace(/[{}]/g, ' ')
    .trim()
    .split(BETWEEN_PARAMETERS)
    .map((part) => surfaceGrid([[part]], 'among', undefined));
  const isAnonymous = lists.every(({ parameter }) => !parameter);
  if (isAnonymous && free.length > lists.length)
    throw new CellmerError(
      'option',
      `among gives values of one parameter: expected them by name for ${free.join(', ')}, as in "${free
        .map((name) => `${name}=1, 2`)
        .join('; ')}", or the others held by fix.`,
    );
  // Found by name, or complained about, as everywhere.
  const places = parameterValues(
    lists.map(({ parameter }, i) => ({ name: parameter ? parameter : null, value: i })),
    free,
    'among',
    NaN,
    true,
  );
  const ordered = Array.from(places, (place) => lists[place]);
  checkCount(
    ordered.reduce((count, { values, points }) => count * (values?.length ?? points ?? DEFAULT_POINTS), 1),
  );
  return ordered
    .map(valuesIn)
    .reduce<Float64Array[]>(
      (points, values) => points.flatMap((point) => values.map((value) => Float64Array.of(...point, value))),
      [new Float64Array()],
    );
}

function valuesIn({ values, from, to, points = DEFAULT_POINTS, parameter }: SurfaceGrid): readonly number[] {
  if (values) return values;
  if (from != null && to != null && points >= 2)
    return Array.from({ length: points }, (_, k) => from + (k * (to - from)) / (points - 1));
  throw new CellmerError(
    'option',
    `among gives no values for ${parameter ?? ''}: expected some, as in "1/3, 1/2" or "0.1..0.9 by 0.1".`,
  );
}
