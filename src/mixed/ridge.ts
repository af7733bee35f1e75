/**
 * Where on a ridge of the likelihood a fit is given.
 *
 * Along the flat directions of a model (`identification.ts`) every point is an optimum if one is, and which of them a search
 * ends at depends on where it began and on rounding. The one that is reported has the redundant terms at zero, and of
 * the rest the shortest covariance matrices: that of the identified form of the model. Nothing printed depends on the
 * choice, except what is said to.
 */

import { symmetricEigen } from '../linalg/dense';
import { boundarySlope, type BoundarySlope } from './search/boundary';
import {
  type CovarianceStructure,
  covarianceFromFactor,
  diagonalBlock,
  factorFromCovariance,
  thetaFromFactor,
} from '../covariance/structure';
import type { MixedEvaluation, MixedObjective } from './evaluation';
import { frobenius, type Identification, leaving, parametersOf } from './identification';
import { covarianceFromEntries, entriesOf } from './varianceInformation';

/** Eigenvalues this far below zero, as a share of the largest, are rounding. */
const ROUNDING = 1e-9;
/** The criterion at two points of a ridge differs by less than this, relative to its size. */
const SAME_HEIGHT = 1e-9;

/** The evaluation at the reported point; `found` itself for a regular model, and where the cone has no room to move. */
export function onRidge(
  objective: MixedObjective,
  found: MixedEvaluation,
  identification: Identification,
): MixedEvaluation {
  const { structure } = objective;
  const { flat, redundant } = identification;
  if (flat.length === 0) return found;
  let at = found;
  let left = flat;
  const moveBy = (direction: Float64Array): boolean => {
    const moved = movedBy(objective, at, direction);
    if (moved !== null) at = moved;
    return moved !== null;
  };
  for (const t of redundant) {
    const parameters = parametersOf(structure, t);
    const without = leaving(left, parameters)!;
    const phi = parametersAt(structure, at);
    if (moveBy(without.moving(parameters.map((i) => -phi[i])))) left = without.unmoved;
  }
  moveBy(towardsShortest(structure, parametersAt(structure, at), left));
  return at;
}

/** (1, entries of G): the variance parameters relative to sigma². */
export function parametersAt(structure: CovarianceStructure, { T }: MixedEvaluation): Float64Array {
  return Float64Array.of(1, ...entriesOf(structure, covarianceFromFactor(T, structure.k)));
}

/** The evaluation at phi + direction, made relative to its sigma² again; null outside the cone or off the ridge. */
function movedBy(
  objective: MixedObjective,
  at: MixedEvaluation,
  direction: Float64Array,
): MixedEvaluation | null {
  const { structure } = objective;
  const phi = parametersAt(structure, at).map((v, i) => v + direction[i]);
  if (!(phi[0] > 0)) return null;
  const G = insideCone(
    structure,
    covarianceFromEntries(
      structure,
      phi.subarray(1).map((v) => v / phi[0]),
    ),
  );
  if (G === null) return null;
  const moved = objective.evaluate(thetaFromFactor(structure, factorFromCovariance(G, structure.k)));
  return moved.value <= at.value + SAME_HEIGHT * Math.max(1, Math.abs(at.value)) ? moved : null;
}

/** G with rounding below zero taken away block by block; null where it is not positive semidefinite. */
function insideCone({ k, blocks }: CovarianceStructure, G: Float64Array): Float64Array | null {
  const inside = new Float64Array(G);
  const largest = Math.max(1, ...G.map(Math.abs));
  for (const { start, size } of blocks) {
    const { values, vectors } = symmetricEigen(diagonalBlock(G, k, start, size), size);
    if (values[0] < -ROUNDING * largest) return null;
    const kept = values.map((v) => (v < ROUNDING * largest ? 0 : v));
    if (kept.every((v, e) => v === values[e])) continue;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        let s = 0;
        for (let e = 0; e < size; e++) s += vectors[a * size + e] * kept[e] * vectors[b * size + e];
        inside[(start + a) * k + start + b] = s;
      }
    // A variance of zero has covariances of zero exactly.
    for (let a = start; a < start + size; a++)
      if (inside[a * k + a] < ROUNDING * largest)
        for (let b = start; b < start + size; b++) inside[a * k + b] = inside[b * k + a] = 0;
  }
  return inside;
}

/** Minus the part of phi in the flat directions, which need not be orthonormal. */
function towardsShortest(
  structure: CovarianceStructure,
  phi: Float64Array,
  flat: readonly Float64Array[],
): Float64Array {
  const weights = frobenius(structure);
  const rest = new Float64Array(phi);
  for (const c of flat) {
    const share = c.reduce((sum, v, i) => sum + v * weights[i] ** 2 * rest[i], 0);
    c.forEach((v, i) => (rest[i] -= share * v));
  }
  return rest.map((v, i) => v - phi[i]);
}

/**
 * `boundarySlope` over what has collapsed by itself: not for the terms and directions that were set to zero because nothing
 * determines them.
 */
export function boundaryOffRidge(
  structure: CovarianceStructure,
  at: MixedEvaluation,
  { flat, redundant }: Identification,
): BoundarySlope | null {
  if (flat.length === 0) return boundarySlope(structure, at);
  const blocks = structure.blocks.filter(
    (_, t) => !redundant.includes(t) && !isCollapsedByChoice(structure, at, flat, t),
  );
  return boundarySlope({ ...structure, blocks }, at);
}

/** Whether every collapsed direction u of a term is flat by itself: uuᵀ among the flat directions. */
function isCollapsedByChoice(
  structure: CovarianceStructure,
  at: MixedEvaluation,
  flat: readonly Float64Array[],
  t: number,
): boolean {
  const { k, rows, cols } = structure;
  const { start, size } = structure.blocks[t];
  const weights = frobenius(structure);
  const { values, vectors } = symmetricEigen(
    diagonalBlock(covarianceFromFactor(at.T, k), k, start, size),
    size,
  );
  const collapsed = [...values.keys()].filter((e) => values[e] <= ROUNDING * Math.max(1, values[size - 1]));
  if (collapsed.length === 0) return false;
  return collapsed.every((e) => {
    const u = (a: number): number => (a >= start && a < start + size ? vectors[(a - start) * size + e] : 0);
    const unit = Float64Array.of(0, ...Array.from(rows, (row, i) => u(row) * u(cols[i])));
    const length = unit.reduce((sum, v, i) => sum + (weights[i] * v) ** 2, 0);
    const within = flat.reduce(
      (sum, c) => sum + c.reduce((s, v, i) => s + v * weights[i] ** 2 * unit[i], 0) ** 2,
      0,
    );
    return within > (1 - 1e-8) * length;
  });
}

/**
 * Another point of the ridge, away from `at` in every flat direction that the cone has room for; null for a regular model,
 * and where there is no room. What differs between the two is not determined by the data.
 */
export function elsewhereOnRidge(
  objective: MixedObjective,
  at: MixedEvaluation,
  { flat }: Identification,
): MixedEvaluation | null {
  let there: MixedEvaluation | null = null;
  for (const c of flat)
    for (const length of [1, -1, 0.1, -0.1, 0.01, -0.01, 1e-3, -1e-3]) {
      const moved = movedBy(
        objective,
        there ?? at,
        c.map((v) => length * v),
      );
      if (moved === null) continue;
      there = moved;
      break;
    }
  return there;
}
