import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseCsv } from '../../src/index';
import {
  DEFAULT_FIT_OPTIONS,
  fitCost,
  prepareModel,
  type Analysis,
  type Cell,
  type FitResult,
  type LikelihoodPlace,
  type ModelInput,
} from '../../src/index';
import { fitModel } from '../fitModel';
import { transferables, type WorkerMessage, type WorkerReport } from '../../worker/messages';
import { appendInPlace, pack, parcels, unpack } from '../../worker/parcels';
import { randomEffectsOf } from '../randomEffects';

const SLEEP = parseCsv(readFileSync(join(import.meta.dirname, '../../examples/sleepstudy.csv'), 'utf8'));
const prepare = (model: string, data = SLEEP) => prepareModel({ data, model, options: DEFAULT_FIT_OPTIONS });

let reports: WorkerReport[] = [];

beforeEach(async () => {
  reports = [];
  await startWorker();
});
afterEach(() => vi.unstubAllGlobals());

async function startWorker(): Promise<void> {
  // What a real worker would send: clones, with the buffers handed over.
  vi.stubGlobal('postMessage', (report: WorkerReport, transfer: Transferable[] = []) =>
    reports.push(structuredClone(report, { transfer })),
  );
  vi.resetModules();
  await import('../../functions/fitWorker');
}

const receive = (data: WorkerMessage): void =>
  (globalThis as unknown as { onmessage: (event: { data: unknown }) => void }).onmessage({
    data: structuredClone(data, { transfer: transferables(data) }),
  });

/** Sends an order as a page does: cloned, its buffers handed over. */
function send(input: ModelInput | undefined, analysis: Analysis = { kind: 'summary' }): void {
  receive({ type: 'order', order: { modelKey: 'm', input, analysis } });
}

const results = () => reports.flatMap((report) => (report.type === 'result' ? [report.result] : []));

test('the worker reports that it is there, then every step, the minimum found and the result', () => {
  expect(reports).toEqual([{ type: 'ready' }]);
  const input = prepare('Reaction ~ Days + (Days | Subject)');
  const expected = fitModel(structuredClone(input));
  send(input);
  expect(reports[1]).toEqual({ type: 'begun' });
  expect(reports.slice(2, -2).every(({ type }) => type === 'step')).toBe(true);
  const { criterion, theta } = expected;
  expect(reports.at(-2)).toMatchObject({
    type: 'minimum',
    value: { criterion, theta, reml: true, isFit: true },
  });
  expect(reports.at(-1)).toEqual({ type: 'result', result: expected });
});

test('the worker holds a lock for as long as it lives, where there are locks, and need not say that it has an order', async () => {
  const held: string[] = [];
  const request = (name: string, taken: () => Promise<never>): Promise<never> => {
    held.push(name);
    return taken();
  };
  vi.stubGlobal('navigator', { locks: { request } });
  reports = [];
  await startWorker();
  expect(held).toHaveLength(1);
  expect(reports).toEqual([{ type: 'ready', lock: held[0] }]);
  send(prepare('Reaction ~ Days + (1 | Subject)'));
  expect(reports[1].type).toBe('step');
});

test('the worker does without a lock where it may not have one', async () => {
  vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new Error('denied')) } });
  reports = [];
  await startWorker();
  await vi.waitFor(() => expect(reports).toEqual([{ type: 'ready' }]));
});

test('the worker answers a second question about a model without fitting it again', () => {
  send(prepare('Reaction ~ Days + (Days | Subject)'));
  const before = reports.length;
  send(undefined, { kind: 'residuals', types: ['response'] });
  expect(reports.slice(before).map(({ type }) => type)).toEqual(['begun', 'result']);
  expect(results()).toHaveLength(2);
});

test('the worker starts from what it is sent of other minima, and reports only what is lower', () => {
  const input = prepare('Reaction ~ Days + (Days | Subject)');
  send(structuredClone(input));
  const [minimum] = reports.flatMap((report) => (report.type === 'minimum' ? [report.value] : []));
  const before = reports.length;
  receive({
    type: 'order',
    order: { modelKey: 'other', input, analysis: { kind: 'summary' }, known: [minimum] },
  });
  expect(reports.slice(before).every(({ type }) => type !== 'minimum')).toBe(true);
});

test('the worker reads cells that came in parcels', () => {
  const long = [SLEEP[0], ...Array.from({ length: 30 }, () => SLEEP.slice(1)).flat()];
  const request = { data: long, model: 'Reaction ~ Days + (1 | Subject)', options: DEFAULT_FIT_OPTIONS };
  const { message, lists } = pack({ modelKey: 'm', request, analysis: { kind: 'summary' } as Analysis });
  expect(JSON.stringify(message).length).toBeLessThan(1000);
  const rows = [...parcels(lists[0])];
  expect(rows.length).toBeGreaterThan(1);
  for (const items of rows) receive({ type: 'parcel', listNumber: 0, items });
  receive({ type: 'order', order: message });
  expect(results()).toEqual([fitModel(prepareModel(request))]);
});

