/** A fit as text, in the layout of lme4's and lmerTest's summary. */

import type { DegreesOfFreedom, FitResult, FixedEffect, NamedMatrix, VarianceComponent } from '../src/index';
import { abbreviate, formatColumn, formatFixed, formatPValues, padEnd, padStart, stars } from './rFormat';

/** Significant digits of estimates, as lme4 prints them. */
const DIGITS = 4;

/** Correlations of more coefficients than this are not printed, as in lme4. */
const MOST_CORRELATIONS = 20;

const DDF_NAMES: Readonly<Record<DegreesOfFreedom, string>> = {
  satterthwaite: "t-tests use Satterthwaite's method",
  'kenward-roger': "t-tests use Kenward-Roger's method",
  residual: 't-tests use the residual degrees of freedom',
  asymptotic: 'z-tests use the normal distribution',
};

const LEGEND = "Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1";

/** @param data what the data are called in the printout */
export function printSummary(fit: FitResult, data: string): string {
  const sections = [
    [title(fit), `Formula: ${fit.formula}`, `   Data: ${data}`],
    criterion(fit),
    ['Scaled residuals: ', ...scaledResiduals(fit.scaledResidualQuantiles)],
    fit.family === 'mixed'
      ? [...randomEffects(fit), counts(fit)]
      : [`Residual standard error: ${residualError(fit)}`],
    fixedEffects(fit),
    fit.fixedEffects.length > 1 ? correlations(fit.correlation) : [],
    fit.warnings.map(({ message }) => `Warning: ${message}`),
  ];
  const texts = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function title({ family, method, ddf }: FitResult): string {
  if (family === 'linear') return 'Linear model fit by least squares';
  const by = method === 'REML' ? 'REML' : 'maximum likelihood';
  return `Linear mixed model fit by ${by}. ${DDF_NAMES[ddf]}`;
}

function criterion(fit: FitResult): string[] {
  if (fit.family === 'mixed' && fit.method === 'REML') {
    return [`REML criterion at convergence: ${fit.criterion.toFixed(1)}`];
  }
  const names = ['AIC', 'BIC', 'logLik', '-2*log(L)', 'df.resid'];
  const values = [fit.aic, fit.bic, fit.logLik, -2 * fit.logLik].map((value) => value.toFixed(1));
  return table([names, [...values, String(fit.dfResidual)]]);
}

function scaledResiduals(quantiles: readonly number[]): string[] {
  const names = ['Min', '1Q', 'Median', '3Q', 'Max'];
  return table([names, quantiles.map((quantile) => formatFixed(quantile, 4))]);
}

/** Rows of cells as lines, every column right-aligned and one blank between columns. */
function table(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]!.map((_, j) => padStart(rows.map((row) => row[j]!)));
  return rows.map((_, i) => columns.map((column) => column[i]).join(' '));
}

function randomEffects(fit: FitResult): string[] {
  const rows = [...fit.varianceComponents.flatMap(componentRows), residualRow(fit.sigma)];
  const variances = formatColumn(
    rows.map(({ variance }) => variance),
    DIGITS,
  );
  const deviations = formatColumn(
    rows.map(({ deviation }) => deviation),
    DIGITS,
  );
  const columns = [
    ['Groups', ...rows.map(({ group }) => group)],
    ['Name', ...rows.map(({ name }) => name)],
    ['Variance', ...variances],
    ['Std.Dev.', ...deviations],
  ];
  const width = Math.max(...rows.map(({ correlations }) => correlations.length));
  for (let j = 0; j < width; j++) {
    columns.push([j === 0 ? 'Corr' : '', ...rows.map(({ correlations }) => correlations[j] ?? '')]);
  }
  const padded = columns.map(padEnd);
  const lines = rows.map((_, i) => padded.map((column) => column[i + 1]).join(' '));
  return [
    'Random effects:',
    ` ${padded.map((column) => column[0]).join(' ')}`,
    ...lines.map((line) => ` ${line}`),
  ];
}

