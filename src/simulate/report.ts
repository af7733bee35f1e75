/** Simulated data as a table. */

import { columnsOf, reportOf, tableOf, type Report } from '../layout/report';
import type { Simulated } from './request';

/** One row per value under a header row, as data stand in a sheet. */
export function simulatedReport({ columns }: Simulated): Report {
  const titled = columnsOf(
    ...columns.map(
      ({ title, isLabel, isCount }) =>
        [title, title, isLabel ? 'text' : isCount ? 'count' : 'number'] as const,
    ),
  );
  const rows = Array.from({ length: columns[0].values.length }, (_, i) =>
    columns.map(({ values }) => values[i]),
  );
  return reportOf([tableOf('data', titled, rows)]);
}
