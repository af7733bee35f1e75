/** The bundle of functions as it is built, in the genuine runtime: every function, with every kind of argument. */

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { FUNCTIONS } from '../../functions/index';
import metadata from '../../functions/functions.json';
import { exampleCells } from '../exampleCells';
import { genuineHost, type GenuineHost, type Outcome } from '../functions/genuineHost';

let excel: GenuineHost;

beforeAll(() => {
  excel = genuineHost();
  excel.run(readFileSync(inject('functionsBundle'), 'utf8'));
});

const SLEEP = exampleCells('sleepstudy');
const MODEL = [['Reaction ~ Days + (Days | Subject)']];
const BINARY = [[0], [0], [1]];
const VALUES = [[1], [2], [4], [5], [9]];
const GROUPS = [['a'], ['a'], ['b'], ['b'], ['b']];

/** Arguments with which each function gives a result; the rest are omitted. */
const CALLS: Readonly<Record<string, readonly unknown[]>> = {
  'BINOM.MLE': [BINARY],
  'CHECK.KEY': [[[0.0680414]]],
  'CHECK.ANSWER': [0.00463, [[0.0680414]]],
  'CHECK.TABLE': [
    [
      ['Answer', 'Key'],
      [2, 2],
    ],
  ],
  'LIKELIHOOD.VALUE': ['y*LN(p) + (1-y)*LN(1-p)', [['y'], ...BINARY], [[0.5], [0.3]]],
  'LIKELIHOOD.MLE': ['normal', VALUES],
  'LIKELIHOOD.TRACE': ['y*LN(p) + (1-y)*LN(1-p)', [['y'], ...BINARY], [['p=0.9']]],
  'LIKELIHOOD.SCORE': ['normal', VALUES, [['mu=5; sigma=2']]],
  'LIKELIHOOD.CI': ['poisson', VALUES],
  'LIKELIHOOD.CURVE': ['poisson', VALUES, null, null, null, 5],
  'LIKELIHOOD.SURFACE': ['normal', VALUES, null, null, [['points=5']]],
  'LIKELIHOOD.SIMULATE': ['normal', [['mu=16; sigma=2']], 5, 1],
  'LIKELIHOOD.MVNORM': [
    [[0], [1]],
    [[0]],
    [
      [1, 0.5],
      [0.5, 1],
    ],
  ],
  'ONEWAY.ANOVA': [VALUES, GROUPS],
  'ONEWAY.LOGLIK': [VALUES, GROUPS, 3, 2, 1],
  'ONEWAY.MLE': [VALUES, GROUPS],
  'ONEWAY.LEVENE': [VALUES, GROUPS],
  'SHRINK.MEANS': [VALUES, GROUPS],
  'COURSE.SEED': ['ada', 'HW3'],
  'LMER.STAT': [SLEEP, MODEL, 'AIC'],
  'LMER.DEVIANCE': [SLEEP, MODEL, [[1, 0, 1]]],
  'LMER.COMPARE': [SLEEP, [['Reaction ~ 1 + (1 | Subject)'], ...MODEL]],
  'LMER.PROFILE': [SLEEP, MODEL, null, 'Days', 5],
  'LMER.CI': [SLEEP, MODEL, null, 'Days'],
  'LMER.EMMEANS': [SLEEP, MODEL, 'Days'],
  'LMER.TRENDS': [SLEEP, MODEL, 'Days'],
  'LMER.CONTRASTS': [SLEEP, MODEL, 'Days', null, null, [['at=Days=0,4,8']]],
  'LMER.TEST': [SLEEP, MODEL, [['Days = 10']]],
  'LMER.INFLUENCE': [SLEEP, MODEL],
  'LMER.RESID': [SLEEP.map((row, i) => (i === 3 ? [null, ...row.slice(1)] : row)), MODEL],
};

const IDS = metadata.functions.map(({ id }) => id);

function argumentsOf(id: string): unknown[] {
  const given = CALLS[id] ?? [SLEEP, MODEL];
  const { length } = metadata.functions.find((one) => one.id === id)!.parameters;
  return Array.from({ length }, (_, i) => given[i] ?? null);
}

/** The runtime hands results over twice a second: all calls of one kind go together. */
function together(kind: (id: string) => Promise<Outcome>): (id: string) => Promise<Outcome> {
  let calls: Map<string, Promise<Outcome>> | undefined;
  return (id) => (calls ??= new Map(IDS.map((each) => [each, kind(each)]))).get(id)!;
}

const given = together((id) => excel.invoke(id, argumentsOf(id)));
const withError = together((id) => {
  const values = argumentsOf(id);
  const range = values.findIndex((value) => Array.isArray(value));
  values[Math.max(range, 0)] = [[{ code: '#REF!', type: 'CustomFunctionError' }]];
  return excel.invoke(id, values);
});
const older = together((id) => excel.invoke(id, argumentsOf(id).slice(0, -1)));
const newer = together((id) => excel.invoke(id, [...argumentsOf(id), null]));
const tooMany = together((id) => excel.invoke(id, [...argumentsOf(id), 'new']));
const nothing = together((id) => excel.invoke(id, argumentsOf(id).fill(null)));

