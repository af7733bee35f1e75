import { expect, test } from 'vitest';
import { EXAMPLES } from '../../examples/index';
import { blockSize } from '../../src/index';
import { MENU, workedPlot, workedSheet } from '../../taskpane/exampleSheets';
import { analyse } from '../analyses/support';
import { example } from './data';

const PLOTTED = MENU.filter((id) => workedPlot(id) !== null);

test.each(PLOTTED)('the plot of %s stands below its heading and below the summary of the model', (id) => {
  const { row, column } = workedPlot(id)!;
  const { model } = EXAMPLES.find((one) => one.id === id)!;
  const places = { data: 'A1:D9', column: (name: string) => name, model };
  const parts = workedSheet(id, places);
  const summary = parts.find(({ formula }) => formula?.startsWith('=LMER.FIT('))!;
  const { rows } = blockSize(analyse(example(id), model, { kind: 'summary' }), 'fit');
  expect(summary.row + rows).toBeLessThan(row - 1);
  expect(parts).toContainEqual({ row: row - 1, column, text: 'The means as a plot', style: 'heading' });
});

test('the plots of the examples compare factors of their models', () => {
  expect(PLOTTED).toEqual(['oats', 'switchback']);
  for (const id of PLOTTED) {
    const { compared, within } = workedPlot(id)!;
    const { model } = EXAMPLES.find((one) => one.id === id)!;
    for (const name of [...compared, ...within]) expect(model).toContain(name);
  }
});
