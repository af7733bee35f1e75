import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import { curveLive } from '../../../taskpane/components/likelihood/curveLive';
import { studyLikelihood } from '../../../src/likelihood/study';
import { curveView, defaultTried, pointAt, readingText } from '../../../taskpane/state/curveView';
import { CURVE_SCALES, type CurveScale, type LikelihoodChoice } from '../../../taskpane/state/likelihood';
import { wantedStudy } from '../../../taskpane/state/wantedStudy';
import { reduce } from '../../../taskpane/state/reducer';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import { studioFormulas } from '../../../taskpane/state/studioFormulas';
import { readStudio, writeStudio } from '../../../taskpane/state/studioStorage';
import { numbersIn } from '../../../taskpane/state/typedNumbers';
import { dataRead } from '../data';

function stateWith(choice: Partial<LikelihoodChoice>, cells: CellMatrix | null = null): PaneState {
  const range = { sheet: 'S', row: 0, column: 0, rows: cells?.length ?? 0, columns: cells?.[0].length ?? 0 };
  const read = cells ? reduce(INITIAL_STATE, dataRead(range, cells)) : INITIAL_STATE;
  return reduce(read, { type: 'likelihood', choice });
}

function studied(state: PaneState) {
  const wanted = wantedStudy(state);
  if (wanted.kind !== 'study') throw new Error(JSON.stringify(wanted));
  return studyLikelihood(wanted.request);
}

const CELLS: CellMatrix = [
  ['x y', 'n', 'label', 'flag'],
  [1, 4, 'a', true],
  [2, 5, 'b', false],
  [null, 6, 'a', true],
  [4, 7, 'b', true],
];

describe('the question to the core', () => {
  test('of 5 in 30 has the curve of the binomial distribution', () => {
    const study = studied(stateWith({}));
    const logChoose = Math.log(142506);
    for (const { value, logLik } of study.points)
      expect(logLik).toBeCloseTo(logChoose + 5 * Math.log(value) + 25 * Math.log(1 - value), 9);
    expect(study.drop).toBeCloseTo(1.9207294, 6);
    expect(study.maximum.parameters[0].standardError).toBeCloseTo(Math.sqrt(5 / 30 / 30 / 1.2), 9);
  });

  test('has steps that are round numbers', () => {
    const { points, step } = studied(stateWith({}));
    expect(step).toBe(0.005);
    for (const { value } of points) expect(String(value).length).toBeLessThanOrEqual(5);
  });

  test('takes rows with a value in every column in use', () => {
    const state = stateWith(
      { source: 'columns', column: { name: 'x y', at: 0 }, trialsColumn: { name: 'n', at: 1 } },
      CELLS,
    );
    const { maximum } = studied(state);
    expect(maximum.parameters[0].estimate).toBeCloseTo(7 / 16, 9);
    expect([maximum.observations, maximum.missing]).toEqual([3, 1]);
  });

  test('takes TRUE as 1 and FALSE as 0, and has no use for labels', () => {
    const state = stateWith({ density: 'binary', column: { name: 'flag', at: 3 } }, CELLS);
    expect(studied(state).maximum.parameters[0].estimate).toBe(0.75);
    const text = stateWith({ density: 'own', own: 'dnorm(label, m, 1, log = TRUE)' }, CELLS);
    expect(wantedStudy(text)).toMatchObject({ kind: 'wrong' });
  });

  test('says what is missing or impossible', () => {
    const words = (choice: Partial<LikelihoodChoice>) => {
      const wanted = wantedStudy(stateWith(choice));
      return wanted.kind === 'missing' ? wanted.words : wanted.kind === 'wrong' ? wanted.error.message : '';
    };
    expect(words({ trials: '' })).toBe('Type the number of successes and of trials.');
    expect(words({ successes: '31' })).toContain('There are 31 successes in 30 trials');
    expect(words({ successes: '2.5' })).toContain('found “2.5”');
    expect(words({ density: 'normal', numbers: '1 2 x' })).toContain('“x” is not a number');
    expect(words({ density: 'own', own: 'y*LN(p' })).toContain('(at position 5)');
  });

  test('takes times and their status, or bounds, where columns are called so, unless one column is chosen', () => {
    const times: CellMatrix = [
      ['dose', 'time', 'status'],
      [1, 2, 1],
      [1, 5, 0],
      [2, 3, 1],
      [2, 6, 0],
    ];
    // Events by the time that all were watched.
    const rateOf = (choice: Partial<LikelihoodChoice>, cells = times) => {
      const { maximum } = studied(stateWith({ density: 'exponential', ...choice }, cells));
      return [maximum.parameters[0].estimate, maximum.observations];
    };
    expect(rateOf({})).toEqual([expect.closeTo(2 / 16, 9), 4]);
    expect(rateOf({ column: { name: 'time', at: 1 } })).toEqual([expect.closeTo(4 / 16, 9), 4]);
    const bounds: CellMatrix = [
      ['upper', 'lower'],
      [2, 2],
      [null, 5],
      [3, 3],
      [null, 6],
    ];
    expect(rateOf({}, bounds)).toEqual([expect.closeTo(2 / 16, 9), 4]);
    const words = [
      ['time', 'status'],
      [2, 'dead'],
      [5, 'alive'],
    ];
    expect(wantedStudy(stateWith({ density: 'exponential' }, words))).toMatchObject({ kind: 'wrong' });
    // Of a density that takes no bounds the first column of numbers is the sample.
    const gamma = wantedStudy(stateWith({ density: 'gamma' }, times));
    expect(gamma).toMatchObject({ kind: 'study', request: { columns: [{ name: '' }] } });
    const formulas = studioFormulas(
      stateWith({ density: 'exponential', blocks: ['estimates'] }, times),
      studied(stateWith({ density: 'exponential' }, times)),
      null,
    );
    expect(formulas!.map(({ formula }) => formula)).toEqual(['=LIKELIHOOD.MLE("exponential", S!A1:C5)']);
  });

  test('is not begun unasked where each point is a search over very many rows', () => {
    const many: CellMatrix = [['y'], ...Array.from({ length: 100_000 }, (_, i) => [(i % 97) + 1])];
    const state = stateWith({ density: 'weibull' }, many);
    const wanted = wantedStudy(state);
    expect(wanted).toMatchObject({ kind: 'study', heavy: true, request: { detail: 'maximum' } });
    const light = wantedStudy(stateWith({ density: 'gamma' }, many));
    expect(light).toMatchObject({ kind: 'study', heavy: false, request: { detail: 'fine' } });
  });
});

