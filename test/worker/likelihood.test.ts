import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  answerLikelihood,
  likelihoodQuestionCost,
  type FitResult,
  type LikelihoodQuestion,
  type LikelihoodStudy,
  type StudyRequest,
} from '../../src/index';
import { createFitService, SMALL_COST, type FitService } from '../../worker/index';
import { currentReplay } from '../../worker/replay';
import { fitBy } from './fitBy';
import { fakeCore, LARGE, request, workerSource } from './fakes';

afterEach(() => void vi.useRealTimers());

/** A column whose two parameters are searched for in a worker. */
const studyOf = (changes: Partial<StudyRequest> = {}): LikelihoodQuestion<'study'> => ({
  kind: 'study',
  request: {
    density: 'weibull',
    columns: [{ name: '', values: Float64Array.from({ length: 500 }, (_, i) => 1 + (i % 17)) }],
    parameter: '',
    level: 0.95,
    detail: 'fine',
    options: {},
    ...changes,
  },
});

const ask = (service: FitService, asked: LikelihoodQuestion, watch = {}): unknown =>
  service.call(
    asked,
    likelihoodQuestionCost(asked),
    () => answerLikelihood(asked, currentReplay() ?? undefined),
    watch,
  );

function setUp() {
  const { create, workers } = workerSource();
  const core = fakeCore();
  return { service: createFitService({ core, smallCost: LARGE, createWorker: create, workers: 1 }), workers };
}

describe('a question about a likelihood', () => {
  test('of 5 out of 30, or of a column with one parameter, is answered at once', () => {
    const service = createFitService({ createWorker: () => expect.unreachable() });
    const counts = studyOf({ density: 'binomial', columns: [{ name: '', values: Float64Array.of(5, 30) }] });
    const { maximum } = ask(service, counts) as LikelihoodStudy;
    expect(maximum.parameters[0].estimate).toBeCloseTo(5 / 30, 12);
    const column = [{ name: '', values: Float64Array.from({ length: 2000 }, (_, i) => i % 7) }];
    expect(likelihoodQuestionCost(studyOf({ density: 'poisson', columns: column }))).toBeLessThan(SMALL_COST);
    for (const density of ['gamma', 'weibull', 'dpois(y, lambda, log = TRUE)'])
      expect(likelihoodQuestionCost(studyOf({ density, columns: column }))).toBeGreaterThan(SMALL_COST);
  });

  test('goes to a worker with a copy of its columns, once for equal columns', async () => {
    const { service, workers } = setUp();
    const asked = studyOf();
    const first = ask(service, asked);
    const second = ask(service, studyOf());
    expect(workers).toHaveLength(1);
    workers[0].report({ type: 'ready' });
    const orders = () => workers[0].received.filter(({ type }) => type === 'order').length;
    expect(orders()).toBe(1);
    expect(asked.request.columns[0].values).toHaveLength(500);
    workers[0].report({ type: 'result', result: 'studied' });
    expect([await first, await second]).toEqual(['studied', 'studied']);
    const columns = [{ name: '', values: Float64Array.of(1, 2, 4) }];
    const other = ask(service, studyOf({ columns }));
    expect(orders()).toBe(2);
    workers[0].report({ type: 'result', result: 'studied too' });
    expect(await other).toBe('studied too');
    expect(workers).toHaveLength(1);
    expect(ask(service, studyOf())).toBe('studied');
  });

  test('does not wait for a fit of the sheet, nor for those that wait with it', async () => {
    const { service, workers } = setUp();
    const fits = [101, 102].map((marker) => fitBy(service, request(marker)) as Promise<FitResult>);
    workers[0].report({ type: 'ready' });
    const study = ask(service, studyOf());
    expect(workers).toHaveLength(2);
    workers[1].report({ type: 'ready' });
    workers[1].report({ type: 'result', result: 'studied' });
    expect(await study).toBe('studied');
    // The second fit still waits for the first: there is one worker for fits.
    expect(workers[1].received).toHaveLength(1);
    workers[0].finish();
    expect((await fits[0]).criterion).toBe(101);
  });

  test('ends with its worker when another one takes its place, and has no limit of time', async () => {
    vi.useFakeTimers();
    const { service, workers } = setUp();
    const controller = new AbortController();
    const study = ask(service, studyOf(), { signal: controller.signal, timeBudget: Infinity });
    let isSettled = false;
    const settled = (study as Promise<unknown>).catch((error: unknown) => ((isSettled = true), error));
    workers[0].report({ type: 'ready' });
    workers[0].report({ type: 'begun' });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(isSettled).toBe(false);
    controller.abort();
    expect(await settled).toMatchObject({ code: 'cancelled' });
    expect(workers[0].terminated).toBe(true);
  });

  const column = (rows: number) => [
    { name: 'y', values: Float64Array.from({ length: rows }, (_, i) => Math.exp(Math.sin(i))) },
  ];
  const long = 'LN(a/(PI()*(a^2 + (y - b)^2)))';
  const surface = { density: '-LN(s) - ABS(y - m)^1.5/s', second: 'm', columns: column(2000) };
  test.each<[string, LikelihoodQuestion]>([
    ['a study', studyOf({ columns: column(2000) })],
    ['a surface', studyOf(surface)],
    ['one place', { ...studyOf({ density: long, columns: column(60_000) }), kind: 'place', values: [2] }],
  ])('is answered in short steps where there are no workers: %s', async (_, asked) => {
    const service = createFitService({ smallCost: 0 });
    const expected = answerLikelihood(asked);
    let turns = 0;
    let isOver = false;
    const take = (): void => {
      turns++;
      if (!isOver) setTimeout(take, 0);
    };
    setTimeout(take, 0);
    expect(await ask(service, asked)).toEqual(expected);
    isOver = true;
    expect(turns).toBeGreaterThan(3);
  });
});
