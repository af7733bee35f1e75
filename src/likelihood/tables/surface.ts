/** Likelihood surfaces laid out in cells. */

import type { LikelihoodSurface } from '../surface';
import type { OutputCell, OutputMatrix } from '../../layout/types';
import { WITH_LABELS, type CellOptions } from '../../layout/cells';

/** The log-likelihood; how far it is below its maximum; or the likelihood relative to its maximum, in [0, 1]. */
export type SurfaceScale = 'loglik' | 'difference' | 'relative';

/**
 * The values of the second parameter across the first row, those of the first down the first column, and the surface
 * between them; the corner says which is which and what became of the other parameters, and how
 * a density as text was read where that could be otherwise. Where the data are impossible the
 * likelihood is 0 and its logarithm an empty cell. Without labels the surface alone.
 */
export function likelihoodSurfaceCells(
  surface: LikelihoodSurface,
  scale: SurfaceScale = 'loglik',
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const top = surface.maximum.logLik;
  const cell = (logLik: number): OutputCell => {
    if (scale === 'relative') return Math.exp(Math.min(0, logLik - top));
    if (logLik === -Infinity) return null;
    return scale === 'difference' ? logLik - top : logLik;
  };
  const [down, across] = surface.values;
  const rows = surface.logLik.map((row) => Array.from(row, cell));
  if (!options.labels) return rows;
  return [[corner(surface), ...across], ...rows.map((row, i) => [down[i], ...row])];
}

/** `mu \ sigma2; tau2 at its best`. */
function corner({ names, others, maximum }: LikelihoodSurface): string {
  const rest = others.map(({ name, value }) =>
    value === null ? `${name} at its best` : `${name} = ${Number(value.toPrecision(6))}`,
  );
  return [names.join(' \\ '), ...rest, ...maximum.remarks].join('; ');
}
