/** Seeded random models of all sizes that somebody may ask for: many slopes on few rows, and crossed factors of many levels. */

import type { Cell, CellMatrix } from '../src/index';
import { generator } from '../test/reference/randomDesigns';

export interface RandomModel {
  readonly seed: number;
  readonly cells: CellMatrix;
  readonly formula: string;
  /** The model in a few words, for tables. */
  readonly words: string;
}

/** Random effects per group, and levels of each of two crossed factors, at most. */
const MOST_EFFECTS = 30;
const MOST_LEVELS = 2000;

type Random = ReturnType<typeof generator>;

/** Two of three have many slopes in one term or several, one of three crossed factors. */
export function randomModel(seed: number): RandomModel {
  const random = generator(seed);
  return { seed, ...(random.uniform() < 0.65 ? manySlopes(random) : crossed(random)) };
}

/** Between `least` and `most`, each order of magnitude as often. */
function anyOrder(random: Random, least: number, most: number): number {
  return Math.min(most, Math.floor(least * ((most + 1) / least) ** random.uniform()));
}

function manySlopes(random: Random): Omit<RandomModel, 'seed'> {
  const k = anyOrder(random, 1, MOST_EFFECTS);
  const groups = anyOrder(random, 3, 300);
  // More rows than effects, or the model is refused.
  const rows = Math.max(k * groups + 3, anyOrder(random, 20, 4000));
  const names = Array.from({ length: Math.max(2, k - 1) }, (_, c) => `x${c}`);
  const effects = names.map(() => Float64Array.from({ length: groups }, () => random.normal()));
  const cells: Cell[][] = [['y', 'g', 't', ...names]];
  for (let i = 0; i < rows; i++) {
    const g = i < groups ? i : random.integer(groups);
    const x = names.map(() => random.normal());
    const y = x.reduce((sum, v, c) => sum + (c < k - 1 ? effects[c][g] * v : 0), random.normal());
    cells.push([y, `g${g}`, `t${i % 3}`, ...x]);
  }
  const slopes = names.slice(0, k - 1).join(' + ');
  const isApart = random.uniform() < 0.25;
  const fixed = ['1', 't', 't + x0', `t * x0 + x1`][random.integer(4)];
  const term = k === 1 ? '(1 | g)' : isApart ? `(${slopes} || g)` : `(${slopes} | g)`;
  const words = `${rows} rows, ${groups} groups, ${k} effects${isApart && k > 1 ? ' apart' : ''}`;
  return { cells, formula: `y ~ ${fixed} + ${term}`, words };
}

function crossed(random: Random): Omit<RandomModel, 'seed'> {
  const a = anyOrder(random, 5, MOST_LEVELS);
  const b = anyOrder(random, 5, MOST_LEVELS);
  const rows = Math.max(2 * a, 2 * b, 30, anyOrder(random, 30, 20_000));
  const [ofA, ofB] = [a, b].map((levels) => Float64Array.from({ length: levels }, () => random.normal()));
  const cells: Cell[][] = [['y', 'a', 'b', 't', 'x0']];
  for (let i = 0; i < rows; i++) {
    const [g, h] = [i < a ? i : random.integer(a), i < b ? i : random.integer(b)];
    const x = random.normal();
    cells.push([ofA[g] + 0.5 * ofB[h] + 0.3 * x + random.normal(), `a${g}`, `b${h}`, `t${i % 3}`, x]);
  }
  const withSlope = random.uniform() < 0.3;
  const words = `${rows} rows, ${a} × ${b} levels${withSlope ? ', slopes' : ''}`;
  return { cells, formula: `y ~ t + x0 + (${withSlope ? 'x0' : '1'} | a) + (1 | b)`, words };
}