describe('every function in the genuine runtime', { timeout: 60_000 }, () => {
  test.each(IDS)('%s gives a rectangle of values that a cell can hold', async (id) => {
    const { succeeded, value } = await given(id);
    expect([id, succeeded]).toEqual([id, true]);
    const rows = value as unknown[][];
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([rows[0].length]));
    for (const cell of rows.flat()) {
      // NaN and the infinities are null once they have gone through JSON, and Excel shows 0 for it.
      expect(cell).not.toBeNull();
      expect(['number', 'string', 'boolean', 'object']).toContain(typeof cell);
      if (typeof cell === 'string') expect(cell).not.toMatch(/\b(?:NaN|Infinity|undefined|null|\[object)\b/);
      if (typeof cell === 'object')
        expect((cell as { code: string }).code).toMatch(/^#(?:N\/A|NUM!|VALUE!)$/);
    }
  });

  test.each(IDS)(
    '%s has a sentence for an error in its first range, or its first argument where it has none',
    async (id) => {
      const { succeeded, value, errorCode } = await withError(id);
      expect([id, succeeded, errorCode]).toEqual([id, false, 7]);
      expect(String(value).length).toBeGreaterThan(20);
      expect(value).not.toContain('should not have');
    },
  );

  test.each(IDS)('%s survives a list of arguments that is a version too old or too new', async (id) => {
    const expected = await given(id);
    const isLastGiven = argumentsOf(id).at(-1) !== null;
    if (!isLastGiven) expect(await older(id)).toEqual(expected);
    expect(await newer(id)).toEqual(expected);
    const { succeeded, value } = await tooMany(id);
    expect(succeeded).toBe(false);
    expect(value).toContain(`expected at most ${argumentsOf(id).length}`);
  });

  test.each(IDS)('%s computes nothing while its formula is being typed', (id) => {
    excel.run(`
      previewed = CustomFunctions._association.mappings[${JSON.stringify(id)}](
        ...Array(${argumentsOf(id).length}).fill(null), { isInValuePreview: true });
    `);
    expect(excel.get('JSON.stringify(previewed)')).toBe('[["…"]]');
  });

  test.each(IDS)('%s says what is missing when it is called without anything', async (id) => {
    const { succeeded, value, errorCode } = await nothing(id);
    expect([id, succeeded, errorCode]).toEqual([id, false, 7]);
    expect(value).not.toContain('should not have');
  });
});

describe('values of other kinds', { timeout: 20_000 }, () => {
  test('TRUE and FALSE go in and come out as such', async () => {
    const data = SLEEP.map((row, i) => [...row, i === 0 ? 'late' : (row[1] as number) > 4]);
    const { value } = await excel.invoke('LMER.FIXEF', [
      data,
      [['Reaction ~ late + (1 | Subject)']],
      null,
      null,
    ]);
    expect((value as unknown[][])[2][0]).toBe('lateTRUE');
    const { value: singular } = await excel.invoke('LMER.STAT', [SLEEP, MODEL, 'singular', null, null]);
    expect(singular).toEqual([[false]]);
  });

  test('dates are numbers, as cells hold them', async () => {
    const data = SLEEP.map((row, i) => (i === 0 ? row : [row[0], 45_000 + (row[1] as number), row[2]]));
    const { value } = await excel.invoke('LMER.FIXEF', [data, MODEL, null, null]);
    expect((value as number[][])[2][1]).toBeCloseTo(10.467286, 5);
  });

  test('a seed gives the data that it gives everywhere', async () => {
    const { value } = await excel.invoke('LIKELIHOOD.SIMULATE', [
      'gamma',
      [['shape=0.7; rate=0.3']],
      400,
      7,
      [['repeats=5']],
    ]);
    const simulate = FUNCTIONS['LIKELIHOOD.SIMULATE'] as (...given: unknown[]) => unknown;
    expect(value).toEqual(await simulate('gamma', [['shape=0.7; rate=0.3']], 400, 7, [['repeats=5']]));
  });

  test('what does not exist is #N/A with its reason, or an empty cell, never zero', async () => {
    const { value } = await excel.invoke('LMER.STAT', [SLEEP, MODEL, 'deviance', null, null]);
    expect(value).toMatchObject([[{ code: '#N/A' }]]);
    const { value: residuals } = await excel.invoke('LMER.RESID', argumentsOf('LMER.RESID'));
    expect((residuals as unknown[][])[3]).toContain('');
  });
});

describe('sizes', { timeout: 60_000 }, () => {
  const numbers = (rows: number) => [
    ['y', 'x', 'z', 'g'],
    ...Array.from({ length: rows }, (_, i) => [Math.sin(i) + (i % 250), i % 17, i % 5, i % 250]),
  ];

  test('a quarter of a million numbers in one call are fitted', async () => {
    const { succeeded, value } = await excel.invoke('LMER.STAT', [
      numbers(62_500),
      [['y ~ x + (1 | g)']],
      'n',
      null,
      null,
    ]);
    expect([succeeded, value]).toEqual([true, [[62_500]]]);
  });

  test('more get a sentence that says what to do', async () => {
    const { succeeded, value, errorCode } = await excel.invoke('LMER.STAT', [
      numbers(62_501),
      [['y ~ x + (1 | g)']],
      'n',
      null,
      null,
    ]);
    expect([succeeded, errorCode]).toEqual([false, 7]);
    for (const word of ['250004 values', '250000', 'columns', 'table', 'Cellmer pane'])
      expect(value).toContain(word);
  });

  test('whole columns count with their used part only', async () => {
    const blank = Array.from({ length: 150_000 }, () => [null]);
    const { succeeded, value } = await excel.invoke('ONEWAY.ANOVA', [
      [...VALUES, ...blank],
      [...GROUPS, ...blank],
      null,
    ]);
    expect([succeeded, (value as unknown[][]).length > 3]).toEqual([true, true]);
  });
});
