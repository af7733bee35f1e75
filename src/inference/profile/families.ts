/**
 * For every kind of parameter the family of covariance matrices over which the deviance is minimized while the parameter
 * is held, in coordinates in which that constraint is simple.
 *
 * A term's covariance matrix is written in a basis of which the first direction is the row of the random effect in
 * question (for a correlation the first two are its two rows), G' = P·G·Pᵀ = L·Lᵀ. Then
 *   standard deviation s:  L_00 = s / (sigma·scale), all else free
 *   correlation ρ:         the second row is t·(ρ, √(1−ρ²)), L_00 and t positive
 * In working columns throughout; `docs/profile.md`.
 */

import { completeBasis } from '../../linalg/orthonormalBasis';
import { invertLower, multiply, transpose } from '../../linalg/dense';
import { covarianceFromFactor, diagonalBlock, factorFromCovariance } from '../../covariance/structure';
import type { MixedFit } from '../../mixed/mixedFit';
import { insideCone } from '../../mixed/search/start';
import { triangularFactor } from '../../mixed/userScale';
import type { Direction, Path } from './path';

export interface Family {
  /** What is minimized with the parameter at `value`. */
  path(value: number): Path;
  /** Its parameters at the optimum of the fit, collapsed directions lifted a little: from zero no slope leads away. */
  readonly start: Float64Array;
  /** Parameters from all over the cone, where searches that are to miss no minimum begin. */
  readonly others: readonly Float64Array[];
}

/** L of one term in its basis, and the way back to working columns. */
interface TermBasis {
  readonly from: number;
  readonly size: number;
  /** P⁻¹, size×size. */
  readonly back: Float64Array;
  readonly L: Float64Array;
  /** Lengths of the user's rows of the first directions: 1 for what is along a unit vector. */
  readonly scale: number;
}

/** All of G free, the residual standard deviation held; values in units of the response. */
export function sigmaFamily(fit: MixedFit): Family {
  const { structure, model } = fit;
  const T = liftedFactor(fit);
  const all = entries(structure.blocks);
  return {
    path: (value) => ({
      directions: all.map(({ row, col }) => unit(structure.k, row, col)),
      scale: { kind: 'held', eta: Math.log(value / model.responseScale) },
    }),
    start: Float64Array.from(all, ({ row, col }) => T[row * structure.k + col]),
    others: spread((link) => Float64Array.from(all, ({ row, col }) => (row === col ? 1 : link))),
  };
}

/** Standard deviation of random effect `a` of term `t`, positive, in the user's units. */
export function deviationFamily(fit: MixedFit, t: number, a: number): Family {
  const { model, structure } = fit;
  const basis = termBasis(fit, t, [a]);
  const { directions, start } = freeEntries(fit, t, basis, (row, col) => row > 0 || col > 0);
  const matrix = inTerm(structure.k, basis, [[0, 0, 1]]);
  const sigma = Math.sqrt(fit.optimum.at.r2 / fit.objective.nu);
  return {
    path: (value) => ({
      directions,
      scale: { kind: 'free', size: value / (model.responseScale * basis.scale), matrix },
    }),
    start: Float64Array.of(...start, Math.log(sigma)),
    others: spread((link) => Float64Array.of(...coefficients(directions, link), Math.log(sigma))),
  };
}

/** The same at zero: the random effect is left out of the model. */
export function withoutEffect(fit: MixedFit, t: number, a: number): Family {
  const basis = termBasis(fit, t, [a]);
  const { size, L } = basis;
  // Of the other effects the marginal covariance matrix, not the one given this effect
  const G = covarianceFromFactor(L, size);
  for (let i = 0; i < size; i++) G[i] = G[i * size] = 0;
  const rest = { ...basis, L: factorFromCovariance(G, size) };
  const { directions, start } = freeEntries(fit, t, rest, (row, col) => row > 0 && col > 0);
  const others = spread((link) => Float64Array.from(coefficients(directions, link)));
  return { path: () => ({ directions, scale: { kind: 'profiled' } }), start, others };
}

/** Correlation of random effects `a` and `b` of term `t`, in [−1, 1]. */
export function correlationFamily(fit: MixedFit, t: number, a: number, b: number): Family {
  const { k } = fit.structure;
  const basis = termBasis(fit, t, [a, b]);
  const { size, L } = basis;
  const { directions, start } = freeEntries(fit, t, basis, (row) => row > 1);
  const first: Direction = { matrix: inTerm(k, basis, [[0, 0, 1]]), isLogarithm: true };
  const second = (rho: number): Direction => ({
    matrix: inTerm(k, basis, [
      [1, 0, rho],
      [1, 1, Math.sqrt(Math.max(0, 1 - rho * rho))],
    ]),
    isLogarithm: true,
  });
  return {
    path: (value) => ({ directions: [first, second(value), ...directions], scale: { kind: 'profiled' } }),
    start: Float64Array.of(Math.log(L[0]), Math.log(Math.hypot(L[size], L[size + 1])), ...start),
    others: spread((link) => Float64Array.of(0, 0, ...coefficients(directions, link))),
  };
}

