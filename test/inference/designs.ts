/** Random designs of one and two grouping factors for tests of profiles. */

import type { ModelMatrices } from '../../src/design/types';
import { type DesignShape, generator, randomMatrices } from '../reference/randomDesigns';

export const SHAPE: DesignShape = {
  seed: 1,
  terms: [1],
  groups: 7,
  rowsPerGroup: 4,
  slopes: 1,
  singletons: false,
  spread: 1,
  scale: 1,
  shift: 0,
};

/** A second factor of three levels, crossed with the first. */
export function crossed(shape: DesignShape): ModelMatrices {
  const first = randomMatrices(shape);
  const random = generator(shape.seed + 5);
  const codes = Int32Array.from(first.y, () => random.integer(3));
  const effects = [0, 1, 2].map(() => shape.spread * random.normal());
  const group = { name: 'h', levels: ['a', 'b', 'c'], codes };
  const block = { group, name: 'h', Z: { names: ['(Intercept)'], columns: [first.X.columns[0]] } };
  return { ...first, y: first.y.map((v, i) => v + effects[codes[i]]), random: [...first.random, block] };
}
