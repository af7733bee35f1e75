import { describe, expect, test } from 'vitest';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions, type Cells } from './callFunctions';

const SLEEP = exampleCells('sleepstudy');
const SLOPES = 'Reaction ~ Days + (Days | Subject)';

useFunctions();

/** Two ways to one optimum differ behind the eighth decimal. */
const rounded = (cell: unknown): unknown => (typeof cell === 'number' ? Number(cell.toFixed(8)) : cell);

describe('LMER.COMPARE', () => {
  const MODELS = [['Reaction ~ Days + (1 | Subject)'], [null], [SLOPES]];

  test('gives one row per formula of a range, blank cells apart, and says how the models were fitted', () => {
    const cells = call('LMER.COMPARE', SLEEP, MODELS, null);
    expect(cells[0].slice(0, 8)).toEqual([
      'Model',
      'npar',
      'AIC',
      'BIC',
      'logLik',
      'deviance',
      'Chisq',
      'Df',
    ]);
    expect(cells[1].slice(0, 2)).toEqual(['Reaction ~ Days + (1 | Subject)', 4]);
    expect(cells[1].slice(6)).toEqual(['', '', '', '', '']);
    expect(cells[2][5]).toBeCloseTo(1751.9393444632, 8);
    expect(cells[2].slice(7, 10)).toEqual([2, expect.any(Number), '½χ²(1) + ½χ²(2)']);
    expect(cells[4][0]).toMatch(/^All models are fitted by maximum likelihood/);
  });

  test('takes one text with semicolons, and the same cells give the same answer', () => {
    const one = call('LMER.COMPARE', SLEEP, [[`Reaction ~ Days + (1 | Subject); ${SLOPES}`]], null);
    expect(one).toEqual(call('LMER.COMPARE', SLEEP, MODELS, null));
  });

  test('different lists of formulas are different questions', () => {
    const two = call('LMER.COMPARE', SLEEP, [[SLOPES], ['Reaction ~ Days']], null);
    const other = call('LMER.COMPARE', SLEEP, [[SLOPES], ['Reaction ~ 1']], null);
    expect(two[2][0]).toBe('Reaction ~ Days');
    expect(other[2][0]).toBe('Reaction ~ 1');
  });

  test('compares REML criteria as they are when asked not to refit', () => {
    const cells = call('LMER.COMPARE', SLEEP, MODELS, [['refit=0']]);
    expect(cells[0][5]).toBe('REML criterion');
    expect(cells[2][5]).toBeCloseTo(1743.6282719585, 8);
  });

  test('sets the models beside each other by the criteria that are named', () => {
    const plain = call('LMER.COMPARE', SLEEP, MODELS, null);
    const cells = call('LMER.COMPARE', SLEEP, MODELS, [['criteria=aicc, BIC']]);
    expect(cells[0]).toEqual([
      ...plain[0].slice(0, 4),
      ...['AICc', 'Δ AICc', 'Weight AICc', 'Δ BIC', 'Weight BIC'],
      ...plain[0].slice(4),
    ]);
    // AICc of R: 1802.3072144338, 1764.42489359615 (teach_candidates_sleep).
    const [first, second] = cells.slice(1, 3) as number[][];
    expect(first[4]).toBeCloseTo(1802.3072144338, 6);
    expect(first[5]).toBeCloseTo(1802.3072144338 - 1764.42489359615, 6);
    expect([second[5], second[7]]).toEqual([0, 0]);
    expect(first[6] / Math.exp(-(1802.3072144338 - 1764.42489359615) / 2)).toBeCloseTo(1, 5);
    expect(first[6] + second[6]).toBeCloseTo(1, 12);
    expect(cells.flat()).toContain('AICc counts all 180 rows, as BIC does, by ML and by REML.');
    expect(message('LMER.COMPARE', SLEEP, MODELS, [['criteria=DIC']])).toBe(
      'The option criteria is "DIC": expected AIC, AICc, BIC, or several of them with blanks between.',
    );
  });

  test('has neither differences nor weights of REML criteria of different fixed effects', () => {
    const by = (models: Cells) => call('LMER.COMPARE', SLEEP, models, [['criteria=AIC; refit=0']]);
    expect(by(MODELS)[2].slice(4, 6)).toEqual([0, expect.closeTo(1, 6)]);
    const other = by([[SLOPES], ['Reaction ~ 1 + (Days | Subject)']]);
    for (const cell of [other[1][4], other[2][5]])
      expect(cell).toMatchObject({ message: 'REML criteria of different fixed effects cannot be compared.' });
  });

  test('of too few rows for AICc it has none, and the others share the weights', () => {
    const few = [['y', 'x', 'z'], ...[1, 3, 2, 5, 4].map((y, i) => [y, i, i * i])];
    const models = [['y ~ 1'], ['y ~ x'], ['y ~ x + z']];
    const cells = call('LMER.COMPARE', few, models, [['criteria=AICc']]);
    // k = 4 leaves 5 − 4 − 1 = 0 rows.
    for (const cell of cells[3].slice(4, 7))
      expect(cell).toMatchObject({ message: expect.stringContaining('needs more rows') as string });
    expect(Number(cells[1][6]) + Number(cells[2][6])).toBeCloseTo(1, 12);
    expect(cells[1][4]).toBeCloseTo(Number(cells[1][2]) + 12 / 2, 10);
  });

  test('takes the Kenward-Roger option, which has no meaning here, and refuses the start of one model', () => {
    expect(call('LMER.COMPARE', SLEEP, MODELS, 'ddf=kenward-roger')).toEqual(
      call('LMER.COMPARE', SLEEP, MODELS, null),
    );
    expect(message('LMER.COMPARE', SLEEP, MODELS, 'start=1 0 1')).toBe(
      'The option start belongs to one model, and LMER.COMPARE fits several: leave it away.',
    );
  });

  test('without labels the block is numbers and the reference distribution', () => {
    const cells = call('LMER.COMPARE', SLEEP, MODELS, [['labels=0']]);
    expect(cells).toHaveLength(2);
    expect(cells[0]).toHaveLength(10);
  });

  test('says in a sentence what is wrong with the formulas', () => {
    expect(message('LMER.COMPARE', SLEEP, [[null]], null)).toMatch(/models is empty/);
    expect(message('LMER.COMPARE', SLEEP, [['Subject']], null)).toMatch(
      /models has "Subject": expected formulas/,
    );
    expect(message('LMER.COMPARE', SLEEP, [[7]], null)).toMatch(/models has the cell 7/);
    expect(message('LMER.COMPARE', SLEEP, [[SLOPES], ['Reaction ~ Day']], null)).toMatch(/Day/);
  });
});

