/** Homework in the pane of Excel: handed in by a student, handed out and graded by a teacher. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { receiptsIn } from '../../src/index';
import { settingsToProperties } from '../../taskpane/settingProperties';
import { makeHandOuts } from '../../workbench/coursework/handOut';
import { entriesOf, textOf } from '../../workbench/files/zip';
import { homework, homeworkSheets, LABELS, rightFor } from '../workbench/coursework/homework';
import { changed, fillIn } from '../workbench/coursework/support';
import { SHOTS, startExcel, type ExcelServer, type OpenExcel } from './support/excel';

let server: ExcelServer;
let opened: OpenExcel | null = null;
beforeAll(async () => {
  server = await startExcel();
}, 600_000);
afterAll(() => server?.close());
afterEach(async () => {
  const { excel, complaints, page } = opened!;
  opened = null;
  expect(excel.problems).toEqual([]);
  // Excel's frame gives no leave to write to the clipboard, and the browser says so before it is done by a selection.
  expect(complaints.filter((words) => !words.includes('The Clipboard API has been blocked'))).toEqual([]);
  await page.context().close();
});

const { mean } = rightFor('ada');

async function savedBy({ page, pane }: OpenExcel, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    pane.getByRole('button', { name: button, exact: true }).click(),
  ]);
  const path = join(SHOTS, 'excel-course-saved');
  await download.saveAs(path);
  return { name: download.suggestedFilename(), bytes: readFileSync(path) };
}

async function expectAccessible({ page }: OpenExcel): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never })
    .include(['iframe', '.cm-pane'])
    .exclude(['iframe', '[data-tabster-dummy]'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** A student's workbook with three answers, one of them by a function that checks it. */
function handedOut() {
  const names = {
    student: 'Homework!B1',
    q_mean: 'Homework!B4',
    q_cov: 'Homework!E4:F5',
    q_sd: 'Homework!B5',
  };
  const answers = [
    ['Mean', 'q_mean'],
    ['Deviation', 'q_sd'],
    ['Covariance', 'q_cov'],
  ];
  return {
    sheets: {
      Homework: [
        ['Your id', 'ada', null, null, null, null],
        [],
        ['Question', 'Answer', 'Check'],
        ['Mean', 2.5, '=CHECK.ANSWER(B4, 2.5)', null, 4, 1.5],
        ['Deviation', null, '=CHECK.ANSWER(B5, 1)', null, 1.5, 9],
      ],
    },
    names,
    settings: {
      'cellmer.assignment': 'HW7',
      'cellmer.version': '2',
      'cellmer.answers': JSON.stringify(answers),
    },
  };
}

test('a student hands in: what is missing is said, the file is saved, the receipt has all answers', async () => {
  const { sheets, names, settings } = handedOut();
  const bytes = new Uint8Array(5_000_000).map((_, i) => i % 251);
  for (const [width, colorScheme] of [
    [300, 'light'],
    [420, 'dark'],
  ] as const) {
    opened = await server.open({
      sheets,
      width,
      colorScheme,
      prepare(excel) {
        for (const [name, address] of Object.entries(names)) excel.addName(name, address);
        for (const [key, value] of Object.entries(settingsToProperties(settings)))
          excel.workbook.properties.set(key, value);
        excel.file = bytes;
      },
    });
    await opened.pane.getByRole('tab', { name: 'Course' }).click();
    const saved = await savedBy(opened, 'Save to hand in');
    expect(saved.name).toBe('HW7_ada.xlsx');
    expect(Buffer.compare(saved.bytes, Buffer.from(bytes))).toBe(0);
    await opened.pane.getByText('Not answered: Deviation.').waitFor();
    await opened.pane.getByText('The checks in the workbook: 1 right, 0 not yet, 1 not answered.').waitFor();
    const receipt = await opened.pane.locator('.cm-receipt').innerText();
    expect(receiptsIn(receipt)).toEqual([
      {
        assignment: 'HW7',
        version: '2',
        student: 'ada',
        answers: new Map([
          ['Mean', [[2.5]]],
          ['Deviation', [[null]]],
          [
            'Covariance',
            [
              [4, 1.5],
              [1.5, 9],
            ],
          ],
        ]),
      },
    ]);
    await opened.shot(`course-student-${width}`);
    await expectAccessible(opened);
    if (width === 300) await opened.page.context().close();
  }
});

