/** Seeded data for benchmarks, as plain cell values: rows of [group, x, y] with a random intercept and slope. */

import type { CellMatrix } from '../src/index';
import { generator } from '../test/reference/randomDesigns';

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