describe('the picture', () => {
  const wish = (scale: CurveScale, constant = true) => ({ scale, constant, kept: [] });

  test('is on the scale of its axis', () => {
    const study = studied(stateWith({}));
    const view = curveView(study, wish('likelihood'));
    expect([view.axis, view.power]).toEqual(['likelihood', 0]);
    expect(view.top).toBeCloseTo(0.1921, 4);
    // exp(−1.92) of the top.
    expect(view.cut / view.top).toBeCloseTo(0.1465, 4);
  });

  test('of very small likelihoods has a power of ten at its axis', () => {
    const study = studied(stateWith({ density: 'normal', source: 'typed', numbers: '1 2 3 4 5 6 7 8 9' }));
    const view = curveView(study, wish('likelihood'));
    expect([view.axis, view.power]).toEqual(['likelihood', -10]);
    expect(view.top * 1e-10).toBeCloseTo(Math.exp(study.maximum.logLik), 20);
    expect(readingText(view.top, view)).toMatch(/^\d\.\d\d × 10⁻¹⁰$/);
  });

  test('leaves the binomial coefficient out where it is told to', () => {
    const study = studied(stateWith({}));
    const top = 5 * Math.log(1 / 6) + 25 * Math.log(5 / 6);
    expect(curveView(study, wish('log', false)).top).toBeCloseTo(top, 9);
    const view = curveView(study, wish('likelihood', false));
    expect(readingText(view.top, view)).toBe('1.35 × 10⁻⁶');
    // The relative likelihood has none.
    for (const constant of [true, false]) expect(curveView(study, wish('relative', constant)).top).toBe(1);
  });

  test('has the slope of the curve on every scale', () => {
    const study = studied(stateWith({}));
    const p = 0.255;
    const logLik = (at: number): number => Math.log(142506) + 5 * Math.log(at) + 25 * Math.log(1 - at);
    const score = 5 / p - 25 / (1 - p);
    const h = 1e-6;
    for (const scale of CURVE_SCALES) {
      const { read, slope } = curveView(study, wish(scale));
      const difference = (read(logLik(p + h)) - read(logLik(p - h))) / (2 * h);
      expect(slope(logLik(p), score)).toBeCloseTo(difference, 6);
    }
  });

  test('proposes a value inside of the interval that is a point of the curve', () => {
    const study = studied(stateWith({}));
    const tried = defaultTried(study);
    expect(tried).toBeGreaterThan(1 / 6);
    expect(tried).toBeLessThan(study.limits[0]!.upper!);
    expect(pointAt(study, tried)?.value).toBe(tried);
    expect(pointAt(study, tried + 0.001)).toBeNull();
  });

  test('of 0 in 3 begins at the bound and has no quadratic', () => {
    const study = studied(stateWith({ successes: '0', trials: '3' }));
    expect(study.points[0]).toEqual({ value: 0, logLik: 0, quadratic: null });
    expect(study.limits[0]!.upper).toBeCloseTo(1 - Math.exp(-study.drop / 3), 9);
  });
});

