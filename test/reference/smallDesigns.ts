/**
 * Small random designs whose likelihood may have several maxima, from one seed each: few levels, unequal groups, one
 * factor with up to three random effects or two factors, crossed or nested, variances of very different size.
 */

import type { GroupingFactor, ModelMatrices, RandomBlock } from '../../src/design/types';
import { generator } from './randomDesigns';

type Random = ReturnType<typeof generator>;

export interface SmallDesign {
  readonly matrices: ModelMatrices;
  readonly reml: boolean;
  /** The random part in words, such as `(2 | g) + (1 | h)`: numbers of random effects. */
  readonly kind: string;
}

/** Sizes of the random terms on the factors g and h. */
const KINDS: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[1], []],
  [[2], []],
  [[1, 1], []],
  [[3], []],
  [[1, 1, 1], []],
  [[2, 1], []],
  [[1], [1]],
  [[2], [1]],
  [[1, 1], [1]],
  [[1], [2]],
  [
    [1, 1],
    [1, 1],
  ],
];

/** Rows outnumber all random and fixed effects together, so that there is a residual at every covariance. */
export function smallDesign(seed: number): SmallDesign {
  const random = generator(7919 * seed + 13);
  const kind = KINDS[random.integer(KINDS.length)];
  const levels = 3 + random.integer(random.uniform() < 0.7 ? 8 : 20);
  for (let perGroup = 2 + random.integer(6); ; perGroup++) {
    const design = designOf(random, kind, groupCodes(random, levels, perGroup));
    const { n, X, random: blocks } = design.matrices;
    const effects = blocks.reduce((sum, { group, Z }) => sum + group.levels.length * Z.columns.length, 0);
    if (n > effects + X.columns.length) return design;
  }
}

function designOf(random: Random, [onG, onH]: (typeof KINDS)[number], codes: readonly number[]): SmallDesign {
  const pool = columnPool(random, codes);
  const g = factorOf('g', codes);
  const h = factorOf('h', secondCodes(random, codes));
  const slopeFirst = random.uniform() < 0.15 ? 1 : 0;
  const blocks = [...blocksOf(g, onG, pool, slopeFirst), ...blocksOf(h, onH, pool, 0)];
  const X = pool.slice(0, 1 + random.integer(4));
  const words = (sizes: readonly number[], name: string): string[] => sizes.map((k) => `(${k} | ${name})`);
  return {
    matrices: {
      n: codes.length,
      y: response(random, pool, blocks),
      X: { names: X.map((_, j) => `x${j}`), columns: X },
      assign: Int32Array.from(X, (_, j) => j - 1),
      termLabels: X.slice(1).map((_, j) => `x${j + 1}`),
      random: blocks,
      offset: null,
      weights: null,
      formula: 'y ~ ...',
      responseName: 'y',
      droppedRows: 0,
      keptRows: null,
    },
    reml: random.uniform() < 0.5,
    kind: [...words(onG, 'g'), ...words(onH, 'h')].join(' + '),
  };
}

/** Group numbers of the rows; sizes may differ much. */
function groupCodes(random: Random, levels: number, perGroup: number): number[] {
  const isEven = random.uniform() < 0.3;
  return Array.from({ length: levels }, (_, g) => {
    const size = isEven ? perGroup : 1 + random.integer(2 * perGroup);
    return new Array<number>(size).fill(g);
  }).flat();
}

/** Crossed with the first factor, or each level within one of the first's. */
function secondCodes(random: Random, codes: readonly number[]): number[] {
  if (random.uniform() < 0.25) return codes.map((g) => 3 * g + random.integer(3));
  const levels = 3 + random.integer(6);
  return codes.map(() => random.integer(levels));
}

function factorOf(name: string, raw: readonly number[]): GroupingFactor {
  const found = [...new Set(raw)].sort((a, b) => a - b);
  return {
    name,
    levels: found.map((level) => `${name}${level}`),
    codes: Int32Array.from(raw, (level) => found.indexOf(level)),
  };
}

/** An intercept and three covariates: smooth, of few values, constant in groups, or with a far origin. */
function columnPool(random: Random, codes: readonly number[]): Float64Array[] {
  const n = codes.length;
  const covariate = (): Float64Array => {
    const kind = random.integer(5);
    const shift = kind === 3 ? 5 * random.normal() : 0;
    const ofGroup = codes.map(() => random.normal());
    return Float64Array.from({ length: n }, (_, i) => {
      if (kind === 1) return random.integer(3);
      if (kind === 2) return i % 4;
      if (kind === 4 && random.uniform() < 0.7) return ofGroup[codes[i]];
      return shift + random.normal();
    });
  };
  return [new Float64Array(n).fill(1), covariate(), covariate(), covariate()];
}

function blocksOf(
  group: GroupingFactor,
  sizes: readonly number[],
  pool: readonly Float64Array[],
  first: number,
): RandomBlock[] {
  let from = first;
  return sizes.map((size, t) => {
    const columns = pool.slice(from, from + size);
    from += size;
    return {
      group,
      name: t === 0 ? group.name : `${group.name}.${t}`,
      Z: { names: columns.map((_, a) => `z${from - size + a}`), columns },
    };
  });
}

/** Random effects of spreads from nothing to far more than the residual, normal or with few far values. */
function response(
  random: Random,
  pool: readonly Float64Array[],
  blocks: readonly RandomBlock[],
): Float64Array {
  const n = pool[0].length;
  const isRough = random.uniform() < 0.2;
  const draw = (): number => random.normal() * (isRough && random.uniform() < 0.1 ? 6 : 1);
  const y = Float64Array.from({ length: n }, (_, i) => draw() + 0.5 * pool[1][i]);
  for (const { group, Z } of blocks)
    for (const z of Z.columns) {
      const spread = random.uniform() < 0.25 ? 0 : 10 ** (1.6 * random.uniform() - 0.8);
      const effects = group.levels.map(() => spread * draw());
      for (let i = 0; i < n; i++) y[i] += z[i] * effects[group.codes[i]];
    }
  return y;
}
