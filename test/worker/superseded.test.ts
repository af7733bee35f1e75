/** What one question finds of a model's minimum reaches all that are asked afterwards, in whatever cell and worker. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  DEFAULT_FIT_OPTIONS,
  parseCsv,
  type FitResult,
  type LowValue,
  type ModelRequest,
} from '../../src/index';
import { createFitService } from '../../worker/index';
import { fitBy } from './fitBy';
import type { ModelOrder } from '../../worker/questions';
import { repeated } from '../analyses/support';
import { fakeCore, LARGE, request, RESULT, workerSource } from './fakes';

const CI = { kind: 'intervals', type: 'profile', parameter: 'theta_', level: 0.95 } as const;

/** Of test/analyses/superseded.test.ts: its search ends at 4319.246, and 4251.392 is lower. */
function twoMinima(changes: Partial<ModelRequest['options']> = {}, model = 'y ~ x + (x || g)'): ModelRequest {
  const rows = parseCsv(
    readFileSync(join(import.meta.dirname, '../analyses/fixtures/lower-minimum-663.csv'), 'utf8'),
  );
  const data = repeated(rows, 30, ['g', 'h']);
  return { data, model, options: { ...DEFAULT_FIT_OPTIONS, method: 'ML', ...changes } };
}

test('a cell calculated after intervals have found a lower minimum shows it, and so does one calculated again', async () => {
  const service = createFitService();
  const before = await fitBy(service, twoMinima());
  expect(before.criterion).toBeCloseTo(4319.246, 2);
  expect(await fitBy(service, twoMinima())).toBe(before);
  await service.analyse(twoMinima(), CI);
  const again = await fitBy(service, twoMinima());
  expect(again.criterion).toBeCloseTo(4251.3919, 3);
  expect(await fitBy(service, twoMinima())).toBe(again);
  for (const other of [
    twoMinima({ level: 0.9 }),
    twoMinima({ start: [1, 1] }),
    twoMinima({}, 'y ~ x + (1 | g) + (0 + x | g)'),
  ])
    expect((await fitBy(service, other)).criterion).toBeCloseTo(4251.3919, 3);
  service.dispose();
});

const found = (criterion: number, isFit = true): LowValue => ({
  ...{ columns: 'y', reml: true, rows: 2, theta: [criterion], criterion, isFit },
});

/** A worker that has answered one question and reported a minimum of 10. */
async function answered() {
  const { create, workers } = workerSource();
  const service = createFitService({ core: fakeCore(), smallCost: LARGE, createWorker: create, workers: 1 });
  const fit = fitBy(service, request(101));
  const [worker] = workers;
  worker.report({ type: 'ready' });
  worker.report({ type: 'minimum', value: found(10) });
  worker.report({ type: 'result', result: RESULT });
  expect(await fit).toEqual(RESULT);
  const known = (): ModelOrder['known'] => {
    const last = worker.received.at(-1)!;
    return last.type === 'order' && 'known' in last.order ? last.order.known : undefined;
  };
  return { service, worker, known };
}

test('a worker is sent what is known of the data with every order', async () => {
  const { service, worker, known } = await answered();
  void service.analyse(request(101), CI);
  expect(known()).toEqual([found(10)]);
  worker.report({ type: 'result', result: {} });
  // Other data
  void fitBy(service, request(102));
  expect(known()).toEqual([]);
});

test('answers are kept until a value below a fit turns up, and those under way then are not kept', async () => {
  const { service, worker, known } = await answered();
  const intervals = service.analyse(request(101), CI);
  worker.report({ type: 'minimum', value: found(10, false) });
  expect(await fitBy(service, request(101))).toEqual(RESULT);
  worker.report({ type: 'minimum', value: found(5, false) });
  worker.report({ type: 'result', result: { rows: [] } });
  await intervals;
  const orders = worker.received.length;
  const again = fitBy(service, request(101)) as Promise<FitResult>;
  expect(worker.received).toHaveLength(orders + 1);
  expect(known()).toEqual([found(5, false)]);
  worker.report({ type: 'minimum', value: found(5) });
  worker.report({ type: 'result', result: { ...RESULT, criterion: 5 } });
  expect((await again).criterion).toBe(5);
  expect(await fitBy(service, request(101))).toMatchObject({ criterion: 5 });
  void service.analyse(request(101), CI);
  expect(worker.received).toHaveLength(orders + 2);
});
