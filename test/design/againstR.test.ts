/** Names, order, coding and entries against model.matrix() and lme4's lFormula(); fixtures/make.R made the numbers. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modelMatrices } from '../../src/design';
import { type Columns, tableOf, termsOf } from './data';

interface FixedCase {
  readonly data: 'full' | 'holes';
  readonly formula: string;
  readonly kept: readonly number[];
  readonly y: readonly number[];
  readonly names: readonly string[];
  readonly assign: readonly number[];
  readonly offset?: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

interface MixedCase {
  readonly data: 'full' | 'holes';
  readonly formula: string;
  readonly kept: readonly number[];
  readonly names: readonly string[];
  readonly blocks: readonly {
    readonly term: string;
    readonly group: string;
    readonly names: readonly string[];
    readonly levels: readonly string[];
    readonly codes: readonly number[];
    readonly columns: readonly (readonly number[])[];
  }[];
}

const fixture = JSON.parse(
  readFileSync(new URL('./fixtures/designMatrices.json', import.meta.url), 'utf8'),
) as {
  readonly data: Readonly<Record<'full' | 'holes', Columns>>;
  readonly fixed: readonly FixedCase[];
  readonly mixed: readonly MixedCase[];
};

const TOLERANCE = 1e-12;

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void {
  expect(found.length, what).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(found[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
    expect(error, `${what}, row ${i + 1}: ${found[i]} for ${wanted[i]}`).toBeLessThan(TOLERANCE);
  }
}

function build({ data, formula }: { readonly data: 'full' | 'holes'; readonly formula: string }) {
  const table = tableOf(fixture.data[data]);
  const terms = termsOf(formula, table);
  return { terms, rowCount: table.rowCount, m: modelMatrices(table, terms) };
}

describe('the fixed-effect matrix is that of model.matrix()', () => {
  it.each(fixture.fixed.map((c) => [c.formula, c.data, c] as const))('%s on %s data', (_f, _d, wanted) => {
    const { m, rowCount } = build(wanted);
    expect(m.X.names).toEqual(wanted.names);
    expect([...m.assign].map((t) => t + 1)).toEqual(wanted.assign);
    expect(m.keptRows === null ? null : [...m.keptRows]).toEqual(
      wanted.kept.length === rowCount ? null : wanted.kept,
    );
    expect(m.droppedRows).toBe(rowCount - wanted.kept.length);
    expectClose(m.y, wanted.y, 'response');
    wanted.columns.forEach((column, j) => expectClose(m.X.columns[j], column, wanted.names[j]));
    expect(m.offset === null).toBe(wanted.offset === undefined);
    if (m.offset !== null) expectClose(m.offset, wanted.offset!, 'offset');
  });
});

describe('the random blocks are those of lFormula()', () => {
  it.each(fixture.mixed.map((c) => [c.formula, c.data, c] as const))('%s on %s data', (_f, _d, wanted) => {
    const { m, terms } = build(wanted);
    expect(m.X.names).toEqual(wanted.names);
    expect(m.n).toBe(wanted.kept.length);
    expect(m.random.length).toBe(wanted.blocks.length);
    m.random.forEach(({ group, Z }, i) => {
      // lme4 sorts its blocks by the number of levels; the matrices keep the order of the formula.
      const block = wanted.blocks.find(({ term }) => term === terms.random[i].label)!;
      expect(group.name).toBe(block.group);
      expect(group.levels).toEqual(block.levels);
      expect([...group.codes]).toEqual(block.codes);
      expect(Z.names).toEqual(block.names);
      block.columns.forEach((column, j) => expectClose(Z.columns[j], column, block.names[j]));
    });
  });
});
