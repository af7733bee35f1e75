/** Slopes of a numeric variable: against what the model's own predictions do, closed forms, and laws. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  analyseModel,
  answerReport,
  parseCsv,
  readContrast,
  toCells,
  type CellMatrix,
  type FitOptions,
} from '../../src/index';
import type { EstimatedRow, EstimatedTable } from '../../src/analyses/estimatedTable';
import type { SlopesAnswer, SlopesQuestion } from '../../src/analyses/slopes';
import { column, example, inputOf, message, predict } from '../predict/support';

const SLEEP = example('sleepstudy.csv');
const ORTHODONT = example('orthodont.csv');
const OATS = example('oats.csv');

const GRID = {
  ...({ at: null, covariates: 'mean', weights: 'equal', specs: null, type: 'link' } as const),
  ...{ contrast: null, adjust: null, reverse: false },
};

function slopesOf(
  data: CellMatrix,
  model: string,
  variable: string,
  question: Partial<SlopesQuestion> = {},
  options: Partial<FitOptions> = {},
): EstimatedTable {
  return answerOf(data, model, variable, question, options).slopes;
}

function answerOf(
  data: CellMatrix,
  model: string,
  variable: string,
  question: Partial<SlopesQuestion> = {},
  options: Partial<FitOptions> = {},
): SlopesAnswer {
  return analyseModel(inputOf(data, model, options), { kind: 'slopes', ...GRID, ...question, variable });
}

const estimates = ({ rows }: EstimatedTable): number[] => rows.map(({ estimate }) => estimate);

function expectAlike(found: EstimatedTable, wanted: EstimatedTable, digits = 8): void {
  expect(found.rows.map(({ labels }) => labels)).toEqual(wanted.rows.map(({ labels }) => labels));
  found.rows.forEach((row, i) =>
    (['estimate', 'standardError', 'df', 'lower', 'upper', 'statistic', 'pValue'] as const).forEach((key) => {
      const scale = Math.abs(wanted.rows[i][key]!) || 1;
      expect(row[key]! / scale, `${key} of row ${i}`).toBeCloseTo(wanted.rows[i][key]! / scale, digits);
    }),
  );
}

describe('slopes', () => {
  it('of a straight line are its coefficients, by groups sums of them', () => {
    const input = inputOf(ORTHODONT, 'distance ~ age * Sex + (age | Subject)');
    const fit = analyseModel(input, { kind: 'summary' });
    const [, age, , more] = fit.fixedEffects;
    const table = slopesOf(ORTHODONT, 'distance ~ age * Sex + (age | Subject)', 'age', { specs: 'Sex' });
    expect(table.labels).toEqual(['Sex']);
    expect(table.estimateName).toBe('Slope of age');
    const [female, male] = table.rows;
    expect(female.labels).toEqual(['Female']);
    expect(female.estimate).toBeCloseTo(age.estimate!, 12);
    expect(female.standardError).toBeCloseTo(age.standardError!, 12);
    expect(female.df).toBeCloseTo(age.df!, 8);
    expect(female.pValue).toBeCloseTo(age.pValue!, 12);
    expect(male.estimate).toBeCloseTo(age.estimate! + more.estimate!, 12);
  });

  it('over all groups are averages of those of each, with the weights that means have', () => {
    const model = 'yield ~ nitro * Variety + (1 | Block/Variety)';
    const uneven = [OATS[0], ...OATS.slice(1).filter((_, i) => i % 5 !== 0 || i > 30)];
    const groups = slopesOf(uneven, model, 'nitro', { specs: 'Variety' });
    const [equal] = slopesOf(uneven, model, 'nitro').rows;
    expect(equal.labels).toEqual(['nitro']);
    expect(equal.estimate).toBeCloseTo(
      estimates(groups).reduce((a, b) => a + b / 3, 0),
      10,
    );
    const counts = groups.rows.map(({ labels }) => uneven.filter((row) => row[1] === labels[0]).length);
    const total = counts.reduce((a, b) => a + b, 0);
    const [proportional] = slopesOf(uneven, model, 'nitro', { weights: 'proportional' }).rows;
    const wanted = estimates(groups).reduce((sum, slope, i) => sum + (slope * counts[i]) / total, 0);
    expect(proportional.estimate).toBeCloseTo(wanted, 10);
  });

  it('do not depend on how the same polynomial is written', () => {
    const at = { at: 'Days=0,2.5,9', specs: 'Days' };
    const wanted = slopesOf(SLEEP, 'Reaction ~ Days + I(Days^2) + (1 | Subject)', 'Days', at);
    for (const curve of [
      'poly(Days, 2)',
      'poly(Days, 2, raw = TRUE)',
      'scale(Days) + I(scale(Days)^2)',
      'bs(Days, degree = 2)',
      'Days + I((Days - mean(Days))^2)',
    ])
      expectAlike(slopesOf(SLEEP, `Reaction ~ ${curve} + (1 | Subject)`, 'Days', at), wanted, 7);
  });

  it('do not depend on the coding of factors', () => {
    const ask = (contrasts: string): EstimatedTable =>
      slopesOf(OATS, `yield ~ poly(nitro, 2) * C(Variety, ${contrasts}) + (1 | Block)`, 'nitro', {
        specs: 'Variety | nitro',
        at: 'nitro=0.1,0.5',
      });
    expectAlike(ask('sum'), ask('treatment'), 7);
    expectAlike(ask('helmert'), ask('treatment'), 7);
  });

  it('are how fast predictions move, through splines at their knots and beyond too', () => {
    for (const curve of [
      'ns(Days, df = 3)',
      'bs(Days, df = 5)',
      'log(Days + 1) * sqrt(Days + 2)',
      'sin(Days / 3)',
    ]) {
      const model = `Reaction ~ ${curve} + (1 | Subject)`;
      const at = [0, 1.5, 3, 4.5, 6, 8.25, 9, 11];
      const table = slopesOf(SLEEP, model, 'Days', { at: `Days=${at.join(',')}`, specs: 'Days' });
      const input = inputOf(SLEEP, model);
      const h = 1e-4;
      const expectedAt = (days: number): number =>
        column(predict(input, { newData: [['Days'], [days]], random: false }), 'population')[0];
      at.forEach((days, i) => {
        const wanted = (expectedAt(days + h) - expectedAt(days - h)) / (2 * h);
        expect(estimates(table)[i], `${curve} at ${days}`).toBeCloseTo(wanted, 4);
      });
    }
  });

  it('by a function of the column are slopes by the column, divided by its slope', () => {
    const model = 'Reaction ~ log(Days + 1) + (1 | Subject)';
    const [, slope] = analyseModel(inputOf(SLEEP, model), { kind: 'summary' }).fixedEffects;
    const table = slopesOf(SLEEP, model, 'log(Days + 1)', { specs: 'Days', at: 'Days=0,3,9' });
    expect(table.estimateName).toBe('Slope of log(Days + 1)');
    for (const row of table.rows) {
      expect(row.estimate).toBeCloseTo(slope.estimate!, 9);
      expect(row.standardError).toBeCloseTo(slope.standardError!, 9);
    }
    const [plain] = estimates(slopesOf(SLEEP, model, 'Days', { at: 'Days=3' }));
    expect(plain).toBeCloseTo(slope.estimate! / 4, 9);
  });

  it('have the slope of the offset in them, of the formula and of the options', () => {
    const [plain] = slopesOf(SLEEP, 'Reaction ~ Days + (1 | Subject)', 'Days').rows;
    const shifted = slopesOf(SLEEP, 'Reaction ~ Days + offset(3 * Days) + (1 | Subject)', 'Days');
    expect(shifted.rows[0].estimate).toBeCloseTo(plain.estimate, 9);
    expect(shifted.notes).toContain('The slope of the offset is part of them.');
    const curved = slopesOf(SLEEP, 'Reaction ~ Days + offset(Days^2) + (1 | Subject)', 'Days', {
      specs: 'Days',
      at: 'Days=1,4.5,7',
    });
    const [one, middle, seven] = estimates(curved);
    expect(seven - one).toBeCloseTo(12, 9);
    // Least squares of y - x² on x: the slope at the mean is that of y on x, for x is symmetric about it.
    expect(middle).toBeCloseTo(plain.estimate, 9);
  });

  it('are none at a kink, and are exact without an error where no coefficient is', () => {
    const answer = answerOf(SLEEP, 'Reaction ~ pmax(Days - 5, 0) + (1 | Subject)', 'Days', {
      specs: 'pairwise ~ Days',
      at: 'Days=2,5,7',
    });
    const { slopes: table, contrasts } = answer;
    expect(contrasts[0].rows.map(({ undetermined }) => undetermined === undefined)).toEqual([
      false,
      true,
      false,
    ]);
    const [before, there, after] = table.rows;
    expect(before).toMatchObject({
      estimate: 0,
      standardError: 0,
      lower: 0,
      upper: 0,
      statistic: null,
      pValue: null,
    });
    expect(there.undetermined).toMatch(/^no slope/);
    expect(after.standardError).toBeGreaterThan(0);
    expect(table.notes.join(' ')).toContain('There is no slope at Days = 5');
    expect(table.notes.join(' ')).toContain('standard error 0');
    for (const row of toCells(answerReport('slopes', answer)))
      for (const cell of row) expect(typeof cell === 'number' && Number.isNaN(cell)).toBe(false);
  });

  it('are none where other columns make up for the variable', () => {
    const doubled = SLEEP.map((row, i) => [...row, i === 0 ? 'twice' : 2 * (row[1] as number)]);
    const table = slopesOf(doubled, 'Reaction ~ Days + twice + (1 | Subject)', 'Days');
    expect(table.rows[0].undetermined).toMatch(/^not estimable/);
    expect(slopesOf(doubled, 'Reaction ~ Days + (1 | Subject)', 'Days').rows[0].undetermined).toBeUndefined();
  });

  it('of a group without data are none, and those of the others are there', () => {
    const oneAge = ORTHODONT.filter((row, i) => i === 0 || row[3] !== 'Male' || row[1] === 8);
    const { rows } = slopesOf(oneAge, 'distance ~ age * Sex + (1 | Subject)', 'age', { specs: 'Sex' });
    expect(rows.map(({ undetermined }) => undetermined === undefined)).toEqual([true, false]);
  });

  it('are told with their grid: what is held, and what is averaged', () => {
    const { notes } = slopesOf(OATS, 'yield ~ nitro * Variety + (1 | Block)', 'nitro');
    expect(notes[0]).toBe('Averaged over the levels of Variety, with equal weights.');
    expect(notes.join(' ')).toContain('The slopes may mislead');
    expect(notes.join(' ')).not.toContain('offset');
    const own = slopesOf(OATS, 'yield ~ nitro * Variety + (1 | Block)', 'nitro', { specs: 'Variety' });
    expect(own.notes.join(' ')).not.toContain('mislead');
  });

  it('have degrees of freedom as asked', () => {
    const model = 'distance ~ age * Sex + (age | Subject)';
    const ddf = (ddf: FitOptions['ddf']): EstimatedRow =>
      slopesOf(ORTHODONT, model, 'age', { specs: 'Sex' }, { ddf }).rows[0];
    expect(ddf('kenward-roger').df).toBeCloseTo(25, 8);
    expect(ddf('asymptotic').df).toBeNull();
  });
});

describe('slopes compared', () => {
  it('by pairs are the coefficients of the interaction, tested alike', () => {
    const model = 'distance ~ age * Sex + (age | Subject)';
    const [, , , interaction] = analyseModel(inputOf(ORTHODONT, model), { kind: 'summary' }).fixedEffects;
    const { contrasts } = answerOf(ORTHODONT, model, 'age', { specs: 'pairwise ~ Sex', reverse: true });
    const [{ rows, labels }] = contrasts;
    expect(labels).toEqual(['Contrast']);
    expect(rows.map(({ labels: [name] }) => name)).toEqual(['Male - Female']);
    expect(rows[0].estimate).toBeCloseTo(interaction.estimate!, 10);
    expect(rows[0].standardError).toBeCloseTo(interaction.standardError!, 10);
    expect(rows[0].df).toBeCloseTo(interaction.df!, 8);
    expect(rows[0].pValue).toBeCloseTo(interaction.pValue!, 10);
  });

  it('say on the sheet once what holds for the slopes too', () => {
    const answer = answerOf(ORTHODONT, 'distance ~ age * Sex + (age | Subject)', 'age', {
      specs: 'pairwise ~ Sex',
    });
    const cells = toCells(answerReport('slopes', answer)).flat();
    const notes = cells.filter((cell) => /^(Held|Limits)/.test(String(cell)));
    expect(notes).toEqual([
      'Held: age = 11 (its mean).',
      "Limits and tests use Satterthwaite's degrees of freedom.",
    ]);
  });

  it('with one group are the coefficients of treatment contrasts, in a linear model', () => {
    const model = 'yield ~ nitro * Variety';
    const { fixedEffects } = analyseModel(inputOf(OATS, model), { kind: 'summary' });
    const wanted = fixedEffects.filter(({ term }) => term.startsWith('nitro:'));
    const { contrasts } = answerOf(OATS, model, 'nitro', {
      specs: 'Variety',
      contrast: readContrast('control'),
      adjust: 'none',
    });
    expect(contrasts[0].rows).toHaveLength(2);
    contrasts[0].rows.forEach((row, i) => {
      expect(row.estimate).toBeCloseTo(wanted[i].estimate!, 9);
      expect(row.statistic).toBeCloseTo(wanted[i].statistic!, 9);
      expect(row.pValue).toBeCloseTo(wanted[i].pValue!, 10);
    });
  });

  it('within groups are compared by themselves, and adjusted for those of the group', () => {
    const model = 'yield ~ poly(nitro, 2) * Variety + (1 | Block)';
    const { contrasts } = answerOf(OATS, model, 'nitro', {
      specs: 'pairwise ~ nitro | Variety',
      at: 'nitro=0,0.3,0.6',
    });
    const [{ rows, adjusted }] = contrasts;
    expect(rows).toHaveLength(9);
    expect(adjusted).toBe('tukey');
    // The slopes of a parabola change evenly.
    const [first, twice, second] = rows.map(({ estimate }) => estimate);
    expect(first).toBeCloseTo(second, 8);
    expect(twice).toBeCloseTo(2 * first, 8);
  });

  it.each(['link', 'response'] as const)(
    'are differences on the scale that the slopes are told on, %s',
    (type) => {
      const model = 'log(yield) ~ nitro * Variety + (1 | Block)';
      const { slopes, contrasts } = answerOf(OATS, model, 'nitro', { specs: 'pairwise ~ Variety', type });
      const [a, b] = estimates(slopes);
      expect(contrasts[0].rows[0].estimate).toBeCloseTo(a - b, 9);
      expect(contrasts[0].estimateName).toBe('Estimate');
    },
  );

  it('stand below the slopes', () => {
    const answer = answerOf(ORTHODONT, 'distance ~ age * Sex + (age | Subject)', 'age', {
      specs: 'pairwise ~ Sex',
    });
    const cells = toCells(answerReport('slopes', answer)).flat();
    expect(cells.indexOf('Slopes')).toBeLessThan(cells.indexOf('Slopes compared'));
    expect(cells).toContain('Female - Male');
  });
});

describe('slopes of the response', () => {
  const TEETH = parseCsv(readFileSync(join(import.meta.dirname, '../golden/data/ToothGrowth.csv'), 'utf8'));
  const [LOG, ROOT] = ['log(len) ~ supp * dose + I(dose^2)', 'sqrt(len) ~ supp * poly(dose, 2)'];

  // emtrends(..., regrid = "response") of emmeans 1.8.4: differences between x - h/2 and x + h/2 for h = 0.001 and 0.0005,
  // extrapolated (Richardson).
  it.each([
    [LOG, 'supp', 0.8, [21.0196647283, 18.3342396875], [3.07617536921, 2.19634282969]],
    [LOG, 'supp', 1.5, [3.7204735104, 11.264604758], [2.54504880106, 2.18988199785]],
    [LOG, null, 1.2, [16.176361552], [1.85781277475]],
    [ROOT, 'supp', 1.3, [8.96221114393, 13.2041587345], [1.36721549738, 1.29711532422]],
    [ROOT, null, 1.3, [11.0831849392], [0.942309182551]],
  ])('of %s by %s at %d are those of emmeans', (model, specs, dose, wanted, errors) => {
    const { rows, notes } = slopesOf(TEETH, model, 'dose', { specs, at: `dose=${dose}`, type: 'response' });
    rows.forEach((row, i) => {
      expect(Math.abs(row.estimate / wanted[i] - 1)).toBeLessThan(1e-9);
      expect(Math.abs(row.standardError / errors[i] - 1)).toBeLessThan(1e-9);
    });
    expect(notes.join(' ')).toContain('by the delta method');
  });

  it('are those of the model where nothing stands in front of it, and a note says so', () => {
    const plain = slopesOf(TEETH, 'len ~ supp * dose', 'dose', { specs: 'supp' });
    const told = slopesOf(TEETH, 'len ~ supp * dose', 'dose', { specs: 'supp', type: 'response' });
    expect(told.rows).toEqual(plain.rows);
    expect(told.notes.join(' ')).toContain('nothing to back-transform');
    expect(slopesOf(TEETH, LOG, 'dose').notes.join(' ')).toContain('On the log scale');
  });

  it('have the slope of an offset in them', () => {
    const shifted = (model: string): EstimatedRow =>
      slopesOf(TEETH, model, 'dose', { type: 'response' }).rows[0];
    const plain = shifted('log(len) ~ supp + dose');
    const known = shifted('log(len) ~ supp + dose + offset(0.3 * dose)');
    expect(known.estimate).toBeCloseTo(plain.estimate, 8);
    expect(known.standardError).toBeCloseTo(plain.standardError, 8);
  });
});

describe('a slope that cannot be', () => {
  const ORTHO = 'distance ~ age + Sex + (age | Subject)';
  it.each([
    [ORTHO, 'agee', 'Did you mean age?'],
    [ORTHO, 'Sex', 'variable is Sex, a factor with levels such as "Female"'],
    [ORTHO, 'Subject', 'random part'],
    [ORTHO, 'distance', 'which is not in the fixed part of the model: it has age, Sex'],
    [ORTHO, '', 'variable is empty: expected one column of numbers'],
    [ORTHO, 'age * Sex', 'expected one column of numbers'],
    [ORTHO, '3', 'expected one column of numbers'],
    [ORTHO, 'age +', 'variable is "age +"'],
    ['distance ~ Sex + (age | Subject)', 'age', 'random part'],
    ['distance ~ factor(age) + (1 | Subject)', 'age', 'enters the model as a factor'],
    ['distance ~ age + factor(age) + (1 | Subject)', 'age', 'enters the model as a factor'],
  ])('in %s by "%s"', (model, variable, words) => {
    expect(message(() => slopesOf(ORTHODONT, model, variable))).toContain(words);
  });
});
