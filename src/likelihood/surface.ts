/** The log-likelihood over a grid of two parameters, ready for a contour chart. */

import { CellmerError } from '../errors';
import { holdParameters } from './fixedParameters';
import type { LogLikelihood } from './logLikelihood';
import { maximize, type MaximumLikelihood } from './maximize';
import { parameterValues, type GivenValue } from './parameterValues';
import { parameterIndex } from './profileInterval';
import { profilePoint } from './profilePoint';
import { regionOf } from './region';

/** One side of the grid. */
export interface SurfaceGrid {
  /** Name of the parameter, in any case; where it is empty, the first that the other side does not take. */
  readonly parameter?: string;
  /** The values themselves, finite, at least one; in place of ends and a number. */
  readonly values?: readonly number[];
  /** Ends; left out, where the relative profile likelihood is about a thousandth. */
  readonly from?: number | null;
  readonly to?: number | null;
  /** From 2 to 201; default 31. */
  readonly points?: number;
}

/** What becomes of the parameters besides the two. */
export type OtherParameters =
  /** At their best at every point of the grid: the profile likelihood. */
  | 'profile'
  /** At their estimates everywhere: a slice. */
  | 'estimate';

export interface SurfaceRequest {
  /** Down the rows. */
  readonly first?: SurfaceGrid;
  /** Across the columns. */
  readonly second?: SurfaceGrid;
  /** Parameters that are held at given values, everywhere. */
  readonly fix?: readonly GivenValue[];
  readonly others?: OtherParameters;
  /** Of the same log-likelihood with nothing held, where it is known already. */
  readonly maximum?: MaximumLikelihood;
}

export interface LikelihoodSurface {
  /** Names of the two parameters: down and across. */
  readonly names: readonly [string, string];
  /** Their values: one per row, one per column. */
  readonly values: readonly [readonly number[], readonly number[]];
  /** Row by row; −Infinity where the data are impossible. */
  readonly logLik: readonly Float64Array[];
  /** The maximum over all parameters that were not held. */
  readonly maximum: MaximumLikelihood;
  /** What became of each other parameter: its number where it was the same everywhere, else null. */
  readonly others: readonly { readonly name: string; readonly value: number | null }[];
}

const SURFACE_POINTS = 31;
export const MOST_SURFACE_POINTS = 201;

/**
 * @throws CellmerError `option` for unknown parameters, the same one twice, fewer than two free parameters or an impossible
 * grid; what `maximize` throws
 */
export function likelihoodSurface(whole: LogLikelihood, request: SurfaceRequest = {}): LikelihoodSurface {
  const { first = {}, second = {}, fix = [], others = 'profile' } = request;
  const names = whole.parameters.map(({ name }) => name);
  const held = parameterValues(fix, names, 'fix', NaN);
  const likelihood = holdParameters(whole, held).logLikelihood;
  const [a, b] = axes(likelihood, [first, second], fix.length > 0);
  const maximum = request.maximum ?? maximize(likelihood);
  const grid = [valuesOf(likelihood, maximum, a, first), valuesOf(likelihood, maximum, b, second)] as const;
  const best = Float64Array.from(maximum.parameters, ({ estimate }) => estimate);
  const base = best.map((x, i) => (others === 'estimate' && i !== a && i !== b ? x : NaN));
  return {
    names: [likelihood.parameters[a].name, likelihood.parameters[b].name],
    values: grid,
    logLik: evaluate(likelihood, [a, b], grid, { base, best }),
    maximum,
    others: [
      ...names.flatMap((name, i) => (Number.isNaN(held[i]) ? [] : [{ name, value: held[i] }])),
      ...likelihood.parameters.flatMap(({ name }, i) =>
        i === a || i === b ? [] : [{ name, value: Number.isNaN(base[i]) ? null : base[i] }],
      ),
    ],
  };
}

