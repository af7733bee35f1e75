/**
 * The minimum of the model of L-BFGS-B over the parameters that are free at the Cauchy point: Byrd, Lu, Nocedal and Zhu (1995),
 * section 5.1, with the matrix K of Zhu, Byrd, Lu and Nocedal (1997), algorithm 778, kept up from one iteration to the next.
 *
 * As there, K is left alone in an iteration that has no free parameter, though the memory has a new pair then. What it has
 * missed stays missing: K is no longer that of the model, often not even of the right definiteness, in which case the search
 * begins anew with an empty memory. R's `optim()` inherits this, and so do its counts.
 */

import { choleskyInPlace } from '../linalg/dense';

/** A step and the change of the gradient along it. */
export interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
}

export class Subspace {
  /** Products over free and over fixed parameters: Y'ZZ'Y; below it L_a + R_z and S'AA'S. 2m×2m, lower triangle in blocks. */
  private readonly N: Float64Array;
  /** Upper triangular factor of K, 2c×2c with c pairs in the memory; null before the first and where there is none. */
  private factor: Float64Array | null = null;
  private isFree: boolean[];
  private entering: number[] = [];
  private leaving: number[] = [];

  /**
   * @param d parameters
   * @param m pairs in the memory, at most
   */
  constructor(
    private readonly d: number,
    private readonly m: number,
  ) {
    this.N = new Float64Array(4 * m * m);
    this.isFree = Array.from({ length: d }, () => true);
  }

  /** Which parameters are free from now on. The first time nothing is said to have changed. */
  setFree(free: readonly number[], isFirst: boolean): void {
    const now = this.isFree.map((_, i) => free.includes(i));
    const all = isFirst ? [] : now.map((_, i) => i);
    this.entering = all.filter((i) => now[i] && !this.isFree[i]);
    this.leaving = all.filter((i) => !now[i] && this.isFree[i]);
    this.isFree = now;
  }

  /**
   * Brings K up to the memory and to the parameters that are free.
   *
   * @param memory pairs, the newest last
   * @param theta scale of the model
   * @param updates pairs since the memory was last empty
   * @param isNew whether the newest pair has come since the last iteration
   * @returns whether K has the definiteness that it should have
   */
  update(memory: readonly Pair[], theta: number, updates: number, isNew: boolean): boolean {
    if (!isNew && this.entering.length === 0 && this.leaving.length === 0) return this.factor !== null;
    if (isNew && updates > this.m) this.shift();
    if (isNew) this.include(memory);
    this.exchange(memory, isNew ? memory.length - 1 : memory.length);
    this.factor = this.factorize(memory, theta);
    return this.factor !== null;
  }

  /**
   * The step from the Cauchy point to the minimum of the model over the free parameters.
   *
   * @param slope minus the slope of the model at the Cauchy point, for each of them
   */
  step(memory: readonly Pair[], theta: number, free: readonly number[], slope: Float64Array): Float64Array {
    const c = memory.length;
    const size = 2 * c;
    const U = this.factor as Float64Array;
    const w = new Float64Array(size);
    memory.forEach(({ step, change }, j) => {
      w[j] = sumOver(free, (i, k) => change[i] * slope[k]);
      w[c + j] = theta * sumOver(free, (i, k) => step[i] * slope[k]);
    });
    solveTransposedInPlace(U, size, w);
    for (let j = 0; j < c; j++) w[j] = -w[j];
    solveInPlace(U, size, w);
    return slope.map((g, k) => {
      let sum = g;
      memory.forEach(({ step, change }, j) => {
        sum += (change[free[k]] * w[j]) / theta + step[free[k]] * w[c + j];
      });
      return sum / theta;
    });
  }

  private at(row: number, column: number): number {
    return row * 2 * this.m + column;
  }

  /** Forgets the oldest pair. */
  private shift(): void {
    const { N, m } = this;
    for (let j = 0; j < m - 1; j++)
      for (let i = 0; i < m - 1; i++) {
        if (i >= j) {
          N[this.at(i, j)] = N[this.at(i + 1, j + 1)];
          N[this.at(m + i, m + j)] = N[this.at(m + i + 1, m + j + 1)];
        }
        N[this.at(m + i, j)] = N[this.at(m + i + 1, j + 1)];
      }
  }

