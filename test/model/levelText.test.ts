import { describe, expect, test } from 'vitest';
import { readLevels } from '../../src/model/levelText';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions } from '../functions/callFunctions';

describe('readLevels', () => {
  test.each([
    ['dose(low, mid, high)', { dose: { levels: ['low', 'mid', 'high'], ordered: false } }],
    ['dose(low < mid<high)', { dose: { levels: ['low', 'mid', 'high'], ordered: true } }],
    [
      'a(x,y), `b c`("1, 2", "(z)")',
      {
        a: { levels: ['x', 'y'], ordered: false },
        'b c': { levels: ['1, 2', '(z)'], ordered: false },
      },
    ],
  ])('reads %s', (text, levels) => expect(readLevels(text)).toEqual(levels));

  test.each([
    '',
    'dose',
    'dose()',
    'dose(low)',
    'dose(a, b',
    'dose(a < b, c)',
    'dose(a,,b)',
    'dose(a, b) x',
    '(a, b)',
  ])('refuses %s', (text) =>
    expect(() => readLevels(text)).toThrow('expected columns with all their levels in order'),
  );
});

test.each([
  ['a(x, y), b(u, v), a(y, x)', 'names a twice'],
  ['`b c`(x, y), b c(y, x)', 'names b c twice'],
])('a column with two orders is refused: %s', (text, sentence) =>
  expect(() => readLevels(text)).toThrow(sentence),
);

describe('the option levels', () => {
  useFunctions();
  const OATS = exampleCells('oats');
  const MODEL = [['yield ~ Variety + (1 | Block)']];
  const fixef = (options: string) => call('LMER.FIXEF', OATS, MODEL, null, [[options]]);
  const estimates = (options: string) =>
    Object.fromEntries(fixef(options).map(([term, estimate]) => [term, estimate]));

  test('moves the base of treatment contrasts', () => {
    const byDefault = estimates('');
    const listed = estimates('levels=Variety(Victory, Marvellous, "Golden Rain")');
    expect(Object.keys(listed).slice(1)).toEqual(['(Intercept)', 'VarietyMarvellous', 'VarietyGolden Rain']);
    const [base, change] = [byDefault['(Intercept)'] as number, byDefault['VarietyVictory'] as number];
    expect(listed['(Intercept)']).toBeCloseTo(base + change, 8);
    expect(listed['VarietyGolden Rain']).toBeCloseTo(-change, 8);
  });

  test('makes an ordered factor with polynomial contrasts, as ordered() does', () => {
    const order = 'Victory < Marvellous < "Golden Rain"';
    const inFormula = call('LMER.FIXEF', OATS, [
      ['yield ~ ordered(Variety, levels = c("Victory", "Marvellous", "Golden Rain")) + (1 | Block)'],
    ]);
    const listed = fixef(`levels=Variety(${order})`);
    expect(listed.slice(1).map(([term]) => term)).toEqual(['(Intercept)', 'Variety.L', 'Variety.Q']);
    expect(listed.slice(1).map((row) => row.slice(1))).toEqual(inFormula.slice(1).map((row) => row.slice(1)));
  });

  test('makes labels of numbers', () => {
    const cells = call('LMER.FIXEF', OATS, [['yield ~ nitro + (1 | Block)']], null, [
      ['levels=nitro(0.6, 0, 0.2, 0.4)'],
    ]);
    expect(cells.slice(1).map(([term]) => term)).toEqual(['(Intercept)', 'nitro0', 'nitro0.2', 'nitro0.4']);
  });

  test('changes no prediction', () => {
    const news = [
      ['Variety', 'Block'],
      ['Marvellous', 'II'],
      ['Victory', 'none'],
    ];
    const predicted = (options: string) =>
      call('LMER.PREDICT', OATS, MODEL, null, news, null, [[options]])
        .slice(1)
        .flat() as number[];
    const wanted = predicted('');
    predicted('levels=Variety(Victory, Marvellous, "Golden Rain"), Block(VI, V, IV, III, II, I)').forEach(
      (value, i) => expect(value).toBeCloseTo(wanted[i], 8),
    );
  });

  test('is written into R code', () => {
    const [, , line] = call('LMER.CODE', OATS, MODEL, null, 'R', [
      ['levels=Variety(Victory, Marvellous, "Golden Rain")'],
    ])
      .map(([text]) => text as string)
      .filter((text) => !text.startsWith('#'));
    expect(line).toBe('d$Variety <- factor(d$Variety, levels = c("Victory", "Marvellous", "Golden Rain"))');
  });

  test.each([
    ['levels=Variety(Victory, Marvellous)', 'Variety has the level "Golden Rain" too'],
    ['levels=variety(a, b)', 'column "variety" is not in the data'],
    ['levels=Variety(Victory, Victory, Marvellous, "Golden Rain")', 'Variety lists "Victory" twice'],
  ])('refuses %s in a sentence', (options, sentence) =>
    expect(message('LMER.FIT', OATS, MODEL, null, [[options]])).toContain(sentence),
  );
});
