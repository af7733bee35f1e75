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

/** How much less time the multiplications of large blocks take, which are compiled, than those of small ones. */
const COMPILED = 10;

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

/**
 * Multiplications are right within a factor of ten for most models; a million of them take about 2 ms. They are too few where there are
 * about as many effects as rows, or a handful of groups with many slopes, for the search is long there; and too many where a level of
 * one crossed factor meets few of another.
 */
export function modelSize(input: ModelInput, terms: ModelTerms = input.terms): ModelSize {
  const { table } = input;
  const rows = table.rowCount;
  const fixed = widthOf(table, terms.fixed);
  const blocks = terms.random.map((term) => widthOf(table, term.terms));
  const factors = factorsOf(table, terms, blocks);
  const random = sum(blocks);
  const parameters = sum(blocks.map((k) => (k * (k + 1)) / 2));
  const levelsPerEffect = Math.min(...factors.map(({ k, levels }) => levels / k));
  const isSeveral = factors.length > 1;
  const groups = sum(
    factors.map(
      ({ k, levels, blocks }) =>
        levels * ((isSeveral ? PER_LEVEL : 0) + k * (k + fixed) ** 2 + derivativesPerLevel(blocks, fixed)),
    ),
  );
  // One pass for all cross-products of columns, then evaluations that cost the same per group however many rows it has.
  const pass = 30 * rows + rows * (fixed + random) ** 2;
  const smallBlocks = groups + PER_TRIPLE * parameters ** 3;
  const largeBlocks = linked(table, factors);
  const evaluation = smallBlocks + largeBlocks;
  const overhead = OVERHEAD[isSeveral ? 1 : 0];
  // Evaluations are divided, but not the decomposition of a Hessian, nor the exact one of several factors.
  const step = isSeveral ? smallBlocks + largeBlocks / COMPILED : PER_DECOMPOSITION * parameters ** 3;
  return {
    input,
    rows,
    levels: factors.map(({ levels }) => levels),
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

/**
 * What a level of a factor adds to the derivatives: products of pairs of entries of its matrices, both in the rows of one term and the
 * columns of one, the same or another.
 *
 * @param blocks random effects of each term
 */
function derivativesPerLevel(blocks: readonly number[], fixed: number): number {
  const entries = sum(blocks.map((k) => (k * (k + 1)) / 2));
  const within = sum(blocks.map((k) => ((k * (k + 1)) / 2) ** 2));
  const squares = sum(blocks.map((k) => k ** 2));
  const between = (squares ** 2 - sum(blocks.map((k) => k ** 4))) / 2;
  return 3 * (within + between) + (entries * fixed * (fixed + 1)) / 2;
}

/** A grouping factor: its columns, its levels, and the random effects of each of them in all terms. */
interface Factor {
  readonly names: readonly string[];
  readonly levels: number;
  readonly k: number;
  /** Of each term. */
  readonly blocks: readonly number[];
}

/** @param blocks random effects per level of each term */
function factorsOf(table: Table, { random }: ModelTerms, blocks: readonly number[]): Factor[] {
  const factors = new Map<string, Factor>();
  random.forEach(({ groupLabel, group }, at) => {
    const names = group.map(({ label }) => label);
    const known = factors.get(groupLabel);
    const own = [...(known?.blocks ?? []), blocks[at]];
    factors.set(groupLabel, {
      names,
      levels: known?.levels ?? levelCount(table, names),
      k: sum(own),
      blocks: own,
    });
  });
  return [...factors.values()];
}

/**
 * What the effects cost that levels of other factors link. All factors but the largest are held in full, unless they turn out to be
 * nested; what all of them are named for, as g of `(1 | g) + (1 | g:v)`, parts the data, whatever they hold.
 */
function linked(table: Table, factors: readonly Factor[]): number {
  if (factors.length < 2) return 0;
  const effects = factors.map(({ k, levels }) => k * levels);
  const common = factors[0].names.filter((name) => factors.every(({ names }) => names.includes(name)));
  if (common.length === 0) return (sum(effects) - Math.max(...effects)) ** 3;
  const parts = levelCount(table, common);
  return parts * (sum(effects) / parts) ** 3;
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

/** Levels of a grouping factor, counted for each column; of several columns together no more than there are rows. */
function levelCount(table: Table, names: readonly string[]): number {
  const counts = names.map((name) => {
    const column = table.columns.get(name);
    if (!column) return table.rowCount;
    return column.kind === 'factor' ? column.levels.length : distinctValues(column.values);
  });
  return Math.min(
    table.rowCount,
    counts.reduce((product, count) => product * count, 1),
  );
}

const distinct = new WeakMap<Float64Array, number>();

/** With more levels than this the others are not counted: a model with as many is large either way. */
const MOST_COUNTED = 20_000;

/** How many numbers there are in a column, counted once: taken for as many as rows, they would make a small model a large one. */
function distinctValues(values: Float64Array): number {
  const known = distinct.get(values);
  if (known !== undefined) return known;
  const found = new Set<number>();
  for (let i = 0; i < values.length && found.size <= MOST_COUNTED; i++) found.add(values[i]);
  const count = found.size <= MOST_COUNTED ? found.size : values.length;
  distinct.set(values, count);
  return count;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
