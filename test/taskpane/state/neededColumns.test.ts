import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import { prepareModel } from '../../../src/index';
import { fitModel } from '../../fitModel';
import { modelRequest } from '../../../taskpane/control/modelRequest';
import { reduce } from '../../../taskpane/state/reducer';
import { wantedFit } from '../../../taskpane/state/selectors';
import { INITIAL_STATE } from '../../../taskpane/state/state';
import { dataRead } from '../data';

const ROWS = 40_000;
const COLUMNS = 10;
const names = ['y', 'g', 'x', 'x1', ...Array.from({ length: COLUMNS - 4 }, (_, j) => `z${j}`)];
const cells: CellMatrix = [
  names,
  ...Array.from({ length: ROWS }, (_, i) => [
    Math.sin(i) + (i % 50) / 20,
    `g${i % 50}`,
    Math.cos(i * 1.7),
    i % 7,
    ...Array.from({ length: COLUMNS - 4 }, (_, j) => i + j),
  ]),
];
const range = { sheet: 'S', row: 0, column: 0, rows: ROWS + 1, columns: COLUMNS };
const large = reduce(INITIAL_STATE, dataRead(range, cells));
const wanted = (text: string) => modelRequest(wantedFit(reduce(large, { type: 'formula/text', text }))!);

describe('the request for a fit of large data', () => {
  test('has the columns that the model names, and gives the same fit', async () => {
    const request = await wanted('y ~ x1 + (1 | g)');
    // x is part of the name x1: one column too many does no harm.
    expect(request.data[0]).toEqual(['y', 'g', 'x', 'x1']);
    const whole = fitModel(prepareModel({ ...request, data: cells }));
    expect(fitModel(prepareModel(request)).criterion).toBe(whole.criterion);
  });

  test('is cut once, however often it is asked for', async () => {
    const [first, second] = await Promise.all([wanted('y ~ x1 + (1 | g)'), wanted('y ~ 1 + x1 + (1 | g)')]);
    expect(first.data).toBe(second.data);
  });

  test('has every column where the formula means them all', async () => {
    expect((await wanted('y ~ . - g + (1 | g)')).data).toBe(cells);
  });
});
