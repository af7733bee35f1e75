/** A fit in one line of text, as a cell shows it. */

import { criterionOf } from './criterion';
import type { FitResult } from './fitResult';
import { hasMaximum } from './noMaximum';

export function modelLine(fit: FitResult): string {
  const { formula, nobs, groups, singular } = fit;
  const { name, value, logLikName, logLik, isRestricted } = criterionOf(fit);
  const fitted = !hasMaximum(fit)
    ? 'the likelihood has no maximum'
    : isRestricted
      ? `${name} ${criterionText(value)}`
      : `${logLikName.toLowerCase()} ${criterionText(logLik)}`;
  const sizes = groups.map(({ group, levels }) => `${levels} ${group}`);
  const parts = [fitted, [`${nobs} rows`, ...sizes].join(', '), ...(singular ? ['boundary fit'] : [])];
  return `${formula}: ${parts.join('; ')}`;
}

/** Digits enough to tell one fit from another. */
function criterionText(value: number): string {
  return String(Number(value.toPrecision(8)));
}
