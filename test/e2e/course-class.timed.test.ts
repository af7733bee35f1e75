/**
 * A course as a teacher has it, timed: a homework of five questions is made by hand in the workbench, handed out to a class, done, and graded.
 * Clicks and keys are counted; how long people take for them is assumed below.
 */

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { entriesOf, textOf, unpacked } from '../../workbench/files/zip';
import { FIRST_ROW, homeworkSheets, rightFor, xlsx } from '../workbench/coursework/homework';
import { changed } from '../workbench/coursework/support';
import { goTo, openFile, openWorkbench, valueOf, type OpenWorkbench } from './support/workbench';

const FOLDER = join(root, '.cache', 'shots');
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CLASS = Array.from({ length: 40 }, (_, i) => `student${i + 1}`);

/** How long a person takes, in seconds: for a click, and for a key. */
const [A_CLICK, A_KEY] = [1.5, 0.3];

let workbench: OpenWorkbench;
let page: Page;
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench?.close());

class Hands {
  clicks = 0;
  keys = 0;

  async click(...names: Parameters<Page['getByRole']>): Promise<void> {
    this.clicks++;
    await page.getByRole(...names).click();
  }

  /** A line of cells from a cell on, one after the other with Tab, and Enter at the end. */
  async line(cell: string, contents: readonly string[]): Promise<void> {
    await goTo(page, cell);
    this.clicks++;
    for (const [i, content] of contents.entries()) {
      await page.keyboard.type(content);
      await page.keyboard.press(i === contents.length - 1 ? 'Enter' : 'Tab');
      this.keys += content.length + 1;
    }
  }

  /** A file that is chosen in the system's dialog: the click that opens it, and two in there. */
  choose(): void {
    this.clicks += 3;
  }

  get seconds(): number {
    return this.clicks * A_CLICK + this.keys * A_KEY;
  }
}

/** What a click on a button saves. */
async function savedBy(hands: Hands, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    hands.click('button', { name: button, exact: true }),
  ]);
  const path = join(FOLDER, 'course-class-saved');
  await download.saveAs(path);
  return readFileSync(path);
}

const KEY = [
  ['How many', 'Homework!E5', '=COUNT(Homework!A5:A14)', '1'],
  ['Mean', 'Homework!E6', '=AVERAGE(Homework!A5:A14)', '2'],
  ['Standard deviation', 'Homework!E7', '=STDEV.S(Homework!A5:A14)', '2'],
  ['Standard error', 'Homework!E8', '=C4/SQRT(C2)', '2'],
  ['Sum', 'Homework!E9', '=SUM(Homework!A5:A14)', '2'],
];

/** The data of each student, and nothing else. */
async function dataAlone(): Promise<Buffer> {
  const { sheets } = homeworkSheets();
  const rows = sheets.Homework.map((row, i) => (i < 3 ? row : row.slice(0, 1)));
  return Buffer.from(await xlsx({ Homework: rows }, { student: 'Homework!$B$2' }));
}

test(
  'a homework of five questions is made, handed out to 40, handed in and graded within 15 minutes of a person',
  { timeout: 600_000 },
  async () => {
    const hands = new Hands();
    hands.choose();
    await openFile(page, { name: 'HW3.xlsx', mimeType: SPREADSHEET, buffer: await dataAlone() });
    const began = Date.now();
    await hands.line('D4', ['Question', 'Answer', 'Key', 'Points', `=CHECK.TABLE(D4:G9)`]);
    for (const [i, [question, , , points]] of KEY.entries())
      await hands.line(`D${FIRST_ROW + i}`, [question, '', '', points]);
    await hands.click('button', { name: 'Add a sheet' });
    const tab = page.locator('[data-u-comp="slide-tab-item"]').last();
    await tab.dblclick();
    await tab.locator('[contenteditable="true"]').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Key');
    await page.keyboard.press('Enter');
    await expect.poll(() => tab.textContent()).toBe('Key');
    hands.clicks += 2;
    hands.keys += 4;
    await hands.line('A1', ['Question', 'Answer', 'Key', 'Points']);
    for (const [i, line] of KEY.entries()) await hands.line(`A${2 + i}`, line);
    await expect.poll(() => valueOf(page, 'C6')).toBeCloseTo(rightFor('teacher').total, 6);

    await hands.click('tab', { name: 'Course' });
    hands.choose();
    await page.getByLabel('Who takes part').setInputFiles({
      name: 'roster.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['student', ...CLASS].join('\n')),
    });
    const handOut = entriesOf(await savedBy(hands, 'Make hand-out'));
    expect(handOut.map(({ path }) => path)).toEqual(CLASS.map((id) => `HW3_${id}.xlsx`));
    const made = (Date.now() - began) / 1000;

    // The class: every second of them has the last question wrong.
    const handedIn: { name: string; mimeType: string; buffer: Buffer }[] = [];
    for (const [i, entry] of handOut.entries()) {
      const { mean, sd, se, total } = rightFor(CLASS[i]);
      const bytes = await changed(await unpacked(entry), (book) =>
        book.put(
          [10, mean, sd, se, i % 2 === 0 ? total : total + 1].map((value, k) => [
            { sheet: 'Homework', row: FIRST_ROW - 1 + k, column: 4 },
            value,
          ]),
        ),
      );
      handedIn.push({ name: entry.path, mimeType: SPREADSHEET, buffer: Buffer.from(bytes) });
    }

    const back = Date.now();
    hands.choose();
    await page.getByLabel('What was handed in').setInputFiles(handedIn);
    const grades = entriesOf(await savedBy(hands, 'Grade'));
    await page.getByText('40 works graded: grades and marked workbooks are saved.').waitFor();
    const graded = (Date.now() - back) / 1000;
    const lines = (await textOf(grades[0])).trim().split('\r\n').slice(1);
    expect(lines).toEqual(
      CLASS.map((id, i) => `${id},HW3_${id}.xlsx,${i % 2 === 0 ? '9,1,2,2,2,2' : '7,1,2,2,2,0'},,`),
    );
    expect(grades).toHaveLength(41);

    const minutes = (hands.seconds + made + graded) / 60;
    console.log(
      `Five questions for 40: ${hands.clicks} clicks and ${hands.keys} keys, ${(hands.seconds / 60).toFixed(1)} minutes of a person; ` +
        `made, typed and handed out by the page in ${made.toFixed(0)} s, graded in ${graded.toFixed(0)} s`,
    );
    expect(minutes).toBeLessThan(15);
    expect(workbench.complaints).toEqual([]);
  },
);
