/** A model in words: the numbers are those of the other questions, and what cannot be said is not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  analyseModel,
  apaP,
  sentencesOf,
  WORDS_STYLES,
  type CellMatrix,
  type FitOptions,
  type WordsStyle,
} from '../../src/index';
import type { ModelWords } from '../../src/analyses/words';
import type { Amount, TermVerdict } from '../../src/analyses/words/verdicts';
import { groupsOf } from '../../src/analyses/words/names';
import { EXAMPLES } from '../../examples';
import { randomStream } from '../../src/random/stream';
import { example, inputOf } from '../predict/support';

const QUESTION = { kind: 'words', style: 'apa', software: 'Cellmer' } as const;

function verdictsOf(data: CellMatrix, model: string, options: Partial<FitOptions> = {}): ModelWords {
  return analyseModel(inputOf(data, model, options), QUESTION);
}

function sentences(
  data: CellMatrix,
  model: string,
  style: WordsStyle = 'apa',
  options: Partial<FitOptions> = {},
): string[] {
  return sentencesOf(verdictsOf(data, model, options), style)
    .filter(({ about }) => about !== 'methods')
    .map(({ text }) => text);
}

const [SLEEP, MACHINES, ORTHODONT] = ['sleepstudy', 'machines', 'orthodont'].map((name) =>
  example(`${name}.csv`),
);

/** Two factors of two levels, crossed within subjects, and a number. */
function experiment(seed: number, subjects = 12): CellMatrix {
  const random = randomStream(seed);
  const rows: (string | number)[][] = [];
  for (let s = 0; s < subjects; s++) {
    const own = 40 * random.normal();
    for (const condition of ['congruent', 'incongruent'])
      for (const item of ['chair', 'house'])
        for (let k = 0; k < 3; k++) {
          const effect = (condition === 'incongruent' ? 90 : 0) + (item === 'house' ? 5 : 0);
          const age = Math.round(10 * random.normal()) / 10;
          rows.push([500 + own + effect + 20 * random.normal() + 3 * age, condition, item, age, `s${s}`]);
        }
  }
  return [['RT', 'condition', 'item', 'age', 'Subject'], ...rows];
}

