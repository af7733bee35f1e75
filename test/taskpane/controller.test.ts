import { afterEach, describe, expect, test, vi } from 'vitest';
import { setDataTypes } from '../../functions/index';
import { blockReport, lookOf, numbersAsText } from '../../src/index';
import { createFitService } from '../../worker/index';
import type { FitService } from '../../worker/types';
import { PaneController } from '../../taskpane/controller';
import { SPECIFICATION_KEY } from '../../taskpane/state/specification';
import { statusOf, targetText } from '../../taskpane/state/selectors';
import { text } from '../../taskpane/text';
import { analyse } from '../analyses/support';
import { resultOf } from './callFormula';
import { example } from './data';
import { fakeHost } from './fakeHost';

/** The controller asks for fits only. */
function notAsked(): never {
  throw new Error('not asked for here');
}

const DATA = { sheet: 'Sleep', row: 0, column: 0, rows: 181, columns: 3 };
const FORMULA = 'Reaction ~ Days + (Days | Subject)';
const controllers: PaneController[] = [];

afterEach(() => {
  setDataTypes(false);
  controllers.splice(0).forEach((controller) => controller.dispose());
});

function start(service: FitService = createFitService(), host = fakeHost({ Sleep: example('sleepstudy') })) {
  const controller = new PaneController(host, service);
  controllers.push(controller);
  controller.start();
  return { controller, host, service };
}

const typed = { type: 'formula/text', text: FORMULA } as const;
const fittedStatus = (controller: PaneController) =>
  vi.waitFor(() => expect(controller.getState().fit.result?.formula).toBe(FORMULA), { timeout: 5000 });

async function fitted() {
  const all = start();
  await all.controller.useRange(DATA);
  all.controller.dispatch(typed);
  await fittedStatus(all.controller);
  return all;
}

/** The same with the results in view, and room for them. */
async function withResults() {
  const all = await fitted();
  all.controller.dispatch({ type: 'tab', tab: 'results' });
  await vi.waitFor(() => expect(all.controller.getState().insert.room?.report.free).toBe(true));
  return all;
}

test('what has become of formulas that the spreadsheet did not know is said, and only where there were some', async () => {
  const cell = { sheet: 'My data', row: 0, column: 4, rows: 1, columns: 1 };
  const below = Array.from({ length: 8 }, (_, i) => ({ ...cell, row: i + 1 }));
  const healing = { healed: [cell], unknown: below, locked: below.slice(0, 2) };
  const host = Object.assign(fakeHost({}), { healFormulas: () => Promise.resolve(healing) });
  const { controller } = start(createFitService(), host);
  await vi.waitFor(() => expect(controller.getState().healing).toEqual(healing));
  expect(text.healing.sentences(healing)).toEqual([
    "1 formula of Cellmer showed #NAME? and was entered again: 'My data'!E1.",
    "2 formulas on a protected sheet show #NAME?: 'My data'!E2 and 'My data'!E3. Unprotect it, then look again.",
    "8 formulas still show #NAME?: 'My data'!E2, 'My data'!E3, 'My data'!E4, 'My data'!E5, 'My data'!E6, 'My data'!E7 and 2 more. " +
      'Select the cell, press F2 and Enter; if that does not help, restart Excel.',
  ]);
  const well = start(
    createFitService(),
    Object.assign(fakeHost({}), { healFormulas: () => Promise.resolve(null) }),
  );
  await vi.waitFor(() => expect(well.controller.getState().restored).toBe(true));
  expect(well.controller.getState().healing).toBeNull();
});

/** Times as a German spreadsheet writes them, where a point is decimal. */
const GERMAN = [
  ['Vp', 'kongruent', 'neutral'],
  ['VP1', '664,0', '696,5'],
  ['VP2', 487, null],
  ['VP3', '523,4', '533,2'],
];
const GERMAN_RANGE = { sheet: 'Daten', row: 0, column: 0, rows: 4, columns: 3 };

