/**
 * Sums over the groups from which value, gradient and Hessian of the profiled criterion are put together.
 *
 * One flat array, so that a block of groups is summed on its own and then added: with packed symmetric k×k arrays of
 * kk = k(k+1)/2 entries (index i for K_i, S = s·sᵀ, B = A·M⁻¹·Aᵀ), H = R_X⁻¹·Aᵀ (p×k):
 *
 *   SK, SS, SB   Σ K, Σ S, Σ B                                   kk each
 *   KK, KS, KB   Σ K_i·K_j, Σ K_i·S_j, Σ K_i·B_j                 one for each pair (i, j), kk×kk where all of them are needed
 *   f            Σ H·E_i·s                                       p for each entry of G, kk where all are needed
 *   F            Σ H·E_i·Hᵀ, packed lower triangle               p(p+1)/2 likewise
 *
 * E_i is the symmetric unit matrix of entry i: e_a·e_bᵀ + e_b·e_aᵀ, or e_a·e_aᵀ. Where G has many blocks, as that of
 * `(x + y + z || g)`, few entries and few pairs of them are in any derivative.
 */

import type { CovarianceStructure } from '../../covariance/structure';
import { packedIndex } from '../../linalg/dense';
import { unitsOf } from '../evaluation';

export interface AccumulatorLayout {
  readonly kk: number;
  readonly pp: number;
  readonly SK: number;
  readonly SS: number;
  readonly SB: number;
  readonly KK: number;
  readonly KS: number;
  readonly KB: number;
  readonly f: number;
  readonly F: number;
  readonly length: number;
  /** The pairs of entries in their order, of which `at` gives the place; null for all, row by row. */
  readonly pairs: EntryPairs | null;
  /** Row and column of the entries of G that f and F are for, in their order. */
  readonly rows: Int32Array;
  readonly cols: Int32Array;
}

export interface EntryPairs {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** kk×kk: the place of each pair, -1 for those that are not needed. */
  readonly at: Int32Array;
}

/** @param p fixed effects */
export function accumulatorLayout(structure: CovarianceStructure, p: number): AccumulatorLayout {
  const { k } = structure;
  const pairs = fewPairs(structure);
  const { rows, cols } = pairs ? structure : allEntries(k);
  const kk = (k * (k + 1)) / 2;
  const pp = (p * (p + 1)) / 2;
  const count = pairs ? pairs.first.length : kk * kk;
  const KK = 3 * kk;
  const f = KK + 3 * count;
  const F = f + rows.length * p;
  return {
    ...{ kk, pp, pairs, rows, cols },
    ...{ SK: 0, SS: kk, SB: 2 * kk },
    ...{ KK, KS: KK + count, KB: KK + 2 * count },
    ...{ f, F, length: F + rows.length * pp },
  };
}

/** Where KK, KS and KB have the product of the entries i and j. */
export function pairPlace({ pairs, kk }: AccumulatorLayout, i: number, j: number): number {
  return pairs ? pairs.at[i * kk + j] : i * kk + j;
}

/** The place of parameter i of the structure in f and F. */
export function entryPlace(
  { pairs }: AccumulatorLayout,
  { rows, cols }: CovarianceStructure,
  i: number,
): number {
  return pairs ? i : packedIndex(rows[i], cols[i]);
}

/** The pairs that are needed where it pays to sum them one by one. The kernels for one and two effects sum all. */
function fewPairs(structure: CovarianceStructure): EntryPairs | null {
  const { k, blocks } = structure;
  if (k <= 2 || blocks.length === 1) return null;
  const pairs = neededPairs(structure);
  return 2 * pairs.first.length < pairs.at.length ? pairs : null;
}

/** Those in the trace of E_i·K·E_j·K, and with S or B in place of the second K, for any two parameters i and j. */
function neededPairs(structure: CovarianceStructure): EntryPairs {
  const kk = (structure.k * (structure.k + 1)) / 2;
  const units = Array.from({ length: structure.m }, (_, i) => unitsOf(structure, i)).flat();
  const at = new Int32Array(kk * kk).fill(-1);
  const first: number[] = [];
  const second: number[] = [];
  const add = (i: number, j: number): void => {
    if (at[i * kk + j] >= 0) return;
    at[i * kk + j] = first.length;
    first.push(i);
    second.push(j);
  };
  for (const [a, b] of units)
    for (const [c, d] of units) {
      const [bc, da] = [packedIndex(b, c), packedIndex(d, a)];
      add(bc, da);
      add(da, bc);
    }
  return { first: Int32Array.from(first), second: Int32Array.from(second), at };
}

function allEntries(k: number): { rows: Int32Array; cols: Int32Array } {
  const rows: number[] = [];
  const cols: number[] = [];
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      rows.push(a);
      cols.push(b);
    }
  return { rows: Int32Array.from(rows), cols: Int32Array.from(cols) };
}
