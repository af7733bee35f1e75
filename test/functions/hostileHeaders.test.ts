/** Headers and levels that mean something to JavaScript: whole numbers, and the names that every object has. */

import { afterEach, describe, expect, test } from 'vitest';
import { setDataTypes } from '../../functions/index';
import { toJson } from '../../bin/json';
import { printSummary } from '../../bin/summary';
import { DEFAULT_FIT_OPTIONS, prepareModel, type CellMatrix } from '../../src/index';
import { fitModel } from '../fitModel';
import { quoteName } from '../../src/index';
import { call, message, useFunctions, type Cells } from './callFunctions';

useFunctions();
afterEach(() => setDataTypes(false));

const PLAIN = ['first', 'second', 'dose', 'third', 'fourth'];
const HOSTILE = ['2', '1', '10', '__proto__', 'constructor'];
const PLAIN_LEVELS = ['alpha', 'beta', 'gamma'];
const HOSTILE_LEVELS = ['__proto__', 'constructor', 'valueOf'];

/** A pseudo-random number in (−1, 1) for each i. */
const noise = (i: number): number => 2 * ((Math.sin(i * 12.9898) * 43758.5453) % 1);

/** 120 rows: two grouping factors, a factor in the fixed part, a grouping factor, a covariate; y. */
function cellsWith(headers: readonly string[], levels: readonly string[]): CellMatrix {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [a, b, c, d] = [i % 6, Math.floor(i / 6) % 5, i % 3, Math.floor(i / 7) % 4];
    const x = ((i * 7) % 11) / 3;
    const y = 5 + c + 0.4 * x + 2 * noise(a) + noise(b + 50) + noise(d + 90) + noise(i + 200);
    return [`a${a}`, `b${b}`, levels[c], levels[d % 3] + String(d), x, y];
  });
  return [[...headers, 'y'], ...rows];
}

function formulaWith([a, b, c, d, x]: readonly string[]): string {
  const q = (name: string) => `\`${name}\``;
  return `y ~ ${q(c)} + ${q(x)} + (1 | ${q(a)}) + (1 | ${q(b)}) + (0 + ${q(x)} | ${q(d)})`;
}

const PLAIN_CELLS = cellsWith(PLAIN, PLAIN_LEVELS) as Cells;
const HOSTILE_CELLS = cellsWith(HOSTILE, HOSTILE_LEVELS) as Cells;

/** All numbers of a result in their places; what is text there is null. */
const numbersOf = (cells: Cells): unknown[][] =>
  cells.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : null)));

const groupsOf = (cells: Cells): unknown[] => [...new Set(cells.slice(1).map(([group]) => group))];

const ask = async (id: string, first: unknown, ...more: unknown[]): Promise<Cells> =>
  call(id, first, ...more);

/** The same rows of new data under either headers, with groups that the data do not have. */
const newRows = (headers: readonly string[], levels: readonly string[]): Cells => [
  [...headers.slice(0, 4), headers[4]],
  ['a1', 'b2', levels[0], `${levels[1]}1`, 2],
  ['a9', 'b3', levels[2], `${levels[0]}0`, 0.5],
];

const ORDER = ['2', '1', '__proto__'];
const hostile = formulaWith(HOSTILE);
const plain = formulaWith(PLAIN);