describe('LMER.RANOVA', () => {
  test('starts the model where it is told to, and the smaller ones from moments', () => {
    const tested = call('LMER.RANOVA', SLEEP, [[SLOPES]], null, 'start=1 0 1');
    const plain = call('LMER.RANOVA', SLEEP, [[SLOPES]], null, null);
    expect(tested.map((row) => row.map(rounded))).toEqual(plain.map((row) => row.map(rounded)));
  });

  test('tests each random effect', () => {
    const cells = call('LMER.RANOVA', SLEEP, [[SLOPES]], null, null);
    expect(cells[1][0]).toBe('<none>');
    expect(cells[2][0]).toBe('Days in (Days | Subject)');
    expect(cells[2][4]).toBeCloseTo(42.83682, 4);
    expect(cells.at(-1)![0]).toMatch(/half-and-half mixture/);
  });

  test('says so when there is nothing to test', () => {
    const cells = call('LMER.RANOVA', SLEEP, [['Reaction ~ Days']], null, null);
    expect(cells.at(-1)![0]).toBe('The formula has no random effects to test.');
  });
});

describe('LMER.CHECK', () => {
  const verdicts = (cells: Cells) => new Map(cells.slice(1).map(([check, , verdict]) => [check, verdict]));

  test('finds nothing but a large residual in the sleep study', () => {
    const cells = call('LMER.CHECK', SLEEP, [[SLOPES]], null, null);
    expect(cells[0]).toEqual(['Check', 'Value', 'Verdict', 'Advice']);
    expect(cells[1].slice(2)).toEqual(['note', '1 note below.']);
    const found = verdicts(cells);
    expect(found.get('Largest scaled residual (data row 57)')).toBe('note');
    expect([...found.values()].filter((verdict) => verdict === 'note')).toHaveLength(2);
  });

  test('names the collapsed direction of a boundary fit', () => {
    const cells = call('LMER.CHECK', exampleCells('dyestuff2'), [['Yield ~ 1 + (1 | Batch)']], null, null);
    const row = cells.find(([check]) => check === 'Random effects of Batch')!;
    expect(row.slice(1, 3)).toEqual(['0 of 1', 'note']);
    expect(cells.find(([check]) => check === 'Slope at the boundary')![1]).toBeGreaterThan(0);
  });

  test('warns of dropped columns, of overlap and of few groups', () => {
    const wide = SLEEP.map((row, i) => [
      ...row,
      i === 0 ? 'twice' : 2 * Number(row[1]),
      i === 0 ? 'three' : `g${i % 3}`,
    ]);
    const dropped = verdicts(
      call('LMER.CHECK', wide, [['Reaction ~ Days + twice + (1 | Subject) + (1 | three)']], null, null),
    );
    expect(dropped.get('Rank of the fixed effects')).toBe('warning');
    expect(dropped.get('Groups of three')).toBe('warning');
    const squared = call(
      'LMER.CHECK',
      SLEEP,
      [['Reaction ~ Days + I(Days^2) + (1 | Subject)']],
      null,
      null,
    ).find(([check]) => String(check).startsWith('Largest variance inflation'))!;
    // 1/(1 − r²), r the correlation of 0, ..., 9 with their squares.
    expect(squared[1]).toBeCloseTo(1 / (1 - 0.9626907371412557 ** 2), 6);
    expect(squared[2]).toBe('warning');
  });

  test('a linear model has nothing to converge', () => {
    const cells = call('LMER.CHECK', SLEEP, [['Reaction ~ Days']], null, null);
    expect(cells[2].slice(0, 3)).toEqual(['Convergence', '', 'ok']);
  });
});

