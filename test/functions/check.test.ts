import { describe, expect, test } from 'vitest';
import { FUNCTIONS, setFitService } from '../../functions/index';
import type { CallOrder } from '../../worker/questions';
import { createFitService } from '../../worker/index';
import { workerSource } from '../worker/fakes';
import { call, message, useFunctions } from './callFunctions';

const SE = 0.06804138174397717;

useFunctions();

const key = (...values: unknown[]): string => call('CHECK.KEY', ...values)[0][0] as string;
const answered = (...values: unknown[]): unknown => call('CHECK.ANSWER', ...values)[0][0];

describe('CHECK.KEY and CHECK.ANSWER', () => {
  test('a key of one cell seals what an answer in another is compared with', () => {
    const sealed = key([[SE]]);
    expect(sealed).toMatch(/^CK1\.d3\.[0-9A-Z]{8}\.[0-9A-Z]+\.[0-9A-Z]{4}$/);
    expect(answered([[0.068]], [[sealed]])).toBe('✓ Right');
    expect(answered([[0.07]], [[sealed]], null, 'root of p(1 − p)/n')).toBe('✗ Not yet: root of p(1 − p)/n');
    expect(answered([[null]], [[sealed]])).toBe('… not answered yet');
    expect(key([[SE]])).toBe(sealed);
  });

  test('tolerance and slips are read from cells and texts', () => {
    const slips = [
      [0.1361, 'that is twice the standard error'],
      ['variance', null],
    ];
    const sealed = key([[SE]], 0.0005, slips);
    expect(sealed).toContain('.a5e-4.');
    expect(answered([[0.0684]], [[sealed]])).toBe('✓ Right');
    expect(answered([[0.1361]], [[sealed]])).toBe('✗ Not yet: that is twice the standard error');
    expect(key([[SE]], '2 digits')).toContain('.d2.');
    expect(answered([[0.069]], [[SE]], '2 digits')).toBe('✗ Not yet');
    expect(answered([[0.069]], [[SE]], 0.001)).toBe('✓ Right');
  });

  test('what cannot be sealed or compared is refused with a sentence', () => {
    expect(message('CHECK.KEY', [[1], [2]])).toBe(
      'value is a range of 2 cells: expected one. Seal each by itself, or take the range as it is for the key of CHECK.ANSWER.',
    );
    expect(message('CHECK.KEY', [[null]])).toContain('value is empty');
    expect(message('CHECK.KEY', [[1]], 'close')).toContain('tolerance is "close": expected a number above 0');
    expect(message('CHECK.ANSWER', [[1]], [[null]])).toContain('key is empty');
    expect(message('CHECK.ANSWER', [[1]], [[{ error: '#REF!' }]])).toContain('key is the error #REF!');
    expect(message('CHECK.ANSWER', [[1], [2]], [[key([[SE]])]])).toContain('one answer at a time');
    expect(message('CHECK.ANSWER', [[1]], [[key([[SE]])]], '2 digits')).toContain('leave it out');
  });
});

describe('CHECK.TABLE', () => {
  test('gives the same for a whole table, with points and a total', () => {
    const sealed = key([[SE]]);
    const rows = call('CHECK.TABLE', [
      ['Question', 'Answer', 'Key', 'Points'],
      ['standard error', 0.068, sealed, 2],
      ['and of 300', null, sealed, 3],
    ]);
    expect(rows).toEqual([
      ['Result', 'Points', 'Message'],
      ['✓ Right', 2, ''],
      ['… not answered yet', 0, ''],
      ['1 of 2 right, 1 not answered yet', 2, 'of 5 points'],
    ]);
    expect(message('CHECK.TABLE', [['Question']])).toContain('no "answer"');
  });
});

describe('where a check is computed', () => {
  const TABLE = (key: unknown, rows = 20) => [
    ['Answer', 'Key'],
    ...Array.from({ length: rows }, (_, i) => [i + 1, key]),
  ];

  test.each([
    ['CHECK.KEY', [[[SE]]]],
    ['CHECK.ANSWER', [[[0.07]], [['CK1.d3.x']]]],
    ['CHECK.TABLE', [TABLE('CK1.d3.x')]],
  ])('%s is long where it seals or opens a key, and runs in a worker', async (id, values) => {
    const { create, workers } = workerSource();
    setFitService(createFitService({ createWorker: create, workers: 1 }));
    const cells = call(id, ...values);
    workers[0].report({ type: 'ready' });
    const [{ order }] = workers[0].received.flatMap((one) => (one.type === 'order' ? [one] : []));
    expect((order as CallOrder).call).toMatchObject({ id });
    workers[0].report({ type: 'result', result: [['found']] });
    expect(await cells).toEqual([['found']]);
  });

  test('open keys and blank answers are compared at once', () => {
    const sealed = key([[SE]]);
    setFitService(createFitService());
    expect(answered([[0.068]], [[SE]])).toBe('✓ Right');
    expect(answered([[null]], [[sealed]])).toBe('… not answered yet');
    expect(call('CHECK.TABLE', TABLE(5))).toHaveLength(22);
  });

  test('a table of sealed questions takes turns with whatever else waits for the page, where there are no workers', async () => {
    const sealed = key([[SE]]);
    setFitService(createFitService());
    const cells = (FUNCTIONS['CHECK.TABLE'] as (cells: unknown) => Promise<unknown[][]>)(TABLE(sealed, 5));
    let turns = 0;
    let isOver = false;
    const take = (): void => {
      turns++;
      if (!isOver) setTimeout(take, 0);
    };
    setTimeout(take, 0);
    const rows = await cells;
    isOver = true;
    expect(rows.at(-1)).toEqual(['0 of 5 right', 0, 'of 5 points']);
    expect(turns).toBeGreaterThan(10);
  });
});
