/**
 * What is left of a result whose likelihood has no maximum: the model and its sizes. Everything that would be an estimate is NaN,
 * with one sentence that says why.
 */

import { CellmerError } from '../errors';
import { isMissing, type Missing, type Report, type Value } from '../layout/report';
import type { FitResult, NamedMatrix, VarianceComponent } from './fitResult';

/** Of one model among several. */
export const NO_MAXIMUM_REMARK =
  'the likelihood has no maximum: the fixed and random effects together can reproduce every row, so that it keeps rising as the ' +
  'residual variance goes to zero, and there are no estimates; fewer terms or more rows are needed';
export const NO_MAXIMUM = `${NO_MAXIMUM_REMARK[0].toUpperCase()}${NO_MAXIMUM_REMARK.slice(1)}.`;

/** For the warnings of a result. */
export const NO_MAXIMUM_WARNING = { code: 'no-maximum', message: NO_MAXIMUM } as const;

export function hasMaximum({ warnings }: Pick<FitResult, 'warnings'>): boolean {
  return warnings.every(({ code }) => code !== 'no-maximum');
}

/** @throws CellmerError `model` where a question is about estimates that do not exist */
export function requireMaximum({ hasMaximum: exists }: { readonly hasMaximum: boolean }): void {
  if (!exists) throw new CellmerError('model', NO_MAXIMUM);
}

/** What stands for a number that there is not. */
export const NO_ESTIMATES: Missing = { none: NO_MAXIMUM };

/** A report of such a result: the sentence is the reason of every number that is missing; others as they are. */
export function withReason(result: FitResult, report: Report): Report {
  if (hasMaximum(result)) return report;
  const isNone = (value: Value): boolean =>
    typeof value === 'number' ? !Number.isFinite(value) : isMissing(value);
  const sections = report.sections.map((table) => ({
    ...table,
    rows: table.rows.map((row) => row.map((value) => (isNone(value) ? NO_ESTIMATES : value))),
  }));
  return { ...report, sections };
}

/** @param result of the same model at any value of theta */
export function withoutEstimates(result: FitResult): FitResult {
  const { deviance, fixedEffects, randomEffects, varianceShares } = result;
  const none = { criterion: NaN, logLik: NaN, aic: NaN, bic: NaN, sigma: NaN, sigma2StandardError: null };
  return {
    ...result,
    ...none,
    deviance: deviance === null ? null : NaN,
    theta: result.theta.map(() => NaN),
    varianceComponents: result.varianceComponents.map(withoutCovariance),
    varianceShares: { ...unknown(varianceShares), random: varianceShares.random.map(() => NaN) },
    fixedEffects: fixedEffects.map((effect) => ({
      ...unknown(effect),
      df: result.ddf === 'asymptotic' ? null : NaN,
    })),
    vcov: withoutEntries(result.vcov),
    correlation: withoutEntries(result.correlation),
    randomEffects: randomEffects.map((effects) => ({
      ...effects,
      values: effects.values.map(() => NaN),
      conditionalVariance: effects.conditionalVariance.map(() => NaN),
    })),
    hessian: withoutEntries(result.hessian),
    fullCovariance: null,
    scaledResidualQuantiles: result.scaledResidualQuantiles.map(() => NaN),
    fitted: result.fitted.map(() => NaN),
    residuals: result.residuals.map(() => NaN),
    singular: false,
    converged: false,
    certificate: null,
  };
}

/** Every number NaN. */
function unknown<T extends object>(numbers: T): T {
  return Object.fromEntries(
    Object.entries(numbers).map(([key, value]) => [
      key,
      typeof value === 'number' ? NaN : (value as unknown),
    ]),
  ) as T;
}

function withoutCovariance(component: VarianceComponent): VarianceComponent {
  const { terms } = component;
  const square = <V>(value: V): V[][] => terms.map(() => terms.map(() => value));
  return {
    ...component,
    covariance: square(NaN),
    standardDeviations: terms.map(() => NaN),
    isZero: terms.map(() => false),
    correlations: square(NaN),
    standardErrors: square(null),
  };
}

function withoutEntries({ names, values }: NamedMatrix): NamedMatrix {
  return { names, values: values.map((row) => row.map(() => NaN)) };
}
