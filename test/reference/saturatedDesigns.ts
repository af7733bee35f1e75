/**
 * Small random tables with about as many rows as effects, from one seed each: two crossed or nested factors, a fixed factor, a
 * covariate, and now and then a response that is made of the effects alone.
 */

import type { CellMatrix } from '../../src/index';
import { generator } from './randomDesigns';

export interface SaturatedDesign {
  readonly model: string;
  readonly method: 'ML' | 'REML';
  /** A header row and 8 to 16 rows of y, x, f, g, h. */
  readonly cells: CellMatrix;
}

const MODELS = [
  'y ~ f*x + (1 | f*g)',
  'y ~ f*x + (1 | g) + (1 | h)',
  'y ~ f*x + (x || g)',
  'y ~ f*x + (1 | g)',
  'y ~ f + (1 | g) + (x || h)',
  'y ~ x + (x | g)',
  'y ~ x + (1 | g/h)',
];

export function saturatedDesign(seed: number): SaturatedDesign {
  const random = generator(104729 * seed + 7);
  const model = MODELS[random.integer(MODELS.length)];
  const method = random.uniform() < 0.5 ? 'REML' : 'ML';
  const n = 8 + random.integer(9);
  const levels = { g: 3 + random.integer(4), h: 2 + random.integer(4), f: 2 + random.integer(2) };
  const isExact = random.uniform() < 0.1;
  const rows = Array.from({ length: n }, (_, i) => {
    const [g, h] = [random.integer(levels.g), random.integer(levels.h)];
    const f = i % levels.f;
    const x = Math.round(100 * random.normal()) / 100;
    const effects = 3 + 2 * x + ((7 * g) % 5);
    const noise = random.normal() + 0.5 * ((3 * h) % 4);
    return [isExact ? effects : Math.round(100 * (effects + noise)) / 100, x, `f${f}`, `g${g}`, `h${h}`];
  });
  return { model, method, cells: [['y', 'x', 'f', 'g', 'h'], ...rows] };
}

/** The same table with its rows in another order; 0 leaves them. */
export function reordered([header, ...rows]: CellMatrix, order: number): CellMatrix {
  const random = generator(31 * order + 5);
  const places = rows.map((row, i) => ({ row, at: order === 0 ? i : random.uniform() }));
  return [header, ...places.sort((a, b) => a.at - b.at).map(({ row }) => row)];
}
