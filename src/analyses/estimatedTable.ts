/** Tables of estimates that have names, standard errors and limits: marginal means, slopes, and contrasts of either. */

import {
  columnsOf,
  endless,
  levelValues,
  limitColumns,
  reportOf,
  tableOf,
  UNDETERMINED,
  type Report,
  type ReportTable,
  type Value,
} from '../layout/report';
import { percent } from '../layout/words';
import type { EffectSize } from '../means/effectSize';

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
  /** The estimate in standard deviations, with limits of its own. */
  readonly effect?: EffectSize;
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

export function estimatedReport(name: string, table: EstimatedTable): Report {
  return reportOf([estimatedSection(name, table)]);
}

/** Labels, estimate, standard error, degrees of freedom, limits; then tests, effect sizes and letters where there are some. */
export function estimatedSection(
  name: string,
  table: EstimatedTable,
  title: string | null = null,
): ReportTable {
  const { labels, estimateName, rows, level, statisticName, notes } = table;
  const has = {
    tests: statisticName !== null,
    effects: rows.some(({ effect }) => effect !== undefined),
    letters: rows.some(({ letters }) => letters !== undefined),
  };
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
    ...(has.effects ? effectColumns(percent(level)) : []),
    ...(has.letters ? ([['letters', 'Letters', 'text']] as const) : []),
  );
  const named = labels.map((_, i) => levelValues(rows.map((row) => row.labels[i])));
  const values = rows.map((row, r) => [...named.map((column) => column[r]), ...rowValues(row, has)]);
  return tableOf(name, columns, values, { title, notes });
}

function effectColumns(ends: string): ReturnType<typeof limitColumns> {
  return [
    ['effect', 'Effect size', 'number'],
    ['effectStandardError', 'Std. Error', 'standardError'],
    ['effectLower', `Lower ${ends}`, 'limit'],
    ['effectUpper', `Upper ${ends}`, 'limit'],
  ];
}

/** What a table has beside estimates and limits. */
interface Extras {
  readonly tests: boolean;
  readonly effects: boolean;
  readonly letters: boolean;
}

const NO_EFFECT: EffectSize = { size: NaN, standardError: NaN, lower: NaN, upper: NaN };

function rowValues(row: EstimatedRow, has: Extras): Value[] {
  const { undetermined } = row;
  const known = (value: number | null): Value => {
    if (undetermined !== undefined) return { none: undetermined };
    return Number.isNaN(value) ? UNDETERMINED : endless(value);
  };
  const { size, standardError, lower, upper } = row.effect ?? NO_EFFECT;
  return [
    known(row.estimate),
    known(row.standardError),
    known(row.df),
    known(row.lower),
    known(row.upper),
    ...(has.tests ? [known(row.statistic), known(row.pValue)] : []),
    ...(has.effects ? [size, standardError, lower, upper].map(known) : []),
    ...(has.letters ? [row.letters ?? ''] : []),
  ];
}
