import { describe, expect, test } from 'vitest';
import { KINDS, type ColumnKind } from '../../src/layout/kinds';
import { columnsOf, factsOf, reportOf, tableOf } from '../../src/layout/report';
import { toText } from '../../src/layout/text';
import { everyKind } from './everyKind';

const kinds = Object.keys(KINDS) as ColumnKind[];

const SHOWN: Readonly<Record<ColumnKind, string>> = {
  label: '0.123456789',
  text: '0.123456789',
  flag: '0.123456789',
  count: '0',
  estimate: '0.12346',
  standardError: '0.123',
  limit: '0.12346',
  df: '0.1',
  statistic: '0.12',
  p: '0.123',
  variance: '0.1235',
  deviation: '0.1235',
  correlation: '0.123',
  share: '0.123',
  criterion: '0.12',
  informationCriterion: '0.1',
  sumOfSquares: '0.123457',
  points: '0.123456789',
  number: '0.12346',
};

describe('a report in text', () => {
  test('has every kind of value with the digits of its kind, and a dash for what does not exist', () => {
    const [header, values, missing] = toText(everyKind)
      .split('\n')
      .map((line) => line.split(/ +/));
    expect(header).toEqual(['name', ...kinds]);
    expect(values).toEqual(['row', ...kinds.map((kind) => SHOWN[kind])]);
    expect(missing).toEqual(['missing', ...kinds.map(() => '-')]);
  });

  test('has words on one line from the left and numbers on one to the right, with decimals in common', () => {
    const columns = columnsOf(['l', 'Term', 'label'], ['x', 'Estimate', 'estimate'], ['s', 'Said', 'text']);
    const table = tableOf('t', columns, [
      ['a', 1234.5, 'yes'],
      ['longer', -0.25, 'no'],
      ['none', NaN, null],
      ['blank', null, 'so'],
    ]);
    expect(toText(reportOf([table]))).toBe(
      `Term   Estimate Said
a       1234.50 yes
longer    -0.25 no
none          -
blank           so
`,
    );
  });

  test('sets its parts apart by an empty line, and says before a warning that it is one', () => {
    const facts = factsOf('f', null, [['Rows', 12, 'count'], ['AIC', 1.25, 'informationCriterion']], {
      title: 'Fit',
      notes: ['of the table'],
    }); // prettier-ignore
    const text = toText(
      reportOf([facts, tableOf('t', columnsOf(['x', null, 'number']), [[2]], { beside: ['beside'] })], {
        opening: ['first line', 'second line'],
        notes: ['of the whole'],
        warnings: [{ code: 'singular', message: 'beware' }],
      }),
    );
    expect(text.split('\n')).toEqual([
      ...['first line', 'second line', '', 'Fit', 'Rows  12', 'AIC  1.3', 'of the table', ''],
      ...['2', 'beside', '', 'of the whole', '', 'Warning: beware', ''],
    ]);
  });

  test('never shows a p value as zero', () => {
    const table = tableOf('t', columnsOf(['p', null, 'p']), [[0.00049], [0.04]]);
    expect(toText(reportOf([table]))).toBe('<0.001\n 0.040\n');
  });

  test('takes for a table the numbers, titles and indent of its style', () => {
    const columns = columnsOf(['l', '', 'label'], ['a', 'A', 'estimate'], ['b', 'B', 'standardError']);
    const table = tableOf('t', columns, [['x', 10, 0.5]]);
    const write = (numbers: readonly number[]): string[] =>
      numbers.map((one) => `${one} of ${numbers.length}`);
    const numbers = [{ kinds: ['estimate', 'standardError'] as const, write }];
    expect(toText(reportOf([table]), { t: { numbers, titlesAtStart: true, indent: '  ' } })).toBe(
      '    A       B\n  x 10 of 2 0.5 of 2\n',
    );
    expect(toText(reportOf([table]), { other: { numbers } })).toBe('   A   B\nx 10 0.5\n');
  });

  test('has facts in two lines of one width where its style wants that', () => {
    const facts = factsOf('f', null, [['n', 3, 'count'], ['longer', 1.5, 'statistic']]); // prettier-ignore
    expect(toText(reportOf([facts]), { f: { isAcross: true } })).toBe('     n longer\n     3   1.50\n');
  });
});
