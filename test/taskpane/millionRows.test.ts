import { afterEach, expect, test, vi } from 'vitest';
import type { Cell } from '../../src/index';
import { PaneController } from '../../taskpane/controller';
import { createFitService } from '../../worker/index';
import { fakeHost } from './fakeHost';

const ROWS = 1_000_000;
const RANGE = { sheet: 'Big', row: 0, column: 0, rows: ROWS + 1, columns: 3 };
/** Rows that a host reads in one message. */
const CHUNK = 33_333;

let controller: PaneController | undefined;
afterEach(() => controller?.dispose());

function row(i: number): Cell[] {
  const group = i % 1000;
  const x = (i % 7) + (i % 11);
  return [2 + 0.5 * x + Math.sin(group) + Math.sin(i * i), x, `g${group}`];
}

test('a million rows, read in chunks from a host, are fitted', async () => {
  const host = fakeHost({ Big: [['y', 'x', 'g']] });
  let chunks = 0;
  host.getSurroundingRegion = () => Promise.resolve(RANGE);
  host.readRange = async (range) => {
    const cells: Cell[][] = [];
    for (let from = range.row; from < range.row + range.rows; from += CHUNK) {
      chunks++;
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (let i = from; i < Math.min(from + CHUNK, range.row + range.rows); i++)
        cells.push(i === 0 ? ['y', 'x', 'g'] : row(i));
    }
    return cells;
  };
  controller = new PaneController(host, createFitService());
  controller.start();
  await controller.useRange(RANGE);
  controller.dispatch({ type: 'formula/text', text: 'y ~ x + (1 | g)' });
  controller.fitNow();
  await vi.waitFor(() => expect(controller!.getState().fit.result?.nobs).toBe(ROWS), {
    timeout: 100_000,
    interval: 100,
  });
  const { fixedEffects, groups } = controller.getState().fit.result!;
  expect(chunks).toBeGreaterThan(29);
  expect(groups).toEqual([{ group: 'g', levels: 1000 }]);
  expect(fixedEffects[1].estimate).toBeCloseTo(0.5, 2);
}, 120_000);
