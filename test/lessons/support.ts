/** Lessons as they stand on a sheet of the workbench, without a screen, with the functions as they are. */

import { onTestFinished } from 'vitest';
import metadata from '../../functions/functions.json';
import { FUNCTIONS, setFitService } from '../../functions/index';
import { columnLetters, parseAddress, type Cell } from '../../src/index';
import { loadLesson } from '../../taskpane/lessons/index';
import { createFitService } from '../../worker/index';
import { hostGlobals } from '../functions/hostGlobals';
import { openHeadless, type Headless, type TestFunctions } from '../workbench/headless';

const REAL: TestFunctions = Object.fromEntries(
  metadata.functions.map(({ id, parameters }) => [
    id,
    {
      parameters: parameters.map((one) => `${one.name}${'dimensionality' in one ? '[]' : ''}`),
      run: FUNCTIONS[id] as never,
    },
  ]),
);

export interface OpenLesson {
  /** What a cell shows, such as `B14`. */
  at(cell: string): unknown;
  /** The same of a row and a column from 0. */
  value(row: number, column: number): unknown;
  /** Types into cells, and waits until all is computed. */
  type(contents: Readonly<Record<string, number | string | null>>): Promise<void>;
  /** What all cells show that are not blank, by their addresses. */
  all(): Map<string, unknown>;
}

/** Closed when the test is over: the engine keeps what it has read of sheets of the same name. */
export async function openLesson(number: number): Promise<OpenLesson> {
  Object.assign(globalThis, { CustomFunctions: hostGlobals() });
  // Everything is computed at once, whatever it costs.
  setFitService(createFitService({ smallCost: Infinity }));
  const { content } = await loadLesson(number);
  const rows = Math.max(...content.more.map(({ row }) => row)) + 1;
  const columns = Math.max(...content.more.map(({ column }) => column)) + 1;
  const cells = Array.from({ length: rows }, () => Array<Cell>(columns).fill(null));
  for (const { row, column, text, number: value, formula } of content.more)
    cells[row][column] = formula ?? value ?? text ?? null;
  const book = openHeadless(cells, REAL);
  onTestFinished(() => book.close());
  const place = (cell: string) => {
    const { row, column } = parseAddress(cell)!;
    return [row, column] as const;
  };
  const lesson: OpenLesson = {
    at: (cell) => book.value(...place(cell)),
    value: (row, column) => book.value(row, column),
    async type(contents) {
      for (const [cell, value] of Object.entries(contents)) book.type(...place(cell), value);
      await settled(book);
    },
    all() {
      const found = new Map<string, unknown>();
      for (let i = 0; i < 200; i++)
        for (let j = 0; j < 40; j++) {
          const value = book.value(i, j);
          if (value !== null && value !== '') found.set(`${columnLetters(j)}${i + 1}`, value);
        }
      return found;
    },
  };
  await settled(book);
  return lesson;
}

/** Until nothing changes any more. */
async function settled(book: Headless): Promise<void> {
  let before = '';
  for (let still = 0; still < 5;) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const now = JSON.stringify(book.api.getActiveWorkbook()!.getActiveSheet().getDataRange().getRawValues());
    still = now === before && !now.includes('#GETTING_DATA') ? still + 1 : 0;
    before = now;
  }
}
