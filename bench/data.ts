/** Seeded data for benchmarks, as plain cell values, in random order of rows where the order matters. */

import type { CellMatrix } from '../src/index';
import { generator } from '../test/reference/randomDesigns';

type Row = (string | number)[];

/**
 * y = 2 + 0.7·x + b0 + b1·x + noise with sd(b0) = 1, sd(b1) = 0.5, sd(noise) = 1.
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
  const cells: Row[] = [['g', 'x', 'y']];
  for (let i = 0; i < rows; i++) {
    const g = Math.floor(random.uniform() * groups);
    const x = 10 * random.uniform();
    cells.push([names[g], x, 2 + b0[g] + (0.7 + b1[g]) * x + random.normal()]);
  }
  return cells;
}

/** Columns x1 to x9 for models with many slopes and effects: y = Σ x_i + Σ b_i·x_i over the first three + noise. */
export function wideData(rows: number, groups: number, seed = 2): CellMatrix {
  const random = generator(seed);
  const effects = Array.from({ length: 4 }, () =>
    Float64Array.from({ length: groups }, () => 0.6 * random.normal()),
  );
  const cells: Row[] = [['g', ...Array.from({ length: 9 }, (_, c) => `x${c + 1}`), 'y']];
  for (let i = 0; i < rows; i++) {
    const g = Math.floor(random.uniform() * groups);
    const x = Array.from({ length: 9 }, () => random.normal());
    const y = x.reduce((sum, v, c) => sum + v * (1 + (c < 3 ? effects[c + 1][g] : 0)), effects[0][g]);
    cells.push([`g${g}`, ...x, y + random.normal()]);
  }
  return cells;
}

/** Students in schools of two sectors: scores by own and mean status, with school effects on both. */
export function schoolData(rows: number, schools: number, seed = 3): CellMatrix {
  const random = generator(seed);
  const mean = Float64Array.from({ length: schools }, () => 0.4 * random.normal());
  const b0 = Float64Array.from({ length: schools }, () => 1.5 * random.normal());
  const b1 = Float64Array.from({ length: schools }, () => 0.3 * random.normal());
  const cells: Row[] = [['School', 'Sector', 'mses', 'cses', 'MathAch']];
  for (let i = 0; i < rows; i++) {
    const s = Math.floor(random.uniform() * schools);
    const cses = 0.66 * random.normal();
    const isCatholic = s % 2;
    const slope = 2.9 - 1.6 * isCatholic + mean[s] + b1[s];
    const y = 12 + 5.3 * mean[s] + 1.2 * isCatholic + b0[s] + slope * cses + 6 * random.normal();
    cells.push([`s${s}`, isCatholic ? 'Catholic' : 'Public', mean[s], cses, y]);
  }
  return cells;
}

/** Pupils in schools in areas; an area has many schools and a school belongs to one area. */
export function nestedData(rows: number, schools: number, areas: number, seed = 4): CellMatrix {
  const random = generator(seed);
  const areaOf = Array.from({ length: schools }, () => Math.floor(random.uniform() * areas));
  const area = Float64Array.from({ length: areas }, () => 0.14 * random.normal());
  const school = Float64Array.from({ length: schools }, () => 1.07 * random.normal());
  const cells: Row[] = [['lea', 'school', 'gender', 'gcsecnt', 'score']];
  for (let i = 0; i < rows; i++) {
    const s = Math.floor(random.uniform() * schools);
    const x = 0.8 * random.normal();
    const isFemale = random.uniform() < 0.45;
    const y = 6 + 2.5 * x - 0.7 * (isFemale ? 1 : 0) + school[s] + area[areaOf[s]] + 2.27 * random.normal();
    cells.push([`a${areaOf[s]}`, `s${s}`, isFemale ? 'F' : 'M', x, y]);
  }
  return cells;
}

/** Ratings of lecturers by students, crossed, with departments and a service indicator. */
export function crossedData(rows: number, students: number, lecturers: number, seed = 5): CellMatrix {
  const random = generator(seed);
  const s = Float64Array.from({ length: students }, () => 0.32 * random.normal());
  const d = Float64Array.from({ length: lecturers }, () => 0.51 * random.normal());
  const cells: Row[] = [['s', 'd', 'service', 'dept', 'y']];
  for (let i = 0; i < rows; i++) {
    const student = Math.floor(random.uniform() * students);
    const lecturer = Math.floor(random.uniform() ** 1.5 * lecturers);
    const service = random.uniform() < 0.43 ? 1 : 0;
    const y = 3.28 - 0.05 * service + s[student] + d[lecturer] + 1.18 * random.normal();
    cells.push([`s${student}`, `d${lecturer}`, String(service), `k${lecturer % 14}`, y]);
  }
  return cells;
}
