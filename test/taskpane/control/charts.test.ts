import { afterEach, describe, expect, test, vi } from 'vitest';
import { toCells, answerReport, type CellMatrix, type OutputMatrix } from '../../../src/index';
import { PaneController } from '../../../taskpane/controller';
import type { RangeAddress } from '../../../taskpane/host';
import { placedChart, type LivePlot } from '../../../taskpane/plots/live/live';
import { profileLive } from '../../../taskpane/plots/live/profile';
import { effectQuantilesLive } from '../../../taskpane/plots/live/effectQuantiles';
import { influenceLive } from '../../../taskpane/plots/live/influence';
import { meansOfLines, populationLive, rowsOfLines } from '../../../taskpane/plots/live/population';
import {
  leverageLive,
  predictorLive,
  residualQuantilesLive,
  residualsLive,
  spreadLive,
} from '../../../taskpane/plots/live/rows';
import { leveragePoints } from '../../../taskpane/plots/data/leverage';
import { normalQuantiles } from '../../../taskpane/plots/data/normalQuantiles';
import { chosenBlocks, hasChart, isChartPending } from '../../../taskpane/state/selectors';
import { sizeLook } from '../../../taskpane/state/stack';
import { createFitService } from '../../../worker/index';
import { resultOf } from '../callFormula';
import { example } from '../data';
import { fakeHost, type FakeHost } from '../fakeHost';

const DATA = { sheet: 'Sleep', row: 0, column: 0, rows: 181, columns: 3 };
const FORMULA = 'Reaction ~ Days + (Days | Subject)';
const WORDS = { title: 'A title', description: 'What it shows', xTitle: 'x', yTitle: 'y' };

const controllers: PaneController[] = [];
afterEach(() => controllers.splice(0).forEach((controller) => controller.dispose()));

