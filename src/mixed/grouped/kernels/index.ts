/** Chooses the work per group: unrolled for one and two random effects, general otherwise. */

import type { AccumulatorLayout } from '../accumulators';
import type { GroupStatistics } from '../statistics';
import * as general from './general';
import type { GroupWork } from '../../evaluation';
import type { PhaseTwoInput } from './general';
import * as one from './one';
import * as two from './two';

export interface Kernel {
  factorGroups(
    stats: GroupStatistics,
    T: Float64Array,
    work: GroupWork,
    M: Float64Array,
    from: number,
    to: number,
  ): number;
  accumulateGroups(
    stats: GroupStatistics,
    work: GroupWork,
    input: PhaseTwoInput,
    layout: AccumulatorLayout,
    out: Float64Array,
    from: number,
    to: number,
  ): void;
}

/** @param k random effects per group, 0 or more */
export function kernelFor(k: number): Kernel {
  if (k === 1) return one;
  return k === 2 ? two : general;
}
