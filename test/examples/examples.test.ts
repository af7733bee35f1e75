import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from '../../examples/index';
import { DEFAULT_FIT_OPTIONS, parseCsv, prepareModel, type ModelInput } from '../../src/index';
import { fitModel } from '../fitModel';

const folder = join(import.meta.dirname, '../../examples');
const cellsOf = (file: string) => parseCsv(readFileSync(join(folder, file), 'utf8'));
const prepare = (file: string, model: string): ModelInput =>
  prepareModel({ data: cellsOf(file), model, options: DEFAULT_FIT_OPTIONS });
const groupings = ({ terms }: ModelInput) => new Set(terms.random.map(({ groupLabel }) => groupLabel)).size;

const linear = EXAMPLES.filter(({ family }) => family === 'gaussian');

/** Rows, and how many levels the first grouping factor of the model has. */
const FITTED: Readonly<Record<string, readonly [rows: number, levels: number]>> = {
  sleepstudy: [180, 18],
  wheat: [50, 10],
  dyestuff: [30, 6],
  dyestuff2: [30, 6],
  rail: [18, 6],
  orthodont: [108, 27],
  cake: [270, 45],
  machines: [54, 6],
  switchback: [36, 12],
  nels_like: [12974, 684],
};

describe('the catalogue of examples', () => {
  test('names every file in the folder once', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    expect(EXAMPLES.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
  });

  test('has its provenance in the README', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const { file } of EXAMPLES) expect(readme).toContain(`\`${file}\``);
  });

  test.each(EXAMPLES)('$id has rows of equal length under its headers', ({ file }) => {
    const [header, ...rows] = cellsOf(file);
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(row).toHaveLength(header.length);
  });
});

describe('the models of the examples', () => {
  test.each(linear)('$id: $model is about columns there are', ({ file, model }) => {
    const input = prepare(file, model);
    expect(input.terms.columnNames.length).toBeGreaterThan(1);
    for (const name of input.terms.columnNames) expect(input.table.names).toContain(name);
  });

  test('those with one grouping factor are the ones that are fitted here', () => {
    const single = linear.filter(({ file, model }) => groupings(prepare(file, model)) === 1);
    expect(single.map(({ id }) => id).sort()).toEqual(Object.keys(FITTED).sort());
  });

  test.each(linear.filter(({ id }) => id in FITTED))('$id: $model fits', ({ id, file, model }) => {
    const fit = fitModel(prepare(file, model));
    expect(fit.converged).toBe(true);
    expect([fit.nobs, fit.groups[0]?.levels]).toEqual(FITTED[id]);
    expect(fit.singular).toBe(id === 'dyestuff2');
  });
});
