import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorOf, readTable } from '../../src/table/index';
import type { Cell, Column } from '../../src/table/types';
import { anyCell, anyTable, finite, label, missing, outcome, rectangle } from './arbitraries';

/** Beyond the largest double there is nothing to round to. */
function toFifteenDigits(value: number): number {
  const rounded = Number(value.toPrecision(15)) + 0;
  return Number.isFinite(rounded) ? rounded : value;
}

function labels(column: Column): (string | null)[] {
  const { codes, levels } = factorOf(column);
  return Array.from(codes, (code) => (code < 0 ? null : levels[code]));
}

describe('readTable', () => {
  it('gives a consistent table or a sentence for any cells', () => {
    const seen = { tables: 0, errors: 0, mixed: 0, headers: 0 };
    fc.assert(
      fc.property(anyTable, fc.constantFrom(true, false, 'auto' as const), (cells, headers) => {
        const table = outcome(cells, headers);
        if (typeof table === 'string') {
          seen.errors++;
          expect(table).not.toMatch(/undefined|NaN|\[object/);
          return;
        }
        seen.tables++;
        if (table.hasHeaders) seen.headers++;
        for (const [name, column] of table.columns) {
          expect(column.name).toBe(name);
          const codes = factorOf(column).codes;
          expect(codes).toHaveLength(table.rowCount);
          expect(codes.filter((code) => code < 0)).toHaveLength(column.missing);
          if (column.kind === 'factor' && column.source === 'mixed') seen.mixed++;
        }
      }),
      { numRuns: 1000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  it('keeps every number and every trimmed text', () => {
    const column = fc.oneof(
      fc.array(fc.oneof(finite, missing), { minLength: 1, maxLength: 600, size: 'max' }),
      fc.array(fc.oneof(label, missing, fc.boolean()), { minLength: 1, maxLength: 600, size: 'max' }),
    );
    fc.assert(
      fc.property(column, (cells) => {
        const rows = [['v', 'n'], ...cells.map((cell) => [cell, 1])];
        const read = readTable(rows).columns.get('v')!;
        const expected = cells.map((cell) => {
          if (cell == null || typeof cell === 'object' || Number.isNaN(cell)) return null;
          if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
          if (typeof cell === 'number') return String(toFifteenDigits(cell));
          const text = cell.trim().normalize('NFC');
          return text === '' || text === 'NA' ? null : text;
        });
        expect(labels(read)).toEqual(expected);
        if (read.kind === 'number') {
          expect(Array.from(read.values)).toEqual(
            cells.map((cell) => (typeof cell === 'number' ? cell : NaN)),
          );
        }
      }),
    );
  });

  it('sorts levels by the bytes of UTF-8, and every level occurs', () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 200, size: 'max' }), (cells) => {
        const rows = [['v', 'n'], ...cells.map((cell) => [cell, 1])];
        const column = readTable(rows).columns.get('v')!;
        const distinct = [...new Set(cells.map((cell) => cell.trim().normalize('NFC')))];
        const sorted = distinct.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(column).toMatchObject({ kind: 'factor', source: 'text', levels: sorted });
      }),
    );
  });

  it('does not mind blank rows below and blank columns at the right', () => {
    const blank = fc.constantFrom<Cell>(null, undefined, '', ' ');
    const padding = fc.tuple(fc.nat(3), fc.nat(3), blank);
    fc.assert(
      fc.property(rectangle(anyCell), padding, (cells, [below, right, fill]) => {
        const wider = cells.map((row) => [...row, ...new Array<Cell>(right).fill(fill)]);
        const rest = Array.from({ length: below }, () => new Array<Cell>(wider[0].length).fill(fill));
        expect(outcome([...wider, ...rest])).toEqual(outcome(cells));
      }),
    );
  });

  it('reads a column the same wherever it stands', () => {
    const width = 4;
    const header = Array.from({ length: width }, (_, c) => `c${c}`);
    const matrix = fc.array(fc.tuple(finite, label, fc.boolean(), missing), { minLength: 1 });
    fc.assert(
      fc.property(matrix, fc.shuffledSubarray([0, 1, 2, 3], { minLength: width }), (rows, order) => {
        const cells: Cell[][] = [header, ...rows];
        const shuffled = cells.map((row) => order.map((c) => row[c]));
        const before = readTable(cells, { headers: true });
        const after = readTable(shuffled, { headers: true });
        for (const name of header) expect(after.columns.get(name)).toEqual(before.columns.get(name));
      }),
    );
  });

  it('gives permuted rows permuted values and the same levels', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.oneof(label, fc.boolean(), missing), finite), {
      minLength: 1,
      selector: ([, x]) => x,
    });
    fc.assert(
      fc.property(
        rows.chain((r) => fc.tuple(fc.constant(r), fc.shuffledSubarray(r, { minLength: r.length }))),
        ([original, permuted]) => {
          const read = (data: Cell[][]) => readTable([['g', 'x'], ...data], { headers: true }).columns;
          const a = read(original);
          const b = read(permuted);
          const source = original.map((row) => permuted.indexOf(row));
          const there = labels(b.get('g')!);
          expect(labels(a.get('g')!)).toEqual(source.map((i) => there[i]));
          expect(factorOf(a.get('g')!).levels).toEqual(factorOf(b.get('g')!).levels);
          expect(a.get('g')!).toMatchObject({ kind: b.get('g')!.kind, missing: b.get('g')!.missing });
        },
      ),
    );
  });

  it('refuses a number written as text beside numbers wherever both stand', () => {
    const text = fc.oneof(finite.map(String), fc.constantFrom('1', '1.0', '007', '+3', '1e5'));
    const others = fc.array(fc.oneof(missing, finite, fc.constantFrom<Cell>('x', 'y', true)), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(others, text, finite, fc.nat(), fc.nat(), (cells, asText, number, i, j) => {
        const rows = [...cells];
        rows.splice(i % (rows.length + 1), 0, asText);
        rows.splice(j % (rows.length + 1), 0, number);
        const table = outcome([['v', 'n'], ...rows.map((cell) => [cell, 1])], true);
        const row = rows.indexOf(asText) + 1;
        expect(table).toContain(`row ${row} of column "v" holds the text "${asText}" among numbers`);
      }),
    );
  });
});
