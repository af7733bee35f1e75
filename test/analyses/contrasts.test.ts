import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv, readContrast, type CellMatrix, type FitOptions } from '../../src/index';
import type { ContrastsAnswer, ContrastsQuestion } from '../../src/analyses/contrasts';
import { exampleCells } from '../exampleCells';
import { analyse } from './support';

const WARPBREAKS = parseCsv(readFileSync(join(import.meta.dirname, '../golden/data/warpbreaks.csv'), 'utf8'));
const TENSION = { levels: { tension: { levels: ['L', 'M', 'H'], ordered: false } } } as const;

const PLAIN = {
  kind: 'contrasts',
  at: null,
  covariates: 'mean',
  weights: 'equal',
  type: 'link',
  contrast: null,
  adjust: null,
  reverse: false,
  letters: false,
  effect: null,
} as const;

function contrasts(
  data: CellMatrix,
  model: string,
  question: Partial<ContrastsQuestion> & { specs: string },
  options: Partial<FitOptions> = {},
): ContrastsAnswer {
  return analyse(data, model, { ...PLAIN, ...question }, options);
}

const warpbreaks = (model: string, question: Partial<ContrastsQuestion> & { specs: string }) =>
  contrasts(WARPBREAKS, model, question, TENSION).tables;

// R 4.2.2, emmeans 1.8.4-1.
describe('contrasts of a linear model agree with emmeans', () => {
  test('as ratios, where the response is a logarithm', () => {
    const [{ rows, estimateName, notes }] = warpbreaks('log(breaks) ~ wool * tension', {
      specs: 'tension | wool',
      type: 'response',
    });
    const expected = [
      [1.824298827709, 0.321628544143, 1.191020096001, 2.79429895764, 0.00372638760152],
      [1.82270685645, 0.321347875543, 1.189980754346, 2.79186051742, 0.00378007721133],
      [0.999127351706, 0.176148704731, 0.652294863249, 1.53037456091, 0.99998648089088],
      [0.973411650566, 0.17161496092, 0.635505992711, 1.4909855333, 0.98720555534041],
      [1.459693953492, 0.257347773306, 0.952982486319, 2.23582958601, 0.09142557119694],
      [1.4995649093, 0.26437712468, 0.979012821313, 2.29690037582, 0.06566755120443],
    ];
    expect(estimateName).toBe('Ratio');
    expect(rows.map(({ labels }) => labels[0]).slice(0, 3)).toEqual(['L / M', 'L / H', 'M / H']);
    rows.forEach(({ estimate, standardError, lower, upper, pValue }, i) =>
      [estimate, standardError, lower, upper, pValue!].forEach((value, at) =>
        expect(value).toBeCloseTo(expected[i][at], 7),
      ),
    );
    expect(notes).toContain(
      'Differences on the log scale are told as ratios: limits and tests were made on the log scale; standard errors by the delta method.',
    );
  });

  test('on the scale of the model, where a difference there is nothing on that of the response', () => {
    const asked = { specs: 'tension', type: 'response' } as const;
    const [root] = warpbreaks('sqrt(breaks) ~ tension', asked);
    const [same] = warpbreaks('sqrt(breaks) ~ tension', { ...asked, type: 'link' });
    expect(root.rows).toEqual(same.rows);
    expect(root.notes).toContain(
      'On the sqrt scale: what is made of means there is no difference or ratio of responses.',
    );
    // Nor is a mean itself a ratio.
    const [means] = warpbreaks('log(breaks) ~ tension', { ...asked, contrast: readContrast('identity') });
    expect(means.estimateName).toBe('Estimate');
  });

  test('in standard deviations, with the uncertainty of these', () => {
    const [{ rows }] = warpbreaks('breaks ~ wool * tension', { specs: 'tension | wool', effect: 'sigma' });
    const expected = [
      [1.8788868, 0.5089158, 0.855643, 2.9021306],
      [1.8281061, 0.5069856, 0.8087432, 2.847469],
      [-0.0507807, 0.471433, -0.9986603, 0.8970989],
      [-0.0507807, 0.471433, -0.9986603, 0.8970989],
      [0.8632723, 0.4795676, -0.1009631, 1.8275077],
      [0.9140531, 0.4805468, -0.0521511, 1.8802572],
    ];
    rows.forEach(({ effect }, i) =>
      [effect!.size, effect!.standardError, effect!.lower, effect!.upper].forEach((value, at) =>
        expect(value).toBeCloseTo(expected[i][at], 6),
      ),
    );
  });

  test('within each level of the other factor', () => {
    const tables = warpbreaks('breaks ~ wool * tension', {
      specs: 'wool * tension',
      contrast: readContrast('simple'),
    });
    expect(tables.map(({ title }) => title)).toEqual(['Of wool', 'Of tension']);
    const [ofWool, ofTension] = tables.map(({ rows }) => rows.map(({ pValue }) => pValue!));
    [0.00267680252, 0.35886725921, 0.26815563737].forEach((p, i) => expect(ofWool[i]).toBeCloseTo(p, 9));
    const tukey = [0.000657274459, 0.00091854849, 0.993623772, 0.993623772, 0.170351792, 0.138857025];
    tukey.forEach((p, i) => expect(ofTension[i]).toBeCloseTo(p, 7));
  });

  test('by the joint distribution of steps that share a level', () => {
    const [{ rows }] = warpbreaks('breaks ~ wool * tension', {
      specs: 'tension | wool',
      contrast: readContrast('consec'),
    });
    const p = [0.000447171084, 0.991515404626, 0.991515404626, 0.104640071266];
    rows.forEach(({ pValue }, i) => expect(pValue).toBeCloseTo(p[i], 6));
    // qmvt() is content with a thousandth.
    expect(rows[0].lower).toBeCloseTo(-32.3091004, 2);
    expect(rows[3].upper).toBeCloseTo(1.75354483, 2);
  });
});