test('the view comes when the workbook gets questions', async () => {
  opened = await server.open({ sheets: { Sheet1: [] } });
  const tab = opened.pane.getByRole('tab', { name: 'Course' });
  await opened.pane.getByRole('tab', { name: 'Model' }).waitFor();
  expect(await tab.count()).toBe(0);
  opened.excel.type('Sheet1!A1', [
    ['Question', 'Answer'],
    ['Mean', null],
  ]);
  await tab.click();
  await opened.pane.getByRole('button', { name: 'Save to hand in' }).click();
  await opened.pane.getByText('Nobody could tell whose workbook this is').waitFor();
});

test('a teacher hands out and grades', async () => {
  const key = new Uint8Array(await (await homework()).arrayBuffer());
  const { sheets, names } = homeworkSheets();
  opened = await server.open({
    sheets: { Homework: sheets.Homework.slice(0, 3), Key: [] },
    prepare(excel) {
      excel.addName('student', names.student);
      excel.file = key;
    },
  });
  await opened.pane.getByRole('tab', { name: 'Course' }).click();
  await expectAccessible(opened);
  const handOut = await savedBy(opened, 'Make hand-out');
  // Of a workbook that Excel calls Book1 only the sheet says what the assignment is.
  expect(handOut.name).toBe('HW3.xlsx');
  const [here] = (await makeHandOuts(await homework(), null)).files;
  const parts = async (bytes: Uint8Array) =>
    new Map(
      await Promise.all(
        entriesOf(bytes)
          // The time.
          .filter(({ path }) => path !== 'docProps/core.xml')
          .map(async (one) => [one.path, await textOf(one)] as const),
      ),
    );
  expect(await parts(handOut.bytes)).toEqual(await parts(here.bytes));

  const ada = await changed(handOut.bytes, (book) => fillIn(book, 'ada', { q_n: 10, q_mean: mean }));
  await opened.pane.getByLabel('What was handed in').setInputFiles({
    name: 'HW3_ada.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(ada),
  });
  const grades = await savedBy(opened, 'Grade');
  await opened.pane.getByText('1 work graded: grades and marked workbooks are saved.').waitFor();
  await opened.shot('course-teacher');
  const entries = entriesOf(grades.bytes);
  expect((await textOf(entries[0])).split('\r\n')).toEqual([
    `student,file,total,${LABELS.join(',')},flags,problem`,
    'ada,HW3_ada.xlsx,3,1,2,0,0,0,0,,',
    '',
  ]);
});

test('an Excel that gives no files says where to do what', async () => {
  const { sheets, names, settings } = handedOut();
  const requirements = { CompressedFile: '1.0' };
  opened = await server.open({
    sheets,
    requirements,
    prepare(excel) {
      for (const [name, address] of Object.entries(names)) excel.addName(name, address);
      for (const [key, value] of Object.entries(settingsToProperties(settings)))
        excel.workbook.properties.set(key, value);
    },
  });
  await opened.pane.getByRole('tab', { name: 'Course' }).click();
  await opened.pane.getByRole('button', { name: 'Collect my answers' }).click();
  await opened.pane.getByText('Save this workbook as HW7_ada.xlsx').waitFor();
  await opened.shot('course-no-file');
  await expectAccessible(opened);

  opened.excel.workbook.addSheet('Key');
  opened.excel.type('Key!A1', 'Question');
  await opened.pane.getByText('The pane of this Excel cannot save files.').waitFor();
  await opened.shot('course-elsewhere');
  await expectAccessible(opened);
});
