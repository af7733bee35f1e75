/**
 * `npm run bench`: whole fits from plain cell values to the finished result, each cold (first call in the process for the
 * first line) and warm (median of the repetitions), with the phases of the last one.
 */

import { readFileSync } from 'node:fs';
import { DEFAULT_FIT_OPTIONS, fitModel, prepareModel, type CellMatrix, type FitResult } from '../src/index';
import { slopeData } from './data';

interface Case {
  readonly name: string;
  readonly cells: () => CellMatrix;
  readonly formula: string;
  readonly method: 'REML' | 'ML';
  readonly repetitions: number;
}

const cases: Case[] = [
  {
    name: 'sleepstudy, 180 rows, 18 groups',
    cells: () => readCsv(new URL('../examples/sleepstudy.csv', import.meta.url)),
    formula: 'Reaction ~ Days + (Days | Subject)',
    method: 'REML',
    repetitions: 200,
  },
  {
    name: 'nels_like, 12,974 rows, 1,000 groups',
    cells: () => readCsv(new URL('../examples/nels_like.csv', import.meta.url)),
    formula: 'mscore ~ flp + enroll + ses + (ses | school)',
    method: 'ML',
    repetitions: 30,
  },
  ...[1_000, 10_000, 100_000].flatMap((groups) =>
    [100_000, 1_000_000].flatMap((rows) =>
      groups * 5 > rows
        ? []
        : [
            {
              name: `${rows.toLocaleString('en')} rows, ${groups.toLocaleString('en')} text groups, slope`,
              cells: () => slopeData(rows, groups, 'text'),
              formula: 'y ~ x + (x | g)',
              method: 'REML' as const,
              repetitions: 5,
            },
          ],
    ),
  ),
];

/** Numbers where a cell looks like one and is not quoted. */
function readCsv(file: URL): CellMatrix {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line, row) =>
    line.split(',').map((cell) => {
      if (cell.startsWith('"')) return cell.slice(1, -1);
      return row === 0 || cell === 'NA' ? cell : Number(cell);
    }),
  );
}

function run(cells: CellMatrix, { formula, method }: Case): { result: FitResult; read: number; fit: number } {
  const t0 = performance.now();
  const input = prepareModel({ data: cells, model: formula, options: { ...DEFAULT_FIT_OPTIONS, method } });
  const t1 = performance.now();
  const result = fitModel(input);
  return { result, read: t1 - t0, fit: performance.now() - t1 };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
}

const milliseconds = (t: number): string => `${t < 10 ? t.toFixed(2) : t.toFixed(0)} ms`.padStart(9);

console.log('case'.padEnd(46), '    cold      warm   (read +    fit)  evaluations  criterion  heap');
for (const each of cases) {
  const cells = each.cells();
  const first = run(cells, each);
  const later = Array.from({ length: each.repetitions }, () => run(cells, each));
  const reads = median(later.map((t) => t.read));
  const fits = median(later.map((t) => t.fit));
  const heap = `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`;
  console.log(
    each.name.padEnd(46),
    milliseconds(first.read + first.fit),
    milliseconds(median(later.map((t) => t.read + t.fit))),
    `(${milliseconds(reads)} + ${milliseconds(fits)})`,
    String(first.result.evaluations).padStart(4),
    first.result.criterion.toFixed(4).padStart(16),
    heap.padStart(9),
  );
}