describe('headers that are whole numbers or names of every object', () => {
  test('leave grouping factors in lme4’s order, most levels first', async () => {
    expect(await ask('LMER.STAT', HOSTILE_CELLS, [[hostile]], 'groups')).toEqual([[6], [5], [4]]);
    expect(groupsOf(await ask('LMER.RANEF', HOSTILE_CELLS, [[hostile]]))).toEqual(ORDER);
    expect(groupsOf(await ask('LMER.COEF', HOSTILE_CELLS, [[hostile]]))).toEqual(ORDER);
    const labels = (await ask('LMER.FIT', HOSTILE_CELLS, [[hostile]])).map(([label]) => String(label));
    expect(labels.filter((label) => label.startsWith('Groups: '))).toEqual(
      ORDER.map((name) => `Groups: ${name}`),
    );
    const [[line]] = await ask('LMER.MODEL', HOSTILE_CELLS, [[hostile]], null, 'card=0');
    expect(line).toContain('120 rows, 6 2, 5 1, 4 __proto__');
  });

  test('leave the card of a model in lme4’s order, most levels first, with a property for each', async () => {
    setDataTypes(true);
    const [[entity]] = (await ask('LMER.MODEL', HOSTILE_CELLS, [[hostile]])) as {
      properties: object;
      layouts: { card: { sections: { properties: string[] }[] } };
    }[][];
    const listed = entity.layouts.card.sections.flatMap(({ properties }) => properties);
    expect(listed.filter((name) => name.startsWith('Groups of '))).toEqual(
      ORDER.map((name) => `Groups of ${name}`),
    );
    expect(listed.every((name) => Object.hasOwn(entity.properties, name))).toBe(true);
  });

  test.each([
    ['LMER.FIT'],
    ['LMER.FIXEF'],
    ['LMER.VARCOMP'],
    ['LMER.VCOV', null, 'all'],
    ['LMER.HESSIAN'],
    ['LMER.RANEF'],
    ['LMER.COEF'],
    ['LMER.RESID'],
    ['LMER.ANOVA', null, 'II'],
    ['LMER.RANOVA'],
    ['LMER.CHECK'],
    ['LMER.TRACE'],
    ['LMER.CI', null, '', 'wald'],
  ])('give %s the numbers of plain names', async (id, ...more) => {
    const found = await ask(id, HOSTILE_CELLS, [[hostile]], ...more);
    expect(numbersOf(found)).toEqual(numbersOf(await ask(id, PLAIN_CELLS, [[plain]], ...more)));
    expect(found.flat().some((cell) => typeof cell === 'number')).toBe(true);
  });

  test('are found again in new rows, and in options that name columns', async () => {
    const predict = (cells: Cells, model: string, headers: string[], levels: string[], options: string) =>
      ask('LMER.PREDICT', cells, [[model]], null, newRows(headers, levels), 0.9, options);
    for (const option of [
      (name: string, [a, b, c]: string[]) => `levels=\`${name}\`(${c}, ${a}, ${b})`,
      (name: string) => `contrasts=\`${name}\`:sum`,
    ]) {
      const found = await predict(
        HOSTILE_CELLS,
        hostile,
        HOSTILE,
        HOSTILE_LEVELS,
        option('10', HOSTILE_LEVELS),
      );
      const wanted = await predict(PLAIN_CELLS, plain, PLAIN, PLAIN_LEVELS, option('dose', PLAIN_LEVELS));
      expect(found).toEqual(wanted);
    }
  });

  test('may be the factor whose contrasts or levels an option names', async () => {
    const cells = HOSTILE_CELLS.map((row, i) => (i === 0 ? ['2', '1', '__proto__', '10', 'x', 'y'] : row));
    const model = 'y ~ `__proto__` + x + (1 | `2`)';
    const terms = async (options: string) =>
      (await ask('LMER.FIXEF', cells, [[model]], null, options)).slice(1).map(([term]) => term);
    const [intercept, ...others] = await terms('contrasts=`__proto__`:sum');
    expect([intercept, ...others]).toEqual(['(Intercept)', '`__proto__`1', '`__proto__`2', 'x']);
    expect(await terms('levels=`__proto__`(valueOf, constructor, __proto__)')).toContain(
      '`__proto__`__proto__',
    );
  });

  test('give LIKELIHOOD.MLE the numbers of plain names, as columns and as parameters', async () => {
    const mle = (x: string, y: string, [sd, a, b]: string[]) =>
      ask(
        'LIKELIHOOD.MLE',
        `-LN(${sd}) - (${y} - ${a} - ${b}*${x})^2/(2*${sd}^2)`,
        [[x, y], ...[1, 2, 3, 4].map((v) => [v, 1 + v + noise(v)])],
        null,
        null,
      );
    const found = await mle('__proto__', 'constructor', ['toString', 'valueOf', 'hasOwnProperty']);
    const wanted = await mle('x', 'y', ['sd', 'a', 'b']);
    expect(numbersOf(found)).toEqual(numbersOf(wanted));
    expect(found.slice(1, 4).map(([name]) => name)).toEqual(['toString', 'valueOf', 'hasOwnProperty']);
  });

  test('leave the command line’s printout and JSON in lme4’s order, most levels first', () => {
    const fit = fitModel(
      prepareModel({ data: HOSTILE_CELLS as CellMatrix, model: hostile, options: DEFAULT_FIT_OPTIONS }),
    );
    expect(printSummary(fit, 'x')).toContain('groups:  2, 6; 1, 5; __proto__, 4');
    const json = JSON.parse(toJson(fit)) as Record<'groups' | 'randomEffects', { group: string }[]>;
    for (const list of [json.groups, json.randomEffects])
      expect(list.map(({ group }) => group)).toEqual(ORDER);
  });
});

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
  'the word %s',
  (word) => {
    const data: Cells = [
      ['y', 'f', 'g'],
      ...Array.from({ length: 24 }, (_, i) => [i % 5, ['a', 'b'][i % 2], `g${i % 6}`]),
    ];
    const fixef = (option: string) => message('LMER.FIXEF', data, 'y ~ f + (1 | g)', null, option);

    test('is no factor and no column where there is none of that name', () => {
      expect(fixef(`contrasts=${word}:sum`)).toContain(
        `names ${word}, which is not a factor among the predictors`,
      );
      expect(fixef(`levels=${word}(a, b)`)).toContain(`column "${word}" is not in the data`);
      expect(message('LMER.FIXEF', data, `y ~ ${quoteName(word)} + (1 | g)`)).toContain(
        `column "${word}" is not in the data`,
      );
      expect(message('LMER.EMMEANS', data, 'y ~ f + (1 | g)', word)).toContain(word);
    });

    test('is no option, no statistic and no choice', () => {
      expect(fixef(`${word}=1`)).toContain(`"${word}" is not an option`);
      for (const option of ['ddf', 'na', 'optimizer', 'method'])
        expect(fixef(`${option}=${word}`)).toMatch(new RegExp(`${word}`, 'i'));
      expect(message('LMER.STAT', data, 'y ~ f + (1 | g)', word)).toContain(word);
      expect(message('LMER.CODE', data, 'y ~ f + (1 | g)', null, word)).toContain(word);
      expect(message('LMER.CONTRASTS', data, 'y ~ f + (1 | g)', 'f', word)).toContain(word);
      expect(message('LIKELIHOOD.MLE', `dnorm(y, ${word}(m), 1)`, [['y'], [1], [2]])).toContain(word);
      expect(message('LMER.FIXEF', data, `y ~ ${word}(f) + (1 | g)`)).toContain(word);
    });

    test('is a name of a parameter as any other', () => {
      const fit = (name: string) =>
        call('LIKELIHOOD.MLE', `-(y - ${name})^2 / 2`, [['y'], [1], [2], [6]], [[name, 1]]);
      const plainFit = fit('mu');
      expect(numbersOf(fit(word))).toEqual(numbersOf(plainFit));
      expect(plainFit.flat()).toContain(3);
    });
  },
);
