import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWorkbook } from '../../../workbench/files/write';
import { openHeadless, type Headless, type TestFunctions } from '../headless';
import { cellXml, partsOf } from './parts';

let book: Headless;
/** Settles what `LMER.WAIT` has promised. */
let settle: (value: unknown) => void;
beforeEach(() => (settle = () => undefined));
afterEach(() => book?.close());

const FUNCTIONS = {
  'LMER.FIXEF': {
    parameters: ['n'],
    run: (n: number) => [
      ['Term', 'Estimate'],
      ['x', n + 1e-13],
      ['none', { code: '#N/A' }],
    ],
  },
  'LMER.STAT': { parameters: ['n'], run: (n: number) => n * 2 },
  'LMER.FIT': { parameters: ['n'], run: () => new Promise((resolve) => (settle = resolve)) },
} as unknown as TestFunctions;

const soon = { timeout: 10_000 };
const calculation = (bytes: Uint8Array) =>
  /<calcPr[^>]*>/.exec(partsOf(bytes).get('xl/workbook.xml') ?? '')?.[0];

test('what formulas gave stands in the file beside them, errors as errors', async () => {
  book = openHeadless(
    [
      [1.5, '=LMER.FIXEF(A1)', null, '=1/0', '="a"&A1', '=A1>1', '=IF(A1>1,"",1)', '=LMER.STAT(A1)'],
      [null, null, null, '=D1+1', '=NA()', '=SUM(A1:A2)'],
    ],
    FUNCTIONS,
  );
  await expect
    .poll(() => [book.value(0, 7), book.value(0, 1), book.value(1, 5)], soon)
    .toEqual([3, 'Term', 1.5]);
  const { bytes } = await writeWorkbook(book, null);
  expect(cellXml(bytes, 'B1')).toBe(
    '<c r="B1" cm="1" t="str"><f t="array" ref="B1:C3">_xldudf_LMER_FIXEF(A1)</f><v>Term</v></c>',
  );
  expect(cellXml(bytes, 'C3')).toBe('<c r="C3" t="e"><v>#N/A</v></c>');
  expect(cellXml(bytes, 'D1')).toBe('<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>');
  expect(cellXml(bytes, 'E2')).toBe('<c r="E2" t="e"><f>NA()</f><v>#N/A</v></c>');
  expect(cellXml(bytes, 'G1')).toBe('<c r="G1" t="str"><f>IF(A1&gt;1,"",1)</f><v/></c>');
  expect(calculation(bytes)).toBe('<calcPr calcId="191029"/>');
  const [{ rows }] = (await readXlsx(bytes)).sheets;
  expect(rows[0].slice(0, 6)).toEqual([1.5, 'Term', 'Estimate', '#DIV/0!', 'a1.5', true]);
  expect(rows[0][7]).toBe(3);
  expect(rows[1].slice(1, 6)).toEqual(['x', 1.5 + 1e-13, '#DIV/0!', '#N/A', 1.5]);
  expect(rows[2].slice(1, 3)).toEqual(['none', '#N/A']);
});

test.each([
  ['a function is computing', '=LMER.FIT(A1)', '#GETTING_DATA', '_xldudf_LMER_FIT(A1)'],
  ['a name is known to Excel alone', '=OTHER.THING(A1)', '#NAME?', 'OTHER.THING(A1)'],
])(
  'Excel is asked to calculate where %s, and is not told that as the result',
  async (_, formula, shown, stored) => {
    book = openHeadless([[1, formula, '=A1+1']], FUNCTIONS);
    await expect.poll(() => [book.value(0, 1), book.value(0, 2)], soon).toEqual([shown, 2]);
    const { bytes } = await writeWorkbook(book, null);
    expect(cellXml(bytes, 'B1')).toMatch(new RegExp(`>${stored.replace(/[()]/g, '\\$&')}</f></c>$`));
    expect(cellXml(bytes, 'B1')).not.toContain(' t="str"');
    expect(cellXml(bytes, 'C1')).toContain('<v>2</v>');
    expect(calculation(bytes)).toBe('<calcPr calcId="191029" fullCalcOnLoad="1"/>');
    settle(1);
  },
);

test('a block without room is the error that files have for it', async () => {
  book = openHeadless(
    [
      [1, '=LMER.FIXEF(A1)'],
      [null, 'mine'],
    ],
    FUNCTIONS,
  );
  await expect.poll(() => book.value(0, 1), soon).toBe('#SPILL!');
  const { bytes } = await writeWorkbook(book, null);
  expect(cellXml(bytes, 'B1')).toBe(
    '<c r="B1" cm="1" t="e"><f t="array" ref="B1">_xldudf_LMER_FIXEF(A1)</f><v>#VALUE!</v></c>',
  );
  expect(calculation(bytes)).toBe('<calcPr calcId="191029"/>');
});