describe('numbers with a decimal comma', () => {
  const opened = async () => {
    const all = start(createFitService(), fakeHost({ Daten: GERMAN }));
    await all.controller.useRange(GERMAN_RANGE);
    const { cells } = all.controller.getState().data!;
    return { ...all, found: numbersAsText(cells.slice(1), [1, 2]) };
  };
  const column = async (host: ReturnType<typeof fakeHost>, at: number) =>
    (await host.readRange({ ...GERMAN_RANGE, column: at, columns: 1 })).flat();
  const outcome = (controller: PaneController) => controller.getState().form.outcome;

  test('become numbers where they stand, of which a model is guessed; and text again', async () => {
    const { controller, host, found } = await opened();
    expect(outcome(controller)).toBeNull();
    const undo = await controller.makeNumbers(found);
    expect(await column(host, 1)).toEqual(['kongruent', 664, 487, 523.4]);
    expect(await column(host, 2)).toEqual(['neutral', 696.5, null, 533.2]);
    await vi.waitFor(() => expect(outcome(controller)).toBe('kongruent'));
    await undo!();
    expect(await column(host, 1)).toEqual(GERMAN.map((row) => row[1]));
    expect(await column(host, 2)).toEqual(GERMAN.map((row) => row[2]));
  });

  test('stay as they are where a formula makes one of them, and where cells turn all into text', async () => {
    const { controller, host, found } = await opened();
    const write = host.writeValues;
    host.writeValues = (at, cells) =>
      write(
        at,
        cells.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
      );
    expect(await controller.makeNumbers(found)).toBeNull();
    expect(controller.getState().dataProblem).toContain('number format Text');
    expect(await column(host, 1)).toEqual(GERMAN.map((row) => row[1]));
    host.writeValues = write;
    await host.writeFormulas([
      { at: { ...GERMAN_RANGE, row: 3, column: 2, rows: 1, columns: 1 }, formula: '=TEXT(C9, "0,0")' },
    ]);
    expect(await controller.makeNumbers(found)).toBeNull();
    expect(controller.getState().dataProblem).toContain('Daten!C4 holds a formula');
    expect(await column(host, 1)).toEqual(GERMAN.map((row) => row[1]));
  });
});