test('the names of many groups come back in parcels', () => {
  const header = ['y', 'g'];
  const rows = Array.from({ length: 24_000 }, (_, i) => [
    Math.sin(i * i) + Math.cos(i % 12_000),
    `g${i % 12_000}`,
  ]);
  const input = () => prepare('y ~ 1 + (1 | g)', [header, ...rows]);
  const expected = fitModel(input());
  send(input());
  const parts = reports.filter((report) => report.type === 'parcel');
  expect(parts.length).toBeGreaterThan(4);
  const lists: unknown[][] = [];
  for (const { listNumber, items } of parts) appendInPlace(lists, listNumber, items);
  expect(JSON.stringify(randomEffectsOf(results()[0] as FitResult, 'g').levels)).toBe('{"listNumber":0}');
  expect(unpack(results()[0], lists)).toEqual(expected);
});

/** The order to call LIKELIHOOD.MLE. */
function callMle(density: string, data: Cell[][]): WorkerMessage {
  const values = { density: [[density]], data, start: [[null]], options: [[null]], among: [[null]] };
  const call = { id: 'LIKELIHOOD.MLE', values, addresses: { data: 'S!A1:A4' } };
  return { type: 'order', order: { modelKey: 'c', call } };
}

test('the worker calls functions that take long, and their errors keep their sentence', () => {
  receive(callMle('y*LN(p) + (1-y)*LN(1-p)', [['y'], [0], [0], [1]]));
  const cells = results()[0] as unknown[][];
  expect(cells.find(([name]) => name === 'p')![1]).toBeCloseTo(1 / 3, 10);
  receive(callMle('y*LN(p', [['y'], [0], [0], [1]]));
  const report = reports.at(-1)!;
  expect(report).toMatchObject({ type: 'error', error: { code: 'data' } });
  expect((report as Extract<WorkerReport, { type: 'error' }>).error.message).toContain('bracket');
});

test('the worker answers questions about likelihoods as the page does', () => {
  const values = Float64Array.of(5, 30);
  const request = {
    ...{ density: 'binomial', columns: [{ name: '', values }], parameter: '', level: 0.95 },
    ...{ detail: 'fine' as const, options: {} },
  };
  receive({ type: 'order', order: { modelKey: 'l', call: { kind: 'place', request, values: [0.2] } } });
  const { logLik, score } = results()[0] as LikelihoodPlace;
  expect(logLik).toBeCloseTo(5 * Math.log(0.2) + 25 * Math.log(0.8) + Math.log(142_506), 10);
  expect(score[0]).toBeCloseTo(5 / 0.2 - 25 / 0.8, 10);
});

test('the worker reports what is wrong with the model, code included', () => {
  const oneEach = SLEEP.map((row, i) => (i === 0 ? [...row, 'row'] : [...row, `r${i}`]));
  send(prepare('Reaction ~ Days + (1 | row)', oneEach));
  const report = reports.at(-1)!;
  if (report.type !== 'error') throw new Error(`It reported a ${report.type}.`);
  expect(report.error.code).not.toBeNull();
  expect(report.error.message).toContain('row');
});

test('the input of a fit hands its columns over and does not copy them', () => {
  const input = prepare('Reaction ~ Days + (Days | Subject)');
  expect(transferables(input)).toHaveLength(3);
  send(input);
  for (const column of input.table.columns.values())
    expect((column.kind === 'number' ? column.values : column.codes).byteLength).toBe(0);
});

test('the cost of a fit grows with rows, groups, columns and random effects', () => {
  const rows = (n: number, groups: number) => [
    ['y', 'x', 'f', 'g'],
    ...Array.from({ length: n }, (_, i) => [i % 7, i % 5, `f${i % 30}`, `g${i % groups}`]),
  ];
  const cost = (model: string, n = 1000, groups = 10) => fitCost(prepare(model, rows(n, groups)));
  const simple = cost('y ~ x + (1 | g)');
  expect(cost('y ~ x + (1 | g)', 20_000)).toBeGreaterThan(5 * simple);
  expect(cost('y ~ x + (1 | g)', 1000, 900)).toBeGreaterThan(2 * simple);
  expect(cost('y ~ x + (x | g)')).toBeGreaterThan(simple);
  expect(cost('y ~ f + (1 | g)')).toBeGreaterThan(5 * simple);
  expect(cost('y ~ f:x + (1 | g)')).toBeGreaterThan(5 * simple);
  expect(fitCost(prepare('Reaction ~ Days + (Days | Subject)'))).toBeLessThan(1e6);
});