/** Factors with a diagonal of ones: uncorrelated effects, and effects correlated one way and the other. */
export function spread(at: (link: number) => Float64Array): Float64Array[] {
  const [none, ...linked] = [0, 1, -1].map(at);
  return linked[0].some((v, i) => v !== none[i]) ? [none, ...linked] : [none];
}

function coefficients(directions: readonly Direction[], link: number): number[] {
  return directions.map(({ isDiagonal }) => (isDiagonal ? 1 : link));
}

/** Standard deviations below this share of the largest (or of itself) are lifted to it. */
const LIFT = 0.03;

/** Parameters from which a search can leave every bound: collapsed diagonal entries lifted a little. */
export function lifted({ directions }: Path, parameters: Float64Array): Float64Array {
  const size = (i: number): number => (directions[i]?.isDiagonal ? Math.abs(parameters[i]) : 0);
  const largest = parameters.reduce((most, _, i) => Math.max(most, size(i)), LIFT);
  return parameters.map((v, i) =>
    directions[i]?.isDiagonal && Math.abs(v) < LIFT * largest ? LIFT * largest : v,
  );
}

/** The working factor with no direction collapsed. */
export function liftedFactor({ structure, optimum }: MixedFit): Float64Array {
  const G = covarianceFromFactor(optimum.at.T, structure.k);
  return factorFromCovariance(insideCone(G, structure), structure.k);
}

/** A basis of the term whose first directions are the rows of the given random effects. */
function termBasis(fit: MixedFit, t: number, effects: readonly number[]): TermBasis {
  const { start: from, size } = fit.structure.blocks[t];
  const { back: B } = fit.model.terms[t];
  const rows = effects.map((a) => B.subarray(a * size, (a + 1) * size));
  const lengths = rows.map((row) => Math.hypot(...row));
  const { Q, R } = completeBasis(
    rows.map((row, i) => row.map((v) => v / lengths[i])),
    size,
  );
  // P = P'·Qᵀ, P' the identity but for the rows Rᵀ of the effects
  const r = effects.length;
  const P = new Float64Array(size * size);
  for (let i = 0; i < size; i++) P[i * size + i] = 1;
  for (let i = 0; i < r; i++) for (let j = 0; j <= i; j++) P[i * size + j] = R[j * r + i];
  const T = diagonalBlock(liftedFactor(fit), fit.structure.k, from, size);
  const rotated = multiply(transpose(Q, size, size), T, size, size, size);
  return {
    from,
    size,
    back: multiply(Q, invertLower(P, size, size), size, size, size),
    L: triangularFactor(multiply(P, rotated, size, size, size), size),
    scale: lengths[0],
  };
}

/** The entries of L that are free, and all of the other terms' factors, with their values at the optimum. */
function freeEntries(
  fit: MixedFit,
  t: number,
  basis: TermBasis,
  isFree: (row: number, col: number) => boolean,
): { directions: Direction[]; start: Float64Array } {
  const { k, blocks } = fit.structure;
  const T = liftedFactor(fit);
  const own = entries([{ start: 0, size: basis.size }]).filter(({ row, col }) => isFree(row, col));
  const others = entries(blocks.filter((_, other) => other !== t));
  return {
    directions: [
      ...own.map(({ row, col }) => ({
        matrix: inTerm(k, basis, [[row, col, 1]]),
        isDiagonal: row === col,
      })),
      ...others.map(({ row, col }) => unit(k, row, col)),
    ],
    start: Float64Array.of(
      ...own.map(({ row, col }) => basis.L[row * basis.size + col]),
      ...others.map(({ row, col }) => T[row * k + col]),
    ),
  };
}

/** Rows and columns of the lower triangles of blocks, by column. */
function entries(
  blocks: readonly { readonly start: number; readonly size: number }[],
): { readonly row: number; readonly col: number }[] {
  return blocks.flatMap(({ start, size }) =>
    Array.from({ length: size }, (_, col) =>
      Array.from({ length: size - col }, (__, i) => ({ row: start + col + i, col: start + col })),
    ).flat(),
  );
}

function unit(k: number, row: number, col: number): Direction {
  const matrix = new Float64Array(k * k);
  matrix[row * k + col] = 1;
  return { matrix, isDiagonal: row === col };
}

/** P⁻¹·L for an L with the given entries (row, column, value), at the term's place in k×k. */
function inTerm(
  k: number,
  { from, size, back }: TermBasis,
  L: readonly (readonly [number, number, number])[],
): Float64Array {
  const matrix = new Float64Array(k * k);
  for (const [row, col, value] of L)
    for (let i = 0; i < size; i++) matrix[(from + i) * k + from + col] += value * back[i * size + row];
  return matrix;
}
