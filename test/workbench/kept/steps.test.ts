import { ICommandService } from '@univerjs/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeOf } from '../../../workbench/kept/changes';
import type { Part, Writing } from '../../../workbench/kept/database';
import { BLOCK, Missing } from '../../../workbench/kept/missing';
import { assembled } from '../../../workbench/kept/recovery';
import { writingSteps } from '../../../workbench/kept/steps';
import { openHeadless, type Headless } from '../headless';

const WORK = 'work';
let headless: Headless;
let missing: Missing;
let parts: Map<string, Part>;
/** How many parts the last writing wrote. */
let written: number;

beforeEach(() => {
  headless = openHeadless([['y'], [1], [2], ['=A2+A3']]);
  parts = new Map();
  missing = new Missing(true);
  headless.get<ICommandService>(ICommandService).onCommandExecuted((command, options) => {
    const change = changeOf(command, options, 'book');
    if (change) missing.add(change);
  });
});
afterEach(() => headless.close());

const request = {} as IDBRequest;
const forget = (prefix: string): IDBRequest => {
  for (const key of parts.keys()) if (key.startsWith(prefix)) parts.delete(key);
  return request;
};
/** A database that holds copies, as a browser's does. */
const writing: Writing = {
  head: () => request,
  part(work, part) {
    written++;
    parts.set(
      `${work}/${part.sheet}/${'rows' in part ? part.block : 'shell' in part ? 'shell' : 'kept'}`,
      structuredClone(part),
    );
    return request;
  },
  forgetSheet: (work, sheet) => forget(`${work}/${sheet}/`),
  forgetHead: () => request,
  forgetParts: (work) => forget(`${work}/`),
};

const snapshot = () => headless.api.getActiveWorkbook()!.getWorkbook().getSnapshot();

function write(): void {
  written = 0;
  for (const step of writingSteps(WORK, snapshot(), missing, null, null)) step(writing);
  missing = new Missing(false);
}

/** Without what formulas gave, which is not kept, and without what has never been anything. */
function plain(sheets: ReturnType<typeof assembled>): unknown {
  return JSON.parse(
    JSON.stringify(sheets, (key, value: unknown) => {
      const cell = value as { f?: string; v?: unknown; t?: unknown } | null;
      if (cell && typeof cell === 'object' && cell.f) return { ...cell, v: undefined, t: undefined };
      if (key === 'cellData')
        return Object.fromEntries(
          Object.entries(cell as object).filter(([, row]) => Object.keys(row as object).length > 0),
        );
      return value;
    }),
  );
}

function expectKept(): void {
  expect(plain(assembled([...parts.values()]))).toEqual(plain(snapshot().sheets));
}

test('what is written after each edit is the workbook as it is', () => {
  const workbook = headless.api.getActiveWorkbook()!;
  const sheet = workbook.getActiveSheet();
  const edits: (() => unknown)[] = [
    () => headless.type(1, 0, 5),
    () => headless.type(BLOCK + 3, 2, 'far below'),
    () => sheet.getRange(1, 0, 3, 1).setFontWeight('bold'),
    () => sheet.insertRows(1, 2),
    () => sheet.setColumnWidth(0, 200),
    () => sheet.deleteRows(2, 1),
    () => workbook.insertSheet('Second').getRange(0, 0).setValue('on the second'),
    () => sheet.setName('First'),
    () => workbook.deleteSheet(workbook.getSheetByName('Second')!),
    () => headless.type(1, 0, null),
  ];
  for (const edit of edits) {
    edit();
    write();
    expectKept();
  }
});

test('an edit of a cell writes the one block of rows that it is in', () => {
  headless.type(1, 0, 5);
  write();
  expect(written).toBeGreaterThan(1);
  headless.type(BLOCK, 0, 6);
  write();
  expect(written).toBe(1);
  expectKept();
});

test('results of formulas are no edits, and are left out where a work is taken up', async () => {
  write();
  await expect.poll(() => headless.value(3, 0)).toBe(3);
  expect([missing.everything, missing.sheets.size]).toEqual([false, 0]);
  write();
  const cell = assembled([...parts.values()])['sheet-1'].cellData![3][0];
  expect(cell).toMatchObject({ f: '=A2+A3', v: null });
});

test('what could not be written is written with the next', () => {
  write();
  headless.type(1, 0, 5);
  const lost = missing;
  missing = new Missing(false);
  headless.api.getActiveWorkbook()!.getActiveSheet().insertRows(1, 2);
  missing.merge(lost);
  write();
  expectKept();
});
