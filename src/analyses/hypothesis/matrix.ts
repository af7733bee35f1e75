/** Hypotheses given as a matrix: a row of weights for each, and in a last column what they are said to add up to. */

import { CellmerError } from '../../errors';
import { closestName } from '../../table';
import type { Cell, CellMatrix } from '../../table/types';
import { listedNames, rowText, type Coefficients, type HypothesisRow } from './rows';

/** Headers of the column of values. */
const VALUE_HEADERS = ['rhs', '=', 'value'];

/**
 * Below a header row with names of coefficients, weights of these; without, as many columns as coefficients that the fit keeps. One
 * column more holds the values, which are zero without it. A first column of text names the rows.
 *
 * @param kept columns of X that are estimated
 * @throws CellmerError `option` for another width, a name that there is not, and cells that are no numbers
 */
export function matrixRows(
  cells: CellMatrix,
  coefficients: Coefficients,
  kept: readonly number[],
): HypothesisRow[] {
  const hasHeader = isText(cells[0][cells[0].length - 1]);
  const body = hasHeader ? cells.slice(1) : cells;
  if (body.length === 0)
    throw new CellmerError(
      'option',
      'The hypothesis has a header row and no row of weights below it: expected one row for each hypothesis.',
    );
  const hasLabels = body.every(([first]) => isText(first));
  const from = hasLabels ? 1 : 0;
  const headers = cells[0].slice(from).map((cell) => String(cell ?? '').trim());
  const places = hasHeader
    ? headers.map((name) => placeOf(name, coefficients))
    : placesByWidth(body[0].length - from, coefficients, kept);
  return body.map((row, i) => {
    const weights = new Float64Array(coefficients.names.length);
    let value = 0;
    places.forEach((place, c) => {
      const number = numberIn(row[from + c], i + (hasHeader ? 2 : 1), from + c + 1);
      if (place === null) value = number;
      else weights[place] += number;
    });
    if (weights.every((weight) => weight === 0))
      throw new CellmerError(
        'option',
        `Row ${i + 1} of the hypotheses has no weight but zeros: it says nothing about the coefficients.`,
      );
    const label = hasLabels ? String(row[0]).trim() : rowText(weights, value, coefficients);
    return { label, weights, value };
  });
}

/** The column of X that a header names; null for the values. */
function placeOf(name: string, coefficients: Coefficients): number | null {
  const { names } = coefficients;
  const place = names.indexOf(name);
  if (place >= 0) return place;
  if (VALUE_HEADERS.includes(name.toLowerCase())) return null;
  const closest = closestName(name, names);
  const suggestion = closest === null ? '' : `; did you mean ${closest}?`;
  throw new CellmerError(
    'option',
    `The hypothesis has a column "${name}": expected coefficients, ${listedNames(coefficients)}, or "rhs" for the values${suggestion}`, // prettier-ignore
  );
}

function placesByWidth(
  width: number,
  coefficients: Coefficients,
  kept: readonly number[],
): readonly (number | null)[] {
  if (width === kept.length) return kept;
  if (width === kept.length + 1) return [...kept, null];
  throw new CellmerError(
    'option',
    `The hypothesis has ${width} columns of numbers: expected ${kept.length}, one for each coefficient ` +
      `(${listedNames({ ...coefficients, names: kept.map((j) => coefficients.names[j]) })}), or one more for the values.`,
  );
}

function numberIn(cell: Cell, row: number, column: number): number {
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  const isBlank = cell === null || cell === undefined || cell === '';
  const found = isBlank
    ? 'blank'
    : typeof cell === 'object'
      ? `the error ${cell.error}`
      : `"${String(cell)}"`;
  const remedy = isBlank ? '; write 0 where a coefficient has no part' : '';
  throw new CellmerError(
    'option',
    `Row ${row}, column ${column} of the hypothesis is ${found}: expected a number${remedy}.`,
  );
}

function isText(cell: Cell): boolean {
  return typeof cell === 'string' && cell.trim() !== '';
}
