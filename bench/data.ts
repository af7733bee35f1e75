/** Seeded data for benchmarks, as plain cell values: rows of [group, x, y] with a random intercept and slope. */

import type { CellMatrix } from '../src/index';

/** Mulberry32, and normal deviates from it by Box and Muller. */
function generator(seed: number): { uniform(): number; normal(): number } {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/**
 * y = 2 + 0.7·x + b0 + b1·x + noise with sd(b0) = 1, sd(b1) = 0.5, sd(noise) = 1; rows in random order.
 *
 * @param labels whether groups are texts (`g000017`) or numbers
 */
export function slopeData(rows: number, groups: number, labels: 'text' | 'number', seed = 1): CellMatrix {
  const random = generator(seed);
  const b0 = Float64Array.from({ length: groups }, () => random.normal());
  const b1 = Float64Array.from({ length: groups }, () => 0.5 * random.normal());
  const names = Array.from({ length: groups }, (_, g) =>
    labels === 'text' ? `g${String(g).padStart(6, '0')}` : g + 1,
  );
  const cells: (string | number)[][] = [['g', 'x', 'y']];
  for (let i = 0; i < rows; i++) {
    const g = Math.floor(random.uniform() * groups);
    const x = 10 * random.uniform();
    cells.push([names[g], x, 2 + b0[g] + (0.7 + b1[g]) * x + random.normal()]);
  }
  return cells;
}
