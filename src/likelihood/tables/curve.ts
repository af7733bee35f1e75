/** Likelihood curves as tables. */

import { columnsOf, reportOf, tableOf, type Report } from '../../layout/report';
import type { LikelihoodCurve } from '../curve';

/** The parameter's name as header of its values, Log-likelihood, Relative likelihood, Quadratic approximation. */
export function likelihoodCurveReport({ parameter, points, remarks }: LikelihoodCurve): Report {
  const columns = columnsOf(
    ['value', parameter, 'number'],
    ['logLik', 'Log-likelihood', 'criterion'],
    ['relative', 'Relative likelihood', 'share'],
    ['quadratic', 'Quadratic approximation', 'share'],
  );
  const rows = points.map(({ value, logLik, relative, quadratic }) =>
    // Where the data are impossible there is no point of a chart.
    [value, logLik === -Infinity ? null : logLik, relative, quadratic],
  );
  return reportOf([tableOf('curve', columns, rows)], { notes: remarks });
}
