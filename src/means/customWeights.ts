/** Contrasts by weights that are written into a range. */

import { CellmerError } from '../errors';
import type { Cell, CellMatrix } from '../table/types';
import { placeNamed, type LevelNames } from './levelNames';
import type { SparseContrast } from './types';

/** Contrasts below each other, the names of the means above them. */
interface Laid {
  readonly labels: readonly Cell[] | null;
  /** Of each column the place of its mean. */
  readonly places: readonly number[];
  readonly weights: CellMatrix;
}

/** Weights whose sum is closer to zero are those of a difference. */
const ROUNDED = 1e-6;

export interface CustomContrasts {
  readonly contrasts: readonly SparseContrast[];
  readonly notes: readonly string[];
}

/**
 * Weights with the names of the means in the first row and those of the contrasts in the first column, or the other way round;
 * either names may be left out where there are as many weights as means, and a mean that is not named has no weight.
 *
 * @throws CellmerError `option`
 */
export function customContrasts(cells: CellMatrix, names: LevelNames): CustomContrasts {
  const laid = byNames(cells, names) ?? byNames(transposed(cells), names) ?? byShape(cells, names);
  const contrasts = laid.weights.map((row, i): SparseContrast => {
    const label = text(laid.labels?.[i] ?? null) || `contrast ${i + 1}`;
    const weights = laid.places.map((place, at) => weightIn(row[at], label, names.plain[place]));
    return { labels: [label], places: laid.places, weights };
  });
  return { contrasts, notes: contrasts.flatMap(sumNote) };
}

function byNames(cells: CellMatrix, names: LevelNames): Laid | null {
  const [head, ...body] = cells;
  if (body.length === 0) return null;
  // Where the first cell is a mean's name too, no column of labels stands before the weights.
  for (const first of [0, 1]) {
    const places = head.slice(first).map((cell) => placeNamed(names, text(cell)));
    if (places.length === 0 || places.includes(-1)) continue;
    if (new Set(places).size < places.length)
      throw new CellmerError('option', 'The weights name a mean twice: expected a column for each.');
    const labels = first === 1 ? body.map((row) => row[0]) : null;
    return { labels, places, weights: body.map((row) => row.slice(first)) };
  }
  return null;
}

/** Weights in the order of the means, below a row of names that are not theirs or behind a column of names, or alone. */
function byShape(cells: CellMatrix, names: LevelNames): Laid {
  const places = [...names.plain.keys()];
  for (const given of [cells, transposed(cells)]) {
    const hasLabels = given.every((row) => typeof row[0] !== 'number');
    const weights = hasLabels ? given.map((row) => row.slice(1)) : given;
    if (weights[0].length === places.length && weights.every((row) => row.some(isNumber)))
      return { labels: hasLabels ? given.map((row) => row[0]) : null, places, weights };
  }
  throw new CellmerError(
    'option',
    `The weights are ${cells.length} by ${cells[0].length} cells: expected the names of the means in the first row and those of ` +
      `the contrasts in the first column, and the weights between them. The means are ${listed(names.plain)}.`,
  );
}

function listed(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, 12), names.length - 12];
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function weightIn(cell: Cell | undefined, label: string, mean: string): number {
  if (isNumber(cell)) return cell;
  const found = text(cell ?? null) === '' ? 'an empty cell' : `"${text(cell ?? null)}"`;
  throw new CellmerError('option', `The weight of ${mean} in ${label} is ${found}: expected a number.`);
}

function sumNote({ labels, weights }: SparseContrast): string[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  if (Math.abs(sum) <= ROUNDED * largest) return [];
  const shown = Number(sum.toPrecision(4));
  return [
    `The weights of ${labels[0]} sum to ${shown}, not to zero: it is no comparison, but a sum of means.`,
  ];
}

function isNumber(cell: Cell | undefined): cell is number {
  return typeof cell === 'number';
}

function text(cell: Cell): string {
  return typeof cell === 'object' ? (cell?.error ?? '') : String(cell ?? '').trim();
}

function transposed(cells: CellMatrix): CellMatrix {
  return cells[0].map((_, column) => cells.map((row) => row[column]));
}
