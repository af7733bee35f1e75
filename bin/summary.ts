/** A fit as text, in the layout of lme4's and lmerTest's summary. */

import {
  criterionOf,
  LINEAR_LIKELIHOOD,
  ddfWords,
  hasMaximum,
  takenSentence,
  type FitResult,
  type FixedEffect,
  type NamedMatrix,
  type VarianceComponent,
} from '../src/index';
import { abbreviate, formatColumn, formatFixed, formatPValues, padEnd, padStart, stars } from './rFormat';

/** Significant digits of estimates, as lme4 prints them. */
const DIGITS = 4;

/** Correlations of more coefficients than this are not printed, as in lme4. */
const MOST_CORRELATIONS = 20;

const LEGEND = "Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1";

/** @param data what the data are called in the printout */
export function printSummary(fit: FitResult, data: string): string {
  const opening = [
    title(fit),
    `Formula: ${fit.formula}`,
    ...takenSentence(fit).map((line) => `         ${line}`),
    `   Data: ${data}`,
  ];
  const warnings = fit.warnings.map(({ message }) => `Warning: ${message}`);
  const sections = hasMaximum(fit)
    ? [opening, ...estimates(fit), warnings]
    : [opening, [counts(fit)], warnings];
  const texts = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function estimates(fit: FitResult): string[][] {
  return [
    criterion(fit),
    ['Scaled residuals: ', ...scaledResiduals(fit.scaledResidualQuantiles)],
    fit.family === 'mixed'
      ? [...randomEffects(fit), counts(fit)]
      : [`Residual standard error: ${residualError(fit)}`],
    fixedEffects(fit),
    fit.fixedEffects.length > 1 ? correlations(fit.correlation) : [],
  ];
}

function title({ family, method, ddf }: FitResult): string {
  if (family === 'linear') return 'Linear model fit by least squares';
  const by = method === 'REML' ? 'REML' : 'maximum likelihood';
  return `Linear mixed model fit by ${by}. ${ddfWords(ddf).summary}`;
}

function criterion(fit: FitResult): string[] {
  const { isRestricted, name, value, column, logLik } = criterionOf(fit);
  if (isRestricted) return [`${name} at convergence: ${value.toFixed(1)}`];
  const names = ['AIC', 'BIC', 'logLik', column, 'df.resid'];
  const values = [fit.aic, fit.bic, logLik, value].map((one) => one.toFixed(1));
  const row = namedRow(names, [...values, String(fit.dfResidual)]);
  return fit.family === 'linear' ? [...row, `(${LINEAR_LIKELIHOOD})`] : row;
}

function scaledResiduals(quantiles: readonly number[]): string[] {
  const names = ['Min', '1Q', 'Median', '3Q', 'Max'];
  return namedRow(
    names,
    quantiles.map((quantile) => formatFixed(quantile, 4)),
  );
}

/** Two lines, names over values, all of one width. */
function namedRow(names: readonly string[], values: readonly string[]): string[] {
  const cells = padStart([...names, ...values]);
  return [cells.slice(0, names.length).join(' '), cells.slice(names.length).join(' ')];
}

function randomEffects(fit: FitResult): string[] {
  const rows = [...fit.varianceComponents.flatMap(componentRows), residualRow(fit.sigma)];
  const variances = determinedColumn(rows.map(({ variance }) => variance));
  const deviations = determinedColumn(rows.map(({ deviation }) => deviation));
  const columns = [
    ['Groups', ...rows.map(({ group }) => group)],
    ['Name', ...rows.map(({ name }) => name)],
    ['Variance', ...variances],
    ['Std.Dev.', ...deviations],
  ];
  correlationColumns(rows).forEach((column, j) => columns.push([j === 0 ? 'Corr' : '', ...column]));
  const padded = columns.map(padEnd);
  const lines = rows.map((_, i) => padded.map((column) => column[i + 1]).join(' '));
  return [
    'Random effects:',
    ` ${padded.map((column) => column[0]).join(' ')}`,
    ...lines.map((line) => ` ${line}`),
  ];
}

/** A dash for what the data do not determine; a warning below the tables says so. */
function determinedColumn(values: readonly number[]): string[] {
  const known = formatColumn(
    values.filter((value) => !Number.isNaN(value)),
    DIGITS,
  );
  let at = 0;
  return padStart(values.map((value) => (Number.isNaN(value) ? '-' : known[at++])));
}

/** The lower triangles of the correlation matrices, one text per row in each column. */
function correlationColumns(rows: readonly VarianceRow[]): string[][] {
  const count = Math.max(...rows.map(({ correlations }) => correlations.length));
  return Array.from({ length: count }, (_, j) =>
    rows.map(({ correlations }) => (j < correlations.length ? correlation(correlations[j]) : '')),
  );
}

function correlation(r: number | null): string {
  if (r === null) return formatFixed(NaN, 2);
  return Number.isNaN(r) ? '-' : formatFixed(r, 2);
}

interface VarianceRow {
  readonly group: string;
  readonly name: string;
  readonly variance: number;
  readonly deviation: number;
  readonly correlations: readonly (number | null)[];
}

function componentRows({
  group,
  terms,
  covariance,
  standardDeviations,
  correlations,
}: VarianceComponent): VarianceRow[] {
  return terms.map((name, i) => ({
    group: i === 0 ? group : '',
    name,
    variance: covariance[i][i],
    deviation: standardDeviations[i],
    correlations: correlations[i].slice(0, i),
  }));
}

function residualRow(sigma: number): VarianceRow {
  return { group: 'Residual', name: '', variance: sigma * sigma, deviation: sigma, correlations: [] };
}

function counts({ nobs, groups }: FitResult): string {
  const perGroup = groups.map(({ group, levels }) => `${group}, ${levels}`);
  return `Number of obs: ${nobs}, groups:  ${perGroup.join('; ')}`;
}

function residualError({ sigma, nobs, fixedEffects: { length } }: FitResult): string {
  return `${formatColumn([sigma], DIGITS)[0]} on ${nobs - length} degrees of freedom`;
}

function fixedEffects({ fixedEffects: effects, droppedColumns }: FitResult): string[] {
  if (effects.length === 0) return ['No fixed effects'];
  const asymptotic = effects.every(({ df }) => df === null);
  const letter = asymptotic ? 'z' : 't';
  const columns = [
    ...coefficientColumns(effects, asymptotic),
    [`${letter} value`, ...formatColumn(numbers(effects, 'statistic', 3), DIGITS)],
    [`Pr(>|${letter}|)`, ...formatPValues(effects.map(({ pValue }) => pValue))],
  ].map(padStart);
  const marks = ['', ...effects.map(({ pValue }) => stars(pValue))];
  const names = padEnd(['', ...effects.map(({ term }) => term)]);
  const lines = names.map((name, i) => [name, ...columns.map((column) => column[i]), marks[i]].join(' '));
  const dropped =
    droppedColumns.length > 0 ? [`(left out as linear combinations: ${droppedColumns.join(', ')})`] : [];
  const legend = marks.some((mark) => mark.trim() !== '') ? ['---', LEGEND] : [];
  return ['Fixed effects:', ...lines, ...dropped, ...legend];
}

/**
 * Estimates, standard errors and degrees of freedom under their headings, with common decimals: as many as leave the
 * smallest of them four digits, as R's printCoefmat does.
 */
function coefficientColumns(effects: readonly FixedEffect[], asymptotic: boolean): string[][] {
  const keys = (['estimate', 'standardError', 'df'] as const).slice(0, asymptotic ? 2 : 3);
  const sizes = keys
    .flatMap((key) => effects.map((effect) => Math.abs(effect[key] ?? Infinity)))
    .filter((size) => size > 0 && Number.isFinite(size));
  const smallest = sizes.length > 0 ? 1 + Math.floor(Math.log10(Math.min(...sizes))) : 0;
  const decimals = Math.max(1, DIGITS - smallest);
  const texts = formatColumn(
    keys.flatMap((key) => numbers(effects, key, decimals)),
    DIGITS,
  );
  const headings = ['Estimate', 'Std. Error', 'df'];
  return keys.map((_, j) => [headings[j], ...texts.slice(j * effects.length, (j + 1) * effects.length)]);
}

function numbers(
  effects: readonly FixedEffect[],
  key: 'estimate' | 'standardError' | 'df' | 'statistic',
  decimals: number,
): number[] {
  return effects.map((effect) => round(effect[key] ?? Infinity, decimals));
}

function round(value: number, decimals: number): number {
  return Number.isFinite(value) ? Number(value.toFixed(Math.min(decimals, 100))) : value;
}

function correlations({ names, values }: NamedMatrix): string[] {
  if (names.length > MOST_CORRELATIONS) {
    return [`(The correlations of the ${names.length} fixed effects are not printed: --json has them.)`];
  }
  const rows = names
    .slice(1)
    .map((_, i) =>
      names.slice(0, -1).map((__, j) => (j <= i ? formatFixed(values[i + 1][j], 3).padStart(6) : '')),
    );
  const columns = names
    .slice(0, -1)
    .map((name, j) => padEnd([abbreviate(name, 6), ...rows.map((row) => row[j])]));
  const labels = padEnd(['', ...names.slice(1).map((name) => abbreviate(name, 11))]);
  return [
    'Correlation of Fixed Effects:',
    ...labels.map((label, i) => [label, ...columns.map((column) => column[i])].join(' ')),
  ];
}