  /** Takes in the newest pair. */
  private include(memory: readonly Pair[]): void {
    const { N, m, d, isFree } = this;
    const last = memory.length - 1;
    const { step, change } = memory[last];
    const all = Array.from({ length: d }, (_, i) => i);
    const free = all.filter((i) => isFree[i]);
    const fixed = all.filter((i) => !isFree[i]);
    memory.forEach((pair, j) => {
      N[this.at(last, j)] = sumOver(free, (i) => change[i] * pair.change[i]);
      N[this.at(m + last, m + j)] = sumOver(fixed, (i) => step[i] * pair.step[i]);
      N[this.at(m + last, j)] = sumOver(fixed, (i) => step[i] * pair.change[i]);
    });
    memory.forEach((pair, j) => {
      N[this.at(m + j, last)] = sumOver(free, (i) => pair.step[i] * change[i]);
    });
  }

  /** Moves what the parameters that have become free, or fixed, contribute to the first `count` pairs. */
  private exchange(memory: readonly Pair[], count: number): void {
    const { N, m, entering, leaving } = this;
    const moved = (product: (i: number) => number): number =>
      sumOver(entering, product) - sumOver(leaving, product);
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) {
        const [p, q] = [memory[a], memory[b]];
        if (b <= a) {
          N[this.at(a, b)] += moved((i) => p.change[i] * q.change[i]);
          N[this.at(m + a, m + b)] -= moved((i) => p.step[i] * q.step[i]);
        }
        const cross = moved((i) => p.step[i] * q.change[i]);
        N[this.at(m + a, b)] += a <= b ? cross : -cross;
      }
  }

  /** K = [D + Y'ZZ'Y/θ, (R_z − L_a)'; R_z − L_a, θ·S'AA'S] as U'EU with E = diag(−I, I); null where that cannot be. */
  private factorize(memory: readonly Pair[], theta: number): Float64Array | null {
    const { N, m } = this;
    const c = memory.length;
    const first = new Float64Array(c * c);
    const cross = new Float64Array(c * c);
    const second = new Float64Array(c * c);
    for (let a = 0; a < c; a++)
      for (let b = 0; b < c; b++) {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        first[a * c + b] =
          N[this.at(high, low)] / theta + (a === b ? dot(memory[a].step, memory[a].change) : 0);
        second[a * c + b] = N[this.at(m + high, m + low)] * theta;
        cross[a * c + b] = N[this.at(m + a, b)] * (b < a ? -1 : 1);
      }
    if (!choleskyInPlace(first, c)) return null;
    // Rows of J = (R_z − L_a)·L⁻ᵀ.
    const J = Array.from({ length: c }, (_, a) => {
      const row = cross.slice(a * c, a * c + c);
      for (let i = 0; i < c; i++) {
        for (let k = 0; k < i; k++) row[i] -= first[i * c + k] * row[k];
        row[i] /= first[i * c + i];
      }
      return row;
    });
    for (let a = 0; a < c; a++) for (let b = 0; b < c; b++) second[a * c + b] += dot(J[a], J[b]);
    if (!choleskyInPlace(second, c)) return null;
    return upperFactor(first, J, second, c);
  }
}

/** [L₁ᵀ, Jᵀ; 0, L₂ᵀ], row-major. */
function upperFactor(
  first: Float64Array,
  J: readonly Float64Array[],
  second: Float64Array,
  c: number,
): Float64Array {
  const size = 2 * c;
  const U = new Float64Array(size * size);
  for (let a = 0; a < c; a++)
    for (let b = 0; b < c; b++) {
      if (a <= b) U[a * size + b] = first[b * c + a];
      if (a <= b) U[(c + a) * size + c + b] = second[b * c + a];
      U[a * size + c + b] = J[b][a];
    }
  return U;
}

/** x ← U⁻ᵀ·x. */
function solveTransposedInPlace(U: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= U[k * n + i] * x[k];
    x[i] /= U[i * n + i];
  }
}

/** x ← U⁻¹·x. */
function solveInPlace(U: Float64Array, n: number, x: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= U[i * n + k] * x[k];
    x[i] /= U[i * n + i];
  }
}

function sumOver(list: readonly number[], term: (i: number, place: number) => number): number {
  let sum = 0;
  list.forEach((i, place) => (sum += term(i, place)));
  return sum;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