async function fitted(
  cells: CellMatrix = example('sleepstudy'),
  formula = FORMULA,
): Promise<{ controller: PaneController; host: FakeHost }> {
  const host = fakeHost({ Sleep: cells });
  const controller = new PaneController(host, createFitService());
  controllers.push(controller);
  controller.start();
  await controller.useRange({ ...DATA, rows: cells.length, columns: cells[0].length });
  controller.dispatch({ type: 'formula/text', text: formula });
  await vi.waitFor(() => expect(controller.getState().fit.result?.formula).toBe(formula), { timeout: 5000 });
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

/** Where the formula stands in these tests. */
const TOP = { sheet: 'Sleep', row: 3, column: 30, rows: 1, columns: 1 };

/** The numbers, or labels, of the series of a live plot, by what its formula gives. */
async function drawnOf(live: LivePlot, host: FakeHost) {
  const cells = await resultOf(live.formulas[0].formula, host, 'Sleep');
  const [{ look }] = live.formulas;
  expect([look.rows, look.columns]).toEqual([cells.length, cells[0].length]);
  const numbers = async (range: RangeAddress) =>
    (range.column < TOP.column ? await host.readRange(range) : read(cells, TOP, range)).flat();
  return Promise.all(
    placedChart(live, [TOP]).series.map(async (one) => ({
      x: await numbers(one.x),
      y: await numbers(one.y),
    })),
  );
}

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
    expect(live.formulas[0].formula).toBe(`=LMER.RESID(Sleep!A1:C181, "${FORMULA}", , "fitted, response")`);
    const { fitted: values, residuals } = controller.getState().fit.result!;
    const types = ['fitted', 'response'] as const;
    const value = await controller.analyse({ kind: 'residuals', types }, signal);
    const cells = toCells(answerReport('residuals', value));
    const top = { sheet: 'Sleep', row: 0, column: 4, rows: 1, columns: 1 };
    const [series] = placedChart(live, [top]).series;
    expect(read(cells, top, series.x).flat()).toEqual([...values]);
    expect(read(cells, top, series.y).flat()).toEqual([...residuals]);
  });

  test('of spread, leverage, a predictor and normal quantiles of residuals has the numbers of the plots', async () => {
    const { controller, host } = await fitted();
    const state = controller.getState();
    const { fitted: values, residuals, sigma } = state.fit.result!;
    const scaled = residuals.map((value) => value / sigma);
    const [spread] = await drawnOf(spreadLive(state, WORDS)!, host);
    expect(spread.x).toEqual([...values]);
    spread.y.forEach((value, i) => expect(value).toBeCloseTo(Math.sqrt(Math.abs(scaled[i])), 10));
    const [days] = await drawnOf(predictorLive(state, 'Days', WORDS)!, host);
    expect(days.x).toEqual(
      example('sleepstudy')
        .slice(1)
        .map((row) => row[1]),
    );
    expect(days.y).toEqual([...residuals]);
    const [normal] = await drawnOf(residualQuantilesLive(state, WORDS)!, host);
    const points = normalQuantiles(scaled)!.points;
    for (const { x, y, index } of points) {
      expect(normal.x[index]).toBeCloseTo(x, 10);
      expect(normal.y[index]).toBeCloseTo(y, 10);
    }
    const [leverage] = await drawnOf(leverageLive(state, WORDS)!, host);
    const table = await controller.analyse({ kind: 'leverage' }, signal);
    const expected = leveragePoints(table, null);
    expect(leverage.x).toEqual([...expected.leverage]);
    expect(leverage.y).toEqual([...expected.standardized]);
  });

  test('of influence has a point for each group or row, on all effects or on one', async () => {
    const { controller, host } = await fitted();
    const state = controller.getState();
    const groups = await controller.analyse({ kind: 'influence', group: 'Subject' }, signal);
    const [cook] = await drawnOf(influenceLive(state, groups, null, 'Subject', WORDS)!, host);
    expect(cook.x.map(String)).toEqual(groups.labels);
    expect(cook.y).toEqual([...groups.cooksDistance]);
    const [change] = await drawnOf(influenceLive(state, groups, 'Days', 'Subject', WORDS)!, host);
    expect(change.y).toEqual(groups.labels.map((_, u) => groups.dfbetas[2 * u + 1]));
    const rows = await controller.analyse({ kind: 'influence', group: 'rows' }, signal);
    const [each] = await drawnOf(influenceLive(state, rows, null, 'Subject', WORDS)!, host);
    expect(each.x).toEqual(
      example('sleepstudy')
        .slice(1)
        .map((row) => row[2]),
    );
    expect(each.y).toEqual([...rows.cooksDistance]);
  });

  test('of the effects of groups has their normal quantiles', async () => {
    const { controller, host } = await fitted();
    const state = controller.getState();
    const wanted = { group: 'Subject', term: 'Days' };
    const [drawn] = await drawnOf(effectQuantilesLive(state, state.fit.result!, wanted, WORDS)!, host);
    const { values, levels } = state.fit.result!.randomEffects[0];
    const { points } = normalQuantiles(levels.map((_, g) => values[2 * g + 1]))!;
    expect(drawn.y).toEqual(points.map(({ y }) => y));
    points.forEach(({ x }, i) => expect(drawn.x[i]).toBeCloseTo(x, 10));
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

describe('the chart that goes with the tables of a result', () => {
  async function results(cells?: CellMatrix, formula?: string) {
    const all = await fitted(cells, formula);
    all.controller.dispatch({ type: 'tab', tab: 'results' });
    await vi.waitFor(
      () => {
        expect(all.controller.getState().insert.room?.report.free).toBe(true);
        expect(isChartPending(all.controller.getState())).toBe(false);
      },
      { timeout: 5000 },
    );
    return all;
  }

  /** Of the one chart on the sheet, what its formula stands at and its series have. */
  async function inserted({ host }: { readonly host: FakeHost }) {
    const [{ chart, at }] = host.charts;
    const bound = chart.series.map((one) => one.y).find(({ column }) => column > 3)!;
    const rows = Array.from({ length: bound.row }, (_, row) => row).reverse();
    const row = rows.find((one) => host.formulaAt('Sleep', one, 4) !== null)!;
    const formula = host.formulaAt('Sleep', row, 4)!;
    const cells = await resultOf(formula, host, 'Sleep');
    const top = { sheet: 'Sleep', row, column: 4, rows: 1, columns: 1 };
    const numbers = async (range: RangeAddress) =>
      (range.column < 4 ? await host.readRange(range) : read(cells, top, range)).flat();
    const series = await Promise.all(
      chart.series.map(async (one) => ({ x: await numbers(one.x), y: await numbers(one.y) })),
    );
    return { chart, at, formula, title: host.valueAt('Sleep', row - 1, 4), series };
  }

  test('has the data and the line of the population with its limits, and goes with all of it', async () => {
    const { controller, host } = await results();
    const { fixedEffects, level } = controller.getState().fit.result!;
    await controller.insert('formulas');
    const { chart, at, formula, title, series } = await inserted({ host });
    expect(formula).toMatch(/^=LMER\.EMMEANS\(Sleep!A1:C181, .*, "Days", /);
    expect(title).toBe(`Estimated means by Days: ${FORMULA}`);
    expect([chart.xTitle, chart.yTitle]).toEqual(['Days', 'Reaction']);
    expect(chart.title).not.toBe('');
    const [data, line, lower, upper] = series;
    const sleep = example('sleepstudy').slice(1);
    expect(data).toEqual({ x: sleep.map((row) => row[1]), y: sleep.map((row) => row[0]) });
    expect(line.x).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const [intercept, slope] = fixedEffects;
    line.y.forEach((y, day) => expect(y).toBeCloseTo(intercept.estimate + slope.estimate * day, 9));
    // At day 0 it is the intercept, limits and all.
    expect(level).toBe(0.95);
    expect([lower.y[0], upper.y[0]]).toEqual([
      expect.closeTo(intercept.lower, 6),
      expect.closeTo(intercept.upper, 6),
    ]);
    // Between tables and sentences, above what it shows.
    expect(at).toMatchObject({ row: 11, column: 4 });
    expect(host.valueAt('Sleep', 11 + 15 + 1, 4)).toBe(`In words: ${FORMULA}, REML`);
    await controller.undoInsert();
    expect(host.charts).toEqual([]);
    expect(host.looks).toEqual([]);
    expect(
      Array.from({ length: 60 }, (_, row) => host.valueAt('Sleep', row, 4)).every((v) => v === null),
    ).toBe(true);
  });

  test('has the means of groups with their limits', async () => {
    const all = await results(example('machines'), 'score ~ Machine + (1 | Worker)');
    await all.controller.insert('formulas');
    const { chart, series } = await inserted(all);
    expect(chart.kind).toBe('category');
    const [means, lower, upper] = series;
    expect(means.x).toEqual(['A', 'B', 'C']);
    // lme4: fixef 52.3556, 7.9667, 13.9167.
    [52.3556, 60.3222, 66.2722].forEach((mean, i) => expect(means.y[i]).toBeCloseTo(mean, 4));
    means.y.forEach((mean, i) => {
      expect(Number(lower.y[i])).toBeLessThan(Number(mean));
      expect(Number(upper.y[i])).toBeGreaterThan(Number(mean));
    });
  });

  test('has the effects of the groups where nothing else is in the model', async () => {
    const all = await results(example('sleepstudy'), 'Reaction ~ 1 + (1 | Subject)');
    const { levels, values } = all.controller.getState().fit.result!.randomEffects[0];
    await all.controller.insert('formulas');
    const { series } = await inserted(all);
    const [modes] = series;
    const byLevel = new Map(modes.x.map((label, i) => [String(label), modes.y[i]]));
    levels.forEach((label, g) => expect(byLevel.get(label)).toBeCloseTo(values[g], 9));
    expect(modes.x).toHaveLength(18);
  });

  test.each([
    ['a mean alone', 'Reaction ~ 1'],
    ['an offset, which no means know', 'Reaction ~ Days + offset(Days) + (1 | Subject)'],
  ])('is none of %s, and the tables come without it', async (_, formula) => {
    const { controller, host } = await results(example('sleepstudy'), formula);
    expect(hasChart(controller.getState())).toBe(false);
    expect(chosenBlocks(controller.getState())).not.toContain('chart');
    await controller.insert('formulas');
    expect(controller.getState().insert.outcome).toMatchObject({ kind: 'inserted' });
    expect(host.charts).toEqual([]);
  });

  test('shows values where values are inserted', async () => {
    const { controller, host } = await results();
    await controller.insert('values');
    const line = host.charts[0].chart.series[1].y;
    const values = (await host.readRange(line)).flat();
    const [intercept, slope] = controller.getState().fit.result!.fixedEffects;
    values.forEach((y, day) => expect(y).toBeCloseTo(intercept.estimate + slope.estimate * day, 9));
    expect(values).toHaveLength(10);
    expect(await host.listFormulas(() => true)).toEqual([]);
  });

  test('is not inserted when it is not ticked, and leaves nothing behind when it cannot be laid', async () => {
    const { controller, host } = await results();
    vi.spyOn(host, 'insertChart').mockRejectedValue(new Error('The sheet is protected.'));
    await controller.insert('formulas');
    expect(controller.getState().insert.outcome).toMatchObject({ kind: 'failed' });
    expect(host.valueAt('Sleep', 0, 4)).toBeNull();
    controller.dispatch({ type: 'insert/block', block: 'chart', on: false });
    await controller.insert('formulas');
    expect(controller.getState().insert.outcome).toMatchObject({ kind: 'inserted' });
    expect(host.formulaAt('Sleep', 1, 4)).toMatch(/^=LMER\.FIXEF/);
  });

  test('is of the data as they are when it is inserted', async () => {
    const { controller, host } = await results();
    host.userEdits('Sleep', 1, 0, 349.56);
    const before = controller.getState().fit.resultKey;
    await vi.waitFor(
      () => {
        expect(controller.getState().fit.resultKey).not.toBe(before);
        expect(isChartPending(controller.getState())).toBe(false);
      },
      { timeout: 5000 },
    );
    await controller.insert('values');
    const line = host.charts[0].chart.series[1].y;
    const [first] = (await host.readRange(line)).flat();
    expect(first).toBeCloseTo(controller.getState().fit.result!.fixedEffects[0].estimate, 9);
  });

  test('of many rows is made when it is ticked', async () => {
    const [header, ...rows] = example('sleepstudy');
    const many = Array.from({ length: 5040 }, (_, i) => rows[i % 180]);
    const { controller, host } = await results([header, ...many]);
    expect(hasChart(controller.getState())).toBe(true);
    expect(chosenBlocks(controller.getState())).toEqual(['fixef', 'varcomp']);
    expect(controller.getState().insert.chart).toBeNull();
    controller.dispatch({ type: 'insert/block', block: 'chart', on: true });
    await vi.waitFor(() => expect(isChartPending(controller.getState())).toBe(false), { timeout: 10_000 });
    await controller.insert('formulas');
    expect(host.charts).toHaveLength(1);
  });
});

describe('a live chart of the population', () => {
  const words = { ...WORDS, lineName: (by: number) => `line ${by}`, data: null };

  async function linesOf(
    cells: CellMatrix,
    formula: string,
    x: string,
    by: string | null,
    places: readonly string[] | null,
  ) {
    const { controller, host } = await fitted(cells, formula);
    const question = {
      kind: 'lines',
      x,
      by,
      factor: null,
      levels: [],
      points: 41,
      confidence: 0.95,
    } as const;
    const lines = await controller.analyse(question, signal);
    const asked = { x, places, by, lines };
    const means = meansOfLines(asked)!;
    const table = await controller.analyse(means, signal);
    return {
      lines,
      asked,
      table,
      host,
      live: populationLive(controller.getState(), asked, means, table, words),
    };
  }

  test('has the lines of each treatment and their limits', async () => {
    const { lines, live, host } = await linesOf(
      example('orthodont'),
      'distance ~ age * Sex + (age | Subject)',
      'age',
      'Sex',
      null,
    );
    const drawn = await drawnOf(live!, host);
    expect(drawn).toHaveLength(6);
    lines.population.forEach(({ x, population, lower, upper }, k) => {
      [population, lower, upper].forEach((expected, part) => {
        const series = drawn[3 * k + part];
        expect(series.x).toEqual([...x]);
        series.y.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 7));
      });
    });
  });

  test('holds other predictors where the lines do, whatever their levels are called', async () => {
    const names = ['a, b', 'x=1; y', '8:14', '3'];
    const cells = example('sleepstudy').map((row, i) =>
      i === 0 ? [...row, 'kind', 'age (years)'] : [...row, names[(i * i) % 4], 20 + ((7 * i) % 13)],
    );
    const formula = 'Reaction ~ Days * kind + `age (years)` + (1 | Subject)';
    const { lines, live, host } = await linesOf(cells, formula, 'age (years)', null, null);
    expect(lines.held.map(({ name }) => name)).toEqual(['Days', 'kind']);
    const [line] = lines.population;
    const [middle, lower] = await drawnOf(live!, host);
    expect(middle.x).toEqual([...line.x]);
    middle.y.forEach((value, i) => expect(value).toBeCloseTo(line.population[i], 7));
    lower.y.forEach((value, i) => expect(value).toBeCloseTo(line.lower[i], 7));
  });

  test('over labels has a mean with its limits for each', async () => {
    const levels = ['A', 'B', 'C'];
    const { lines, live, host } = await linesOf(
      example('machines'),
      'score ~ Machine + (1 | Worker)',
      'Machine',
      null,
      levels,
    );
    const [means, lower, upper] = await drawnOf(live!, host);
    const [line] = lines.population;
    expect(means.x).toEqual(levels);
    [
      [means, line.population],
      [lower, line.lower],
      [upper, line.upper],
    ].forEach(([series, expected]) =>
      (series as typeof means).y.forEach((value, i) =>
        expect(value).toBeCloseTo((expected as Float64Array)[i], 7),
      ),
    );
  });

  test('is none where the means are other numbers than the lines', async () => {
    const { asked, table } = await linesOf(
      example('orthodont'),
      'distance ~ age + Sex + (1 | Subject)',
      'age',
      'Sex',
      null,
    );
    expect(rowsOfLines(asked, table)).not.toBeNull();
    const [first, ...others] = table.rows;
    const moved = { ...table, rows: [{ ...first, lower: first.lower - 0.01 }, ...others] };
    expect(rowsOfLines(asked, moved)).toBeNull();
    const label = { ...asked, lines: { ...asked.lines, held: [{ name: 'kind', value: 'a"b' }] } };
    expect(meansOfLines(label)).toBeNull();
  });
});
