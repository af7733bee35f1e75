import type { IWorkbookData } from '@univerjs/core';
import { expect, test } from 'vitest';
import { openFile, type FileReport, type FileWorker } from '../../../workbench/files/opening';

/** A worker that a test moves by hand. */
class FakeWorker implements FileWorker {
  onmessage: FileWorker['onmessage'] = null;
  onerror: FileWorker['onerror'] = null;
  readonly sent: unknown[] = [];
  isTerminated = false;

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  report(...reports: FileReport[]): void {
    for (const data of reports) this.onmessage?.call(this as never, { data } as MessageEvent);
  }

  fail(): void {
    (this.onerror as ((event: unknown) => void) | null)?.({ message: 'out of memory' });
  }
}

const request = { file: new File(['a,b\n1,2\n'], 'x.csv'), options: { skip: 0 } };
const opened: FileReport = {
  type: 'opened',
  opened: {
    workbook: { sheets: { s: { cellData: { 2: { 0: { v: 3 } } } } } } as unknown as IWorkbookData,
    differences: 'no',
    active: null,
    kept: null,
    reading: null,
  },
};

function begin(worker: FakeWorker, controller = new AbortController()) {
  const heard: string[] = [];
  const onProgress = ({ doing }: { doing: string }) => heard.push(doing);
  const reading = openFile(request, { signal: controller.signal, onProgress }, () => worker);
  return { reading, heard, controller };
}

test('a worker is told the file when it is there, and its cells become those of the workbook', async () => {
  const worker = new FakeWorker();
  const { reading, heard } = begin(worker);
  expect(worker.sent).toEqual([]);
  worker.report(
    { type: 'ready' },
    { type: 'progress', progress: { doing: 'Reading', share: null } },
    { type: 'cells', sheet: 's', cells: { 0: { 0: { v: 1 } } } },
    { type: 'cells', sheet: 's', cells: { 1: { 0: { v: 2 } } } },
    opened,
  );
  const { workbook, differences } = await reading;
  expect(worker.sent).toEqual([request]);
  expect(heard).toEqual(['Reading']);
  expect(workbook.sheets.s.cellData).toEqual({ 0: { 0: { v: 1 } }, 1: { 0: { v: 2 } }, 2: { 0: { v: 3 } } });
  expect(differences).toBe('no');
  expect(worker.isTerminated).toBe(true);
});

test('a sentence of the worker is the sentence of the page', async () => {
  const worker = new FakeWorker();
  const { reading } = begin(worker);
  worker.report({ type: 'ready' }, { type: 'failed', sentence: '"x.csv" is damaged: it is cut off.' });
  await expect(reading).rejects.toThrow('"x.csv" is damaged: it is cut off.');
  expect(worker.isTerminated).toBe(true);
});

test('a worker that dies while it reads has needed too much memory', async () => {
  const worker = new FakeWorker();
  const { reading } = begin(worker);
  worker.report({ type: 'ready' });
  worker.fail();
  await expect(reading).rejects.toThrow('"x.csv" is too large: there is not enough memory to open it.');
});

test('a file that is given up ends its worker at once', async () => {
  const worker = new FakeWorker();
  const { reading, controller } = begin(worker);
  worker.report({ type: 'ready' });
  controller.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(worker.isTerminated).toBe(true);
});

test('where no worker begins the page reads the file itself', async () => {
  const worker = new FakeWorker();
  const { reading } = begin(worker);
  worker.fail();
  expect((await reading).workbook.sheets['sheet-1'].cellData![1][1].v).toBe(2);
  const none = openFile(
    request,
    { signal: new AbortController().signal, onProgress: () => undefined },
    () => {
      throw new Error('workers are forbidden here');
    },
  );
  expect((await none).workbook.name).toBe('x');
});
