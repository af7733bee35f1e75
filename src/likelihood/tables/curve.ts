/** Likelihood curves as tables. */

import { columnsOf, reportOf, tableOf, type Report } from '../../layout/report';
import type { CurvePoint, LikelihoodCurve } from '../curve';

export const CURVE_COLUMNS = ['value', 'loglik', 'likelihood', 'relative', 'quadratic'] as const;
export type CurveColumn = (typeof CURVE_COLUMNS)[number];

export interface CurveTable {
  /** In this order; default all but the likelihood itself. */
  readonly columns?: readonly CurveColumn[];
  /** What the curve is called, in place of what its columns hold, or before it where there are several. */
  readonly name?: string;
  /** Whether likelihoods have their factor without parameters; default true. */
  readonly hasConstant?: boolean;
}

const DEFAULT_COLUMNS: readonly CurveColumn[] = ['value', 'loglik', 'relative', 'quadratic'];

/** The parameter's name as header of its values, Log-likelihood, Relative likelihood, Quadratic approximation. */
export function likelihoodCurveReport(
  { parameter, points, constant, remarks }: LikelihoodCurve,
  { columns: wanted = DEFAULT_COLUMNS, name = '', hasConstant = true }: CurveTable = {},
): Report {
  const away = hasConstant ? 0 : constant;
  const shown = wanted.map((column) => ({ column, ...COLUMNS[column] }));
  const isAlone = shown.filter(({ column }) => column !== 'value').length === 1;
  const title = (column: CurveColumn): string => {
    if (column === 'value') return parameter;
    if (name === '') return COLUMNS[column].title;
    return isAlone ? name : `${name}: ${COLUMNS[column].title}`;
  };
  const columns = columnsOf(...shown.map(({ column, id, kind }) => [id, title(column), kind] as const));
  const rows = points.map((point) => shown.map(({ cell }) => cell(point, away)));
  return reportOf([tableOf('curve', columns, rows)], { notes: remarks });
}

interface Described {
  readonly id: string;
  readonly title: string;
  readonly kind: 'number' | 'criterion' | 'share';
  /** `away` is taken from the logarithm. */
  readonly cell: (point: CurvePoint, away: number) => number | null;
}

const COLUMNS: Readonly<Record<CurveColumn, Described>> = {
  value: { id: 'value', title: '', kind: 'number', cell: ({ value }) => value },
  loglik: {
    id: 'logLik',
    title: 'Log-likelihood',
    kind: 'criterion',
    // Where the data are impossible there is no point of a chart.
    cell: ({ logLik }, away) => (logLik === -Infinity ? null : logLik - away),
  },
  likelihood: {
    id: 'likelihood',
    title: 'Likelihood',
    kind: 'share',
    cell: ({ logLik }, away) => Math.exp(logLik - away),
  },
  relative: {
    id: 'relative',
    title: 'Relative likelihood',
    kind: 'share',
    cell: ({ relative }) => relative,
  },
  quadratic: {
    id: 'quadratic',
    title: 'Quadratic approximation',
    kind: 'share',
    cell: ({ quadratic }, away) => (quadratic === null ? null : quadratic - away),
  },
};
