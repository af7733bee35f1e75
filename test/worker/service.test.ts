import { afterEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_FIT_OPTIONS, type Analysis, type FitResult, type TraceStep } from '../../src/index';
import { createFitService, type FitServiceOptions } from '../../worker/index';
import { fitBy } from './fitBy';
import { fakeCore, LARGE, request, RESULT, workerSource } from './fakes';
import { sizeOf } from '../../worker/cache';
import type { WorkerMessage } from '../../worker/messages';
import type { ModelOrder } from '../../worker/questions';
import { exampleCells } from '../exampleCells';

const STEP: TraceStep = { evaluation: 1, theta: [1], criterion: 2, gradientNorm: 3 };

function setUp(options: Partial<FitServiceOptions> = {}, core = fakeCore()) {
  const { create, workers } = workerSource();
  const service = createFitService({ core, smallCost: LARGE, createWorker: create, workers: 1, ...options });
  return { core, service, workers };
}

afterEach(() => void vi.useRealTimers());

describe('a small fit', () => {
  test('is computed at once', () => {
    const { service, workers } = setUp();
    expect((fitBy(service, request(1)) as FitResult).criterion).toBe(1);
    expect(workers).toEqual([]);
  });

  test('is computed once for equal requests', () => {
    const { core, service } = setUp();
    const first = fitBy(service, request(1));
    expect(fitBy(service, request(1, { address: 'Elsewhere!A1' }))).toBe(first);
    expect(core.fitted).toEqual([1]);
    expect(core.prepared).toBe(1);
    expect(service.computedFits).toBe(1);
    fitBy(service, request(2));
    expect(service.computedFits).toBe(2);
  });

  test('throws what is wrong with the request, every time anew', () => {
    const { service } = setUp();
    for (let i = 0; i < 2; i++) {
      expect(() => fitBy(service, request(0))).toThrow('there is nothing to fit');
      expect(() => fitBy(service, request(-1))).toThrow('cannot fit -1');
    }
  });

  test('reports its steps', () => {
    const { service } = setUp(
      {},
      fakeCore(({ onStep }) => onStep?.(STEP)),
    );
    const steps: TraceStep[] = [];
    void fitBy(service, request(1), { onStep: (step) => steps.push(step) });
    expect(steps).toEqual([STEP]);
  });

  test('is not begun when its caller has already given up', () => {
    const { core, service } = setUp();
    expect(() => fitBy(service, request(1), { signal: AbortSignal.abort() })).toThrow('stopped');
    expect(core.fitted).toEqual([]);
  });

  test('is stopped when it takes too long', () => {
    vi.useFakeTimers();
    const core = fakeCore(({ shouldStop }) => {
      vi.setSystemTime(Date.now() + 3000);
      if (shouldStop?.()) throw new Error('stopped by the core');
    });
    const { service } = setUp({ timeBudget: 2000 }, core);
    expect(() => fitBy(service, request(1))).toThrow('longer than 2 seconds');
  });
});

