/**
 * Writes taskpane/plots/data/normalBandLevels.ts, the levels of the band of normal plots by the size of the sample: the 5 % quantile,
 * over simulated normal samples, of the least local level among the values of a sample. `node scripts/normalBand.mjs` takes some
 * minutes; it is needed again only when the line of these plots is drawn otherwise.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { tsImport } from 'tsx/esm/api';
import { root } from './install.mjs';

const FILE = join(root, 'taskpane', 'plots', 'data', 'normalBandLevels.ts');
const SEED = 20_130_827;
const COVERAGE = 0.95;
/** Each from 3 to 20, then about 1.5 times as many. */
const SIZES = [
  ...Array.from({ length: 18 }, (_, i) => i + 3),
  ...[25, 30, 40, 60, 90, 130, 200, 300, 450, 700, 1000, 1500, 2500, 4000, 7000, 12_000, 20_000],
];
/** Samples of each size: so many, or as many as have so many values together. */
const [MOST_SAMPLES, MOST_VALUES] = [100_000, 2e7];
/** Values of which the level is computed: so many at both ends, and so many with the largest distance in between. */
const [ENDS, FARTHEST] = [20, 6];

const { randomStream } = await tsImport('../src/random/stream.ts', import.meta.url);
const { localLevel, normalLine } = await tsImport('../taskpane/plots/data/normalBand.ts', import.meta.url);
const { normalCdf } = await tsImport('../src/index.ts', import.meta.url);

/** The least local level in a sample. */
function leastLevel(stream, values, roots) {
  const n = values.length;
  for (let i = 0; i < n; i++) values[i] = stream.normal();
  values.sort();
  const { centre, spread } = normalLine(values);
  const z = (i) => (values[i] - centre) / spread;
  return Math.min(...suspects(n, roots, z).map((i) => localLevel(z(i), i, n)));
}

/** Ranks among which the least level is: roots of uniform numbers have about the same variance everywhere but at the ends. */
function suspects(n, roots, z) {
  if (n <= 2 * ENDS + FARTHEST) return Array.from({ length: n }, (_, i) => i);
  const farthest = [];
  for (let i = ENDS; i < n - ENDS; i++) {
    const distance = Math.abs(Math.asin(Math.sqrt(normalCdf(z(i)))) - roots[i]);
    if (farthest.length === FARTHEST && distance <= farthest[FARTHEST - 1].distance) continue;
    farthest.push({ i, distance });
    farthest.sort((a, b) => b.distance - a.distance);
    farthest.length = Math.min(FARTHEST, farthest.length);
  }
  const ends = Array.from({ length: ENDS }, (_, i) => [i, n - 1 - i]).flat();
  return [...ends, ...farthest.map(({ i }) => i)];
}

function levelOf(n) {
  const samples = Math.min(MOST_SAMPLES, Math.round(MOST_VALUES / n));
  const stream = randomStream(SEED).split(n);
  const values = new Float64Array(n);
  const roots = Float64Array.from(values, (_, i) => Math.asin(Math.sqrt((i + 0.5) / n)));
  const least = Float64Array.from({ length: samples }, () => leastLevel(stream, values, roots)).sort();
  return least[Math.round((1 - COVERAGE) * samples)];
}

const rows = SIZES.map((n) => `[${n}, ${Number(levelOf(n).toPrecision(4))}],`);
const text = `/** Written by scripts/normalBand.mjs: sizes of samples in rising order, and the level at each place of a band that holds all of one. */

export const BAND_LEVELS: readonly (readonly [size: number, level: number])[] = [
${rows.join('\n')}
];
`;
const options = await resolveConfig(FILE);
await writeFile(FILE, await format(text, { ...options, filepath: FILE }));
console.log(`${fileURLToPath(import.meta.url)} wrote ${FILE}`);
