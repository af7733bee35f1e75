/**
 * A fit as text in the layout of lme4's and lmerTest's summary, so that the two can be compared line by line: the tables of its
 * report in R's order, under R's titles and with R's digits.
 */

import {
  blockReport,
  columnsOf,
  criterionOf,
  ddfWords,
  factsOf,
  hasMaximum,
  LINEAR_LIKELIHOOD,
  placeOf,
  reportOf,
  sectionOf,
  tableOf,
  takenSentence,
  toText,
  type FitResult,
  type ReportTable,
} from '../src/index';
import { abbreviate, estimateTexts, LEGEND, stars, SUMMARY_STYLES } from './rFormat';

/** Correlations of more coefficients than this are not printed, as in lme4. */
const MOST_CORRELATIONS = 20;

/** @param data what the data are called in the printout */
export function printSummary(fit: FitResult, data: string): string {
  const opening = [
    title(fit),
    `Formula: ${fit.formula}`,
    ...takenSentence(fit).map((line) => `         ${line}`),
    `   Data: ${data}`,
  ];
  const sections = hasMaximum(fit) ? estimates(fit) : [sentences(counts(fit))];
  return toText(reportOf(sections, { opening, warnings: fit.warnings }), SUMMARY_STYLES);
}

function estimates(fit: FitResult): ReportTable[] {
  const report = blockReport(fit, 'fit');
  return [
    criterion(fit),
    { ...sectionOf(report, 'scaledResiduals'), title: 'Scaled residuals:' },
    fit.family === 'mixed'
      ? randomEffects(fit, sectionOf(report, 'varianceComponents'))
      : sentences(`Residual standard error: ${residualError(fit)}`),
    fixedEffects(fit, sectionOf(report, 'fixedEffects')),
    ...(fit.fixedEffects.length > 1 ? [correlations(fit)] : []),
  ];
}

function title({ family, method, ddf }: FitResult): string {
  if (family === 'linear') return 'Linear model fit by least squares';
  const by = method === 'REML' ? 'REML' : 'maximum likelihood';
  return `Linear mixed model fit by ${by}. ${ddfWords(ddf).summary}`;
}

/** Sentences that stand by themselves. */
function sentences(...notes: string[]): ReportTable {
  return tableOf('sentences', [], [], { notes });
}

function criterion(fit: FitResult): ReportTable {
  const { isRestricted, name, value, column, logLik } = criterionOf(fit);
  if (isRestricted) return sentences(`${name} at convergence: ${value.toFixed(1)}`);
  return factsOf(
    'criterion',
    null,
    [
      ['AIC', fit.aic, 'informationCriterion'],
      ['BIC', fit.bic, 'informationCriterion'],
      ['logLik', logLik, 'criterion'],
      [column, value, 'criterion'],
      ['df.resid', fit.dfResidual, 'count'],
    ],
    { notes: fit.family === 'linear' ? [`(${LINEAR_LIKELIHOOD})`] : [] },
  );
}

/** The name of a factor stands once over its terms; lme4 writes NaN for correlations with what does not vary. */
function randomEffects(fit: FitResult, table: ReportTable): ReportTable {
  const places = [...fit.varianceComponents.flatMap(({ terms }) => terms.map((_, i) => i)), 0];
  const [group, first] = [placeOf(table, 'group'), placeOf(table, 'deviation') + 1];
  const rows = table.rows.map((row, i) =>
    row.map((value, j) => {
      if (j === group) return places[i] === 0 ? value : null;
      return value === null && j >= first && j < first + places[i] ? 'NaN' : value;
    }),
  );
  const correlationTitles = table.columns
    .slice(first)
    .map(({ name }, j) => [name, j === 0 ? 'Corr' : ''] as const);
  const titles = [
    ['group', 'Groups'],
    ['term', 'Name'],
    ['variance', 'Variance'],
    ['deviation', 'Std.Dev.'],
    ...correlationTitles,
  ] as const;
  return { ...columnsUnder({ ...table, rows }, titles), title: 'Random effects:', notes: [counts(fit)] };
}

/** Some columns of a table under other titles. */
function columnsUnder(
  table: ReportTable,
  titles: readonly (readonly [name: string, title: string])[],
): ReportTable {
  const places = titles.map(([name]) => placeOf(table, name));
  return {
    ...table,
    columns: titles.map(([, title], j) => ({ ...table.columns[places[j]], title })),
    rows: table.rows.map((row) => places.map((place) => row[place])),
  };
}

function counts({ nobs, groups }: FitResult): string {
  const perGroup = groups.map(({ group, levels }) => `${group}, ${levels}`);
  return `Number of obs: ${nobs}, groups:  ${perGroup.join('; ')}`;
}

function residualError({ sigma, nobs, fixedEffects: { length } }: FitResult): string {
  return `${estimateTexts([sigma])[0]} on ${nobs - length} degrees of freedom`;
}

/** With R's marks of significance in a last column. */
function fixedEffects(
  { fixedEffects: effects, droppedColumns, ddf }: FitResult,
  table: ReportTable,
): ReportTable {
  if (effects.length === 0) return sentences('No fixed effects');
  const letter = ddf === 'asymptotic' ? 'z' : 't';
  const { columns, rows } = columnsUnder(table, [
    ['term', ''],
    ['estimate', 'Estimate'],
    ['standardError', 'Std. Error'],
    ...(ddf === 'asymptotic' ? [] : [['df', 'df'] as const]),
    ['statistic', `${letter} value`],
    ['pValue', `Pr(>|${letter}|)`],
  ]);
  const marks = effects.map(({ pValue }) => stars(pValue));
  const dropped =
    droppedColumns.length > 0 ? [`(left out as linear combinations: ${droppedColumns.join(', ')})`] : [];
  return tableOf(
    table.name,
    [...columns, ...columnsOf(['marks', '', 'text'])],
    rows.map((row, i) => [...row, marks[i]]),
    {
      title: 'Fixed effects:',
      notes: [...dropped, ...(marks.some((mark) => mark !== '') ? ['---', LEGEND] : [])],
    },
  );
}

/** The lower triangle, under names cut short. */
function correlations(fit: FitResult): ReportTable {
  const { length } = fit.correlation.names;
  if (length > MOST_CORRELATIONS)
    return sentences(`(The correlations of the ${length} fixed effects are not printed: --json has them.)`);
  const table = sectionOf(blockReport(fit, 'correlation'), 'correlation');
  const [label, ...columns] = table.columns;
  const rows = table.rows
    .slice(1)
    .map(([name, ...values], i) => [
      abbreviate(String(name), 11),
      ...values.slice(0, -1).map((value, j) => (j <= i ? value : null)),
    ]);
  const short = columns.slice(0, -1).map((one) => ({ ...one, title: abbreviate(String(one.title), 6) }));
  return tableOf(table.name, [label, ...short], rows, { title: 'Correlation of Fixed Effects:' });
}
