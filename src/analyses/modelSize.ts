/** How large a model is, known before anything is evaluated: enough to say roughly what an answer about it costs. */

import type { ModelTerms, Terms } from '../formula/ast';
import type { ModelInput } from '../model/input';
import type { Table } from '../table/types';

/** Columns taken for a variable that is computed, such as poly(x, 3) or factor(x): not known before it is. */
const COMPUTED_WIDTH = 5;

/** Evaluations of the criterion a fit usually needs, derivatives included. */
export const EVALUATIONS = 20;

/** Multiplications per triple of covariance parameters in one evaluation: the Hessian, turned to theta and solved with. */
const PER_TRIPLE = 40;

/** Of these what the eigenvectors of the Hessian take, or what its inverse does and two products beside. */
const PER_DECOMPOSITION = 12;

/** What each evaluation takes in small models, as multiplications: with one factor, with several. */
const OVERHEAD = [5_000, 20_000] as const;

/** What each level of several factors takes besides. */
const PER_LEVEL = 150;

/** With fewer levels per random effect the engine looks for other minima, and with very few of them thoroughly. */
const FEW_LEVELS = 10;
const VERY_FEW_LEVELS = 6;
/** With more random effects it does not. */
const MOST_EFFECTS = 4;
/** How many evaluations that takes. */
const ROUGH = 60;
const THOROUGH = 250;

/** What the cost of a question depends on. */
export interface ModelSize {
  readonly input: ModelInput;
  readonly rows: number;
  /** Levels of each grouping factor. */
  readonly levels: readonly number[];
  /** Fixed effects, and random effects per row. */
  readonly fixed: number;
  readonly random: number;
  /** Covariance parameters. */
  readonly parameters: number;
  /** Multiplications of one pass over the rows, of one evaluation, and of a whole fit; and of the longest of its steps. */
  readonly pass: number;
  readonly evaluation: number;
  readonly fit: number;
  readonly step: number;
  /**
   * What a fit takes besides, in the same units: what every evaluation costs however small the model is, and the search for other
   * minima where grouping factors have few levels.
   */
  readonly beside: number;
}

/** Multiplications are right within a factor of ten or so; a million of them take about 2 ms. */
export function modelSize(input: ModelInput, terms: ModelTerms = input.terms): ModelSize {
  const { table } = input;
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
  const perLevel = new Map<string, number>();
  for (const { factor, k } of blocks) perLevel.set(factor, (perLevel.get(factor) ?? 0) + k);
  const levelsPerEffect = Math.min(...blocks.map(({ factor, levels }) => levels / perLevel.get(factor)!));
  // All factors but the largest are held in full, unless they turn out to be nested.
  const counts = [...effects.values()];
  const remaining = sum(counts) - Math.max(0, ...counts);
  const isSeveral = counts.length > 1;
  const groups = sum(
    [...perLevel].map(([factor, k]) => {
      const levels = Math.max(...blocks.filter((one) => one.factor === factor).map((one) => one.levels));
      return levels * ((isSeveral ? PER_LEVEL : 0) + k * (k + fixed) ** 2 + derivativesPerLevel(k, fixed));
    }),
  );
  // One pass for all cross-products of columns, then evaluations that cost the same per group however many rows it has.
  const pass = 30 * rows + rows * (fixed + random) ** 2;
  const evaluation = groups + remaining ** 3 + PER_TRIPLE * parameters ** 3;
  const overhead = OVERHEAD[isSeveral ? 1 : 0];
  // With one factor an evaluation is divided, but not the decomposition of its Hessian.
  const step = isSeveral ? evaluation : PER_DECOMPOSITION * parameters ** 3;
  return {
    input,
    rows,
    levels: [...new Map(blocks.map(({ factor, levels }) => [factor, levels])).values()],
    fixed,
    random,
    parameters,
    pass,
    evaluation,
    fit: pass + EVALUATIONS * evaluation,
    step: Math.max(pass, step),
    beside:
      EVALUATIONS * overhead +
      evaluationsElsewhere(random, levelsPerEffect, isSeveral) * (evaluation + overhead),
  };
}

/** What a level of a factor with k random effects adds to the derivatives: products of all pairs of entries of its k×k matrices. */
function derivativesPerLevel(k: number, fixed: number): number {
  const entries = (k * (k + 1)) / 2;
  return 3 * entries ** 2 + (entries * fixed * (fixed + 1)) / 2;
}

/** Evaluations, or as much in values alone, with which the engine looks for other minima. */
function evaluationsElsewhere(random: number, levelsPerEffect: number, isSeveral: boolean): number {
  if (random > MOST_EFFECTS || levelsPerEffect >= FEW_LEVELS) return 0;
  return levelsPerEffect < VERY_FEW_LEVELS || (isSeveral && random > 2) ? THOROUGH : ROUGH;
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