describe('a large fit', () => {
  test('runs in a worker and is computed once for everybody', async () => {
    const { core, service, workers } = setUp();
    const waiting = [
      fitBy(service, request(101)),
      fitBy(service, request(101)),
      fitBy(service, request(101)),
    ];
    expect(workers).toHaveLength(1);
    workers[0].report({ type: 'ready' });
    expect(workers[0].orders).toEqual([{ marker: 101, values: Float64Array.of(101) }]);
    workers[0].finish();
    for (const result of await Promise.all(waiting)) expect(result.criterion).toBe(101);
    expect(core.fitted).toEqual([]);
    expect(service.computedFits).toBe(1);
    expect(fitBy(service, request(101))).toMatchObject({ criterion: 101 });
  });

  test('passes every step to everybody who listens', async () => {
    const { service, workers } = setUp();
    const heard: number[] = [];
    const first = fitBy(service, request(101), { onStep: () => heard.push(1) });
    void fitBy(service, request(101), { onStep: () => heard.push(2) });
    workers[0].report({ type: 'ready' });
    workers[0].report({ type: 'step', step: STEP });
    workers[0].finish();
    await first;
    expect(heard).toEqual([1, 2]);
  });

  test('goes on while somebody waits, and is stopped when nobody does', async () => {
    const { service, workers } = setUp();
    const [a, b] = [new AbortController(), new AbortController()];
    const first = fitBy(service, request(101), { signal: a.signal }) as Promise<FitResult>;
    const second = fitBy(service, request(101), { signal: b.signal }) as Promise<FitResult>;
    workers[0].report({ type: 'ready' });
    a.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0].terminated).toBe(false);
    b.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0].terminated).toBe(true);
    const again = fitBy(service, request(101));
    expect(workers).toHaveLength(2);
    workers[1].report({ type: 'ready' });
    workers[1].finish();
    expect((await again).criterion).toBe(101);
  });

  test('waits its turn and can be given up while waiting', async () => {
    const { service, workers } = setUp();
    const controller = new AbortController();
    const first = fitBy(service, request(101));
    const second = fitBy(service, request(102), { signal: controller.signal }) as Promise<FitResult>;
    const third = fitBy(service, request(103));
    workers[0].report({ type: 'ready' });
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    workers[0].finish();
    await first;
    workers[0].finish();
    expect((await third).criterion).toBe(103);
    expect(workers[0].orders.map(({ marker }) => marker)).toEqual([101, 103]);
    expect(workers).toHaveLength(1);
  });

  test('runs beside others on as many workers as allowed', () => {
    const { service, workers } = setUp({ workers: 2 });
    for (const marker of [101, 102, 103]) void fitBy(service, request(marker));
    expect(workers).toHaveLength(2);
    workers.forEach((worker) => worker.report({ type: 'ready' }));
    expect(workers.map(({ orders }) => orders[0].marker)).toEqual([101, 102]);
  });

  test('rejects with the error of the worker, class and position included', async () => {
    const { service, workers } = setUp();
    const fit = fitBy(service, request(101)) as Promise<FitResult>;
    workers[0].report({ type: 'ready' });
    workers[0].report({
      type: 'error',
      error: { code: 'syntax', message: 'no', source: 'y ~', position: 3 },
    });
    await expect(fit).rejects.toMatchObject({ name: 'CellmerError', code: 'syntax', position: 3 });
  });

  test('is asked again once when its worker breaks down, as cells', async () => {
    const { service, workers } = setUp();
    const fit = fitBy(service, request(101)) as Promise<FitResult>;
    workers[0].report({ type: 'ready' });
    expect(workers[0].orders[0].marker).toBe(101);
    workers[0].fail('it is gone');
    expect(workers[0].terminated).toBe(true);
    expect(workers).toHaveLength(2);
    workers[1].report({ type: 'ready' });
    const [message] = workers[1].received;
    const order = (message as Extract<WorkerMessage, { type: 'order' }>).order as ModelOrder;
    expect(order).toMatchObject({ request: { data: request(101).data } });
    expect(order.input).toBeUndefined();
    workers[1].report({ type: 'result', result: RESULT });
    expect(await fit).toEqual(RESULT);
  });

  test('is given up with a sentence when a second worker breaks down, and the next fit gets a new one', async () => {
    const { service, workers } = setUp();
    const fit = fitBy(service, request(101)) as Promise<FitResult>;
    const outcome = expect(fit).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /ended before it was done.*second.*it is gone.*memory.*fewer rows/,
      ) as string,
    });
    for (const i of [0, 1]) {
      workers[i].report({ type: 'ready' });
      workers[i].fail('it is gone');
    }
    await outcome;
    expect(workers).toHaveLength(2);
    const next = fitBy(service, request(102));
    expect(workers).toHaveLength(3);
    workers[2].report({ type: 'ready' });
    workers[2].finish();
    expect((await next).criterion).toBe(102);
  });

  test('is asked again first, before those that wait, whose worker it has ended as well', async () => {
    const { service, workers } = setUp();
    const fits = [101, 102].map((marker) => fitBy(service, request(marker)) as Promise<FitResult>);
    workers[0].report({ type: 'ready' });
    workers[0].fail('it is gone');
    workers[1].report({ type: 'ready' });
    workers[1].report({ type: 'result', result: RESULT });
    expect(await fits[0]).toEqual(RESULT);
    workers[1].finish();
    expect((await fits[1]).criterion).toBe(102);
  });

  test('has the time of its caller for both attempts together', async () => {
    vi.useFakeTimers();
    const { service, workers } = setUp({ timeBudget: 5000 });
    const fit = fitBy(service, request(101)) as Promise<FitResult>;
    const outcome = expect(fit).rejects.toThrow('longer than 5 seconds');
    workers[0].report({ type: 'ready', lock: 'first' });
    await vi.advanceTimersByTimeAsync(3000);
    workers[0].fail('it is gone');
    workers[1].report({ type: 'ready', lock: 'second' });
    await vi.advanceTimersByTimeAsync(2001);
    await outcome;
    expect(workers[1].terminated).toBe(true);
  });

  test('is asked again of the calling thread where no second worker can be had', async () => {
    const { create, workers } = workerSource();
    let isForbidden = false;
    const createWorker = () => {
      if (isForbidden) throw new Error('forbidden');
      return create();
    };
    const { core, service } = setUp({ createWorker });
    const fit = fitBy(service, request(101));
    workers[0].report({ type: 'ready' });
    isForbidden = true;
    workers[0].fail('it is gone');
    expect((await fit).criterion).toBe(101);
    expect(core.fitted).toEqual([101]);
  });

  test('runs on the calling thread where workers cannot be had', async () => {
    const impossible = () => {
      throw new Error('forbidden');
    };
    for (const createWorker of [undefined, impossible]) {
      const { core, service } = setUp({ createWorker });
      expect((await fitBy(service, request(101))).criterion).toBe(101);
      expect(core.fitted).toEqual([101]);
      expect(service.computedFits).toBe(1);
      await expect((async () => fitBy(service, request(101)))()).resolves.toMatchObject({ criterion: 101 });
      expect(service.computedFits).toBe(1);
    }
  });

  test('runs on the calling thread when the first worker cannot load its script', async () => {
    const { core, service, workers } = setUp();
    const fit = fitBy(service, request(101));
    workers[0].fail('404');
    expect((await fit).criterion).toBe(101);
    expect((await fitBy(service, request(102))).criterion).toBe(102);
    expect(core.fitted).toEqual([101, 102]);
    expect(workers).toHaveLength(1);
  });

  test('runs on the calling thread when a worker never reports', async () => {
    vi.useFakeTimers();
    const { service, workers } = setUp();
    const fit = fitBy(service, request(101));
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await fit).criterion).toBe(101);
    expect(workers[0].terminated).toBe(true);
  });

  test('is stopped when it takes too long', async () => {
    vi.useFakeTimers();
    const { service, workers } = setUp({ timeBudget: 5000 });
    const fit = fitBy(service, request(101)) as Promise<FitResult>;
    const outcome = expect(fit).rejects.toThrow('longer than 5 seconds');
    workers[0].report({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(5001);
    await outcome;
    expect(workers[0].terminated).toBe(true);
  });

  test('is given more time by a caller who asks for it, and each caller waits as long as it said', async () => {
    vi.useFakeTimers();
    const { service, workers } = setUp({ timeBudget: 5000 });
    const short = fitBy(service, request(101)) as Promise<FitResult>;
    const long = fitBy(service, request(101), { timeBudget: 60_000 }) as Promise<FitResult>;
    const late = expect(short).rejects.toThrow('timeout=25');
    workers[0].report({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(5001);
    await late;
    expect(workers[0].terminated).toBe(false);
    workers[0].finish();
    expect((await long).criterion).toBe(101);
  });

  test('has its time from its turn on', async () => {
    vi.useFakeTimers();
    const { service, workers } = setUp({ timeBudget: 5000 });
    const [first, second] = [fitBy(service, request(101)), fitBy(service, request(102))];
    workers[0].report({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(4000);
    workers[0].finish();
    await vi.advanceTimersByTimeAsync(4000);
    workers[0].finish();
    expect((await first).criterion + (await second).criterion).toBe(203);
  });

  test('serves further questions about its model in the worker that has it open', async () => {
    const { service, workers } = setUp({ workers: 2 });
    const fit = fitBy(service, request(101));
    const residuals = service.analyse(request(101), { kind: 'residuals', types: ['response'] });
    expect(workers).toHaveLength(1);
    workers[0].report({ type: 'ready' });
    workers[0].finish();
    await fit;
    expect(
      workers[0].received.map((one) => one.type === 'order' && (one.order as ModelOrder).analysis.kind),
    ).toEqual(['summary', 'residuals']);
    expect(workers[0].orders[1]).toBeUndefined();
    workers[0].report({ type: 'result', result: RESULT });
    await residuals;
  });

  test('sends its model again after an error, which the worker may not have understood', async () => {
    const { service, workers } = setUp();
    for (const round of [0, 1]) {
      const fit = fitBy(service, request(101)) as Promise<FitResult>;
      if (round === 0) workers[0].report({ type: 'ready' });
      workers[0].report({ type: 'error', error: { code: 'data', message: 'no' } });
      await expect(fit).rejects.toThrow('no');
      expect(workers[0].orders[round].marker).toBe(101);
    }
  });

  test('settles when the service is disposed of', async () => {
    const { service, workers } = setUp();
    const [running, queued] = [fitBy(service, request(101)), fitBy(service, request(102))];
    workers[0].report({ type: 'ready' });
    service.dispose();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(queued).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0].terminated).toBe(true);
  });
});

test('one start that fails where others have not is no reason to do without workers, two in a row are', async () => {
  const { core, service, workers } = setUp();
  const first = fitBy(service, request(101));
  workers[0].report({ type: 'ready' });
  workers[0].finish();
  await first;
  workers[0].fail('it is gone');
  const second = fitBy(service, request(102));
  workers[1].fail('the net is gone');
  workers[2].report({ type: 'ready' });
  workers[2].finish();
  expect((await second).criterion).toBe(102);
  workers[2].fail('it is gone');
  const third = fitBy(service, request(103));
  workers[3].fail('the net is gone');
  workers[4].fail('the net is gone');
  expect((await third).criterion).toBe(103);
  expect(core.fitted).toEqual([103]);
});

describe('a worker that ends without a word', () => {
  /** Locks as a browser has them, for one page and its workers. */
  function locks() {
    const free = new Map<string, () => void>();
    const request = (name: string, taken: () => unknown): Promise<void> => {
      free.set(name, () => void taken());
      return Promise.resolve();
    };
    vi.stubGlobal('navigator', { locks: { request } });
    return { letGo: (name: string) => free.get(name)!() };
  }
  afterEach(() => vi.unstubAllGlobals());

  test('is missed as soon as its lock is free, at work or not', async () => {
    const { letGo } = locks();
    const { service, workers } = setUp();
    const fit = fitBy(service, request(101)) as Promise<FitResult>;
    workers[0].report({ type: 'ready', lock: 'first' });
    letGo('first');
    workers[1].report({ type: 'ready', lock: 'second' });
    workers[1].report({ type: 'result', result: RESULT });
    await fit;
    letGo('second');
    expect(workers).toHaveLength(2);
    void fitBy(service, request(102));
    expect(workers).toHaveLength(3);
  });

  test('is not missed when it was ended on purpose', async () => {
    const { letGo } = locks();
    const { service, workers } = setUp();
    const controller = new AbortController();
    const fit = fitBy(service, request(101), { signal: controller.signal }) as Promise<FitResult>;
    workers[0].report({ type: 'ready', lock: 'first' });
    controller.abort();
    await expect(fit).rejects.toMatchObject({ code: 'cancelled' });
    letGo('first');
    expect(workers).toHaveLength(1);
  });

  test('is missed where there are no locks when it does not take an order', async () => {
    vi.useFakeTimers();
    const { service, workers } = setUp();
    const fit = fitBy(service, request(101)) as Promise<FitResult>;
    workers[0].report({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(16_000);
    expect(workers).toHaveLength(2);
    workers[1].report({ type: 'ready' });
    workers[1].report({ type: 'begun' });
    await vi.advanceTimersByTimeAsync(60_000);
    workers[1].report({ type: 'result', result: RESULT });
    expect(await fit).toEqual(RESULT);
  });
});

describe('a long fit without workers', () => {
  /** Keeps the thread busy for some milliseconds. */
  const busy = (ms: number) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  };

  test('runs in slices, between which the page is alive', async () => {
    // Counted in steps: on a busy machine each takes longer than it says, and a slice none the more of them.
    let [sinceTurn, most] = [0, 0];
    const core = fakeCore();
    core.steps = 30;
    core.onTurn = () => {
      busy(5);
      most = Math.max(most, ++sinceTurn);
    };
    const { service } = setUp({ createWorker: undefined }, core);
    const clock = setInterval(() => (sinceTurn = 0), 0);
    expect((await fitBy(service, request(101))).criterion).toBe(101);
    clearInterval(clock);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
  });

  test('is stopped between two slices when nobody waits for it any more, and the next one runs', async () => {
    const core = fakeCore();
    core.steps = Infinity;
    core.onTurn = () => busy(2);
    const { service } = setUp({ createWorker: undefined }, core);
    const controller = new AbortController();
    const endless = fitBy(service, request(101), { signal: controller.signal }) as Promise<FitResult>;
    const next = fitBy(service, request(102)) as Promise<FitResult>;
    setTimeout(() => controller.abort(), 30);
    await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
    core.steps = 1;
    expect((await next).criterion).toBe(102);
    expect(core.fitted).toEqual([101, 102]);
  });

  test('is answered when it is asked for at the moment in which another one is stopped', async () => {
    const core = fakeCore();
    core.steps = Infinity;
    core.onTurn = () => busy(2);
    const { service } = setUp({ createWorker: undefined }, core);
    const controller = new AbortController();
    const endless = fitBy(service, request(101), { signal: controller.signal }) as Promise<FitResult>;
    const isCancelled = expect(endless).rejects.toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    controller.abort();
    core.steps = 1;
    expect(((await fitBy(service, request(102))) as FitResult).criterion).toBe(102);
    await isCancelled;
    expect(core.fitted).toEqual([101, 102]);
  });

  test('is stopped when its time is over', async () => {
    const core = fakeCore();
    core.steps = Infinity;
    core.onTurn = () => busy(2);
    const { service } = setUp({ createWorker: undefined, timeBudget: 60 }, core);
    await expect(fitBy(service, request(101))).rejects.toThrow('longer than 0.06 seconds');
  });

  test('is refused with a sentence, before it is begun, when one of its steps would hold the page up', async () => {
    const core = { ...fakeCore(), stepCost: () => 1e9 };
    const { service } = setUp({ createWorker: undefined }, core);
    await expect(fitBy(service, request(101))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /no background workers.*stand still for about 2 seconds.*fewer random effects/,
      ) as string,
    });
    expect(core.fitted).toEqual([]);
  });

  test('gives the same as in one go', async () => {
    const data = exampleCells('sleepstudy');
    const model = 'Reaction ~ Days + (Days | Subject)';
    const asked = { data, model, options: DEFAULT_FIT_OPTIONS };
    const sliced = createFitService({ smallCost: 0 });
    const atOnce = createFitService({ smallCost: Infinity });
    const analyses: Analysis[] = [
      { kind: 'summary' },
      { kind: 'anova', type: 3 },
      { kind: 'randomTests' },
      { kind: 'check' },
      {
        kind: 'deviance',
        theta: [
          [1, 0, 1],
          [0.9, 0, 0.2],
        ],
      },
      { kind: 'intervals', type: 'profile', parameter: '', level: 0.95 },
      { kind: 'profile', parameter: 'Days', points: 5 },
      { kind: 'predict', random: true, interval: 'none', level: 0.95, newData: null, newDataAddress: null },
    ];
    for (const analysis of analyses)
      expect(await sliced.analyse(asked, analysis)).toEqual(atOnce.analyse(asked, analysis));
  });
});

describe('much data', () => {
  const many = (marker: number) => {
    const cells = Array.from({ length: 10_000 }, () => [1, 'a', 2]);
    return request(marker, { data: [['y', 'g', 'x'], [marker, 'b', 2], ...cells] });
  };

  test('goes to the worker in parcels and is prepared there', async () => {
    const { core, service, workers } = setUp({ smallCells: 20_000 });
    const fits = [fitBy(service, many(1)), fitBy(service, many(1))];
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    workers[0].report({ type: 'ready' });
    await vi.waitFor(() => expect(workers[0].received.at(-1)?.type).toBe('order'));
    const rows = workers[0].received.flatMap((one) => (one.type === 'parcel' ? one.items : []));
    expect(rows).toHaveLength(10_002);
    expect(workers[0].received.length).toBeGreaterThan(3);
    workers[0].report({ type: 'result', result: RESULT });
    expect(await Promise.all(fits)).toEqual([RESULT, RESULT]);
    expect(core.prepared).toBe(0);
    expect(service.computedFits).toBe(1);
    expect(await fitBy(service, many(1))).toEqual(RESULT);
    expect(service.computedFits).toBe(1);
  });

  test('and a long result of it comes in parcels', async () => {
    const { service, workers } = setUp({ smallCells: 20_000 });
    const fit = fitBy(service, many(1));
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    workers[0].report({ type: 'ready' });
    await vi.waitFor(() => expect(workers[0].received.at(-1)?.type).toBe('order'));
    workers[0].report({ type: 'parcel', listNumber: 0, items: ['a', 'b'] });
    workers[0].report({ type: 'parcel', listNumber: 0, items: ['c'] });
    workers[0].report({ type: 'result', result: { levels: { listNumber: 0 }, rows: [[1]] } });
    expect(await fit).toEqual({ levels: ['a', 'b', 'c'], rows: [[1]] });
  });

  test('is given up on the way', async () => {
    const { service, workers } = setUp({ smallCells: 20_000 });
    const early = new AbortController();
    const fit = fitBy(service, many(1), { signal: early.signal }) as Promise<FitResult>;
    early.abort();
    await expect(fit).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers).toEqual([]);
    const late = new AbortController();
    const other = fitBy(service, many(2), { signal: late.signal }) as Promise<FitResult>;
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    workers[0].report({ type: 'ready' });
    late.abort();
    await expect(other).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0].terminated).toBe(true);
    const sent = workers[0].received.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workers[0].received).toHaveLength(sent);
  });
});

describe('the cache', () => {
  test('forgets what has not been used for longest', () => {
    const { core, service } = setUp({ cacheEntries: 2 });
    for (const marker of [1, 2, 1, 3, 1, 2]) void fitBy(service, request(marker));
    expect(core.fitted).toEqual([1, 2, 3, 2]);
  });

  test('holds no more than its memory', () => {
    const { core, service } = setUp({ cacheBytes: 1.5 * sizeOf(RESULT) });
    for (const marker of [1, 1, 2, 1]) void fitBy(service, request(marker));
    expect(core.fitted).toEqual([1, 2, 1]);
  });
});
