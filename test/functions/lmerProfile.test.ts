import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/index';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions, type Cells } from './callFunctions';

const folder = join(import.meta.dirname, '..');
const SLEEP = exampleCells('sleepstudy');
const FORMULA = [['Reaction ~ Days + (Days | Subject)']];
const golden = JSON.parse(readFileSync(join(folder, 'golden/profile_sleep_slope.json'), 'utf8')) as {
  exact: Record<string, [number, number]>;
};

const EMPTY = ['', '', '', '', '', ''];

const labelled = (cells: Cells, label: string): number[] =>
  cells.find(([first]) => first === label)!.slice(3) as number[];

useFunctions();

describe('LMER.CI', () => {
  test('gives the profile limits of every parameter, by ML also where the method is REML', () => {
    const cells = call('LMER.CI', SLEEP, FORMULA, null, null, null, null, null);
    expect(cells[0]).toEqual(['Parameter', 'Group', 'Term', 'Estimate', 'Lower 95%', 'Upper 95%']);
    expect(cells.slice(1, 7).map((row) => row.slice(0, 3))).toEqual([
      ['sd_(Intercept)|Subject', 'Subject', '(Intercept)'],
      ['cor_Days.(Intercept)|Subject', 'Subject', 'Days.(Intercept)'],
      ['sd_Days|Subject', 'Subject', 'Days'],
      ['sigma', '', ''],
      ['(Intercept)', '', '(Intercept)'],
      ['Days', '', 'Days'],
    ]);
    for (const [name, [lower, upper]] of Object.entries(golden.exact)) {
      const [estimate, found, other] = labelled(cells, name);
      expect(found / lower).toBeCloseTo(1, 9);
      expect(other / upper).toBeCloseTo(1, 9);
      expect(found < estimate && estimate < other).toBe(true);
    }
    expect(cells.slice(7)).toEqual([
      EMPTY,
      [
        'Profile likelihood is maximum likelihood: the model was fitted again by ML, also for the estimates.',
        ...EMPTY.slice(1),
      ],
    ]);
    expect(call('LMER.CI', SLEEP, FORMULA, 'ML')).toEqual(cells.slice(0, 7));
  });

  test('gives one parameter, the fixed effects, or the others, at any level', () => {
    const one = call('LMER.CI', SLEEP, FORMULA, 'ML', 'DAYS', null, '90%', null);
    expect(one).toHaveLength(2);
    expect(one[0][4]).toBe('Lower 90%');
    expect(one[1][4]).toBeGreaterThan(golden.exact.Days[0]);
    expect(call('LMER.CI', SLEEP, FORMULA, 'ML', 'beta_', null, null, 'level=0.9')[2]).toEqual(one[1]);
    expect(
      call('LMER.CI', SLEEP, FORMULA, 'ML', 'theta_')
        .slice(1)
        .map(([name]) => name),
    ).toEqual(['sd_(Intercept)|Subject', 'cor_Days.(Intercept)|Subject', 'sd_Days|Subject', 'sigma']);
    expect(call('LMER.CI', SLEEP, FORMULA, 'ML', 'sigma', null, null, 'labels=0')).toEqual([
      [
        expect.closeTo(25.59182, 4),
        expect.closeTo(golden.exact.sigma[0], 7),
        expect.closeTo(golden.exact.sigma[1], 7),
      ],
    ]);
  });

  test('gives Wald limits: of fixed effects as confint(method = "Wald"), of variances on the logarithm', () => {
    const cells = call('LMER.CI', SLEEP, FORMULA, 'ML', null, 'wald', null, 'ddf=asymptotic');
    // lme4 1.1.31: confint(lmer(Reaction ~ Days + (Days | Subject), sleepstudy, REML = FALSE, control =
    // lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))), method = "Wald")
    expect(labelled(cells, '(Intercept)').slice(1)).toEqual(
      [238.40608192750165, 264.4041277694664].map((v) => expect.closeTo(v, 4)),
    );
    expect(labelled(cells, 'Days').slice(1)).toEqual(
      [7.52295594990366, 13.4116159692874].map((v) => expect.closeTo(v, 4)),
    );
    for (const name of ['sd_(Intercept)|Subject', 'sd_Days|Subject', 'sigma']) {
      const [estimate, lower, upper] = labelled(cells, name);
      expect(lower * upper).toBeCloseTo(estimate * estimate, 8);
      // Not far from the profile: same to first order
      expect(Math.log(upper / lower) / Math.log(golden.exact[name][1] / golden.exact[name][0])).toBeCloseTo(
        1,
        0,
      );
    }
    const [rho, low, high] = labelled(cells, 'cor_Days.(Intercept)|Subject').map(Math.atanh);
    expect(low + high).toBeCloseTo(2 * rho, 10);
    expect(labelled(call('LMER.CI', SLEEP, FORMULA, null, 'Days', 'WALD'), 'Days')).toEqual(
      [1, 6, 7].map((i) => call('LMER.FIXEF', SLEEP, FORMULA).find(([term]) => term === 'Days')![i]),
    );
  });

  test('says where a parameter ends before the likelihood drops, and that Wald has nothing there', () => {
    const data = exampleCells('dyestuff2');
    const model = [['Yield ~ 1 + (1 | Batch)']];
    const cells = call('LMER.CI', data, model, 'ML');
    expect(labelled(cells, 'sd_(Intercept)|Batch')).toEqual([0, 0, expect.closeTo(2.08405, 4)]);
    expect(cells[cells.length - 1][0]).toBe(
      'sd_(Intercept)|Batch: the likelihood does not drop to the limit before 0, where the parameter ends.',
    );
    const wald = call('LMER.CI', data, model, 'ML', null, 'wald');
    expect(labelled(wald, 'sd_(Intercept)|Batch')).toEqual([0, '', '']);
    expect(wald[wald.length - 1][0]).toContain(
      'Wald intervals of variance parameters do not exist at a boundary',
    );
  });

  test('has no Wald limits of a variance smaller than its standard error, and says so', () => {
    const data = parseCsv(readFileSync(join(import.meta.dirname, '../predict/nearzero.csv'), 'utf8'));
    const model = [['y ~ t + (1 | g)']];
    const wald = call('LMER.CI', data, model, null, null, 'wald');
    expect(labelled(wald, 'sd_(Intercept)|g')).toEqual([expect.closeTo(0.05928, 4), '', '']);
    expect(labelled(wald, 'sigma')).toEqual([
      expect.closeTo(1.1225, 3),
      expect.any(Number),
      expect.any(Number),
    ]);
    expect(wald[wald.length - 1][0]).toContain(
      'sd_(Intercept)|g: the variance has a standard error larger than',
    );
    const table = call('LMER.VARCOMP', data, model);
    expect(table[1].slice(2)).toEqual([
      ...[expect.closeTo(0.003514, 5), expect.closeTo(0.05928, 4), expect.closeTo(0.32219, 4)],
      ...['', ''],
    ]);
    expect(table[table.length - 1][0]).toBe(
      'The variance of (Intercept) between the groups of g has a standard error larger than itself, of which no limits ' +
        'can be made: LMER.CI gives limits by profile likelihood.',
    );
    // A root of the balanced layout's likelihood in closed form, its other parameters at their best.
    expect(labelled(call('LMER.CI', data, model), 'sd_(Intercept)|g').slice(1)).toEqual([
      0,
      expect.closeTo(1.02771987105, 8),
    ]);
  });

  test('names what it does not know', () => {
    expect(message('LMER.CI', SLEEP, FORMULA, null, 'slope')).toBe(
      '"slope" is not a parameter of the model: it has sd_(Intercept)|Subject, cor_Days.(Intercept)|Subject, ' +
        'sd_Days|Subject, sigma, (Intercept), Days; beta_ means all fixed effects, theta_ all others',
    );
    expect(message('LMER.CI', SLEEP, FORMULA, null, null, 'score')).toBe(
      'type is "score": expected "profile" or "wald".',
    );
    expect(message('LMER.CI', SLEEP, FORMULA, null, null, null, 95)).toContain('level');
  });
});

