/** A sum over the rows in two parts: the rows with derivatives, added up, and which ones the others are. */

import type { Derivatives } from '../../optimize/objective';
import type { SumParts } from './series/stepSeries';

/** What is summed, a block of rows at a time. */
interface Summand {
  readonly node: { readonly deps: readonly number[] };
  readonly value: Float64Array;
  readonly gradient: readonly Float64Array[];
  /** Packed lower triangle over `deps`; empty where it is zero. */
  readonly hessian: readonly Float64Array[];
}

export class SplitSum implements SumParts {
  readonly singular: number[] = [];
  private value = 0;
  private readonly gradient: Float64Array;
  private readonly hessian: Float64Array;

  constructor(
    private readonly summand: Summand,
    private readonly d: number,
  ) {
    this.gradient = new Float64Array(d);
    this.hessian = new Float64Array(d * d);
  }

  get regular(): Derivatives {
    return { value: this.value, gradient: this.gradient, hessian: this.hessian };
  }

  /** The block that begins at row `from`. */
  add(from: number, count: number): void {
    const { value, gradient, hessian } = this.summand;
    const arrays = [...gradient, ...hessian];
    for (let i = 0; i < count; i++) {
      if (arrays.every((array) => Number.isFinite(array[i]))) this.addRow(value, i);
      else this.singular.push(from + i);
    }
  }

  private addRow(value: Float64Array, row: number): void {
    const { node, gradient, hessian } = this.summand;
    this.value += value[row];
    node.deps.forEach((p, k) => {
      this.gradient[p] += gradient[k][row];
      if (hessian.length === 0) return;
      for (let l = 0; l <= k; l++) {
        const second = hessian[(k * (k + 1)) / 2 + l][row];
        const q = node.deps[l];
        this.hessian[p * this.d + q] += second;
        if (q !== p) this.hessian[q * this.d + p] += second;
      }
    });
  }
}
