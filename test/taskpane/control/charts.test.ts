import { afterEach, describe, expect, test, vi } from 'vitest';
import { toCells, answerReport, type CellMatrix, type OutputMatrix } from '../../../src/index';
import { PaneController } from '../../../taskpane/controller';
import type { RangeAddress } from '../../../taskpane/host';
import { placedChart, type LivePlot } from '../../../taskpane/plots/live/live';
import { profileLive } from '../../../taskpane/plots/live/profile';
import { residualsLive } from '../../../taskpane/plots/live/rows';
import { sizeLook } from '../../../taskpane/state/stack';
import { createFitService } from '../../../worker/index';
import { example } from '../data';
import { fakeHost, type FakeHost } from '../fakeHost';

const DATA = { sheet: 'Sleep', row: 0, column: 0, rows: 181, columns: 3 };
const FORMULA = 'Reaction ~ Days + (Days | Subject)';
const WORDS = { title: 'A title', description: 'What it shows', xTitle: 'x', yTitle: 'y' };

const controllers: PaneController[] = [];
afterEach(() => controllers.splice(0).forEach((controller) => controller.dispose()));

async function fitted(): Promise<{ controller: PaneController; host: FakeHost }> {
  const host = fakeHost({ Sleep: example('sleepstudy') });
  const controller = new PaneController(host, createFitService());
  controllers.push(controller);
  controller.start();
  await controller.useRange(DATA);
  controller.dispatch({ type: 'formula/text', text: FORMULA });
  await vi.waitFor(() => expect(controller.getState().fit.result?.formula).toBe(FORMULA), { timeout: 5000 });
  return { controller, host };
}

/** The cells of a chart's range when a formula with these results stands at `top`. */
function read(cells: OutputMatrix, top: RangeAddress, range: RangeAddress): CellMatrix {
  return Array.from({ length: range.rows }, (_, i) =>
    Array.from({ length: range.columns }, (__, j) => {
      const cell = cells[range.row - top.row + i]?.[range.column - top.column + j] ?? null;
      return typeof cell === 'object' && cell !== null ? cell.error : cell;
    }),
  );
}

const signal = new AbortController().signal;

describe('a live chart', () => {
  test('of a profile is bound to the points of the curve that its formula gives', async () => {
    const { controller } = await fitted();
    const question = { kind: 'profile', parameter: 'Days', points: 41 } as const;
    const value = await controller.analyse(question, signal);
    const live = profileLive(controller.getState(), value, WORDS)!;
    expect(live.formulas[0].formula).toBe(`=LMER.PROFILE(Sleep!A1:C181, "${FORMULA}", , "Days")`);
    const cells = toCells(answerReport('profile', value));
    expect(live.formulas[0].look).toMatchObject({ rows: cells.length, columns: cells[0].length });
    const top = { sheet: 'Sleep', row: 3, column: 7, rows: 1, columns: 1 };
    const [exact, quadratic] = placedChart(live, [top]).series;
    expect(read(cells, top, exact.x).flat()).toEqual(value.curves[0].map((point) => point.value));
    expect(read(cells, top, exact.y).flat()).toEqual(value.curves[0].map((point) => point.relative));
    expect(read(cells, top, quadratic.y).flat()).toEqual(value.curves[0].map((point) => point.quadratic));
  });

  test('of residuals is bound to the rows of the data, their header left out', async () => {
    const { controller } = await fitted();
    const live = residualsLive(controller.getState(), WORDS)!;
    expect(live.formulas[0].formula).toBe(`=LMER.RESID(Sleep!A1:C181, "${FORMULA}", , "all")`);
    const { fitted: values, residuals } = controller.getState().fit.result!;
    const types = ['fitted', 'response', 'pearson', 'scaled', 'marginal'] as const;
    const value = await controller.analyse({ kind: 'residuals', types }, signal);
    const cells = toCells(answerReport('residuals', value));
    const top = { sheet: 'Sleep', row: 0, column: 4, rows: 1, columns: 1 };
    const [series] = placedChart(live, [top]).series;
    expect(read(cells, top, series.x).flat()).toEqual([...values]);
    expect(read(cells, top, series.y).flat()).toEqual([...residuals]);
  });

  test('and its formulas stand beside each other, and go together', async () => {
    const { controller, host } = await fitted();
    const live = residualsLive(controller.getState(), WORDS)!;
    const { at, undo } = await controller.insertChart(live);
    expect(at).toMatchObject({ row: 0, column: 4 });
    expect(host.formulaAt('Sleep', 0, 4)).toBe(live.formulas[0].formula);
    const [{ chart, at: where }] = host.charts;
    expect(chart).toEqual(placedChart(live, [at]));
    expect(where).toMatchObject({ sheet: 'Sleep', row: 0, column: 4 + live.formulas[0].look.columns + 1 });
    await undo();
    expect(host.charts).toEqual([]);
    expect(host.formulaAt('Sleep', 0, 4)).toBeNull();
  });

  test('shows a formula that is inserted with it, which is not written twice', async () => {
    const { controller, host } = await fitted();
    const live = residualsLive(controller.getState(), WORDS)!;
    const other = { title: 'Effects', formula: '=LMER.FIXEF(Sleep!A1:C181)', look: sizeLook(4, 8) };
    await controller.insertTogether([other, live.formulas[0]], { live });
    expect(host.formulaAt('Sleep', 1, 4)).toBe(other.formula);
    expect(host.formulaAt('Sleep', 6, 4)).toBe(live.formulas[0].formula);
    expect(host.charts[0].chart.series[0].y).toMatchObject({ row: 7, column: 5, rows: 180 });
    expect(controller.getState().insert.outcome).toMatchObject({ kind: 'inserted', at: 'Sleep!E1' });
    await controller.undoInsert();
    expect(host.charts).toEqual([]);
    expect([1, 6].map((row) => host.formulaAt('Sleep', row, 4))).toEqual([null, null]);
  });

  test('that cannot be laid over the sheet leaves none of its formulas behind', async () => {
    const { controller, host } = await fitted();
    const live: LivePlot = residualsLive(controller.getState(), WORDS)!;
    vi.spyOn(host, 'insertChart').mockRejectedValue(new Error('The sheet is protected.'));
    await expect(controller.insertChart(live)).rejects.toThrow('The sheet is protected.');
    expect(host.formulaAt('Sleep', 0, 4)).toBeNull();
  });
});
