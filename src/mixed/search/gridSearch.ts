/**
 * Where the criterion of a small design may have minima, seen from its values on a coarse grid over the whole cone of
 * covariance matrices. A point lower than all its neighbours is where a search should begin.
 *
 * Every term has its own grid (`termGrid.ts`), from no variation to far more than the residual's; the grid of the model is
 * the product of those of its terms.
 */

import { type CovarianceStructure, factorFromTheta, thetaFromFactor } from '../../covariance/structure';
import type { Steps } from '../../optimize/steps';
import type { FactorPart, MixedObjective } from '../evaluation';
import { isSaturated } from '../maximum';
import { type TermGrid, termGrid } from './termGrid';

export interface GridPoint {
  readonly theta: Float64Array;
  readonly value: number;
}

export interface SearchGrid {
  /** Values of the criterion that `minima` computes. */
  readonly size: number;
  /** The points that are lower than all their neighbours, the lowest first. */
  minima(): Steps<GridPoint[]>;
}

/** Values between two steps. */
const VALUES_PER_STEP = 50;

/** With more random effects than this a grid has too many points. */
const MOST_EFFECTS = 4;
/** The grid of a single term is as fine as that of a model with so many random effects. */
const FINEST = 2;

/**
 * The points of one term's grid that are lower than all their neighbours while the other terms stay as they are at theta;
 * the grid is the finest there is.
 */
export function termMinima(objective: MixedObjective, theta: Float64Array, t: number): GridPoint[] {
  const { structure, parts, n } = objective;
  const { start, size } = structure.blocks[t];
  const { count, factors, neighbours } = termGrid(size, FINEST, isSaturated(objective, parts));
  const unit = unitOf(parts, start, n);
  const thetaAt = (place: number): Float64Array => {
    const T = factorFromTheta(structure, theta);
    putBlock(T, structure.k, { start, size, unit }, factors[place]);
    return thetaFromFactor(structure, T);
  };
  const values = Float64Array.from({ length: count }, (_, place) => objective.value(thetaAt(place)));
  return [...values.keys()]
    .filter((place) => neighbours[place].every((other) => values[other] >= values[place]))
    .map((place) => ({ theta: thetaAt(place), value: values[place] }));
}

/**
 * The grid of a model; null where it has no random effects, or too many.
 *
 * @param isRough whether half as fine will do
 */
export function searchGrid(objective: MixedObjective, isRough: boolean): SearchGrid | null {
  const { structure, parts, n } = objective;
  if (structure.k < 1 || structure.k > MOST_EFFECTS) return null;
  const fineness = isRough ? Math.min(structure.k + 2, MOST_EFFECTS) : structure.k;
  const isFar = isSaturated(objective, parts);
  const terms = structure.blocks.map(({ start, size }): PlacedGrid => {
    const unit = unitOf(parts, start, n);
    return { ...termGrid(size, fineness, isFar), start, size, unit };
  });
  const size = terms.reduce((all, { count }) => all * count, 1);
  return { size, minima: () => minimaOf(structure, terms, size, objective) };
}

/** Working columns have mean square one: a level has n/J rows to tell the effects of a term with. */
function unitOf(parts: readonly FactorPart[], start: number, n: number): number {
  const part = parts.find((each) => start < each.start + each.k);
  return Math.sqrt((part?.group.levels.length ?? n) / n);
}

/** A term's rows of T, and what the units of its grid are there. */
interface Place {
  readonly start: number;
  readonly size: number;
  readonly unit: number;
}

type PlacedGrid = TermGrid & Place;

function putBlock(T: Float64Array, k: number, { start, size, unit }: Place, factor: Float64Array): void {
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) T[(start + a) * k + start + b] = unit * factor[a * size + b];
}

function* minimaOf(
  structure: CovarianceStructure,
  terms: readonly PlacedGrid[],
  size: number,
  objective: MixedObjective,
): Steps<GridPoint[]> {
  const strides = terms.map((_, t) => terms.slice(0, t).reduce((all, { count }) => all * count, 1));
  const placeIn = (index: number, t: number): number => Math.floor(index / strides[t]) % terms[t].count;
  const { k, m } = structure;
  const T = new Float64Array(k * k);
  const thetaAt = (index: number, into?: Float64Array): Float64Array => {
    // The blocks cover every entry of T that theta has
    for (let t = 0; t < terms.length; t++) putBlock(T, k, terms[t], terms[t].factors[placeIn(index, t)]);
    return thetaFromFactor(structure, T, into);
  };
  const values = new Float64Array(size);
  const looked = new Float64Array(m);
  for (let index = 0; index < size; index++) {
    if (index % VALUES_PER_STEP === VALUES_PER_STEP - 1) yield;
    values[index] = objective.value(thetaAt(index, looked));
  }
  const isMinimum = (index: number): boolean => {
    if (!(values[index] < Infinity)) return false;
    for (let t = 0; t < terms.length; t++) {
      const place = placeIn(index, t);
      const neighbours = terms[t].neighbours[place];
      for (let i = 0; i < neighbours.length; i++)
        if (!(values[index + (neighbours[i] - place) * strides[t]] >= values[index])) return false;
    }
    return true;
  };
  const minima: number[] = [];
  for (let index = 0; index < size; index++) if (isMinimum(index)) minima.push(index);
  return minima
    .sort((i, j) => values[i] - values[j])
    .map((index) => ({ theta: thetaAt(index), value: values[index] }));
}