describe('a verdict on a term', () => {
  it('is of two levels their difference, as people write levels', () => {
    const data = experiment(1);
    const model = 'RT ~ condition + (1 | Subject)';
    const [row] = analyseModel(inputOf(data, model), { kind: 'summary' }).fixedEffects.slice(1);
    const [test] = analyseModel(inputOf(data, model), { kind: 'anova', type: 3 }).rows;
    const [verdict] = verdictsOf(data, model).fixed;
    expect(verdict.variables).toEqual(['condition']);
    expect(verdict.test).toMatchObject({ f: 'f' in test && test.f, pValue: 'f' in test && test.pValue });
    expect(verdict.size).toMatchObject({
      kind: 'levels',
      compared: 'both',
      rows: [{ level: 'incongruent', other: 'congruent' }],
    });
    const [difference] = verdict.size.kind === 'levels' ? verdict.size.rows : [];
    expect(difference.estimate).toBeCloseTo(row.estimate, 9);
    expect(difference.lower).toBeCloseTo(row.lower, 9);
    expect(difference.upper).toBeCloseTo(row.upper, 9);
    const [apa] = sentences(data, model);
    expect(apa).toMatch(
      /^condition mattered for RT, F\(1, \d+\) = \d+\.\d\d, p < \.001: incongruent was higher than congruent, b = [\d.]+, 95% CI \[[\d.]+, [\d.]+\]\.$/,
    );
    expect(sentences(data, model, 'plain')[0]).toMatch(
      /^RT depends on condition: incongruent is [\d.]+ higher than congruent \(95% interval [\d.]+ to [\d.]+\)\.$/,
    );
    expect(sentences(data, model, 'journal')[0]).toMatch(
      /^condition: incongruent − congruent [\d.]+ \(95% CI [\d.]+ to [\d.]+; P<0\.001\)\.$/,
    );
  });

  it('of what was not found never says that there is nothing', () => {
    const data = experiment(2);
    for (const style of WORDS_STYLES)
      for (const text of sentences(data, 'RT ~ condition * item + age + (1 | Subject)', style))
        expect(text).not.toMatch(/no effect|not differ|no difference|same|equal/);
    expect(sentences(data, 'RT ~ item + (1 | Subject)')[0]).toMatch(
      /^No effect of item on RT was found, F\(1, \d+\) = [\d.]+, p = \.\d+: house − chair, b = /,
    );
  });

  it('is of a number the slope per unit', () => {
    const [slope] = sentences(SLEEP, 'Reaction ~ Days + (Days | Subject)');
    // lmerTest 3.1-3: 10.467, t(17) = 6.77, p = 3.26e-06
    expect(slope).toBe('Reaction rose with Days, b = 10.47, 95% CI [7.21, 13.73], t(17) = 6.77, p < .001.');
    expect(sentences(SLEEP, 'Reaction ~ Days + (Days | Subject)', 'plain')[0]).toBe(
      'Reaction rises with Days: with each unit it rises by 10.47 (95% interval 7.21 to 13.73).',
    );
  });

  it('of a logarithm is told in ratios', () => {
    // lmerTest 3.1-3: exp() of the estimate and its limits by Satterthwaite
    const slope = (style: WordsStyle): string =>
      sentences(SLEEP, 'log(Reaction) ~ Days + (Days | Subject)', style)[0];
    expect(slope('plain')).toBe(
      'Reaction rises with Days: each unit multiplies it by 1.0342 (95% interval 1.0239 to 1.0447).',
    );
    expect(slope('journal')).toContain('ratio per unit 1.0342 (95% CI 1.0239 to 1.0447; P<0.001)');
    expect(slope('apa')).toBe(
      'log(Reaction) rose with Days, b = 0.0337, 95% CI [0.0236, 0.0437], exp(b) = 1.034, t(17) = 7.08, p < .001.',
    );
    const sex = (style: WordsStyle): string =>
      sentences(ORTHODONT, 'log10(distance) ~ Sex + (1 | Subject)', style)[0];
    expect(sex('plain')).toContain('Male is 1.101 times as high as Female (95% interval 1.031 to 1.176)');
    expect(sex('journal')).toContain('ratio Male / Female 1.101');
    expect(sex('apa')).toContain('10^b = 1.101');
    const interaction = sentences(ORTHODONT, 'log(distance) ~ age * Sex + (1 | Subject)', 'plain')[3];
    expect(interaction).toContain(
      'the ratio per unit of age is 1.0106 times as high for Male as for Female (95% interval 1.0004 to 1.0210)',
    );
  });

  it('calls curves what they are', () => {
    const name = (term: string): string => sentences(SLEEP, `Reaction ~ ${term} + (1 | Subject)`)[0];
    expect(name('poly(Days, 2)')).toMatch(/^Days \(polynomial of degree 2\) mattered for Reaction, F\(2, /);
    expect(name('ns(Days, df = 3)')).toMatch(/^Days \(natural spline\) mattered/);
    expect(name('bs(Days)')).toMatch(/^Days \(spline\) mattered/);
  });

  it('of three factors says that they interact', () => {
    const data = experiment(5).map((row, i) => [...row, i === 0 ? 'half' : i % 2 ? 'first' : 'second']);
    const found = sentences(data, 'RT ~ condition * item * half + (1 | Subject)');
    expect(found[6]).toMatch(
      /^(?:No interaction of condition, item and half was found|condition, item and half interacted), F\(1, /,
    );
  });

  it('compares up to five levels with the first, and of more the highest with the lowest', () => {
    const [machine] = verdictsOf(MACHINES, 'score ~ Machine + (1 | Worker/Machine)').fixed;
    // emmeans 1.8.4: contrast(emmeans(m, "Machine"), "trt.vs.ctrl")
    expect(machine.size).toMatchObject({
      compared: 'with first',
      rows: [
        { level: 'B', other: 'A' },
        { level: 'C', other: 'A' },
      ],
    });
    const [day] = verdictsOf(SLEEP, 'Reaction ~ factor(Days) + (1 | Subject)').fixed;
    expect(day.size).toMatchObject({ compared: 'extremes', rows: [{ level: 'Days 9', other: 'Days 0' }] });
    const [highest] = day.size.kind === 'levels' ? day.size.rows : [];
    expect(highest.estimate).toBeGreaterThan(0);
  });

  it('of an interaction says how the difference, or the slope, varies', () => {
    const crossed = verdictsOf(experiment(3), 'RT ~ condition * item + (1 | Subject)').fixed[2];
    expect(crossed.size).toMatchObject({ kind: 'differences', contrast: { level: 'house', other: 'chair' } });
    const [, sex, slopes] = verdictsOf(ORTHODONT, 'distance ~ age * Sex + (age | Subject)').fixed;
    expect(slopes.size).toMatchObject({ kind: 'slopes', of: 'age', contrast: { level: 'Male' } });
    expect(sex.beyondData).toEqual(['age']);
    const bend = verdictsOf(experiment(4), 'RT ~ age * I(age^2) + (1 | Subject)').fixed;
    expect(bend.map(({ size }) => size.kind)).toEqual(['none', 'none', 'none']);
  });

  it('is not told as a difference or an interaction where the test is of everything its variables do', () => {
    const data = experiment(7);
    expect(sentences(data, 'RT ~ 0 + condition + (1 | Subject)')[0]).toMatch(
      /^The means of RT by condition were not all zero, F\(2, [\d.]+\) = [\d.]+, p < \.001: incongruent was higher/,
    );
    expect(sentences(data, 'RT ~ age:condition + (1 | Subject)')[0]).not.toContain('inter');
    expect(sentences(data, 'RT ~ condition + condition:item + (1 | Subject)')[1]).not.toMatch(/[Ii]nter/);
    expect(sentences(data, 'RT ~ condition * item + (1 | Subject)')[2]).toMatch(/[Ii]nter/);
  });

  it('warns of zero only where the data are far from it', () => {
    const beyond = (column: (i: number) => number): readonly string[] => {
      const [header, ...rows] = experiment(8);
      const data = [[...header, 'x'], ...rows.map((row, i) => [...row, column(i)])];
      return verdictsOf(data, 'RT ~ condition * x + (1 | Subject)').fixed[0].beyondData;
    };
    expect(beyond((i) => 0.01 + (i % 5))).toEqual([]);
    expect(beyond((i) => 8 + (i % 5))).toEqual(['x']);
  });

  it('with one degree of freedom has the F that its estimate squared over its error is', () => {
    const models = [
      'RT ~ condition * item + age + (1 | Subject)',
      'RT ~ condition * age + (1 | Subject)',
      'RT ~ condition * item * age + (1 | Subject)',
      'RT ~ condition + condition:item + (condition | Subject)',
      'RT ~ C(condition, sum) * C(item, helmert) + (1 | Subject)',
      'RT ~ log(RT2) * condition + (1 | Subject)',
    ];
    let seen = 0;
    for (let seed = 10; seed < 14; seed++) {
      const [header, ...rows] = experiment(seed, 8);
      // Uneven groups, so that averages with other weights would be seen.
      const data = [
        [...header, 'RT2'],
        ...rows.filter((_, i) => i % 7 !== 3).map((row, i) => [...row, 1 + (i % 5)]),
      ];
      for (const model of models)
        for (const { test, size } of verdictsOf(data, model).fixed)
          for (const { statistic } of ownAmounts(size)) {
            if (test?.numDf !== 1) continue;
            expect(statistic ** 2 / test.f, model).toBeCloseTo(1, 6);
            seen++;
          }
    }
    expect(seen).toBeGreaterThan(50);
  });
});

/** Estimates of the very thing that a test with one degree of freedom is about. */
function ownAmounts(size: TermVerdict['size']): Amount[] {
  switch (size.kind) {
    case 'levels':
      return [...size.rows];
    case 'slope':
    case 'bend':
      return [size.amount];
    case 'differences':
    case 'slopes':
      return size.contrast === null ? [] : [size.contrast];
    case 'none':
      return [];
  }
}

describe('a verdict on a random effect', () => {
  it('has the test of LMER.RANOVA and the limits of LMER.CI', () => {
    const model = 'Reaction ~ Days + (Days | Subject)';
    const { random } = verdictsOf(SLEEP, model);
    const { rows } = analyseModel(inputOf(SLEEP, model), { kind: 'randomTests' });
    const intervals = analyseModel(inputOf(SLEEP, model), {
      kind: 'intervals',
      type: 'profile',
      parameter: '',
      level: 0.95,
    });
    const limits = intervals.rows.filter(({ kind }) => kind === 'sd');
    expect(random.map(({ effects }) => effects[0].lower)).toEqual(limits.map(({ lower }) => lower));
    expect(random.map(({ effects }) => effects[0].upper)).toEqual(limits.map(({ upper }) => upper));
    expect(random[0].test).toBeNull();
    expect(random[1].test).toEqual(rows[1].test);
    // lme4 1.1-31: confint(m)["sd_Days|Subject", ] is 3.80 to 8.75
    expect(sentences(SLEEP, model)[2]).toBe(
      'Subjects differed in their slope of Days, SD = 5.92, 95% CI [3.80, 8.75], χ²(2) = 42.84, p < .001.',
    );
  });

  it('names effects of factors by their levels', () => {
    const texts = sentences(MACHINES, 'score ~ Machine + (Machine | Worker)').join('\n');
    expect(texts).toContain('effect of Machine (B − A): SD = 5.88');
    expect(texts).not.toMatch(/Machine[ABC]/);
    const means = sentences(MACHINES, 'score ~ Machine + (0 + Machine | Worker)').join('\n');
    expect(means).toContain('level for B: SD = 8.6');
  });

  it('says where the data do not determine it', () => {
    const rows = SLEEP.slice(1).map((row) => [...row, row[2]]);
    const data = [[...SLEEP[0], 'Twin'], ...rows];
    const texts = sentences(data, 'Reaction ~ Days + (1 | Subject) + (1 | Twin)');
    expect(texts.filter((text) => text.startsWith('The data do not determine how much'))).toEqual([
      'The data do not determine how much Subjects differ in their level.',
      'The data do not determine how much Twins differ in their level.',
    ]);
  });

  it('that can take the place of a fixed effect makes its test one of a simpler model', () => {
    const [header, ...rows] = experiment(6);
    const data = [header, ...rows.filter((row) => row[4] !== 's11')];
    const { doubts } = verdictsOf(data, 'RT ~ condition + (1 | Subject) + (1 | condition)');
    expect(doubts.at(-1)).toMatch(
      /^Random effects of their own can take the place of some of the fixed effects/,
    );
    expect(verdictsOf(data, 'RT ~ condition + (1 | Subject)').doubts).toEqual([]);
  });

  it('of zero is no difference found', () => {
    const texts = sentences(example('dyestuff2.csv'), 'Yield ~ 1 + (1 | Batch)');
    expect(texts[0]).toMatch(/^The fit is singular/);
    expect(texts[2]).toBe(
      'No differences between Batches in their level were found, SD = 0, 95% CI [0.00, 2.08], χ²(1) = 0.00, p = 1.000.',
    );
  });

  it('speaks of groups in the plural where their name is a word', () => {
    expect(
      ['Subject', 'Batch', 'box', 'g', 'City', 'batch:cask', 'id_2', 'class', '`my group`'].map(groupsOf),
    ).toEqual([
      ...[
        'Subjects',
        'Batches',
        'boxes',
        'Groups of g',
        'Cities',
        'Groups of batch:cask',
        'Groups of id_2',
        'Groups of class',
      ],
      'Groups of my group',
    ]);
  });
});

describe('a model in words', () => {
  it('without a maximum of the likelihood says that and gives no estimate', () => {
    const data = [['y', 'x', 'g'], ...[1, 2, 3, 4].map((v, i) => [v, i % 2, `g${i >> 1}`])];
    const { doubts, fixed, random, explained } = verdictsOf(data, 'y ~ x + (1 | g)');
    expect(doubts[0]).toMatch(/^The likelihood has no maximum/);
    expect([fixed, random, explained]).toEqual([[], [], null]);
  });

  it('says how it was fitted: method, rows, groups, degrees of freedom, software', () => {
    const holes = SLEEP.map((row, i) => (i === 5 || i === 9 ? [null, ...row.slice(1)] : row));
    const options = { method: 'ML', ddf: 'asymptotic', level: 0.9 } as const;
    const words = verdictsOf(holes, 'Reaction ~ Days + (Days || Subject)', options);
    const methods = sentencesOf(words, 'apa').filter(({ about }) => about === 'methods');
    expect(methods.map(({ text }) => text)).toEqual([
      'Reaction was analysed by a linear mixed model with fixed effect of Days and random effects by Subject (level) and Subject (slope of Days), fitted by maximum likelihood (ML) to 178 rows (18 levels of Subject); 2 rows with missing values left out.',
      'Terms were tested by type III tests, asymptotic: NumDF times F against chi-square; random effects were tested by likelihood-ratio tests, p values corrected where a variance of zero lies on the boundary; limits of standard deviations are those of profile likelihood (ML); intervals are at 90%.',
      'The software was Cellmer; the model formula was Reaction ~ Days + (Days || Subject).',
    ]);
    const [slope] = sentencesOf(words, 'apa');
    expect(slope.text).toMatch(/, 90% CI \[.*\], z = /);
  });

  it('of a linear model has no groups', () => {
    const texts = sentencesOf(verdictsOf(SLEEP, 'Reaction ~ Days'), 'apa').map(({ text }) => text);
    expect(texts[0]).toMatch(
      /^Reaction rose with Days, b = 10\.47, 95% CI \[8\.02, 12\.91\], t\(178\) = 8\.45/,
    );
    expect(texts.join()).not.toMatch(/random|ICC|conditional/);
  });

  it('is told of every example as written down', () => {
    const told = EXAMPLES.filter(({ family }) => family === 'gaussian').flatMap(({ file, model }) => {
      const words = verdictsOf(example(file), model);
      const styles = WORDS_STYLES.flatMap((style) => [
        `${style}:`,
        ...sentencesOf(words, style)
          .filter(({ about }) => about !== 'methods' || style === 'apa')
          .map(({ text }) => `  ${text}`),
      ]);
      return [`${file} ${model}`, ...styles, ''];
    });
    const written = readFileSync(join(import.meta.dirname, 'fixtures/words.txt'), 'utf8');
    expect(`${told.join('\n')}\n`).toBe(written);
  });

  it('never has a number that there is not, in any style, of any model', () => {
    const models = [
      'RT ~ condition * item * age + (condition * item | Subject)',
      'RT ~ condition * item + (condition || Subject)',
      'RT ~ condition + I(1 * (condition == "congruent")) + (1 | Subject)',
      'RT ~ poly(age, 3) * item + (0 + condition | Subject)',
      'RT ~ 0 + condition:item + (1 | Subject / item)',
      'RT ~ 1 + (1 | Subject) + (1 | condition)',
      'log(RT) ~ Subject * age + (1 | item)',
      'RT ~ condition + (age | item)',
    ];
    for (let seed = 20; seed < 24; seed++)
      for (const model of models)
        for (const ddf of ['satterthwaite', 'asymptotic'] as const) {
          const words = verdictsOf(experiment(seed, 3 + (seed % 3)), model, { ddf });
          for (const style of WORDS_STYLES)
            for (const { text } of sentencesOf(words, style)) {
              expect(text, model).not.toMatch(/NaN|undefined|null|Infinity|\[object|–/);
              expect(text, model).toMatch(/\.$/);
              expect(text, model).not.toMatch(/condition(in)?congruent|itemhouse|itemchair/);
            }
        }
  });

  it('leaves names as they are, whatever is in them', () => {
    const odd = '<b>a & "b"</b> =1+1';
    const [header, ...rows] = experiment(5);
    const level = (cell: unknown): unknown =>
      cell === 'incongruent' ? '=HYPERLINK("x")' : cell === 'congruent' ? 'a − b | $1 $&' : cell;
    const data = [[header[0], odd, ...header.slice(2)], ...rows.map((row) => row.map(level))] as CellMatrix;
    for (const style of WORDS_STYLES) {
      const [text] = sentences(data, `RT ~ \`${odd}\` + (1 | Subject)`, style);
      expect(text).toContain(odd);
      expect(text).toContain('=HYPERLINK("x")');
      expect(text).toContain('a − b | $1 $&');
    }
  });

  it('writes small p values as bounds', () => {
    expect([0.5, 0.0449, 0.00099, 1].map(apaP)).toEqual(['p = .500', 'p = .045', 'p < .001', 'p = 1.000']);
  });
});
