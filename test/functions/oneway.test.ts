import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FUNCTIONS, setRangeReader } from '../../functions/index';
import { parseCsv } from '../../src/index';
import { HostError, hostGlobals } from './hostGlobals';

type Cells = unknown[][];
const examples = join(import.meta.dirname, '../../examples');
const load = (name: string) => parseCsv(readFileSync(join(examples, name), 'utf8')).map((row) => [...row]);
const [WHEAT, DYESTUFF2] = [load('wheat.csv'), load('dyestuff2.csv')];
const column = (cells: Cells, at: number): Cells => cells.map((row) => [row[at]]);
const anova = (...values: unknown[]) =>
  (FUNCTIONS['ONEWAY.ANOVA'] as (...values: unknown[]) => Cells)(...values);
const Y = column(WHEAT, 1);
const REGION = column(WHEAT, 0);

beforeEach(() => vi.stubGlobal('CustomFunctions', hostGlobals()));
afterEach(() => {
  vi.unstubAllGlobals();
  setRangeReader(null);
});

describe('ONEWAY.ANOVA', () => {
  test('gives the table and the components by moments', () => {
    const close = (value: number) => expect.closeTo(value, 6) as number;
    expect(anova(Y, REGION, null, {})).toEqual([
      ['Source', 'SS', 'df', 'MS', 'F', 'p value'],
      ['Between groups', close(33.368312), 9, close(3.70759022), close(2.07451756), close(0.05550019)],
      ['Within groups', close(71.48824), 40, close(1.787206), '', ''],
      ['Total', close(104.856552), 49, '', '', ''],
      ['', '', '', '', '', ''],
      ['Component', 'By moments', '', '', '', ''],
      ['sigma²', close(1.787206), '', '', '', ''],
      ['tau²', close(0.38407684), '', '', '', ''],
      ['tau², at least 0', close(0.38407684), '', '', '', ''],
      ['ICC', close(0.17688937), '', '', '', ''],
      ['n0', 5, '', '', '', ''],
      ['mu', close(16.3064), '', '', '', ''],
    ]);
  });

  test('gives the numbers alone with labels=0', () => {
    const cells = anova(Y, REGION, [['labels=0']]);
    expect(cells).toHaveLength(9);
    expect(cells[1].slice(1)).toEqual([40, expect.closeTo(1.787206, 9), '', '']);
    expect(cells.flat().filter((cell) => typeof cell === 'string' && cell !== '')).toEqual([]);
  });

  test('says how many rows were dropped, and that a variance is negative', () => {
    const y = column(DYESTUFF2, 1);
    y[3] = [null];
    const cells = anova(y, column(DYESTUFF2, 0));
    const negative = cells.find(([label]) => label === 'tau²')![1] as number;
    expect(negative).toBeLessThan(0);
    expect(cells.find(([label]) => label === 'tau², at least 0')![1]).toBe(0);
    expect(cells.slice(12, 15).map(([text]) => text)).toEqual([
      '',
      '1 row with missing values dropped',
      expect.stringContaining('The estimate of tau² is negative'),
    ]);
  });

  test('reads blanks that arrive as zeros again from the sheet', async () => {
    const sheet: Cells = [['y'], [1], [2], [null], [4], [7]];
    setRangeReader((address) => Promise.resolve((address === 'S!B1:B6' ? sheet : null) as never));
    const arrived = sheet.map(([cell]) => [cell ?? 0]);
    const groups = [['g'], ['a'], ['a'], ['a'], ['b'], ['b']];
    const cells = await anova(arrived, groups, null, { parameterAddresses: ['S!B1:B6', 'S!A1:A6'] });
    expect(cells[2][2]).toBe(2);
    expect(cells.flat()).toContain('1 row with missing values dropped');
  });

  test.each([
    [[Y, REGION.slice(1)], 'values has 51 rows and groups has 50: expected one group for each value.'],
    [[Y, Y.map(() => ['a'])], 'There is one group only, "a": expected two or more.'],
    [[Y, REGION, [['colour=1']]], '"colour" is not an option: there are level, labels.'],
  ])('%# is #VALUE! with a sentence for bad input', (values, message) => {
    expect(() => anova(...values)).toThrow(new HostError('#VALUE!', message) as never);
  });

  test('does not compute for the preview of a value', () => {
    expect(anova(Y, REGION, null, { isInValuePreview: true })).toEqual([['…']]);
  });
});
