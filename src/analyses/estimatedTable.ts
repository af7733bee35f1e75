/** Tables of estimates that have names, standard errors and limits: marginal means, slopes, and contrasts of either. */

import {
  columnsOf,
  endless,
  limitColumns,
  reportOf,
  tableOf,
  type Report,
  type Value,
} from '../layout/report';
import { percent } from '../layout/words';

export interface EstimatedRow {
  /** One per label column. */
  readonly labels: readonly string[];
  /** The estimate and what follows are NaN where `undetermined` says why. */
  readonly estimate: number;
  readonly standardError: number;
  /** Null, and blank in the table, where the normal distribution takes their place. */
  readonly df: number | null;
  readonly lower: number;
  readonly upper: number;
  /** Of the test, where one was made. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Rows that share a letter do not differ. */
  readonly letters?: string;
  /** Why there is no number, in a sentence. */
  readonly undetermined?: string;
}

export interface EstimatedTable {
  /** Titles of the columns of labels. */
  readonly labels: readonly string[];
  /** Title of the estimates. */
  readonly estimateName: string;
  readonly rows: readonly EstimatedRow[];
  /** Of the limits, in (0, 1). */
  readonly level: number;
  /** Title of the statistic, where there are tests: `t`, `z`. */
  readonly statisticName: string | null;
  readonly notes: readonly string[];
}

/** Labels, estimate, standard error, degrees of freedom, limits; then tests and letters where there are some. */
export function estimatedReport(name: string, table: EstimatedTable): Report {
  const { labels, estimateName, rows, level, statisticName, notes } = table;
  const hasLetters = rows.some(({ letters }) => letters !== undefined);
  const columns = columnsOf(
    ...labels.map((label, i) => [`label${i === 0 ? '' : i + 1}`, label, 'label'] as const),
    ['estimate', estimateName, 'estimate'],
    ['standardError', 'Std. Error', 'standardError'],
    ['df', 'df', 'df'],
    ...limitColumns(percent(level)),
    ...(statisticName === null
      ? []
      : ([
          ['statistic', statisticName, 'statistic'],
          ['pValue', 'p value', 'p'],
        ] as const)),
    ...(hasLetters ? ([['letters', 'Group', 'text']] as const) : []),
  );
  const values = rows.map((row) => rowValues(row, statisticName !== null, hasLetters));
  return reportOf([tableOf(name, columns, values, { notes })]);
}

function rowValues(row: EstimatedRow, hasTests: boolean, hasLetters: boolean): Value[] {
  const { undetermined } = row;
  const known = (value: number | null): Value => {
    if (undetermined !== undefined) return { none: undetermined };
    return endless(value);
  };
  return [
    ...row.labels,
    known(row.estimate),
    known(row.standardError),
    known(row.df),
    known(row.lower),
    known(row.upper),
    ...(hasTests ? [known(row.statistic), known(row.pValue)] : []),
    ...(hasLetters ? [row.letters ?? ''] : []),
  ];
}
