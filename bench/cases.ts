/** What is timed: whole fits, from plain cell values to the finished result. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv, type CellMatrix } from '../src/index';
import { crossedData, nestedData, schoolData, slopeData } from './data';

export interface Case {
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  readonly method: 'REML' | 'ML';
  /** Fits timed after the first one. */
  readonly repetitions: number;
  /** The same for lme4, which takes longer. */
  readonly repetitionsInR: number;
  /** Whether it is timed a second time with the kernels in plain TypeScript. */
  readonly alsoPlain?: boolean;
  /** A file of `--data DIR` that is used in place of simulated data. */
  readonly file?: string;
  readonly cells: () => CellMatrix;
}

const SLOPE = 'y ~ x + (x | g)';

export const CASES: readonly Case[] = [
  {
    id: 'sleepstudy',
    name: 'sleepstudy, 180 rows, 18 groups, slope',
    formula: 'Reaction ~ Days + (Days | Subject)',
    method: 'REML',
    repetitions: 3000,
    repetitionsInR: 30,
    cells: () => example('sleepstudy.csv'),
  },
  {
    id: 'math',
    name: 'MathAchieve, 7,185 rows, 160 schools, cross-level',
    formula: 'MathAch ~ mses * cses + Sector * cses + (cses | School)',
    method: 'REML',
    repetitions: 60,
    repetitionsInR: 10,
    file: 'MathAchieve.csv',
    cells: () => schoolData(7185, 160),
  },
  {
    id: 'nels_like',
    name: 'nels_like, 12,974 rows, 1,000 schools, slope',
    formula: 'mscore ~ flp + enroll + ses + (ses | school)',
    method: 'ML',
    repetitions: 40,
    repetitionsInR: 10,
    cells: () => example('nels_like.csv'),
  },
  {
    id: 'chem97',
    name: 'Chem97, 31,022 rows, 2,410 schools in 131 areas',
    formula: 'score ~ gcsecnt + gender + (1 | lea) + (1 | school)',
    method: 'ML',
    repetitions: 20,
    repetitionsInR: 5,
    file: 'Chem97.csv',
    cells: () => nestedData(31_022, 2410, 131),
  },
  {
    id: 'insteval',
    name: 'InstEval, 73,421 rows, 2,972 x 1,128 crossed + 28',
    formula: 'y ~ service + (1 | s) + (1 | d) + (1 | dept:service)',
    method: 'REML',
    repetitions: 4,
    repetitionsInR: 1,
    file: 'InstEval.csv',
    alsoPlain: true,
    cells: () => crossedData(73_421, 2972, 1128),
  },
  ...[100_000, 1_000_000].flatMap((rows) =>
    [1_000, 10_000, 100_000]
      .filter((groups) => groups * 5 <= rows)
      .map((groups): Case => {
        return {
          id: `slope-${rows}-${groups}`,
          name: `${rows.toLocaleString('en')} rows, ${groups.toLocaleString('en')} text groups, slope`,
          formula: SLOPE,
          method: 'REML',
          repetitions: rows > 500_000 ? 4 : 15,
          repetitionsInR: 1,
          cells: () => slopeData(rows, groups, 'text'),
        };
      }),
  ),
];

/** The cells of a case: the file of that name in `folder` where there is one, else simulated ones. */
export function cellsOf(each: Case, folder: string | null): { cells: CellMatrix; simulated: boolean } {
  if (each.file === undefined || folder === null)
    return { cells: each.cells(), simulated: each.file !== undefined };
  return { cells: readCells(join(folder, each.file)), simulated: false };
}

function example(file: string): CellMatrix {
  return readCells(new URL(`../examples/${file}`, import.meta.url));
}

/** Quoted values are texts, as in R; other values are what they look like. */
function readCells(file: string | URL): CellMatrix {
  const text = readFileSync(file, 'utf8');
  const quoted = text
    .split(/\r?\n/, 2)[1]
    .split(',')
    .map((cell) => cell.startsWith('"'));
  const [header, ...rows] = parseCsv(text);
  return [
    header,
    ...rows.map((row) => row.map((cell, c) => (quoted[c] && cell != null ? String(cell) : cell))),
  ];
}
