/** What is one level, and what is not. The values are lme4's, for colon.csv with the groups pasted as a|b. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv, type CellMatrix } from '../../src/index';
import { call, useFunctions } from './callFunctions';

useFunctions();

const read = (file: string): CellMatrix =>
  parseCsv(readFileSync(join(import.meta.dirname, '../table/files', file), 'utf8'));

/** In the order of rows: label and first number behind it. */
function modes(cells: readonly (readonly unknown[])[]): Record<string, number> {
  return Object.fromEntries(cells.slice(1).map(([, level, mode]) => [level, mode as number]));
}

describe('numbers that agree to 15 digits', () => {
  const data = read('lastdigit.csv');

  test('are one level of a predictor, 0.1 + 0.2 and 0.3', () => {
    const cells = call('LMER.FIXEF', data, 'y ~ factor(dose) + (1 | s)', null, null);
    expect(cells.slice(1).map(([term]) => term)).toEqual([
      '(Intercept)',
      'factor(dose)0.2',
      'factor(dose)0.3',
      'factor(dose)0.4',
      'factor(dose)0.5',
    ]);
    expect(cells[3][1]).toBeCloseTo(0.572833333333, 10);
  });

  test('are one group, which new rows find under either', () => {
    const cells = call('LMER.RANEF', data, 'y ~ (1 | dose)', null, null);
    expect(cells.slice(1).map(([, level]) => level)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(cells[3][2]).toBeCloseTo(-0.00431453428075, 6);
    const newData = [['dose'], [0.3], [0.1 + 0.2], [0.31]];
    const found = call('LMER.PREDICT', data, 'y ~ (1 | dose)', null, newData, null, null);
    expect(found[2]).toEqual(found[1]);
    expect(found[1][0]).toBeCloseTo(3.91356666667 - 0.00431453428075, 6);
    expect(found[3][0]).toBe(found[3][1]);
    const texts = [['dose'], ['0.3']];
    expect(call('LMER.PREDICT', data, 'y ~ (1 | dose)', null, texts, null, null)[1]).toEqual(found[1]);
  });

  test('are one level among texts too, and for factor(x, levels)', () => {
    const mixed = [...data, ['s1', 'none', 2], ['s1', 'none', 2.5]];
    const groups = call('LMER.RANEF', mixed, 'y ~ (1 | dose)', null, null);
    expect(groups.slice(1).map(([, level]) => level)).toEqual(['0.1', '0.2', '0.3', '0.4', '0.5', 'none']);
    const some = 'y ~ factor(dose, levels = c(0.1, 0.2, 0.30000000000000004)) + (1 | s)';
    expect(call('LMER.FIXEF', data, some, null, null)).toHaveLength(4);
  });
});

describe('the levels of an interaction', () => {
  const data = read('colon.csv');
  const NEW = [
    ['a', 'b'],
    ['x:y', 'z'],
    ['x', 'y:z'],
    ['x', 'z'],
    ['q', 'z'],
  ];

  test('are told apart where their labels would be the same', () => {
    const found = modes(call('LMER.RANEF', data, 'y ~ 1 + (1 | a:b)', null, null));
    expect(Object.keys(found)).toEqual(['q:"y:z"', 'q:z', 'x:w', 'x:"y:z"', '"x:y":w', '"x:y":z']);
    expect(found['x:"y:z"']).toBeCloseTo(-3.057290748161, 5);
    expect(found['"x:y":z']).toBeCloseTo(-5.079591538396, 5);
    const all = modes(call('LMER.COEF', data, 'y ~ 1 + (1 | a:b)', null, null));
    expect(all['x:"y:z"']).toBeCloseTo(1.909475918506, 5);
  });

  test('are found by new rows, as they are by the rows of the data', () => {
    const found = call('LMER.PREDICT', data, 'y ~ 1 + (1 | a:b)', null, NEW, null, null);
    expect(found[1][0]).toBeCloseTo(-0.112824871729, 5);
    expect(found[2][0]).toBeCloseTo(1.909475918506, 5);
    expect(found[3][0]).toBe(found[3][1]);
    expect(found[4][0]).toBeCloseTo(7.942416900855, 5);
    const nested = call('LMER.PREDICT', data, 'y ~ 1 + (1 | a/b)', null, NEW, null, null);
    const own = call('LMER.PREDICT', data, 'y ~ 1 + (1 | a/b)', null, null, null, null);
    expect(nested[1][0]).toBeCloseTo(own[1][0] as number, 9);
    expect(nested[2][0]).toBeCloseTo(own[6][0] as number, 9);
  });

  test('keep the labels of lme4 where these differ', () => {
    const plain = data.filter(([a, b]) => !(a === 'x' && b === 'y:z'));
    const found = modes(call('LMER.RANEF', plain, 'y ~ 1 + (1 | a:b)', null, null));
    expect(Object.keys(found)).toEqual(['q:y:z', 'q:z', 'x:w', 'x:y:w', 'x:y:z']);
  });

  test('of three factors are told apart and found', () => {
    const rows = (a: string, b: string, c: string, at: number) => [0, 0.5, 1].map((e) => [a, b, c, at + e]);
    const three = [
      ['a', 'b', 'c', 'y'],
      ...rows('p:q', 'r', 's', 0),
      ...rows('p', 'q:r', 's', 3),
      ...rows('p', 'q', 'r:s', 7),
      ...rows('p', 'q', 'r', 12),
    ];
    const newData = [
      ['a', 'b', 'c'],
      ['p', 'q', 'r:s'],
      ['p:q', 'r', 's'],
      ['p:q', 'r', 'r'],
    ];
    const own = call('LMER.PREDICT', three, 'y ~ 1 + (1 | a:b:c)', null, null, null, null);
    const found = call('LMER.PREDICT', three, 'y ~ 1 + (1 | a:b:c)', null, newData, null, null);
    expect(found.slice(1).map(([value]) => value)).toEqual([own[7][0], own[1][0], found[3][1]]);
  });
});

describe('columns of the design with the same name', () => {
  const data = [
    ['y', 'x2', 'x', 'g'],
    ...Array.from({ length: 24 }, (_, i) => [
      ((i * 7) % 11) + (i % 3),
      (i * 5) % 7,
      ['2', '1', '3'][i % 3],
      `g${i % 4}`,
    ]),
  ];

  test('have names of their own, and coefficients of their own', () => {
    const fixed = call('LMER.FIXEF', data, 'y ~ x2 + x + (1 | g)', null, null);
    expect(fixed.slice(1).map(([term]) => term)).toEqual(['(Intercept)', 'x2', 'x"2"', 'x3']);
    const [header, first] = call('LMER.COEF', data, 'y ~ x2 + x + (1 | g)', null, null);
    expect(header.slice(3)).toEqual(['x2', 'x"2"', 'x3']);
    expect(first.slice(3)).toEqual(fixed.slice(2).map(([, estimate]) => estimate));
  });
});

describe('an accent in its letter and one behind it', () => {
  const [o, e] = ['\u00f6', '\u00eb'];
  const apart = (text: string) => text.normalize('NFD');
  const row = (name: string, i: number) => [(i % 5) + (name === `Zo${e}` ? 3 : 0) + i / 10, name, i];
  const data = [
    [`H${o}he`, `S${o}rte`, 'x'],
    ...Array.from({ length: 24 }, (_, i) => row([`Zo${e}`, apart(`Zo${e}`), 'Max', 'Ida'][i % 4], i)),
  ];
  const formula = `H${o}he ~ x + (1 | S${o}rte)`;

  test('are the same in labels, headers and formulas', () => {
    const cells = call('LMER.RANEF', data, formula, null, null);
    expect(cells.slice(1).map(([, level]) => level)).toEqual(['Ida', 'Max', `Zo${e}`]);
    expect(call('LMER.RANEF', data, apart(formula), null, null)).toEqual(cells);
    expect(
      call('LMER.RANEF', [data[0].map((name) => apart(String(name))), ...data.slice(1)], formula, null, null),
    ).toEqual(cells);
    expect(call('LMER.FIT', data, apart(`S${o}rte`), null, null)).toEqual(
      call('LMER.FIT', data, `S${o}rte`, null, null),
    );
  });

  test('are the same in options, names of parameters and new rows', () => {
    const model = `H${o}he ~ S${o}rte + (1 | x)`;
    const rows = data.map(([y, s, x], i) => (i === 0 ? [y, s, x] : [y, s, (x as number) % 6]));
    const option = `levels=S${o}rte(Zo${e}, Max, Ida); contrasts=S${o}rte:treatment(Zo${e}); subset=S${o}rte != "Zo${e}" | x > 0`;
    const cells = call('LMER.FIXEF', rows, model, null, option);
    expect(cells.slice(1).map(([term]) => term)).toEqual(['(Intercept)', `S${o}rteMax`, `S${o}rteIda`]);
    expect(call('LMER.FIXEF', rows, model, null, apart(option))).toEqual(cells);
    const interval = (parameter: string) => call('LMER.CI', rows, model, null, parameter, 'wald', null, null);
    expect(interval(apart(`S${o}rteMax`))).toEqual(interval(`S${o}rteMax`));
    const predicted = (name: string) =>
      call(
        'LMER.PREDICT',
        data,
        formula,
        null,
        [
          [apart(`S${o}rte`), 'x'],
          [name, 3],
        ],
        null,
        null,
      );
    expect(predicted(apart(`Zo${e}`))).toEqual(predicted(`Zo${e}`));
    expect(predicted(`Zo${e}`)[1][0]).not.toBe(predicted(`Zo${e}`)[1][1]);
  });

  test('are the same in densities', () => {
    const sample = [[apart(`gr${o}\u00dfe`)], [1], [2], [4]];
    expect(call('LIKELIHOOD.MLE', `-(gr${o}\u00dfe - mu)^2`, sample, null, null)[1][1]).toBeCloseTo(7 / 3, 8);
    expect(call('LIKELIHOOD.MLE', apart(`-(gr${o}\u00dfe - m${o})^2`), sample, null, null)[1][0]).toBe(
      `m${o}`,
    );
  });
});