describe('the pane at work', () => {
  test('takes the block around a selected cell', async () => {
    const { controller, host } = start();
    host.userSelects({ sheet: 'Sleep', row: 4, column: 1, rows: 1, columns: 1 });
    await controller.useSelection();
    expect(controller.getState().data?.range).toEqual(DATA);
  });

  test('fits by itself, and again when a cell is edited', async () => {
    const { controller, host } = await fitted();
    expect(controller.getState().fit.result!.criterion).toBeCloseTo(1743.6282719585, 6);
    host.userEdits('Sleep', 1, 0, 349.56);
    await vi.waitFor(() => expect(controller.getState().fit.result!.criterion).not.toBeCloseTo(1743.628, 2));
    expect(statusOf(controller.getState())).toBe('fitted');
  });

  test('does not fit the same model twice', async () => {
    const { controller, service } = await fitted();
    const before = service.computedFits;
    controller.dispatch({ type: 'options', options: { method: 'ML' } });
    await vi.waitFor(() => expect(controller.getState().fit.result?.method).toBe('ML'));
    controller.dispatch({ type: 'options', options: { method: 'REML' } });
    await vi.waitFor(() => expect(controller.getState().fit.result?.method).toBe('REML'));
    expect(service.computedFits).toBe(before + 1);
  });

  test('says why a model cannot be fitted', async () => {
    const { controller } = start();
    await controller.useRange(DATA);
    controller.dispatch({ type: 'formula/text', text: 'Subject ~ Days' });
    await vi.waitFor(() => expect(statusOf(controller.getState())).toBe('failed'), { timeout: 2000 });
    expect(controller.getState().fit.failure!.error.message).toContain('Subject');
  });

  test('shows that a fit takes long, and stops it when asked, for good', async () => {
    let aborted = false;
    const never: FitService = {
      computedFits: 0,
      call: notAsked,
      analyse: (_, __, watch) =>
        new Promise((_resolve, reject) => {
          watch?.onStep?.({ evaluation: 2, theta: [], criterion: 0, gradientNorm: 1 });
          watch?.signal?.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('stopped'));
          });
        }),
      dispose: () => undefined,
    };
    const { controller } = start(never);
    await controller.useRange(DATA);
    await vi.waitFor(() => expect(statusOf(controller.getState())).toBe('fitting'));
    expect(controller.getState().fit.running!.evaluation).toBe(2);
    controller.cancelFit();
    expect(aborted).toBe(true);
    await new Promise((later) => setTimeout(later, 300));
    expect(statusOf(controller.getState())).toBe('ready');
    expect(controller.getState().fit.running).toBeNull();
  });

  test('stops a fit that nobody asks for any more', async () => {
    const signals: AbortSignal[] = [];
    const quick = createFitService();
    const sometimes: FitService = {
      computedFits: 0,
      call: notAsked,
      analyse: (request, analysis, watch) => {
        if (request.options.method === 'REML') return quick.analyse(request, analysis);
        signals.push(watch!.signal!);
        return new Promise(() => undefined);
      },
      dispose: () => undefined,
    };
    const { controller } = start(sometimes);
    await controller.useRange(DATA);
    controller.dispatch(typed);
    await fittedStatus(controller);
    controller.dispatch({ type: 'options', options: { method: 'ML' } });
    await vi.waitFor(() => expect(statusOf(controller.getState())).toBe('fitting'));
    controller.dispatch({ type: 'options', options: { method: 'REML' } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(statusOf(controller.getState())).toBe('fitted');
  });

  test('inserts live formulas beside the data, and undoes it', async () => {
    const { controller, host } = await withResults();
    await controller.insert('formulas');
    expect(host.valueAt('Sleep', 0, 4)).toBe(`Fixed effects: ${FORMULA}, REML`);
    expect(host.formulaAt('Sleep', 1, 4)).toBe(`=LMER.FIXEF(Sleep!A1:C181, "${FORMULA}")`);
    expect(host.valueAt('Sleep', 5, 4)).toBe(`Variance components: ${FORMULA}, REML`);
    expect(host.formulaAt('Sleep', 6, 4)).toBe(`=LMER.VARCOMP(Sleep!A1:C181, "${FORMULA}")`);
    expect(host.charts.map((one) => [one.at.row, one.at.column])).toEqual([[11, 4]]);
    expect(host.formulaAt('Sleep', 28, 4)).toBe(`=LMER.REPORT(Sleep!A1:C181, "${FORMULA}")`);
    expect(host.valueAt('Sleep', 41, 4)).toBe(`Estimated means by Days: ${FORMULA}`);
    expect(host.formulaAt('Sleep', 42, 4)).toContain(`=LMER.EMMEANS(Sleep!A1:C181, "${FORMULA}", "Days"`);
    expect(host.looks.map(({ at, look }) => [at.row, at.column, look.rows, look.columns])).toEqual([
      [0, 4, 55, 8],
    ]);
    expect(controller.getState().insert.outcome).toEqual({
      kind: 'inserted',
      at: 'Sleep!E1',
      what: 'formulas',
    });
    await controller.undoInsert();
    expect(host.formulaAt('Sleep', 1, 4)).toBeNull();
    expect(host.valueAt('Sleep', 0, 4)).toBeNull();
    expect(host.looks).toEqual([]);
    expect(host.charts).toEqual([]);
  });

  test('formats a result of ours that was typed into bare cells, at one click, and back', async () => {
    const { controller, host } = await fitted();
    const cell = { sheet: 'Sleep', row: 2, column: 5, rows: 1, columns: 1 };
    await host.writeFormulas([{ at: cell, formula: `=LMER.FIXEF(A1:C181, "${FORMULA}", "ML")` }]);
    host.userSelects(cell);
    const stage = () => controller.getState().format?.stage;
    await vi.waitFor(() =>
      expect(controller.getState().format).toMatchObject({ at: 'Sleep!F3', stage: 'offered' }),
    );
    await controller.formatResult();
    expect(stage()).toBe('done');
    const [{ at, look }] = host.looks;
    expect([at.row, at.column, look.rows, look.columns]).toEqual([2, 5, 3, 8]);
    await controller.undoFormat();
    expect(host.looks).toEqual([]);
    expect(stage()).toBe('offered');
    host.userSelects({ ...cell, row: 0, column: 0 });
    expect(controller.getState().format).toBeNull();
  });

  test.each([
    ['a formula that calculates something else', '=SUM(A1:A181)'],
    ['a formula with an argument that has to be calculated', '=LMER.FIXEF(A1:C181, "Reaction ~ "&B1)'],
    ['a formula about an empty cell', '=LMER.FIXEF(H1)'],
  ])('offers nothing for %s', async (_, formula) => {
    const { controller, host } = await fitted();
    const cell = { sheet: 'Sleep', row: 2, column: 5, rows: 1, columns: 1 };
    await host.writeFormulas([{ at: cell, formula }]);
    host.userSelects(cell);
    await new Promise((later) => setTimeout(later, 300));
    expect(controller.getState().format).toBeNull();
  });

  test.each([
    ['LIKELIHOOD', '=LIKELIHOOD.CI("poisson", B2:B181)'],
    ['LIKELIHOOD with numbers in it', '=LIKELIHOOD.CURVE("poisson", {3;5;2}, , 0, 9, 4)'],
    ['ONEWAY', '=ONEWAY.ANOVA(A1:A181, C1:C181)'],
    ['BINOM', '=BINOM.MLE(7, 10)'],
    ['SHRINK', '=SHRINK.MEANS(A1:A181, C1:C181, "ML", "level=0.9")'],
  ])('formats results of %s too', async (_, formula) => {
    const { controller, host } = await fitted();
    const cell = { sheet: 'Sleep', row: 2, column: 5, rows: 1, columns: 1 };
    await host.writeFormulas([{ at: cell, formula }]);
    host.userSelects(cell);
    await vi.waitFor(() => expect(controller.getState().format?.stage).toBe('offered'));
    await controller.formatResult();
    expect(controller.getState().format).toMatchObject({ stage: 'done', problem: null });
    const [{ look }] = host.looks;
    const cells = await resultOf(formula, host, 'Sleep');
    expect([look.rows, look.columns]).toEqual([cells.length, cells[0].length]);
    expect(look.areas.some((area) => area.look.numberFormat !== undefined)).toBe(true);
  });

  test('formats a result about a model in a cell, and about a model of that one', async () => {
    setDataTypes(true);
    const { controller, host } = await fitted();
    const [model, other, cell] = [7, 8, 10].map((column) => ({ ...DATA, column, rows: 1, columns: 1 }));
    await host.writeFormulas([
      { at: model, formula: `=LMER.MODEL(A1:C181, "${FORMULA}", "ML")` },
      { at: other, formula: '=LMER.MODEL(H1, "Reaction ~ Days + (1 | Subject)")' },
      { at: cell, formula: '=LMER.VARCOMP(I1)' },
    ]);
    host.userSelects(cell);
    await vi.waitFor(() => expect(controller.getState().format?.stage).toBe('offered'));
    await controller.formatResult();
    expect(controller.getState().format).toMatchObject({ stage: 'done', problem: null });
    const smaller = 'Reaction ~ Days + (1 | Subject)';
    const fit = analyse(example('sleepstudy'), smaller, { kind: 'summary' }, { method: 'ML' });
    expect(host.looks[0].look).toEqual(lookOf(blockReport(fit, 'varcomp')));
  });

  test('says why a result cannot be formatted', async () => {
    const { controller, host } = await fitted();
    const cell = { sheet: 'Sleep', row: 2, column: 5, rows: 1, columns: 1 };
    await host.writeFormulas([{ at: cell, formula: `=LMER.RANEF(A1:C181, "${FORMULA}")` }]);
    host.userSelects(cell);
    await vi.waitFor(() => expect(controller.getState().format?.stage).toBe('offered'));
    Object.assign(host, { formatCells: () => Promise.reject(new Error('the sheet is protected')) });
    await controller.formatResult();
    expect(controller.getState().format).toMatchObject({
      stage: 'offered',
      problem: 'the sheet is protected',
    });
  });

  test('leaves nothing behind when the cells cannot be given their look', async () => {
    const { controller, host } = await withResults();
    Object.assign(host, { formatCells: () => Promise.reject(new Error('the sheet is protected')) });
    await controller.insert('formulas');
    expect(controller.getState().insert.outcome).toEqual({
      kind: 'failed',
      message: 'the sheet is protected',
    });
    expect(host.formulaAt('Sleep', 1, 4)).toBeNull();
    expect(host.valueAt('Sleep', 0, 4)).toBeNull();
  });

  test('inserts values that the fit has', async () => {
    const { controller, host } = await withResults();
    await controller.insert('values');
    expect(host.valueAt('Sleep', 0, 4)).toBe(`Fixed effects: ${FORMULA}, REML`);
    expect(host.valueAt('Sleep', 1, 4)).toBe('Term');
    expect(host.valueAt('Sleep', 2, 5)).toBeCloseTo(251.4051048, 6);
  });

  test('suggests the first place to the right that has room, a column away from what is there', async () => {
    const { controller, host } = await fitted();
    // In the way of the first place, and of the second.
    host.userEdits('Sleep', 0, 4, 'notes');
    host.userEdits('Sleep', 7, 13, 'more notes');
    controller.dispatch({ type: 'tab', tab: 'results' });
    await vi.waitFor(() => expect(controller.getState().insert.room?.report.free).toBe(true));
    expect(targetText(controller.getState())).toBe('Sleep!P1');
    await controller.insert('formulas');
    expect(host.formulaAt('Sleep', 1, 15)).toContain('LMER.FIXEF');
    // What was inserted is not in its own way.
    host.userSelects({ sheet: 'Sleep', row: 0, column: 15, rows: 1, columns: 1 });
    await new Promise((later) => setTimeout(later, 200));
    expect(targetText(controller.getState())).toBe('Sleep!P1');
  });

  test('inserted once more, finds the next place', async () => {
    const { controller } = await withResults();
    expect(targetText(controller.getState())).toBe('Sleep!E1');
    await controller.insert('formulas');
    await controller.insert('formulas');
    await vi.waitFor(() => expect(targetText(controller.getState())).not.toBe('Sleep!E1'));
    expect(controller.getState().insert.room?.report.free).toBe(true);
  });

  test('says why there is no such place', async () => {
    const { controller } = await fitted();
    controller.dispatch({ type: 'insert/target', target: 'Nowhere!A1' });
    controller.dispatch({ type: 'tab', tab: 'results' });
    await vi.waitFor(() =>
      expect(controller.getState().insert.room?.report.problem).toBe(
        'There is no sheet "Nowhere" in this workbook.',
      ),
    );
  });

  test('leaves a column free beside what stands lower than what was first in the way', async () => {
    const { controller, host } = await fitted();
    host.userEdits('Sleep', 0, 4, 'notes');
    host.userEdits('Sleep', 7, 5, 'more notes');
    controller.dispatch({ type: 'tab', tab: 'results' });
    await vi.waitFor(() => expect(controller.getState().insert.room?.report.free).toBe(true));
    expect(targetText(controller.getState())).toBe('Sleep!H1');
  });

  test('takes the cell that was asked for, room or not', async () => {
    const { controller, host } = await fitted();
    host.userEdits('Sleep', 0, 9, 'notes');
    controller.dispatch({ type: 'insert/target', target: 'H1' });
    controller.dispatch({ type: 'tab', tab: 'results' });
    await vi.waitFor(() => expect(controller.getState().insert.room?.report.firstOccupied).toBe('J1'));
    expect(targetText(controller.getState())).toBe('H1');
  });

  test('writes nothing where something stands', async () => {
    const { controller, host } = await withResults();
    host.userEdits('Sleep', 5, 6, 'mine');
    await controller.insert('formulas');
    expect(controller.getState().insert.room!.report).toEqual({ free: false, firstOccupied: 'G6' });
    expect(host.formulaAt('Sleep', 1, 4)).toBeNull();
  });

  test('stores the model in the workbook and finds it again', async () => {
    const { controller, host } = await fitted();
    controller.dispatch({ type: 'options', options: { method: 'ML' } });
    await vi.waitFor(() => expect(host.settings.get(SPECIFICATION_KEY)).toContain('method=ML'));
    controller.dispose();
    const again = start(createFitService(), host);
    await fittedStatus(again.controller);
    expect(again.controller.getState().fit.result!.method).toBe('ML');
    expect(again.controller.getState().form.fixed.map(({ text }) => text)).toEqual(['Days']);
  });

  test('does not wait for a stored model longer than a moment, and takes it when it comes', async () => {
    const { controller, host } = await fitted();
    await vi.waitFor(() => expect(host.settings.has(SPECIFICATION_KEY)).toBe(true));
    controller.dispose();
    let answer: () => void;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const slow = { ...host, loadSetting: (key: string) => answered.then(() => host.loadSetting(key)) };
    const again = start(createFitService(), slow).controller;
    expect(again.getState().isLate).toBe(false);
    await vi.waitFor(() => expect(again.getState()).toMatchObject({ isLate: true, restored: false }), 4000);
    answer!();
    await fittedStatus(again);
  });

  test('says that a stored model could not be read, and stores the next one', async () => {
    const host = fakeHost({ Sleep: example('sleepstudy') });
    const { controller } = start(createFitService(), {
      ...host,
      loadSetting: () => Promise.reject(new Error('no answer')),
    });
    await vi.waitFor(() => expect(controller.getState().dataProblem).toBe('no answer'));
    await controller.useRange(DATA);
    controller.dispatch(typed);
    await vi.waitFor(() => expect(host.settings.get(SPECIFICATION_KEY)).toContain(FORMULA), 4000);
  });

  test('says when a stored range is gone', async () => {
    const { host, controller } = await fitted();
    await vi.waitFor(() => expect(host.settings.has(SPECIFICATION_KEY)).toBe(true));
    controller.dispose();
    const other = fakeHost({ Other: [['a'], [1]] });
    other.settings.set(SPECIFICATION_KEY, host.settings.get(SPECIFICATION_KEY)!);
    const again = start(createFitService(), other);
    await vi.waitFor(() => expect(again.controller.getState().dataProblem).toContain('Sleep'));
  });
});