/** Positions of the two parameters among the free ones. */
function axes(
  likelihood: LogLikelihood,
  grids: readonly SurfaceGrid[],
  isFixed: boolean,
): readonly [number, number] {
  const names = likelihood.parameters.map(({ name }) => name);
  if (names.length < 2)
    throw new CellmerError(
      'option',
      `A surface needs two parameters, and the ${likelihood.density} density has one${isFixed ? ' that is free' : ''}: ` +
        `${names.join('')}. LIKELIHOOD.CURVE draws it.`,
    );
  const named = grids.map(({ parameter = '' }) =>
    parameter.trim() === '' ? -1 : parameterIndex(likelihood, parameter),
  );
  if (named[0] >= 0 && named[0] === named[1])
    throw new CellmerError(
      'option',
      `Both sides of the surface are ${names[named[0]]}: expected two different parameters.`,
    );
  const next = (taken: number): number => (taken === 0 ? 1 : 0);
  const a = named[0] >= 0 ? named[0] : next(named[1]);
  return [a, named[1] >= 0 ? named[1] : next(a)];
}

function valuesOf(
  likelihood: LogLikelihood,
  maximum: MaximumLikelihood,
  i: number,
  grid: SurfaceGrid,
): readonly number[] {
  if (grid.values) return checkedValues(grid.values, likelihood.parameters[i].name);
  const { points = SURFACE_POINTS } = grid;
  if (!Number.isInteger(points) || points < 2 || points > MOST_SURFACE_POINTS)
    throw new CellmerError(
      'option',
      `The grid of ${likelihood.parameters[i].name} has ${points} points: expected a whole number from 2 to ` +
        `${MOST_SURFACE_POINTS}.`,
    );
  const region = grid.from == null || grid.to == null ? regionOf(likelihood, maximum, i) : null;
  const { lower, upper } = likelihood.parameters[i];
  const from = grid.from ?? Math.max(lower, region?.from as number);
  const to = grid.to ?? Math.min(upper, region?.to as number);
  if (!(from < to))
    throw new CellmerError(
      'option',
      `The grid of ${likelihood.parameters[i].name} goes from ${from} to ${to}: expected the smaller number first.`,
    );
  const step = (to - from) / (points - 1);
  return Array.from({ length: points }, (_, k) => (k === points - 1 ? to : from + k * step));
}

function checkedValues(values: readonly number[], name: string): readonly number[] {
  if (values.length >= 1 && values.length <= MOST_SURFACE_POINTS && values.every(Number.isFinite))
    return values;
  throw new CellmerError(
    'option',
    `The grid of ${name} has ${values.length} values: expected from 1 to ${MOST_SURFACE_POINTS} numbers.`,
  );
}

interface Points {
  /** One number per parameter; NaN where it is free. */
  readonly base: Float64Array;
  readonly best: Float64Array;
}

/**
 * From the middle, where the maximum is, outwards, so that each search starts from its neighbour's end: first the column of
 * the estimate, up and down, then every row from there.
 */
function evaluate(
  likelihood: LogLikelihood,
  [a, b]: readonly [number, number],
  [down, across]: readonly [readonly number[], readonly number[]],
  { base, best }: Points,
): Float64Array[] {
  const logLik = down.map(() => new Float64Array(across.length));
  const at = (row: number, column: number, start: Float64Array): Float64Array => {
    const held = base.slice();
    held[a] = down[row];
    held[b] = across[column];
    const point = profilePoint(likelihood, held, [start, best]);
    logLik[row][column] = point.logLik;
    return point.logLik === -Infinity ? best : point.par;
  };
  const middle = nearest(across, best[b]);
  outwards(down, nearest(down, best[a]), best, (row, start) => {
    let own = best;
    outwards(across, middle, start, (column, from) => {
      const found = at(row, column, from);
      if (column === middle) own = found;
      return found;
    });
    return own;
  });
  return logLik;
}

/** Visits the middle, then all positions above it, then all below it, handing on what the visit before gave. */
function outwards(
  values: readonly number[],
  middle: number,
  start: Float64Array,
  visit: (i: number, start: Float64Array) => Float64Array,
): void {
  const first = visit(middle, start);
  for (let i = middle + 1, from = first; i < values.length; i++) from = visit(i, from);
  for (let i = middle - 1, from = first; i >= 0; i--) from = visit(i, from);
}

function nearest(values: readonly number[], target: number): number {
  let best = 0;
  values.forEach((value, i) => {
    if (Math.abs(value - target) < Math.abs(values[best] - target)) best = i;
  });
  return best;
}
