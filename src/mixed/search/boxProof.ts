/**
 * Proof that a minimum over several variances, of random effects that do not correlate, is the least of all: bounds on the
 * criterion over boxes.
 *
 * In the variances G relative to the residual's, d = D + nu·log r² + constants. D, the log determinant (of the restricted
 * likelihood: of the error contrasts), rises in every variance and is concave; r² = zᵀ(KᵀVK)⁻¹z falls in every one and is convex
 * (Boyd & Vandenberghe 2004, Convex Optimization, 3.1.5 and 3.1.7). So over a box with the least corner a and the greatest b
 *
 *   d ≥ D(a) + nu·log r²(b);
 *   D lies above the plane through the corners of each simplex that the box is cut into, r² above its tangent plane anywhere,
 *   and plane + nu·log(tangent plane) is concave on a simplex: least at one of the box's corners.
 *
 * The second gap shrinks with the square of the box. Boxes that neither clears are halved (branch and bound; Horst & Tuy 1996,
 * Global Optimization, ch. 4), in logarithms of 1 + G in the units in which a level tells its effect; the first ones reach
 * to infinity, where r² has a limit.
 */

import { CellmerError } from '../../errors';
import type { Steps } from '../../optimize/steps';
import type { MixedEvaluation, MixedObjective } from '../evaluation';
import { logDeterminant } from './varianceProof';

export interface BoxProof {
  /** Whether no variances have a criterion lower than the least known by more than TOLERANCE. */
  readonly isProved: boolean;
  readonly least: MixedEvaluation;
  readonly evaluations: number;
}

/** A lower value counts from here on. */
const TOLERANCE = 1e-6;
/** A variance in these units that counts as infinite. */
const HUGE = 1e7;

/** What is known of the criterion at one G. */
interface Sample {
  readonly G: readonly number[];
  readonly D: number;
  readonly r2: number;
  /** ∂r²/∂G. */
  readonly slopes: readonly number[];
}

/** Where a variance takes all of the residual nothing can be computed, and nothing is known. */
const NOTHING: Sample = { G: [], D: -Infinity, r2: 0, slopes: [] };

interface Box {
  /** Places on each axis, from 0 to infinity. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Evaluations that a proof may take, and multiplications in all: some tens of milliseconds. */
const MOST_EVALUATIONS = 2000;
const MOST_WORK = 2e7;
/** Where the residual vanishes they are halved without end. */
const MOST_BOXES = 2 * MOST_EVALUATIONS;
/** Variances in all. With three the boxes are too many. */
const VARIANCES = 2;

/** Whether a model has two variances and is so small that bounds may prove its minimum. */
export function isProvable({
  structure,
  work,
}: {
  readonly structure: { readonly m: number; readonly k: number };
  readonly work: number;
}): boolean {
  const { m, k } = structure;
  return m === VARIANCES && k === VARIANCES && work * MOST_EVALUATIONS <= MOST_WORK;
}

/**
 * In steps of one evaluation each.
 *
 * @param found a minimum of a model that `isProvable`
 */
export function* proveVariances(
  objective: MixedObjective,
  found: MixedEvaluation,
  beforeEvaluation?: () => void,
): Steps<BoxProof> {
  const { parts, n, nu, structure } = objective;
  const units = structure.blocks.map(({ start }) => {
    const part = parts.find((each) => start < each.start + each.k);
    return (part?.group.levels.length ?? n) / n;
  });
  const samples = new Map<string, Sample>();
  let least = found;
  const sample = function* (places: readonly number[]): Steps<Sample> {
    const key = places.join(' ');
    const known = samples.get(key);
    if (known !== undefined) return known;
    yield;
    beforeEvaluation?.();
    const G = places.map((place, i) => units[i] * (place < Infinity ? Math.expm1(place) : HUGE));
    const at = evaluated(objective, G);
    if (at === null) return NOTHING;
    if (at.value < least.value) least = at;
    const one = sampleOf(objective, at, G, places);
    samples.set(key, one);
    return one;
  };
  const done = (isProved: boolean): BoxProof => ({ isProved, least, evaluations: samples.size });
  const boxes: Box[] = [{ from: units.map(() => 0), to: units.map(() => Infinity) }];
  let looked = 0;
  for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
    const { from, to } = box;
    const isClear = (bound: number): boolean => bound >= least.value - TOLERANCE;
    if (isClear(criterion((yield* sample(from)).D, (yield* sample(to)).r2, nu))) continue;
    if (samples.size >= MOST_EVALUATIONS || ++looked > MOST_BOXES) return done(false);
    if (!to.includes(Infinity)) {
      const corners: Sample[] = [];
      for (const places of cornersOf(box)) corners.push(yield* sample(places));
      const centre = yield* sample(from.map((place, i) => (place + to[i]) / 2));
      if (isClear(tangentBound([centre, ...corners], corners, nu))) continue;
    }
    boxes.push(...halves(box));
  }
  return done(least.value >= found.value - TOLERANCE);
}

function evaluated(objective: MixedObjective, G: readonly number[]): MixedEvaluation | null {
  try {
    return objective.evaluate(Float64Array.from(G, Math.sqrt));
  } catch (error) {
    if (error instanceof CellmerError && error.code === 'numeric') return null;
    throw error;
  }
}

/** D + nu·log r², constants kept; nothing is known of it where the bound of r² is not positive. */
function criterion(D: number, r2: number, nu: number): number {
  return r2 > 0 ? D + nu * (1 + Math.log((2 * Math.PI * r2) / nu)) : -Infinity;
}

/** The best of the bounds by one tangent plane each. */
function tangentBound(touched: readonly Sample[], corners: readonly Sample[], nu: number): number {
  const plane = ({ G, r2, slopes }: Sample, there: Sample): number =>
    slopes.reduce((sum, slope, i) => sum + slope * (there.G[i] - G[i]), r2);
  const bounds = touched.map((one) =>
    Math.min(...corners.map((corner) => criterion(corner.D, plane(one, corner), nu))),
  );
  return Math.max(...bounds);
}

function cornersOf({ from, to }: Box): number[][] {
  return from.reduce<number[][]>(
    (all, place, i) =>
      all.flatMap((corner) => [
        [...corner, place],
        [...corner, to[i]],
      ]),
    [[]],
  );
}

/** Both halves across the side that is longest. */
function halves({ from, to }: Box): Box[] {
  const end = Math.log1p(HUGE);
  const lengths = from.map((place, i) => Math.min(to[i], end) - place);
  const i = lengths.indexOf(Math.max(...lengths));
  const middle = from[i] + lengths[i] / 2;
  return [
    { from, to: to.map((place, j) => (j === i ? middle : place)) },
    { from: from.map((place, j) => (j === i ? middle : place)), to },
  ];
}

function sampleOf(
  objective: MixedObjective,
  at: MixedEvaluation,
  G: readonly number[],
  places: readonly number[],
): Sample {
  const slopes = Array.from(at.natural.quadratic, (v) => -v);
  const D = logDeterminant(objective, at);
  // Towards infinity r² falls by what is left of its slope times the way.
  const r2 = slopes.reduce((sum, slope, i) => (places[i] < Infinity ? sum : sum + slope * G[i]), at.r2);
  return { G, D, r2, slopes };
}