test('contrasts by weights in a range agree with emmeans', () => {
  const cells = [
    ['', 'L', 'M', 'H'],
    ['L - mean(M,H)', 1, -0.5, -0.5],
    ['M - H', 0, 1, -1],
  ];
  const [{ rows }] = warpbreaks('breaks ~ wool * tension', {
    specs: 'tension',
    contrast: { of: 'weights', cells },
  });
  const expected = [
    [12.3611111111111, 3.15818796694685, 0.000285849832378419],
    [4.72222222222222, 3.64676134573641, 0.201545987498789],
  ];
  rows.forEach(({ estimate, standardError, pValue }, i) =>
    [estimate, standardError, pValue!].forEach((value, at) => expect(value).toBeCloseTo(expected[i][at], 10)),
  );
});

describe('contrasts of means', () => {
  const OATS = exampleCells('oats');
  const MODEL = 'yield ~ Variety * nitro + (1 | Block/Variety)';
  const [names] = OATS as readonly (readonly string[])[];
  const asText = (name: string): CellMatrix =>
    OATS.map((row, i) => row.map((cell, c) => (i > 0 && names[c] === name ? `n${String(cell)}` : cell)));

  test('of two groups by Tukey are the t test of the coefficient', () => {
    const machines = exampleCells('machines');
    const two = machines.filter((row) => !row.includes('C'));
    const model = 'score ~ Machine + (1 | Worker)';
    const [row] = contrasts(two, model, { specs: 'Machine' }).tables[0].rows;
    const { fixedEffects } = analyse(two, model, { kind: 'summary' });
    const coefficient = fixedEffects.find(({ term }) => term === 'MachineB')!;
    expect(row.estimate).toBeCloseTo(-coefficient.estimate, 9);
    expect(row.pValue! / coefficient.pValue).toBeCloseTo(1, 7);
    expect(row.upper).toBeCloseTo(-coefficient.lower, 7);
  });

  test('do not depend on coding, order of levels or order of rows', () => {
    const data = asText('nitro');
    const asked = { specs: 'nitro | Variety', contrast: readContrast('pairwise') };
    const numbers = ({ tables: [{ rows }] }: ContrastsAnswer) =>
      new Map(
        rows.map(({ labels, estimate, standardError, df, pValue }) => [
          labels.join(),
          [estimate, standardError, df!, pValue!],
        ]),
      );
    const expected = numbers(contrasts(data, MODEL, asked));
    const [header, ...rows] = data;
    const turned = [header, ...rows.map((_, i) => rows[(i * 17) % rows.length])];
    const others = [
      contrasts(data, MODEL, asked, { contrasts: { all: 'sum', factors: {} } }),
      contrasts(data, MODEL, asked, { contrasts: { all: 'helmert', factors: {} } }),
      contrasts(data, MODEL, asked, {
        levels: { Variety: { levels: ['Victory', 'Marvellous', 'Golden Rain'], ordered: false } },
      }),
      contrasts(turned, MODEL, asked),
    ].map(numbers);
    expect(expected.size).toBe(18);
    for (const other of others)
      for (const [labels, values] of expected)
        values.forEach((value, at) =>
          expect(Math.abs(other.get(labels)![at] / value - 1), labels).toBeLessThan(1e-5),
        );
  });

  test('that are linear in equally spaced levels are the trend', () => {
    const model = 'yield ~ nitro + Variety + (1 | Block/Variety)';
    const at = 'nitro=0,0.2,0.4,0.6';
    const [linear, quadratic] = contrasts(OATS, model, {
      specs: 'nitro',
      at,
      contrast: readContrast('polynomial'),
    }).tables[0].rows;
    const { fixedEffects } = analyse(OATS, model, { kind: 'summary' });
    const slope = fixedEffects.find(({ term }) => term === 'nitro')!;
    // Σ weight·level of −3, −1, 1, 3 over these levels
    const scale = -3 * 0 - 0.2 + 0.4 + 3 * 0.6;
    expect(linear.estimate / scale).toBeCloseTo(slope.estimate, 8);
    expect(linear.standardError / scale).toBeCloseTo(slope.standardError, 8);
    expect(linear.df! / slope.df!).toBeCloseTo(1, 6);
    expect(Math.abs(quadratic.estimate)).toBeLessThan(1e-9);
  });

  test('have letters that say what their p values say', () => {
    const data = asText('nitro');
    for (const adjust of ['tukey', 'none', 'bonferroni'] as const) {
      const { tables, means } = contrasts(data, MODEL, {
        specs: 'nitro * Variety',
        letters: true,
        adjust,
      });
      const letters = new Map(means!.rows.map(({ labels, letters: own }) => [labels.join(' '), own!]));
      expect(letters.size).toBe(12);
      for (const { pair, pValue } of tables[0].rows) {
        const [one, other] = pair!.map((name) => letters.get(name)!);
        expect([...one].some((letter) => other.includes(letter))).toBe(pValue! >= 0.05);
      }
    }
  });

  test('with a control are those of all pairs, with smaller p values', () => {
    const data = asText('nitro');
    const asked = { specs: 'nitro' };
    const pairs = contrasts(data, MODEL, { ...asked, reverse: true }).tables[0].rows;
    const control = contrasts(data, MODEL, { ...asked, contrast: readContrast('control=n0') }).tables[0].rows;
    expect(control).toHaveLength(3);
    for (const row of control) {
      const same = pairs.find(({ labels }) => labels[0] === row.labels[0])!;
      expect(row.estimate).toBeCloseTo(same.estimate, 10);
      expect(row.pValue!).toBeLessThan(same.pValue!);
      expect(row.upper - row.lower).toBeLessThan(same.upper - same.lower);
    }
  });

  test('are in units of all variance where that is asked for', () => {
    const [row] = contrasts(OATS, MODEL, { specs: 'Variety', effect: 'total' }).tables[0].rows;
    const { varianceComponents, sigma } = analyse(OATS, MODEL, { kind: 'summary' });
    const total = varianceComponents.reduce((sum, { covariance }) => sum + covariance[0][0], sigma ** 2);
    expect(row.effect!.size).toBeCloseTo(row.estimate / Math.sqrt(total), 9);
    expect(row.effect!.standardError).toBeGreaterThan(row.standardError / Math.sqrt(total));
  });
});