describe('formulas', () => {
  test('of a curve have its chart, on the scale that is shown, its header left out', () => {
    const said = { title: 'Likelihood of p', description: 'A curve' };
    const chartOn = (scale: 'log' | 'likelihood') => {
      const state = stateWith({ scale });
      return curveLive(state, studied(state), said)!;
    };
    const log = chartOn('log');
    expect(log.formulas.map(({ formula }) => formula)).toEqual([
      '=LIKELIHOOD.CURVE("binomial", {5,30}, "p")',
    ]);
    expect(log.series.map(({ x, y, mark }) => [x.column, y.column, y.row, y.rows, mark])).toEqual([
      [0, 1, 1, 101, 'line'],
      [0, 3, 1, 101, 'dashes'],
    ]);
    expect(chartOn('likelihood').series.map(({ y }) => y.column)).toEqual([2]);
  });

  test('of typed counts are BINOM.MLE and the functions of the likelihood', () => {
    const state = stateWith({ blocks: ['estimates', 'interval', 'value', 'curve'], level: 0.9 });
    const stack = studioFormulas(state, studied(state), [0.25])!;
    expect(stack.map(({ formula }) => formula)).toEqual([
      '=BINOM.MLE(5, 30, 0.9)',
      '=LIKELIHOOD.CI("binomial", {5,30}, "p", 0.9)',
      '=LIKELIHOOD.VALUE("binomial", {5,30}, 0.25, TRUE)',
      '=LIKELIHOOD.CURVE("binomial", {5,30}, "p")',
    ]);
  });

  test('quote whatever a density holds, and leave the header of a column out', () => {
    const own = 'dnorm([x y], m, s, log = TRUE) + 0*LN(1) ';
    const state = stateWith({ density: 'own', own, start: 'm=1; s=2', lower: 's=0.1' }, CELLS);
    expect(studioFormulas(state, studied(state), null)![0].formula).toBe(
      `=LIKELIHOOD.MLE("${own.trim()}", S!A1:D5, "m=1; s=2", "lower=s:0.1")`,
    );
    const column = stateWith({ density: 'normal', column: { name: 'n', at: 1 } }, CELLS);
    expect(studioFormulas(column, studied(column), null)![0].formula).toBe(
      '=LIKELIHOOD.MLE("normal", S!B2:B5)',
    );
  });

  test('of two parameters are a surface, and the likelihood at both values', () => {
    const numbers = '0.8 2.3 1.1 4.7';
    const blocks = ['curve', 'value'] as const;
    const state = stateWith({
      ...{ density: 'normal', numbers, source: 'typed', blocks: [...blocks] },
      ...{ parameter: 'sigma', second: 'mu', tried: '1.2', triedSecond: '2' },
    });
    expect(studioFormulas(state, studied(state), [1.2, 2])!.map(({ formula }) => formula)).toEqual([
      '=LIKELIHOOD.VALUE("normal", {0.8;2.3;1.1;4.7}, "sigma=1.2; mu=2", TRUE)',
      '=LIKELIHOOD.SURFACE("normal", {0.8;2.3;1.1;4.7}, "sigma", "mu", "scale=difference")',
    ]);
  });

  test('are refused where the numbers do not go into one', () => {
    const numbers = Array.from({ length: 4500 }, (_, i) => i % 10).join(' ');
    const state = stateWith({ density: 'poisson', source: 'typed', numbers });
    expect(studioFormulas(state, studied(state), null)).toBeNull();
  });
});

test('numbers are typed with blanks, commas or semicolons between them', () => {
  expect([...numbersIn(' 1, 2;3\n−4.5  1e-3 ')]).toEqual([1, 2, 3, -4.5, 0.001]);
  expect(() => numbersIn('1 Infinity')).toThrow('not a number');
});

test('choices are stored whole, and anything else is not read', () => {
  const { choice } = stateWith({ own: '=HYPERLINK("x")', tried: '0.2' }).likelihood;
  expect(readStudio(writeStudio(choice))).toEqual(choice);
  for (const text of [null, '', '{}', '[1]', writeStudio(choice).replace('"version":1', '"version":2')])
    expect(readStudio(text)).toBeNull();
  expect(readStudio(writeStudio({ ...choice, density: 'gumbel' }))).toBeNull();
});
