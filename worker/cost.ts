/** How long an answer will take, roughly, before it is begun: enough to decide where it runs. */

import type { Analysis, AnalysisKind, ModelInput, ModelTerms, Table, Terms } from '../src/index';

/** Columns taken for a variable that is computed, such as poly(x, 3) or factor(x): not known before it is. */
const COMPUTED_WIDTH = 5;

/** Evaluations of the criterion a fit usually needs, derivatives included. */
const EVALUATIONS = 20;

/** Multiplications per triple of covariance parameters in one evaluation: the Hessian, turned to theta and solved with. */
const PER_TRIPLE = 40;

/** Evaluations, in fits, that the profile of one parameter takes: its limits, or its curve. */
const FITS_PER_LIMITS = 20;
const FITS_PER_CURVE = 30;

/** With several factors, rows times levels beyond which LMER.CHECK leaves no level out. */
const MOST_LEFT_OUT = 5_000_000;

/** What may be done at once: some milliseconds, and some tens where the code runs for the first time. */
export const SMALL_COST = 1e6;

/** What the cost of a question depends on. */
interface Size {
  readonly rows: number;
  /** Levels of all grouping factors together, and how many factors there are. */
  readonly levels: number;
  readonly factors: number;
  /** Fixed effects, and random effects per row. */
  readonly fixed: number;
  readonly random: number;
  /** Covariance parameters. */
  readonly parameters: number;
  /** Multiplications of one pass over the rows, and of one evaluation. */
  readonly pass: number;
  readonly evaluation: number;
}

type Fits<K extends AnalysisKind> = (size: Size, question: Analysis<K>, input: ModelInput) => number;

/** Every kind of question in fits of its model: one that is missing here does not compile. */
const FITS: { readonly [K in AnalysisKind]: Fits<K> } = {
  summary: (size, _, input) => denominators(size, input),
  anova: (size, _, input) => denominators(size, input),
  residuals: () => 1,
  groups: () => 1,
  trends: () => 1,
  code: () => 0,
  deviance: (_, { theta }) => 1 + theta.length / EVALUATIONS,
  randomTests: (_, __, { terms }) => 1 + removable(terms),
  comparison: (size, _, { table, others = [] }) =>
    1 + others.reduce((sum, terms) => sum + costOf(sizeOf(table, terms)), 0) / costOf(size),
  check: (size) => 1 + leavingOut(size) / costOf(size),
  predict: (size, { interval, newData }) =>
    1 + (interval === 'none' ? 0 : limits(size, newData?.length ?? size.rows) / costOf(size)),
  intervals: (size, { type, parameter }) =>
    type === 'wald' ? 1 : 1 + FITS_PER_LIMITS * profiled(size, parameter),
  profile: (size, { parameter }) => 1 + FITS_PER_CURVE * profiled(size, parameter),
};

/**
 * Multiplications, within a factor of ten or so: one pass over the rows for all cross-products of columns, then
 * evaluations that cost the same per group however many rows it has. A million of them take about 2 ms.
 */
export function fitCost<K extends AnalysisKind = 'summary'>(
  input: ModelInput,
  question: Analysis<K> = { kind: 'summary' } as Analysis<K>,
): number {
  const size = sizeOf(input.table, input.terms);
  const fits = FITS[question.kind] as unknown as Fits<K>;
  return costOf(size) * fits(size, question, input);
}

function costOf({ pass, evaluation }: Size): number {
  return pass + EVALUATIONS * evaluation;
}

/** Kenward and Roger's covariance of the fixed effects takes a matrix per pair of parameters. */
function denominators({ parameters }: Size, { options }: ModelInput): number {
  return options.ddf === 'kenward-roger' ? 1 + parameters : 1;
}

/** Terms of the random part that are tested one by one. */
function removable({ random }: ModelTerms): number {
  return random.reduce((sum, { terms }) => sum + Math.max(1, terms.terms.length), 0);
}

/** With several factors every level is left out in a pass and an evaluation of its own. */
function leavingOut({ rows, levels, factors, pass, evaluation }: Size): number {
  return factors < 2 || levels * rows > factors * MOST_LEFT_OUT ? 0 : levels * (pass + evaluation);
}

/** Errors of predictions, and their differences by each parameter. */
function limits({ fixed, random, parameters, evaluation }: Size, rows: number): number {
  const steps = 2 * parameters + 1;
  return steps * (evaluation + rows * (fixed + random) ** 2);
}

/** How many parameters are looked at: all, unless one is named. */
function profiled({ fixed, parameters }: Size, parameter: string): number {
  const isOne = parameter.trim() !== '' && !parameter.trim().endsWith('_');
  return isOne ? 1 : fixed + parameters + 1;
}

function sizeOf(table: Table, terms: ModelTerms): Size {
  const rows = table.rowCount;
  const fixed = widthOf(table, terms.fixed);
  const blocks = terms.random.map((term) => ({
    factor: term.groupLabel,
    k: widthOf(table, term.terms),
    levels: levelCount(
      table,
      term.group.map(({ label }) => label),
    ),
  }));
  const random = sum(blocks.map(({ k }) => k));
  const parameters = sum(blocks.map(({ k }) => (k * (k + 1)) / 2));
  const effects = new Map<string, number>();
  for (const { factor, k, levels } of blocks) effects.set(factor, (effects.get(factor) ?? 0) + k * levels);
  // All factors but the largest are held in full, unless they turn out to be nested.
  const counts = [...effects.values()];
  const remaining = sum(counts) - Math.max(0, ...counts);
  const groups = sum(blocks.map(({ k, levels }) => levels * k * (k + fixed) ** 2));
  const levelsOf = new Map(blocks.map(({ factor, levels }) => [factor, levels]));
  return {
    rows,
    levels: sum([...levelsOf.values()]),
    factors: levelsOf.size,
    fixed,
    random,
    parameters,
    pass: 30 * rows + rows * (fixed + random) ** 2,
    evaluation: groups + remaining ** 3 + PER_TRIPLE * parameters ** 3,
  };
}

/** Columns of one side of a formula. */
function widthOf(table: Table, { intercept, terms, variables }: Terms): number {
  const widths = variables.map(({ label, expr }) => {
    if (expr.type !== 'name') return COMPUTED_WIDTH;
    const column = table.columns.get(expr.name) ?? table.columns.get(label);
    return column?.kind === 'factor' ? Math.max(1, column.levels.length - 1) : 1;
  });
  const columns = terms.map((term) => term.variables.reduce((product, v) => product * widths[v], 1));
  return sum(columns) + (intercept ? 1 : 0);
}

/** Levels of a grouping factor; a column of numbers may have as many as it has rows. */
function levelCount(table: Table, names: readonly string[]): number {
  const counts = names.map((name) => {
    const column = table.columns.get(name);
    return column?.kind === 'factor' ? column.levels.length : table.rowCount;
  });
  return Math.min(
    table.rowCount,
    counts.reduce((product, count) => product * count, 1),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
