import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import { onewayFormulas, statisticsOf } from '../../../taskpane/state/oneway';
import type { OnewayEstimator } from '../../../taskpane/state/onewayChoice';
import { reduce } from '../../../taskpane/state/reducer';
import { INITIAL_STATE } from '../../../taskpane/state/state';
import { call, useFunctions } from '../../functions/callFunctions';
import { dataRead, example } from '../data';

useFunctions();

/** The formulas that the pane inserts for two columns, and what each of them gives. */
function inserted(cells: CellMatrix, names: [string, string], by: OnewayEstimator, level: number) {
  const range = { sheet: 'S', row: 0, column: 0, rows: cells.length, columns: cells[0].length };
  const data = reduce(INITIAL_STATE, dataRead(range, cells)).data!;
  const at = names.map((name) => cells[0].indexOf(name));
  const [values, groups] = at.map((column) => data.summary!.columns[column]);
  const stats = statisticsOf(values.column!, groups.column!);
  const columns = at.map((column) => cells.map((row) => [row[column]]));
  return onewayFormulas(data, { values, groups }, stats, by, level).map(
    ({ formula, look: { rows, columns: width } }) => {
      const [, name, given] = /^=([A-Z.]+)\([^,]+, [^,)]+(.*)\)$/.exec(formula)!;
      const texts = [...given.matchAll(/"([^"]*)"/g)].map(([, text]) => text);
      const result = call(name, ...columns, ...texts.slice(0, 1), ...texts.slice(1).map((text) => [[text]]));
      return { name, texts, room: [rows, width], result };
    },
  );
}

const WHEAT = example('wheat');
/** Region A has one plot, so that it has no t interval of its own; one yield is missing. */
const UNEVEN = WHEAT.filter((_, i) => i === 0 || i > 4).map((row, i) => (i === 20 ? [row[0], null] : row));
const BLANK_TAIL = WHEAT.map((row, i) => (i > 45 ? [row[0], null] : row));

const CASES: [string, CellMatrix, [string, string]][] = [
  ['ten regions', WHEAT, ['y', 'region']],
  ['uneven regions, a value missing', UNEVEN, ['y', 'region']],
  ['a region without values', BLANK_TAIL, ['y', 'region']],
  ['a variance of zero', example('dyestuff2'), ['Yield', 'Batch']],
];

describe.each(CASES)('the room kept for the one-way analysis of %s', (_, cells, names) => {
  test.each(['MOMENTS', 'REML', 'ML'] as const)('is what its functions fill, shrunken by %s', (by) => {
    for (const level of [0.95, 0.9])
      for (const { name, room, result } of inserted(cells, names, by, level))
        expect({ name, room }).toEqual({ name, room: [result.length, result[0].length] });
  });
});

test('inserted intervals have the level of the pane', () => {
  const [, , means] = inserted(WHEAT, ['y', 'region'], 'ML', 0.9);
  expect(means.texts).toEqual(['ML', 'level=0.9']);
  expect(means.result[0].slice(6)).toEqual(['Lower 90%', 'Upper 90%', 'Own t lower 90%', 'Own t upper 90%']);
  expect(inserted(WHEAT, ['y', 'region'], 'ML', 0.95)[2].texts).toEqual(['ML']);
});
