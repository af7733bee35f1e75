import { expect, test } from 'vitest';
import { EXAMPLES } from '../../examples/index';
import { MENU, workedPlot, workedSheet } from '../../taskpane/exampleSheets';
import { call, useFunctions } from '../functions/callFunctions';
import { example } from './data';

const PLOTTED = MENU.filter((id) => workedPlot(id) !== null);
const COMPARISON = /^=(LMER\.(?:EMMEANS|CONTRASTS))\(A1:D9, "[^"]*", "([^"]*)"(, , "letters=1")?\)$/;

useFunctions();

test.each(PLOTTED)(
  'the means of %s stand beside the data, each block below the one before, and the plot below all',
  (id) => {
    const { row, column } = workedPlot(id)!;
    const { model } = EXAMPLES.find((one) => one.id === id)!;
    const parts = workedSheet(id, { data: 'A1:D9', column: (name) => name, model });
    const blocks = parts.filter((part) => COMPARISON.test(part.formula ?? ''));
    const summary = parts.find(({ formula }) => formula?.startsWith('=LMER.FIT('))!;
    expect(blocks.length).toBeGreaterThan(1);
    blocks.forEach((block, i) => {
      expect(block.column).toBe(0);
      const [, name, specs, letters] = COMPARISON.exec(block.formula!)!;
      const options = letters ? [null, 'letters=1'] : [null, null, null];
      const cells = call(name, example(id), model, specs, ...options);
      expect(cells[0].length).toBeLessThan(summary.column);
      // A heading stands above the next.
      expect(block.row + cells.length).toBeLessThan((blocks[i + 1]?.row ?? row) - 1);
    });
    expect(parts).toContainEqual({ row: row - 1, column, text: 'The means as a plot', style: 'heading' });
  },
);

test('the plots of the examples compare factors of their models', () => {
  expect(PLOTTED).toEqual(['oats', 'switchback']);
  for (const id of PLOTTED) {
    const { compared, within } = workedPlot(id)!;
    const { model } = EXAMPLES.find((one) => one.id === id)!;
    for (const name of [...compared, ...within]) expect(model).toContain(name);
  }
});
