/** A fit in one line of text, as a cell shows it. */

import type { FitResult } from './fitResult';

export function modelLine({
  formula,
  method,
  criterion,
  logLik,
  nobs,
  groups,
  singular,
  family,
}: FitResult): string {
  const fitted =
    family === 'linear'
      ? `log-likelihood ${criterionText(logLik)}`
      : method === 'REML'
        ? `REML criterion ${criterionText(criterion)}`
        : `ML log-likelihood ${criterionText(logLik)}`;
  const sizes = Object.entries(groups).map(([name, count]) => `${count} ${name}`);
  const parts = [fitted, [`${nobs} rows`, ...sizes].join(', '), ...(singular ? ['boundary fit'] : [])];
  return `${formula}: ${parts.join('; ')}`;
}

/** Digits enough to tell one fit from another. */
function criterionText(value: number): string {
  return String(Number(value.toPrecision(8)));
}
