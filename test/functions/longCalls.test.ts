import { describe, expect, test, vi } from 'vitest';
import { getFitService, setFitService } from '../../functions/index';
import { createFitService } from '../../worker/index';
import type { CallOrder } from '../../worker/questions';
import { crossedData } from '../../bench/data';
import { fakeCore, workerSource } from '../worker/fakes';
import { call, useFunctions, type Cells } from './callFunctions';
import { HostError } from './hostGlobals';

/** A column of 0 and 1 that takes long under a density as text, whatever the machine. */
const LONG = [['y'], ...Array.from({ length: 9_000 }, (_, i) => [i % 3 === 0 ? 1 : 0])];
const DENSITY = 'y*LN(p) + (1-y)*LN(1-p)';
const SKEWED = [['y'], ...Array.from({ length: 500 }, (_, i) => [Math.exp(Math.sin(i))])];

const forbidden = (): never => {
  throw new Error('forbidden');
};

useFunctions();

function setUp(options: Parameters<typeof createFitService>[0] = {}) {
  const { create, workers } = workerSource();
  setFitService(createFitService({ createWorker: create, workers: 1, core: fakeCore(), ...options }));
  return workers;
}

describe('a long call of a likelihood function', () => {
  test.each([
    ['LIKELIHOOD.MLE', [DENSITY, LONG, null, null]],
    ['LIKELIHOOD.TRACE', [DENSITY, LONG, null, null]],
    ['LIKELIHOOD.CI', [DENSITY, LONG, null, null, null]],
    ['LIKELIHOOD.CURVE', [DENSITY, LONG, null, null, null, null]],
    ['LIKELIHOOD.SURFACE', ['normal', LONG, null, null, null]],
  ])('%s runs in a worker and is stopped when its cell is edited', async (id, values) => {
    const workers = setUp();
    const invocation: { onCanceled?: () => void } = {};
    const cells = call(id, ...values, invocation);
    expect(workers).toHaveLength(1);
    workers[0].report({ type: 'ready' });
    const [{ order }] = workers[0].received.flatMap((one) => (one.type === 'order' ? [one] : []));
    expect((order as CallOrder).call).toMatchObject({ id });
    invocation.onCanceled!();
    await expect(cells).rejects.toMatchObject({ code: '#VALUE!' });
    expect(workers[0].terminated).toBe(true);
  });

  test('is computed once for all cells that ask the same, and its errors are the host\u2019s', async () => {
    const workers = setUp();
    const cells = [1, 2, 3].map(() => call('LIKELIHOOD.MLE', DENSITY, LONG, null, null));
    workers[0].report({ type: 'ready' });
    expect(workers[0].received.filter(({ type }) => type === 'order')).toHaveLength(1);
    workers[0].report({ type: 'result', result: [['p', { code: '#NUM!' }]] });
    for (const one of await Promise.all(cells)) {
      expect(one).toEqual([['p', new HostError('#NUM!')]]);
      expect((one as Cells)[0][1]).toBeInstanceOf(HostError);
    }
    expect(await call('LIKELIHOOD.MLE', DENSITY, LONG, null, null)).toHaveLength(1);
    expect(getFitService().computedFits).toBe(1);
  });

  test('is given up when its time is over, which the option timeout sets', async () => {
    vi.useFakeTimers();
    try {
      const workers = setUp();
      const text = call('LIKELIHOOD.MLE', DENSITY, LONG, null, [['level=0.9; timeout=3']]);
      const range = call('LIKELIHOOD.MLE', DENSITY, LONG, null, [
        ['level', 0.8],
        ['timeout', 7],
      ]);
      const outcomes = [
        expect(text).rejects.toMatchObject({ message: expect.stringContaining('longer than 3 seconds') }),
        expect(range).rejects.toMatchObject({ message: expect.stringContaining('longer than 7 seconds') }),
      ];
      workers[0].report({ type: 'ready' });
      await vi.advanceTimersByTimeAsync(3001);
      workers[1].report({ type: 'ready' });
      await vi.advanceTimersByTimeAsync(7001);
      await Promise.all(outcomes);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is computed here in short steps where workers cannot be had, and gives the same', async () => {
    const ask = () => call('LIKELIHOOD.CI', 'normal', SKEWED, 'mu', 0.95, 'profile');
    setUp({ smallCost: Infinity });
    const expected = ask();
    expect(expected).not.toBeInstanceOf(Promise);
    for (const createWorker of [undefined, forbidden]) {
      setUp({ createWorker, smallCost: 0 });
      const inSteps = ask();
      expect(inSteps).toBeInstanceOf(Promise);
      expect(await inSteps).toEqual(expected);
    }
  });

  test('takes turns here with whatever else waits for the page', async () => {
    setUp({ createWorker: undefined });
    const density = 'LN(a/(PI()*(a^2 + (y - b)^2)))';
    const cells = call('LIKELIHOOD.CURVE', density, LONG, 'b', null, null, 11);
    let turns = 0;
    let isOver = false;
    const take = (): void => {
      turns++;
      if (!isOver) setTimeout(take, 0);
    };
    setTimeout(take, 0);
    expect((await cells) as Cells).toHaveLength(12);
    isOver = true;
    expect(turns).toBeGreaterThan(10);
  });
});

const CROSSED = 'y ~ 1 + (1 | s) + (1 | d)';

test.each([
  ['LMER.CHECK', crossedData(3000, 300, 15), CROSSED, [CROSSED, null, null]],
  ['LMER.COMPARE', crossedData(2000, 300, 200), 'y ~ 1 + (1 | s)', [[['y ~ 1 + (1 | s)'], [CROSSED]], null]],
])(
  '%s of a large model does not run on the page where its first fit does',
  async (id, data, model, values) => {
    const workers = setUp({ core: undefined });
    call('LMER.FIT', data, model, null, null);
    expect(workers).toEqual([]);
    const invocation: { onCanceled?: () => void } = {};
    const cells = call(id, data, ...values, invocation);
    expect(workers).toHaveLength(1);
    invocation.onCanceled!();
    await expect(cells).rejects.toMatchObject({ message: expect.stringContaining('stopped') });
  },
);

test('much data for any function goes to a worker in parcels', async () => {
  const workers = setUp({ smallCells: 10_000 });
  const values = [...LONG, ...LONG.slice(1)];
  const groups = values.map((_, i) => [i === 0 ? 'g' : `g${i % 7}`]);
  const cells = call('ONEWAY.ANOVA', values, groups, null);
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  workers[0].report({ type: 'ready' });
  await vi.waitFor(() => expect(workers[0].received.at(-1)?.type).toBe('order'));
  expect(workers[0].received.length).toBeGreaterThan(4);
  workers[0].report({ type: 'result', result: [['done']] });
  expect(await cells).toEqual([['done']]);
});

test('a call that is cheap is answered at once, and equal calls are computed once', () => {
  const workers = setUp();
  const first = call('ONEWAY.ANOVA', [[1], [2], [4], [5]], [['a'], ['a'], ['b'], ['b']], null);
  expect(call('ONEWAY.ANOVA', [[1], [2], [4], [5]], [['a'], ['a'], ['b'], ['b']], null)).toEqual(first);
  expect(getFitService().computedFits).toBe(1);
  expect(workers).toEqual([]);
});
