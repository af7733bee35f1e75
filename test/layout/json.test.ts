import { describe, expect, test } from 'vitest';
import { toPlain } from '../../src/layout/json';
import { KINDS, type ColumnKind } from '../../src/layout/kinds';
import { columnsOf, reportOf, tableOf } from '../../src/layout/report';
import { everyKind, REASON } from './everyKind';

const kinds = Object.keys(KINDS) as ColumnKind[];

describe('a report in JSON', () => {
  const json = JSON.parse(JSON.stringify(toPlain(everyKind))) as unknown;

  test('has every kind of value with all its digits, and its kind beside it', () => {
    expect(json).toMatchObject({
      sections: [
        {
          name: 'every',
          columns: [{ name: 'name', title: 'name', kind: 'label' }, ...kinds.map((kind) => ({ name: kind, title: kind, kind }))],
          rows: [['row', ...kinds.map(() => 0.123456789)], expect.anything()],
        },
      ],
    }); // prettier-ignore
  });

  test('has null for what does not exist, in a column of any kind, and its reason once', () => {
    expect(json).toMatchObject({
      sections: [{ rows: [expect.anything(), ['missing', ...kinds.map(() => null)]], reasons: [REASON] }],
    });
  });

  test('has null for numbers that are not finite and where nothing belongs, and words and flags as they are', () => {
    const columns = columnsOf(['x', null, 'number']);
    const table = tableOf('t', columns, [[NaN], [-Infinity], [null], [true], ['∞']]);
    const [{ rows, reasons }] = toPlain(reportOf([table])).sections;
    expect(rows).toEqual([[null], [null], [null], [true], ['∞']]);
    expect(reasons).toEqual([]);
  });

  test('has the sentences of the whole', () => {
    const sentences = {
      opening: ['first'],
      notes: ['last'],
      warnings: [{ code: 'singular', message: 'beware' }],
    } as const;
    expect(toPlain(reportOf([], sentences))).toEqual({ sections: [], ...sentences });
  });
});