describe('LMER.DEVIANCE', () => {
  test('spills one number for each row of theta', () => {
    const cells = call(
      'LMER.DEVIANCE',
      SLEEP,
      [[SLOPES]],
      [
        [1, 0, 1],
        [0, 0, 0],
      ],
      null,
      null,
    );
    expect(cells).toHaveLength(2);
    expect(cells.every((row) => row.length === 1)).toBe(true);
  });

  test('at the estimate is the criterion of the fit, and no lower anywhere beside it', () => {
    const theta = call('LMER.STAT', SLEEP, [[SLOPES]], 'theta', null, null) as number[][];
    const [[best]] = call('LMER.DEVIANCE', SLEEP, [[SLOPES]], theta, 'REML', null) as number[][];
    expect(best).toBeCloseTo(1743.6282719585, 9);
    for (const i of [0, 1, 2])
      for (const step of [-0.01, 0.01]) {
        const beside = [theta.map(([v], j) => (i === j ? v + step : v))];
        expect(
          (call('LMER.DEVIANCE', SLEEP, [[SLOPES]], beside, null, null) as number[][])[0][0],
        ).toBeGreaterThan(best);
      }
  });

  test('an empty cell in theta is not a zero', () => {
    expect(message('LMER.DEVIANCE', SLEEP, [[SLOPES]], [[1, null, 1]], null, null)).toMatch(/an empty cell/);
  });
});

describe('LMER.STAT', () => {
  test('gives the R² of Nakagawa and what the intraclass correlation is with slopes', () => {
    const stat = (name: string) => call('LMER.STAT', SLEEP, [[SLOPES]], name, null, null)[0][0] as number;
    // performance and MuMIn: 0.2787, 0.7992
    expect(stat('R2m')).toBeCloseTo(0.278652033633176, 7);
    expect(stat('R2c')).toBeCloseTo(0.799218907583135, 7);
    expect(stat('ICC.adjusted')).toBeCloseTo(1698.07126249046 / (1698.07126249046 + 654.941027072141), 7);
  });

  test('the adjusted intraclass correlation is the plain one where there are only random intercepts', () => {
    const stat = (name: string) =>
      call('LMER.STAT', SLEEP, [['Reaction ~ Days + (1 | Subject)']], name, null, null)[0][0] as number;
    expect(stat('ICC.adjusted')).toBeCloseTo(stat('ICC'), 12);
  });
});
