import { describe, expect, test } from 'vitest';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions } from './callFunctions';

const MACHINES = exampleCells('machines');
const FORMULA = 'score ~ Machine + (1 | Worker/Machine)';

useFunctions();

const contrasts = (contrast: unknown, options: string | null = null) =>
  call('LMER.CONTRASTS', MACHINES, FORMULA, 'Machine', contrast as never, null, options);

describe('LMER.CONTRASTS', () => {
  test('compares every pair by Tukey, and says so', () => {
    const cells = contrasts(null);
    expect(cells[0]).toEqual([
      'Contrast',
      'Estimate',
      'Std. Error',
      'df',
      'Lower 95%',
      'Upper 95%',
      't',
      'p value',
    ]);
    expect(cells.slice(1, 4).map(([label]) => label)).toEqual(['A - B', 'A - C', 'B - C']);
    // emmeans 1.8.4 on lmerTest 3.1-3, pairs(emmeans(m, "Machine"))
    const p = [0.01114, 0.00021, 0.05067];
    cells.slice(1, 4).forEach((row, i) => expect(row[7]).toBeCloseTo(p[i], 5));
    expect(cells.flat()).toContain(
      "P values and limits are adjusted by Tukey's method for all pairs of 3 means.",
    );
  });

  test('takes a family by name, a control by its level, and weights from a range', () => {
    expect(contrasts('control=B').map(([label]) => label)).toEqual(
      expect.arrayContaining(['A - B', 'C - B']),
    );
    const weights = [
      ['', 'A', 'B', 'C'],
      ['new', -1, 0.5, 0.5],
    ];
    const [, row] = contrasts(weights);
    const [, ab, ac] = contrasts(null);
    expect(row[0]).toBe('new');
    expect(row[1]).toBeCloseTo(-((ab[1] as number) + (ac[1] as number)) / 2, 10);
  });

  test('takes what stands before the tilde of the specs', () => {
    const cells = call('LMER.CONTRASTS', MACHINES, FORMULA, 'consec ~ Machine', null, null, null);
    expect(cells.slice(1, 3).map(([label]) => label)).toEqual(['B - A', 'C - B']);
  });

  test('turns differences round', () => {
    const [there, back] = [contrasts(null), contrasts(null, 'reverse=1')];
    expect(back[1][0]).toBe('B - A');
    expect(back[1][1]).toBeCloseTo(-(there[1][1] as number), 10);
    expect(back[1][7]).toBe(there[1][7]);
  });

  test('lists the means with their letters', () => {
    const cells = contrasts(null, 'letters=1');
    const at = cells.findIndex(([first]) => first === 'Means');
    expect(cells[at + 1].slice(0, 7)).toEqual([
      'Machine',
      'Mean',
      'Std. Error',
      'df',
      'Lower 95%',
      'Upper 95%',
      'Letters',
    ]);
    expect(cells.slice(at + 2, at + 5).map((row) => [row[0], row[6]])).toEqual([
      ['A', 'a'],
      ['B', 'b'],
      ['C', 'b'],
    ]);
    const means = call('LMER.EMMEANS', MACHINES, FORMULA, 'Machine', null, 'letters=1; adjust=none');
    expect(means.slice(1, 4).map((row) => row[6])).toEqual(['a', 'b', 'c']);
  });

  test('gives differences in standard deviations besides', () => {
    const [head, row] = contrasts(null, 'effect=sigma');
    expect(head.slice(8)).toEqual(['Effect size', 'Std. Error', 'Lower 95%', 'Upper 95%']);
    const sigma = call('LMER.STAT', MACHINES, FORMULA, 'sigma', null, null)[0][0] as number;
    const size = (row[1] as number) / sigma;
    expect(row[8]).toBeCloseTo(size, 10);
    // A balanced design: 2·sigma⁴/Var(sigma²) are the 36 degrees of freedom within machines and workers.
    expect(row[9]).toBeCloseTo(Math.hypot((row[2] as number) / sigma, size / Math.sqrt(72)), 6);
  });

  test('gives differences that the data determine of means that they do not', () => {
    // No row has a3 and b3. C acts on all alike, so that its difference is its coefficient.
    const rows = Array.from({ length: 48 }, (_, i) => [
      `a${1 + (i % 3)}`,
      `b${1 + ((i >> 2) % 3)}`,
      i % 5 < 2,
      i,
    ]);
    const cells = [
      ['A', 'B', 'C', 'y'],
      ...rows
        .filter(([a, b]) => a !== 'a3' || b !== 'b3')
        .map(([a, b, isC, i]) => [a, b, isC === true ? 'c2' : 'c1', Math.sin(7 * Number(i)) + Number(i) / 9]),
    ];
    const model = 'y ~ A * B + C';
    const coefficient = call('LMER.FIXEF', cells, model, null, null).find(([name]) => name === 'Cc2')!;
    const means = call('LMER.EMMEANS', cells, model, 'C', null, null);
    for (const row of means.slice(1, 3)) expect(row[1]).toMatchObject({ code: '#N/A' });
    for (const contrast of ['revpairwise', 'interaction=consec']) {
      const [, row] = call('LMER.CONTRASTS', cells, model, 'C', contrast, null, null);
      expect(row[0]).toBe('c2 - c1');
      for (const i of [1, 2]) expect(row[i]).toBeCloseTo(coefficient[i] as number, 10);
    }
    const simple = call('LMER.CONTRASTS', cells, model, 'C * B', 'simple', null, null);
    const within = simple.filter(([label]) => label === 'c1 - c2');
    expect(within.map(([, b]) => b)).toEqual(['b1', 'b2', 'b3']);
    for (const row of within) expect(row[2]).toBeCloseTo(-(coefficient[1] as number), 10);
    // Of B alone the third mean is unknown, and so is what differs from it.
    const [, known, ...unknown] = call('LMER.CONTRASTS', cells, model, 'B', null, null, null);
    expect(known[1]).toBeTypeOf('number');
    for (const row of unknown.slice(0, 2)) expect(row[1]).toMatchObject({ code: '#N/A' });
  });

  test('compares all combinations of a nested factor with the one that it lies in, where both are named', () => {
    const pastes = (specs: string) =>
      call(
        'LMER.CONTRASTS',
        exampleCells('pastes'),
        'strength ~ batch / cask',
        specs,
        null,
        null,
        'at="batch=A,B"',
      );
    // emmeans 1.8.4, pairs(emmeans(m, ~ batch * cask, at = list(batch = c("A", "B"))))
    const both = pastes('batch * cask').slice(1, 16);
    expect(both.map(([label]) => label).slice(0, 3)).toEqual(['a A - b A', 'a A - c A', 'a A - a B']);
    expect(both[2][1]).toBeCloseTo(2, 8);
    expect(both[2][7]).toBeCloseTo(0.1786, 4);
    // Of the inner one alone it is said within which it lies.
    expect(
      pastes('cask')
        .slice(1, 7)
        .map(([label, batch]) => `${label} in ${batch}`),
    ).toEqual(['a - b in A', 'a - c in A', 'b - c in A', 'a - b in B', 'a - c in B', 'b - c in B']);
  });

  test('refuses more means and comparisons than can be held, before any is computed', () => {
    const cells = [
      ['a', 'b', 'c', 'y'],
      ...Array.from({ length: 240 }, (_, i) => [
        `a${i % 24}`,
        `b${i % 20}`,
        `c${Math.floor(i / 16)}`,
        Math.sin(i),
      ]),
    ];
    const asked = (specs: string, contrast: string | null = null) => [
      cells,
      'y ~ a + b + c',
      specs,
      contrast,
    ];
    expect(message('LMER.CONTRASTS', ...asked('a * b'), null, null)).toBe(
      'There would be 114960 comparisons among 480 means: expected at most 100000. Compare within groups, as in "treatment | visit", or fewer levels with the option at.',
    );
    expect(message('LMER.CONTRASTS', ...asked('a * b * c', 'interaction'), null, null)).toContain(
      'The specs ask for 7200 combinations of levels (a 24, b 20, c 15): expected at most 5000.',
    );
    expect(message('LMER.CONTRASTS', ...asked('a | b * c'), null, null)).toContain('7200 combinations');
    expect(message('LMER.CONTRASTS', ...asked('a * b * c', 'effects'), null, 'at="c=c0,c1,c2"')).toBe(
      'The contrasts "effects" would each be of 1440 means: expected at most 1000. Compare within groups, as in "treatment | visit", or fewer levels with the option at.',
    );
    const at = 'at="c=c0,c1,c2,c3"';
    expect(message('LMER.CONTRASTS', ...asked('a * b * c', 'interaction'), null, at)).toContain(
      'There would be 314640 comparisons among 1920 means',
    );
  });

  test('shows no rounding for an error where what is compared cancels, as an interaction that the model does not have', () => {
    const cells = [
      ['a', 'b', 'x', 'y'],
      ...Array.from({ length: 70 }, (_, i) => [
        `a${i % 3}`,
        `b${(i >> 2) % 4}`,
        Math.cos(i),
        Math.sin(3 * i) + i / 7,
      ]),
    ];
    const model = 'y ~ a * x + b';
    const table = call('LMER.CONTRASTS', cells, model, 'a * b', 'interaction', null, 'weights=proportional');
    const rows = table.slice(1, 19);
    expect(rows.map(([, , estimate]) => estimate)).toEqual(rows.map(() => 0));
    for (const row of rows) expect(row[3]).toMatchObject({ code: '#N/A' });
  });

  test('says what was used where the wanted adjustment is not for such contrasts', () => {
    expect(contrasts('consecutive', 'adjust=tukey').flat()).toContain(
      "P values and limits are adjusted by Šidák's method for 2 comparisons, since Tukey's method is for all pairs of one set of means.",
    );
  });

  test('refuses what it does not know with a sentence', () => {
    const refused = (contrast: string | null, options: string | null) =>
      message('LMER.CONTRASTS', MACHINES, FORMULA, 'Machine', contrast, null, options);
    expect(refused('pairwize', null)).toContain('"pairwize" is no family of contrasts');
    expect(refused('control=D', null)).toBe('The control "D" is none of the means: expected one of A, B, C.');
    expect(refused(null, 'adjust=turkey')).toContain(
      'adjust is "turkey". Did you mean tukey? Expected one of',
    );
    expect(refused(null, 'effect=beta')).toBe('The option effect is "beta": expected sigma, total.');
  });
});
