/** The host that reads ranges, on Microsoft's own mock of a range and on the simulator: the same cells. */

import { OfficeMockObject } from 'office-addin-mock';
import { afterEach, expect, test, vi } from 'vitest';
import { excelHost } from '../../taskpane/hosts/excel';
import { openExcel } from './support';

afterEach(() => vi.unstubAllGlobals());

const RANGE = { sheet: 'Sheet1', row: 0, column: 0, rows: 2, columns: 2 };

/** `Excel` as the mock has it: a property that was not loaded and synchronized is not there. */
function mockedExcel(range: object) {
  const context = new OfficeMockObject(
    { workbook: { worksheets: { getItem: () => ({ getRangeByIndexes: () => context.range }) } }, range },
    'excel' as never,
  ) as unknown as Excel.RequestContext & { range: Excel.Range };
  return { run: (batch: (c: Excel.RequestContext) => Promise<unknown>) => batch(context) };
}

test('reads the same from the mock and from the simulator', async () => {
  const values = [
    ['y', ''],
    [0, '#N/A'],
  ];
  const valueTypes = [
    ['String', 'Empty'],
    ['Double', 'Error'],
  ];
  vi.stubGlobal('Excel', mockedExcel({ values, valueTypes }));
  const mocked = await excelHost().readRange(RANGE);
  vi.unstubAllGlobals();

  const { client } = openExcel({
    sheets: {
      Sheet1: [
        ['y', null],
        [0, '#N/A'],
      ],
    },
  });
  const uninstall = client.install();
  const simulated = await excelHost().readRange(RANGE);
  uninstall();
  expect(mocked).toEqual([
    ['y', null],
    [0, { error: '#N/A' }],
  ]);
  expect(simulated).toEqual(mocked);
});
