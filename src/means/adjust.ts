/** P values and critical values of a family of comparisons, adjusted, and what was done in sentences. */

import { manyQuantiles } from '../distributions/manyQuantiles';
import {
  adjustmentNamed,
  bonferroni,
  unadjusted,
  type Adjustment,
  type AdjustmentName,
  type SingleStep,
  type SingleStepAdjustment,
  type TestFamily,
} from './adjustments';
import type { Stepwise } from './stepwise';

/** A statistic with its degrees of freedom, Infinity for z; NaN where the data do not determine it. */
export interface Tested {
  readonly statistic: number;
  readonly df: number;
}

export interface Adjusted {
  /** NaN where the data do not determine the statistic. */
  readonly pValues: Float64Array;
  /** What standard errors are multiplied by for limits. */
  readonly critical: Float64Array;
  /** What p values were adjusted by in the end. */
  readonly name: AdjustmentName;
  /** The same in words: `adjusted by ... for ...`; null where there is nothing to adjust for. */
  readonly words: string | null;
  /** What is to be said of p values and limits, in sentences. */
  readonly notes: readonly string[];
}

/** @param level at which the limits of the family hold, in (0, 1) */
export function adjusted(
  tests: readonly Tested[],
  family: TestFamily,
  wanted: AdjustmentName,
  level: number,
): Adjusted {
  const { adjustment, why } = replaced(adjustmentNamed(wanted), family);
  const forLimits = 'stepwise' in adjustment ? bonferroni : adjustment;
  const { pValue, critical, remark } = forLimits.singleStep(family);
  const words = family.count <= 1 ? null : wordsOf(adjustment, family);
  const notes = words === null ? [] : [sentence(words, adjustment, forLimits, why), remark ?? []].flat();
  return {
    pValues:
      'stepwise' in adjustment ? inSteps(tests, adjustment.stepwise, family.count) : each(tests, pValue),
    critical: manyQuantiles(
      (df) => critical(1 - level, df),
      Float64Array.from(tests, (test) => test.df),
    ),
    name: adjustment.name,
    words,
    notes,
  };
}

/** One comparison is compared with nothing else. */
function replaced(
  wanted: Adjustment,
  family: TestFamily,
): { readonly adjustment: Adjustment; readonly why: string | null } {
  if (family.count <= 1) return { adjustment: adjustmentNamed('none'), why: null };
  const other = wanted.instead?.(family) ?? null;
  if (other === null) return { adjustment: wanted, why: null };
  const next = replaced(adjustmentNamed(other.name), family);
  return { adjustment: next.adjustment, why: other.why };
}

function wordsOf(adjustment: Adjustment, family: TestFamily): string {
  return adjustment.name === 'none'
    ? `not adjusted for there being ${adjustment.counts(family)}`
    : `adjusted by ${adjustment.method} for ${adjustment.counts(family)}`;
}

function sentence(
  words: string,
  adjustment: Adjustment,
  forLimits: SingleStepAdjustment,
  why: string | null,
): string {
  const what =
    adjustment === forLimits
      ? `P values and limits are ${words}`
      : `P values are ${words}; limits, which have no such order, by ${forLimits.method}`;
  return why === null ? `${what}.` : `${what}, since ${why}.`;
}

function each(tests: readonly Tested[], pValue: SingleStep['pValue']): Float64Array {
  return Float64Array.from(tests, ({ statistic, df }) =>
    Number.isNaN(statistic) ? NaN : Math.min(1, pValue(Math.abs(statistic), df)),
  );
}

function inSteps(tests: readonly Tested[], stepwise: Stepwise, count: number): Float64Array {
  const found = each(tests, unadjusted.pValue);
  const order = [...found.keys()].filter((i) => !Number.isNaN(found[i])).sort((i, j) => found[i] - found[j]);
  const steps = stepwise(
    order.map((i) => found[i]),
    count,
  );
  order.forEach((i, rank) => (found[i] = steps[rank]));
  return found;
}
