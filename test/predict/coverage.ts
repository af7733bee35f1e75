/** How often limits cover what they are limits of, over seeded data sets of a design whose parameters are known. */

import type { GroupingFactor, ModelMatrices } from '../../src/design/types';
import type { DenominatorDf } from '../../src/inference/denominator';
import { predictionErrors } from '../../src/inference/prediction';
import { conditionalMeans, populationMeans, type PredictionRows } from '../../src/mixed/predictRows';
import { fit } from '../mixed/support';
import { generator } from '../reference/randomDesigns';

/** y = 3 + t/2 + effects + e, Var(e) = 1; t runs through 0, 1, 2, ... in each group. */
export interface CoverageDesign {
  readonly name: string;
  /** Rows of each group; or levels of two crossed factors with one row for each pair. */
  readonly sizes: readonly number[] | { readonly crossed: readonly [number, number] };
  /** Variances of the random intercepts, one per factor. */
  readonly variances: readonly number[];
  /** Of a random slope in t, independent of the intercept but fitted with a correlation; left out without. */
  readonly slopeVariance?: number;
}

const UNEVEN = Array.from({ length: 20 }, (_, j) => 2 + (j % 5));
const oneway = (name: string, sizes: readonly number[], variances: readonly number[]): CoverageDesign[] =>
  variances.map((variance) => ({ name: `${name}, ${variance}`, sizes, variances: [variance] }));
const equal = (rows: number, groups: number): number[] => Array<number>(groups).fill(rows);

/** The rows of the table in docs/prediction.md. */
export const DESIGNS: readonly CoverageDesign[] = [
  ...oneway('6 × 3', equal(3, 6), [0, 0.1, 1]),
  ...oneway('10 × 5', equal(5, 10), [0, 0.1, 0.5]),
  ...oneway('20 × 2 to 6', UNEVEN, [0, 0.1, 0.4]),
  ...oneway('30 × 10', equal(10, 30), [0, 0.1, 0.5]),
  { name: '12 × 5, 0.5 and slopes 0.1', sizes: equal(5, 12), variances: [0.5], slopeVariance: 0.1 },
  { name: '12 × 5, 0.5 and slopes 0', sizes: equal(5, 12), variances: [0.5], slopeVariance: 0 },
  { name: '10 and 8 crossed, 0.4 and 0', sizes: { crossed: [10, 8] }, variances: [0.4, 0] },
  { name: '10 and 8 crossed, 0.4 and 0.2', sizes: { crossed: [10, 8] }, variances: [0.4, 0.2] },
];

/** What is covered, in the order of the columns of a table. */
export const TARGETS = [
  'population mean',
  'known group',
  'new group',
  'new row, known group',
  'new row, new group',
] as const;

export type Coverage = Readonly<Record<(typeof TARGETS)[number], number>>;

/** Of 100 that should be 95: shares of `count` data sets; rows at t = 1 of the first group and of one that is not there. */
export function coverage(
  design: CoverageDesign,
  count: number,
  seed: number,
  ddf: DenominatorDf = 'satterthwaite',
): Coverage {
  const random = generator(seed);
  const hits = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++)
    covered(design, random, ddf).forEach((isCovered, j) => (hits[j] += +isCovered));
  return Object.fromEntries(TARGETS.map((target, j) => [target, hits[j] / count])) as unknown as Coverage;
}

/** One data set: whether each of the targets lies between its limits. */
function covered(
  design: CoverageDesign,
  random: ReturnType<typeof generator>,
  ddf: DenominatorDf,
): boolean[] {
  const { matrices, rows, truth, mean } = simulate(design, random);
  const result = fit(matrices, true);
  const population = populationMeans(result, rows);
  const means = conditionalMeans(result, rows);
  const ofMean = predictionErrors(result, rows, false, ddf).limits(population, 0.95);
  const errors = predictionErrors(result, rows, true, ddf);
  const ofGroup = errors.limits(means, 0.95);
  const ofRow = errors.limits(means, 0.95, null);
  const within = ({ lower, upper }: typeof ofMean, i: number, v: number): boolean =>
    lower[i] <= v && v <= upper[i];
  return [
    within(ofMean, 0, mean),
    within(ofGroup, 0, truth[0]),
    within(ofGroup, 1, truth[1]),
    within(ofRow, 0, truth[0] + random.normal()),
    within(ofRow, 1, truth[1] + random.normal()),
  ];
}

function simulate(
  design: CoverageDesign,
  random: ReturnType<typeof generator>,
): {
  readonly matrices: ModelMatrices;
  readonly rows: PredictionRows;
  readonly truth: readonly number[];
  readonly mean: number;
} {
  const factors = factorsOf(design);
  const n = factors[0].codes.length;
  const t = occasions(factors[0].codes);
  const ones = new Float64Array(n).fill(1);
  const { slopeVariance } = design;
  const columns = slopeVariance === undefined ? [ones] : [ones, t];
  // The last effect of each factor is that of a level that the data do not have.
  const effects = factors.map(({ levels }, f) =>
    columns.map((_, a) => {
      const sd = Math.sqrt(a === 0 ? design.variances[f] : slopeVariance!);
      return Float64Array.from({ length: levels.length + 1 }, () => sd * random.normal());
    }),
  );
  const at = (codes: readonly number[], occasion: number): number =>
    codes.reduce(
      (sum, code, f) => sum + effects[f].reduce((s, b, a) => s + b[code] * (a === 0 ? 1 : occasion), 0),
      3 + 0.5 * occasion,
    );
  const y = t.map(
    (occasion, i) =>
      at(
        factors.map(({ codes }) => codes[i]),
        occasion,
      ) + random.normal(),
  );
  const two = Float64Array.of(1, 1);
  const names = ['(Intercept)', 't'];
  const Z = { names: names.slice(0, columns.length), columns };
  const matrices: ModelMatrices = {
    ...{ n, y, X: { names, columns: [ones, t] }, assign: Int32Array.of(-1, 0), termLabels: ['t'] },
    random: factors.map((group) => ({ group, name: group.name, Z })),
    ...{ offset: null, weights: null, formula: '', responseName: 'y', droppedRows: 0, keptRows: null },
  };
  const rows: PredictionRows = {
    ...{ n: 2, X: [two, two], offset: null },
    parts: factors.map(() => ({ codes: Int32Array.of(0, -1), columns: columns.map(() => two) })),
  };
  const truth = [
    at(
      factors.map(() => 0),
      1,
    ),
    at(
      factors.map(({ levels }) => levels.length),
      1,
    ),
  ];
  return { matrices, rows, truth, mean: 3.5 };
}

function factorsOf({ sizes }: CoverageDesign): GroupingFactor[] {
  const factor = (name: string, codes: readonly number[]): GroupingFactor => ({
    name,
    levels: [...new Set(codes)].map((code) => `${name}${code}`),
    codes: Int32Array.from(codes),
  });
  if (!('crossed' in sizes))
    return [
      factor(
        'g',
        sizes.flatMap((size, j) => Array<number>(size).fill(j)),
      ),
    ];
  const [J, K] = sizes.crossed;
  const pairs = Array.from({ length: J * K }, (_, i) => [Math.floor(i / K), i % K]);
  return [
    factor(
      'g',
      pairs.map(([j]) => j),
    ),
    factor(
      'h',
      pairs.map(([, k]) => k),
    ),
  ];
}

/** Which row of its group a row is. */
function occasions(codes: Int32Array): Float64Array {
  const seen = new Map<number, number>();
  return Float64Array.from(codes, (code) => {
    const occasion = seen.get(code) ?? 0;
    seen.set(code, occasion + 1);
    return occasion;
  });
}
