/** The model as R code for lme4. */

import { deparse, quoteName } from '../formula';
import { doubleQuoted } from './expressions';
import type { ModelSketch, SketchColumn, SketchVariable } from './sketch';

export function rCode(sketch: ModelSketch): string[] {
  const isMixed = sketch.random.length > 0;
  const reml = sketch.method === 'REML' ? 'TRUE' : 'FALSE';
  const given = [
    sketch.formula,
    'data = d',
    ...(isMixed ? [`REML = ${reml}`] : []),
    ...furtherArguments(sketch),
  ];
  const fit = `m <- ${isMixed ? 'lmer' : 'lm'}(${given.join(', ')})`;
  return [
    ...(isMixed ? ['library(lme4)'] : []),
    ...(/\b(?:ns|bs)\(/.test(sketch.formula) ? ['library(splines)'] : []),
    ...contrastOptions(sketch),
    'd <- read.csv("data.csv", check.names = FALSE, stringsAsFactors = TRUE, na.strings = c("", "NA", "#N/A"))',
    ...sketch.predictors.flatMap(factorLines),
    ...meansWithoutMissing(sketch),
    fit,
    'summary(m)',
    ...(isMixed ? [] : [`logLik(m, REML = ${reml})`]),
  ];
}

/** R's own give NA for a group, or the whole column, in which one value is missing. */
function meansWithoutMissing({ formula, columns }: ModelSketch): string[] {
  if (!columns.some(({ hasMissing }) => hasMissing)) return [];
  const summaries = ['mean', 'median', 'sd', 'min', 'max'].filter((name) =>
    new RegExp(`\\b${name}\\(`).test(formula),
  );
  const home = (name: string): string => (name === 'median' || name === 'sd' ? 'stats' : 'base');
  return [
    ...summaries.map((name) => `${name} <- function(x, ...) ${home(name)}::${name}(x, na.rm = TRUE)`),
    ...(/\bave\(/.test(formula)
      ? ['ave <- function(x, ...) stats::ave(x, ..., FUN = function(v) base::mean(v, na.rm = TRUE))']
      : []),
  ];
}

function furtherArguments({ frame, start }: ModelSketch): string[] {
  const { weights, offset, subset, na } = frame;
  return [
    ...(weights ? [`weights = ${deparse(weights)}`] : []),
    ...(offset ? [`offset = ${deparse(offset)}`] : []),
    ...(subset ? [`subset = ${deparse(subset)}`] : []),
    ...(na === 'omit' ? [] : [`na.action = na.${na}`]),
    ...(start ? [`start = c(${start.join(', ')})`] : []),
  ];
}

function contrastOptions({ frame }: ModelSketch): string[] {
  const { all } = frame.contrasts;
  return all === 'treatment' ? [] : [`options(contrasts = c("contr.${all}", "contr.poly"))`];
}

/** Levels in the order of their bytes where R's locale would sort them otherwise, and contrasts of their own. */
function factorLines({ column, contrasts, hasOwnContrasts, kind, label, expr }: SketchVariable): string[] {
  if (column === null || expr.type !== 'name') {
    return hasOwnContrasts && contrasts
      ? [`# ${label} has ${contrasts.kind} contrasts: set them by C()`]
      : [];
  }
  const place = `d$${quoteName(column.name)}`;
  const lines: string[] = [];
  if (column.order !== undefined) lines.push(`${place} <- ${listed(place, column)}`);
  else if (column.looksNumeric) lines.push(`${place} <- factor(as.character(${place}))`);
  if (kind === 'boolean' && hasOwnContrasts) lines.push(`${place} <- factor(${place})`);
  if (kind === 'text' && column.order === undefined && !sortsAlike(column.levels))
    lines.push(`${place} <- factor(${place}, levels = sort(levels(${place}), method = "radix"))`);
  if (hasOwnContrasts && contrasts) {
    const { base } = contrasts;
    const matrix =
      base === undefined
        ? doubleQuoted(`contr.${contrasts.kind}`)
        : `contr.treatment(levels(${place}), base = which(levels(${place}) == ${doubleQuoted(base)}))`;
    lines.push(`contrasts(${place}) <- ${matrix}`);
  }
  return lines;
}

function listed(place: string, { levels, order }: SketchColumn): string {
  const ordered = order === 'ordered' ? ', ordered = TRUE' : '';
  return `factor(${place}, levels = c(${levels.map(doubleQuoted).join(', ')})${ordered})`;
}

/** Whether plain letters and digits come in the same order with and without regard to case. */
function sortsAlike(levels: readonly string[]): boolean {
  const folded = levels.map((level) => level.toLowerCase());
  return (
    levels.every((level) => /^[A-Za-z0-9]*$/.test(level)) &&
    folded.every((v, i) => i === 0 || folded[i - 1] < v)
  );
}
