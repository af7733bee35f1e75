import { describe, expect, test } from 'vitest';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions } from './callFunctions';

const CAKE = exampleCells('cake');
const MODEL = [['angle ~ recipe * temp + (1 | recipe:replicate)']];
const WEIGHTED = CAKE.map((row, i) => [...row, i === 0 ? 'w' : row[1] === 'A' ? 4 : 1 + (i % 3)]);

useFunctions();

const means = (specs: string, options: string | null = null, data: unknown = CAKE, model = MODEL) =>
  call('LMER.EMMEANS', data, model, specs, null, options === null ? null : [[options]]);
const refusal = (specs: string, options: string | null = null) =>
  message('LMER.EMMEANS', CAKE, MODEL, specs, null, options === null ? null : [[options]]);
const notesOf = (cells: unknown[][]) =>
  cells.slice(cells.findIndex(([first]) => first === '') + 1).map(([note]) => note);

describe('LMER.EMMEANS', () => {
  test('gives a row per level with standard error, degrees of freedom and limits', () => {
    const cells = means('recipe');
    expect(cells[0]).toEqual(['recipe', 'Mean', 'Std. Error', 'df', 'Lower 95%', 'Upper 95%']);
    expect(cells.slice(1, 4).map(([level]) => level)).toEqual(['A', 'B', 'C']);
    expect(cells[1][1]).toBeCloseTo(33.1222222, 6);
    expect(cells[1][3]).toBeCloseTo(42, 5);
  });

  test('says what was averaged over, where numbers were held, and which interaction may mislead', () => {
    expect(notesOf(means('recipe'))).toEqual([
      'Held: temp = 200 (its mean).',
      'The means may mislead: they are averages over variables of the interaction recipe:temp.',
      "Limits and tests use Satterthwaite's degrees of freedom.",
    ]);
    const both = notesOf(means('1', 'at="temp=180,220"; weights=proportional'));
    expect(both[0]).toBe(
      'Averaged over the levels of recipe and temp (180, 220), in proportion to how often the data have them.',
    );
  });

  test('takes levels by groups, at values of numbers, and other levels of confidence', () => {
    const cells = means('recipe | temp', 'at="temp=180,220"; level=0.9');
    expect(cells[0]).toEqual(['recipe', 'temp', 'Mean', 'Std. Error', 'df', 'Lower 90%', 'Upper 90%']);
    expect(cells.slice(1, 7).map(([recipe, temp]) => `${recipe} ${temp}`)).toEqual([
      ...['A 180', 'B 180', 'C 180', 'A 220', 'B 220', 'C 220'],
    ]);
    expect(means('recipe | temp', 'at=temp=180,220; level=0.9')).toEqual(cells);
  });

  test('takes words for weights as those of the averages, and an expression as those of the rows', () => {
    const plain = means('1', null, WEIGHTED, [['angle ~ recipe + temp + (1 | replicate)']]);
    const rows = means('1', 'weights=w', WEIGHTED, [['angle ~ recipe + temp + (1 | replicate)']]);
    const both = means('1', 'weights=w; averaging=proportional', WEIGHTED, [
      ['angle ~ recipe + temp + (1 | replicate)'],
    ]);
    const words = means('1', 'weights=cells', WEIGHTED, [['angle ~ recipe + temp + (1 | replicate)']]);
    expect(rows[1][1]).not.toBeCloseTo(plain[1][1] as number, 6);
    expect(both[1][1]).not.toBeCloseTo(rows[1][1] as number, 6);
    expect(notesOf(words)[0]).toBe(
      'Averaged over the levels of recipe, as often as the data have them within each mean.',
    );
    expect(message('LMER.EMMEANS', WEIGHTED, MODEL, '1', null, [['weights=equal; averaging=cells']])).toMatch(
      /averaging is given twice/,
    );
  });

  test('shows no number for what is not estimable, with the reason', () => {
    const holed = CAKE.filter(([, recipe, temperature]) => !(recipe === 'C' && Number(temperature) === 225));
    const model = [['angle ~ recipe * factor(temp) + (1 | recipe:replicate)']];
    const cells = means('recipe', null, holed, model);
    expect(cells[1][1]).toBeCloseTo(33.1222222, 6);
    expect(cells[3].slice(1)).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ code: '#N/A' })),
    );
    expect((cells[3][1] as { message: string }).message).toMatch(/^not estimable: /);
    expect(means('recipe', 'weights=cells', holed, model)[3][1]).toEqual(expect.any(Number));
  });

  test('tests means on request, by t or by z', () => {
    expect(means('recipe', 'test=1')[0].slice(-2)).toEqual(['t', 'p value']);
    const asymptotic = means('recipe', 'test=1; ddf=asymptotic');
    expect(asymptotic[0].slice(-2)).toEqual(['z', 'p value']);
    expect(asymptotic[1][3]).toBe('');
    expect(notesOf(asymptotic).at(-1)).toBe('Limits use the normal distribution.');
  });

  test('tells on which scale means of a transformed response are', () => {
    const model = [['log(angle) ~ recipe + (1 | recipe:replicate)']];
    const link = means('recipe', null, CAKE, model);
    const response = means('recipe', 'type=response', CAKE, model);
    const adjusted = means('recipe', 'type=response; bias=1', CAKE, model);
    expect(notesOf(link)).toContain('On the log scale, not that of the response.');
    expect(response[0][1]).toBe('Response');
    expect(response[1][1]).toBeCloseTo(Math.exp(link[1][1] as number), 10);
    expect(adjusted[1][1]).toBeGreaterThan(response[1][1] as number);
    expect(notesOf(adjusted).join(' ')).toMatch(
      /adjusted for the standard deviation of the random effects and residuals/,
    );
    expect(notesOf(means('recipe', 'type=response')).join(' ')).toMatch(/nothing to back-transform/);
  });

  test('says where comparisons are made, and that a model without fixed effects has no means', () => {
    expect(notesOf(means('pairwise ~ recipe')).at(-1)).toBe(
      'LMER.CONTRASTS makes the comparisons (pairwise) that the specs ask for.',
    );
    expect(message('LMER.EMMEANS', CAKE, [['angle ~ 0 + (1 | replicate)']], '1', null, null)).toMatch(
      /no fixed effects, so there are no means/,
    );
    const known = means('temp', 'at=temp=0; test=1', CAKE, [['angle ~ 0 + temp + (1 | replicate)']]);
    expect(known[1].slice(0, 4)).toEqual([0, 0, 0, '']);
  });

  test('passes on what is doubtful about the fit', () => {
    const data = [
      ['y', 'a', 'g'],
      ...Array.from({ length: 24 }, (_, i) => [Math.sin(i * i), `a${i % 2}`, `g${i % 4}`]),
    ];
    const notes = notesOf(means('a', null, data, [['y ~ a + (1 | g)']])).join(' ');
    expect(notes).toMatch(/boundary|zero/i);
    expect(
      notesOf(means('recipe', 'bias=1', CAKE, [['log(angle) ~ recipe + (1 | replicate)']])).join(' '),
    ).toMatch(/Nothing is adjusted/);
  });

  test('says that an adjustment for bias has nothing to adjust where the response is no function of a column', () => {
    expect(notesOf(means('recipe', 'bias=1'))).toContain(
      'No function stands in front of the response: there is nothing to back-transform.',
    );
    expect(notesOf(means('recipe')).join(' ')).not.toMatch(/back-transform/);
  });

  test('says of what stands before the tilde of the specs who makes it, and of a name that there is not so', () => {
    expect(notesOf(means('pairwise ~ recipe'))).toContain(
      'LMER.CONTRASTS makes the comparisons (pairwise) that the specs ask for.',
    );
    expect(refusal('nonsense ~ recipe')).toMatch(/"nonsense" is no family of contrasts: there are pairwise/);
  });

  test.each([
    ['', null, /specs is empty/],
    ['flour', null, /specs names flour, which is not in the fixed part of the model: it has recipe, temp/],
    ['replicate', null, /specs names replicate, which only groups the rows of the random part/],
    ['recipe', 'at="oven=1"', /The option at names oven, which is not in the fixed part/],
    ['recipe', 'at="temp=hot"', /The option at gives temp the value "hot": expected numbers/],
    ['recipe', 'at="recipe=D"', /The option at gives recipe the level "D": expected one of A, B, C/],
    ['recipe', 'covariates=mode', /The option covariates is "mode": expected mean, median, keep/],
    [
      'recipe',
      'averaging=flate',
      /The option averaging is "flate". Did you mean flat\? Expected equal, proportional, cells, outer, flat/,
    ],
    ['recipe', 'type=log', /The option type is "log": expected link, response/],
  ])('says of specs "%s" with %s what was expected', (specs, options, sentence) => {
    expect(refusal(specs, options)).toMatch(sentence);
  });

  test('refuses a grid without end', () => {
    const data = [
      ['y', 'a', 'b', 'c'],
      ...Array.from({ length: 600 }, (_, i) => [Math.sin(i * i), `a${i % 50}`, `b${i % 49}`, `c${i % 47}`]),
    ];
    expect(message('LMER.EMMEANS', data, [['y ~ a + b + c']], 'a', null, null)).toMatch(
      /over 115150 combinations of levels \(a 50, b 49, c 47\): expected at most 100000/,
    );
    const wide = [
      ['y', 'a', 'b'],
      ...Array.from({ length: 600 }, (_, i) => [Math.sin(i * i), `a${i % 300}`, `b${i % 241}`]),
    ];
    expect(message('LMER.EMMEANS', wide, [['y ~ a + b']], 'a', null, null)).toMatch(
      /over 72300 combinations of levels \(a 300, b 241\): expected at most 37037/,
    );
  });
});