describe('LMER.PROFILE', () => {
  test('gives the interval and below it the curve', () => {
    const cells = call('LMER.PROFILE', SLEEP, FORMULA, 'ML', 'sd_Days|Subject', 11, null);
    expect(cells[0].slice(0, 6)).toEqual([
      'Parameter',
      'Group',
      'Term',
      'Estimate',
      'Lower 95%',
      'Upper 95%',
    ]);
    expect(cells[1][4]).toBeCloseTo(golden.exact['sd_Days|Subject'][0], 8);
    expect(cells[2]).toEqual(EMPTY);
    expect(cells[3]).toEqual([
      'Parameter',
      'Value',
      'Zeta',
      'Deviance difference',
      'Relative likelihood',
      'Quadratic approximation',
    ]);
    expect(cells).toHaveLength(4 + 12);
    const estimate = cells.slice(4).find((row) => row[2] === 0)!;
    expect(estimate).toEqual(['sd_Days|Subject', cells[1][3], 0, 0, 1, 1]);
  });

  test('without labels is ready to chart', () => {
    const cells = call('LMER.PROFILE', SLEEP, FORMULA, 'ML', 'Days', null, 'labels=0') as number[][];
    expect(cells.length).toBeGreaterThanOrEqual(41);
    expect(cells.every((row) => row.length === 5 && row.every(Number.isFinite))).toBe(true);
  });

  test('stacks the curves of all parameters', () => {
    const cells = call('LMER.PROFILE', SLEEP, FORMULA, null, null, 3);
    const start = cells.findIndex((row) => row[1] === 'Value');
    expect(new Set(cells.slice(start + 1).map(([name]) => name)).size).toBe(6);
  });

  test('takes a sensible number of points', () => {
    for (const points of [1, 2.5, 1001])
      expect(message('LMER.PROFILE', SLEEP, FORMULA, null, null, points)).toBe(
        `points is ${points}: expected a whole number from 2 to 1000.`,
      );
  });
});

