/** Likelihood surfaces as tables. */

import { columnsOf, reportOf, tableOf, type Report } from '../../layout/report';
import type { LikelihoodSurface } from '../surface';

/** The log-likelihood; how far it is below its maximum; or the likelihood relative to its maximum, in [0, 1]. */
export type SurfaceScale = 'loglik' | 'difference' | 'relative';

/**
 * The values of the second parameter across the first row, those of the first down the first column, and the surface
 * between them; the corner says which is which and what became of the other parameters, and how
 * a density as text was read where that could be otherwise. Where the data are impossible the
 * likelihood is 0 and its logarithm an empty cell.
 */
export function likelihoodSurfaceReport(surface: LikelihoodSurface, scale: SurfaceScale = 'loglik'): Report {
  const top = surface.maximum.logLik;
  const shown = (logLik: number): number | null => {
    if (scale === 'relative') return Math.exp(Math.min(0, logLik - top));
    if (logLik === -Infinity) return null;
    return scale === 'difference' ? logLik - top : logLik;
  };
  const [down, across] = surface.values;
  const kind = scale === 'relative' ? 'share' : 'criterion';
  const columns = columnsOf(
    ['value', corner(surface), 'label'],
    ...Array.from(across, (value) => [String(value), value, kind] as const),
  );
  const rows = surface.logLik.map((row, i) => [down[i], ...Array.from(row, shown)]);
  return reportOf([tableOf('surface', columns, rows)]);
}

/** `mu \ sigma2; tau2 at its best`. */
function corner({ names, others, maximum }: LikelihoodSurface): string {
  const rest = others.map(({ name, value }) =>
    value === null ? `${name} at its best` : `${name} = ${Number(value.toPrecision(6))}`,
  );
  return [names.join(' \\ '), ...rest, ...maximum.remarks].join('; ');
}