interface VarianceRow {
  readonly group: string;
  readonly name: string;
  readonly variance: number;
  readonly deviation: number;
  readonly correlations: readonly string[];
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
    variance: covariance[i]![i]!,
    deviation: standardDeviations[i]!,
    correlations: correlations[i]!.slice(0, i).map((value) =>
      value === null ? ' NaN' : value.toFixed(2).padStart(5),
    ),
  }));
}

function residualRow(sigma: number): VarianceRow {
  return { group: 'Residual', name: '', variance: sigma * sigma, deviation: sigma, correlations: [] };
}

function counts({ nobs, groups }: FitResult): string {
  const perGroup = Object.entries(groups).map(([name, count]) => `${name}, ${count}`);
  return `Number of obs: ${nobs}, groups:  ${perGroup.join('; ')}`;
}

function residualError({ sigma, nobs, fixedEffects: { length } }: FitResult): string {
  return `${formatColumn([sigma], DIGITS)[0]} on ${nobs - length} degrees of freedom`;
}

function fixedEffects({ fixedEffects: effects, droppedColumns }: FitResult): string[] {
  if (effects.length === 0) return ['No fixed effects'];
  const scale = coefficientDecimals(effects);
  const both = formatColumn(
    [...effects.map((effect) => effect.estimate), ...effects.map((effect) => effect.standardError)].map((x) =>
      round(x, scale),
    ),
    DIGITS,
  );
  const asymptotic = effects.every(({ df }) => df === null);
  const letter = asymptotic ? 'z' : 't';
  const columns: [string, string[]][] = [
    ['Estimate', both.slice(0, effects.length)],
    ['Std. Error', both.slice(effects.length)],
    [
      `${letter} value`,
      formatColumn(
        effects.map(({ statistic }) => round(statistic, 3)),
        DIGITS,
      ),
    ],
    [`Pr(>|${letter}|)`, formatPValues(effects.map(({ pValue }) => pValue))],
  ];
  if (!asymptotic)
    columns.splice(2, 0, [
      'df',
      formatColumn(
        effects.map(({ df }) => round(df ?? Infinity, 3)),
        DIGITS,
      ),
    ]);
  const names = padEnd(['', ...effects.map(({ term }) => term)]);
  const padded = columns.map(([heading, cells]) => padStart([heading, ...cells]));
  const marks = ['', ...effects.map(({ pValue }) => stars(pValue))];
  const lines = names.map((name, i) => [name, ...padded.map((column) => column[i]), marks[i]].join(' '));
  const dropped =
    droppedColumns.length > 0 ? [`(left out as linear combinations: ${droppedColumns.join(', ')})`] : [];
  const legend = marks.some((mark) => mark.trim() !== '') ? ['---', LEGEND] : [];
  return ['Fixed effects:', ...lines, ...dropped, ...legend];
}

/** Decimals that leave the smallest estimate or standard error four digits: R's printCoefmat. */
function coefficientDecimals(effects: readonly FixedEffect[]): number {
  const sizes = effects
    .flatMap(({ estimate, standardError }) => [Math.abs(estimate), standardError])
    .filter((size) => size > 0 && Number.isFinite(size));
  const smallest = sizes.length > 0 ? 1 + Math.floor(Math.log10(Math.min(...sizes))) : 0;
  return Math.max(1, DIGITS - smallest);
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
      names.slice(0, -1).map((__, j) => (j <= i ? formatFixed(values[i + 1]![j]!, 3).padStart(6) : '')),
    );
  const columns = names
    .slice(0, -1)
    .map((name, j) => padEnd([abbreviate(name, 6), ...rows.map((row) => row[j]!)]));
  const labels = padEnd(['', ...names.slice(1).map((name) => abbreviate(name, 11))]);
  return [
    'Correlation of Fixed Effects:',
    ...labels.map((label, i) => [label, ...columns.map((column) => column[i])].join(' ')),
  ];
}