describe('LMER.TRACE', () => {
  test('goes downhill to the fit', () => {
    const cells = call('LMER.TRACE', SLEEP, FORMULA, null, 'start=1 0 1');
    expect(cells[0]).toEqual([
      'Step',
      'Evaluation',
      'Subject.(Intercept)',
      'Subject.Days.(Intercept)',
      'Subject.Days',
      'Criterion',
      'Gradient norm',
    ]);
    const rows = cells.slice(1) as number[][];
    expect(rows[0].slice(0, 5)).toEqual([0, 1, 1, 0, 1].map((v) => expect.closeTo(v, 12)));
    rows.slice(1).forEach((row, i) => expect(row[5]).toBeLessThanOrEqual(rows[i][5] + 1e-9));
    const last = rows[rows.length - 1];
    expect(last[5]).toBeCloseTo(1743.62827195849, 6);
    expect(last[6]).toBeLessThan(1e-4);
    expect(call('LMER.TRACE', SLEEP, FORMULA, null, 'start=1 0 1; labels=0')).toEqual(rows);
  });
});

describe('LMER.CODE', () => {
  test('gives all languages, or one of them', () => {
    const all = call('LMER.CODE', SLEEP, FORMULA, null, null, null);
    expect(all.filter(([line]) => line === '')).toHaveLength(3);
    const r = call('LMER.CODE', SLEEP, FORMULA, 'ML', 'r', null);
    expect(r).toContainEqual(['m <- lmer(Reaction ~ Days + (Days | Subject), data = d, REML = FALSE)']);
    expect(call('LMER.CODE', SLEEP, FORMULA, null, 'R')).toEqual(all.slice(0, r.length));
  });

  test('writes out the formula that a group column means', () => {
    const cells = call('LMER.CODE', SLEEP, [['Subject']], null, 'R');
    expect(cells).toContainEqual(['m <- lmer(Reaction ~ 1 + Days + (1 | Subject), data = d, REML = TRUE)']);
  });

  test('knows four languages', () => {
    expect(message('LMER.CODE', SLEEP, FORMULA, null, 'SAS')).toBe(
      'language is "SAS": expected R, Julia, Python, Stata, or nothing for all.',
    );
  });
});