describe('models that come from elsewhere', () => {
  const cell = (sheet: string, row: number, column: number) => ({ sheet, row, column, rows: 1, columns: 1 });

  test('a click on one of our formulas opens its model, and Back leads to the one before', async () => {
    const { controller, host } = await fitted();
    await host.writeFormulas([
      { at: cell('Sleep', 0, 5), formula: '=LMER.FIT(A1:C181, "Reaction ~ Days + (1 | Subject)", "ML")' },
    ]);
    host.userSelects(cell('Sleep', 0, 5));
    await vi.waitFor(() =>
      expect(controller.getState().formula.text).toBe('Reaction ~ Days + (1 | Subject)'),
    );
    expect(controller.getState()).toMatchObject({
      origin: { kind: 'cell', at: 'Sleep!F1' },
      options: { method: 'ML' },
    });
    await vi.waitFor(() => expect(controller.getState().fit.result?.method).toBe('ML'));
    await controller.goBack();
    expect(controller.getState()).toMatchObject({
      origin: null,
      options: { method: 'REML' },
      formula: { text: FORMULA },
    });
  });

  test('a click on another formula, or on that of the model on show, changes nothing', async () => {
    const { controller, host } = await fitted();
    await host.writeFormulas([
      { at: cell('Sleep', 0, 5), formula: '=SUM(A1:A9)' },
      { at: cell('Sleep', 1, 5), formula: `=LMER.FIXEF(A1:C181, "${FORMULA}")` },
    ]);
    for (const row of [0, 1]) {
      host.userSelects(cell('Sleep', row, 5));
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(controller.getState().origin).toBeNull();
    }
  });

  test('an example brings a sheet with its data, its analysis and its model; undo takes all of them away', async () => {
    const { controller, host } = start();
    await controller.insertExample('machines');
    expect(host.sheetNames).toEqual(['Sleep', 'Machines']);
    expect(host.valueAt('Machines', 0, 0)).toBe('Worker');
    expect(host.formulaAt('Machines', 6, 4)).toBe(
      '=LMER.FIT(A1:C55, "score ~ Machine + (0 + Machine | Worker)")',
    );
    await vi.waitFor(() =>
      expect(controller.getState().fit.result?.formula).toBe('score ~ Machine + (0 + Machine | Worker)'),
    );
    await controller.goBack();
    expect(host.sheetNames).toEqual(['Sleep']);
    expect(controller.getState()).toMatchObject({ data: null, origin: null });
  });

  test('a lesson brings a sheet with its figure, and leaves the model alone', async () => {
    const { controller, host } = await fitted();
    await controller.insertLesson(3);
    expect(host.sheetNames).toEqual(['Sleep', 'Lesson 3']);
    expect(host.valueAt('Lesson 3', 0, 0)).toBe('Lesson 3: 5 of 30');
    expect(host.valueAt('Lesson 3', 13, 1)).toBe(5);
    expect(host.charts.map(({ chart, at }) => [chart.series[0].x, at])).toEqual([
      [
        { sheet: 'Lesson 3', row: 22, column: 0, rows: 49, columns: 1 },
        { sheet: 'Lesson 3', row: 12, column: 5, rows: 1, columns: 1 },
      ],
    ]);
    expect(controller.getState()).toMatchObject({ origin: null, data: { range: { sheet: 'Sleep' } } });
    await controller.insertLesson('0');
    expect(controller.getState().dataProblem).toContain('There is no lesson “0”');
  });

  test('wide data are made long on a sheet of their own', async () => {
    const wide = [
      ['id', 't1', 't2', 't3'],
      ['a', 1, 2, 4],
      ['b', 2, 4, 5],
      ['c', 1, 3, 6],
    ];
    const { controller, host } = start(createFitService(), fakeHost({ Wide: wide }));
    await controller.useRange({ sheet: 'Wide', row: 0, column: 0, rows: 4, columns: 4 });
    await controller.makeLong({ measure: 'score', factors: ['visit'] });
    expect(host.sheetNames).toEqual(['Wide', 'Long']);
    expect(controller.getState().data?.summary).toMatchObject({ rowCount: 9 });
    expect(controller.getState().data?.summary?.columns.map(({ name }) => name)).toEqual([
      'id',
      'visit',
      'score',
    ]);
    expect(controller.getState().formula.text).toBe('score ~ 1 + (1 | id)');
    await controller.goBack();
    expect(host.sheetNames).toEqual(['Wide']);
    expect(controller.getState().data?.range.sheet).toBe('Wide');
  });

  test('predictions and residuals are inserted as values as high as the data', async () => {
    const { controller, host } = await fitted();
    controller.dispatch({ type: 'tab', tab: 'results' });
    for (const block of ['fixef', 'varcomp', 'words', 'chart'] as const)
      controller.dispatch({ type: 'insert/block', block, on: false });
    for (const block of ['predictions', 'residuals'] as const)
      controller.dispatch({ type: 'insert/block', block, on: true });
    await controller.insert('values');
    expect(controller.getState().insert.outcome).toMatchObject({ kind: 'inserted' });
    expect(host.valueAt('Sleep', 0, 4)).toBe('Prediction');
    const [y, predicted] = [host.valueAt('Sleep', 1, 0), host.valueAt('Sleep', 1, 4)] as number[];
    expect(host.valueAt('Sleep', 182, 4)).toBe(`Residuals: ${FORMULA}, REML`);
    expect(host.valueAt('Sleep', 183, 4)).toBe('Residual');
    expect(host.valueAt('Sleep', 184, 4)).toBeCloseTo(y - predicted, 9);
  });

  test('the boundary fit of an example is compared with the simpler models', async () => {
    const { controller } = start(createFitService(), fakeHost({ Dye: example('dyestuff2') }));
    await controller.useRange({ sheet: 'Dye', row: 0, column: 0, rows: 31, columns: 2 });
    const { models } = await controller.compare(['Yield ~ 1', 'Yield ~ 1 + (1 | Batch)']);
    expect(models[1].test).toMatchObject({ statistic: 0, pValue: 1 });
  });
});
