import { describe, expect, test } from 'vitest';
import { toClipboard } from '../../src/layout/clipboard';
import { KINDS, type ColumnKind } from '../../src/layout/kinds';
import { columnsOf, factsOf, reportOf, tableOf } from '../../src/layout/report';
import { everyKind } from './everyKind';

const kinds = Object.keys(KINDS) as ColumnKind[];
const END = ' style="text-align: right"';
const side = (kind: ColumnKind): string => (KINDS[kind].align === 'end' ? END : '');

describe('a report for the clipboard', () => {
  test('has every kind of value with all its digits in text, and #N/A for what does not exist', () => {
    expect(toClipboard(everyKind).text.split('\n').map((line) => line.split('\t'))).toEqual([
      ['name', ...kinds],
      ['row', ...kinds.map(() => '0.123456789')],
      ['missing', ...kinds.map(() => '#N/A')],
    ]); // prettier-ignore
  });

  test('has the same cells as a table, each on the side of its kind', () => {
    const row = (tag: string, first: string, cell: (kind: ColumnKind) => string): string =>
      `<tr><${tag}>${first}</${tag}>${kinds.map((kind) => `<${tag}${side(kind)}>${cell(kind)}</${tag}>`).join('')}</tr>`;
    expect(toClipboard(everyKind).html).toBe(
      `<table>${row('th', 'name', (kind) => kind)}${row('td', 'row', () => '0.123456789')}` +
        `${row('td', 'missing', () => '#N/A')}</table>`,
    );
  });

  test('sets its tables apart by a row in both, so that they fall on the same cells', () => {
    const table = tableOf('t', columnsOf(['l', 'L', 'label'], ['x', 'X', 'estimate']), [['a', 1]]);
    const report = reportOf([table, factsOf('f', null, [['n', 3, 'count']])], {
      opening: ['first'],
      notes: ['last'],
    });
    const { text, html } = toClipboard(report);
    expect(html.match(/<tr>/g)).toHaveLength(text.split('\n').length);
    expect(html).toContain(
      `<tr><td>a</td><td${END}>1</td></tr><tr><td></td></tr><tr><td>n</td><td${END}>3</td>`,
    );
  });

  test('has nothing that a spreadsheet takes for a formula, or a browser for markup', () => {
    const table = tableOf('t', columnsOf(['l', 'a<b&c', 'label'], ['x', 'x', 'text']), [
      ['=1+1', '<script>'],
    ]);
    const { text, html } = toClipboard(reportOf([table]));
    expect(text).toBe("a<b&c\tx\n'=1+1\t<script>");
    expect(html).toBe(
      "<table><tr><th>a&lt;b&amp;c</th><th>x</th></tr><tr><td>'=1+1</td><td>&lt;script&gt;</td></tr></table>",
    );
  });

  test('has levels that look like numbers and dates as text for Excel', () => {
    const names = ['007', '1-2', '1/4', '3 mg', '(2.5)', '12%', 'MAR1', 'May 1', 'a1', 'marker 1'];
    const table = tableOf(
      't',
      columnsOf(['l', 'L', 'label'], ['x', 'X', 'estimate']),
      names.map((name) => [name, 1]),
    );
    const { html } = toClipboard(reportOf([table]));
    const asText = [...html.matchAll(/<td style="mso-number-format: '\\@'">([^<]*)</g)].map(
      ([, name]) => name,
    );
    expect(asText).toEqual(names.slice(0, -2));
  });
});
