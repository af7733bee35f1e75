import { describe, expect, test } from 'vitest';
import { toCells } from '../../src/layout/cells';
import { KINDS, type ColumnKind } from '../../src/layout/kinds';
import { columnsOf, factsOf, matrixOf, missingReport, reportOf, tableOf } from '../../src/layout/report';
import { everyKind, REASON } from './everyKind';

const kinds = Object.keys(KINDS) as ColumnKind[];
const table = tableOf(
  'table',
  columnsOf(['label', 'Label', 'label'], ['a', 'A', 'estimate'], ['said', 'Said', 'text']),
  [
    ['first', 1.5, 'yes'],
    ['second', null, 'no'],
  ],
);

describe('a report in cells', () => {
  test('has every kind of value as it is, with all its digits, whatever a reader is shown', () => {
    const [header, values] = toCells(everyKind);
    expect(header).toEqual(['name', ...kinds]);
    expect(values).toEqual(['row', ...kinds.map(() => 0.123456789)]);
  });

  test('has #N/A with its sentence for what does not exist, in a column of any kind', () => {
    const [, , missing] = toCells(everyKind);
    expect(missing.slice(1)).toEqual(kinds.map(() => ({ error: '#N/A', message: REASON })));
  });

  test('has #NUM! for numbers that are not finite, and nothing where nothing belongs', () => {
    const one = tableOf('one', columnsOf(['x', null, 'number']), [[NaN], [Infinity], [null]]);
    expect(toCells(reportOf([one]))).toEqual([[{ error: '#NUM!' }], [{ error: '#NUM!' }], [null]]);
  });

  test('sets tables, notes and warnings apart by an empty row', () => {
    const report = reportOf(
      [{ ...table, notes: ['of the table'] }, factsOf('n', null, [['n', 3, 'count']])],
      {
        opening: ['first line'],
        notes: ['of the whole'],
        warnings: [{ code: 'singular', message: 'beware' }],
      },
    );
    expect(toCells(report).map(([first]) => first)).toEqual([
      ...['first line', null, 'Label', 'first', 'second', null, 'of the table', null, 'n', null],
      ...['of the whole', 'beware'],
    ]);
  });

  test('has titles over its tables where it is given them, and then over the warnings too', () => {
    const report = reportOf([{ ...table, title: 'Table' }], {
      warnings: [{ code: 'singular', message: 'beware' }],
    });
    expect(toCells(report).map(([first]) => first)).toEqual([
      ...['Table', 'Label', 'first', 'second', null, 'Warnings', 'beware'],
    ]);
  });

  test('without labels is the opening lines and the values, without what only explains them', () => {
    const report = reportOf(
      [
        { ...table, title: 'Table', notes: ['of the table'] },
        { ...table, isExtra: true },
        factsOf('fit', 'By ML', [
          ['n', 3, 'count'],
          ['Density', 'normal', 'label'],
        ]),
      ],
      { opening: ['first line'], notes: ['of the whole'] },
    );
    expect(toCells(report, { labels: false })).toEqual([
      ['first line', null],
      [1.5, 'yes'],
      [null, 'no'],
      [3, null],
    ]);
  });

  test('has sentences beside the first row where the rows stand beside others', () => {
    const values = tableOf('values', columnsOf(['p', 'p', 'label'], ['l', 'L', 'number']), [[0.5, 2]], {
      beside: ['read as a density'],
    });
    expect(toCells(reportOf([values]))).toEqual([
      ['p', 'L', 'read as a density'],
      [0.5, 2, null],
    ]);
    expect(toCells(reportOf([values]), { labels: false })).toEqual([[2, 'read as a density']]);
  });

  test('of something that does not exist is the reason alone, with and without labels', () => {
    const reason = [[{ error: '#N/A', message: 'why' }]];
    expect(toCells(missingReport('table', 'why'))).toEqual(reason);
    expect(toCells(missingReport('table', 'why'), { labels: false })).toEqual(reason);
  });

  test('of a matrix has its names on top and at the left', () => {
    const report = reportOf([matrixOf('m', 'Hessian', ['a', 'b'], [[1, 2], [2, 3]])]); // prettier-ignore
    expect(toCells(report)).toEqual([
      ['Hessian', 'a', 'b'],
      ['a', 1, 2],
      ['b', 2, 3],
    ]);
  });
});
