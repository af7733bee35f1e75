/** The receipt that the pane writes of a workbook has all that the key asks for, matrices too. */

import { beforeAll, expect, test } from 'vitest';
import { answersOf } from '../../../taskpane/course/handIn';
import { courseBook } from '../../../workbench/courseBook';
import { Book, type Content, type Place } from '../../../workbench/coursework/book';
import { Grader } from '../../../workbench/coursework/grade';
import { makeHandOuts } from '../../../workbench/coursework/handOut';
import { readWorkbook } from '../../../workbench/files/read';
import { workbenchHost } from '../../../workbench/host';
import { fileOf, xlsx } from './homework';

const LONG = 11;

/** A number in the table of questions, a matrix beside it, and more numbers than a receipt can have. */
async function teachers(): Promise<File> {
  const sheets = {
    Homework: [
      ['Your id', null],
      [],
      ['Question', 'Answer', 'Key', null, 'Covariance', null, null, 'Simulation'],
      ['Mean', null, null],
      ['Method', null, '=CHECK.ANSWER(B5, "ML")'],
    ],
    Key: [
      ['Assignment', 'HW7'],
      [],
      ['Question', 'Answer', 'Key'],
      ['Mean', 'q_mean', 2.5],
      ['Method', 'Homework!$B$5', 'ML'],
      ['Covariance', 'q_cov', 'E6:F7', null, 4, 1.5],
      ['Simulation', 'q_long', 'H7:R17', null, 1.5, 9, null, ...Array<number>(LONG).fill(1)],
      ...Array.from({ length: LONG }, () => [...Array<null>(7).fill(null), ...Array<number>(LONG).fill(1)]),
    ],
  };
  const names = {
    student: 'Homework!$B$1',
    q_mean: 'Homework!$B$4',
    q_cov: 'Homework!$E$4:$F$5',
    q_long: 'Homework!$H$4:$R$14',
  };
  return fileOf(await xlsx(sheets, names), 'HW7 key.xlsx');
}

const at = (row: number, column: number): Place => ({ sheet: 'Homework', row, column });

let handOut: Uint8Array;
beforeAll(async () => {
  [{ bytes: handOut }] = (await makeHandOuts(await teachers(), null)).files;
});

async function answers(cells: readonly (readonly [Place, Content])[]) {
  const opened = await readWorkbook(fileOf(handOut, 'HW7_ada.xlsx'));
  const book = await Book.open(opened, 'HW7_ada.xlsx');
  try {
    book.put([[at(0, 1), 'ada'], ...cells]);
    await book.still();
    const files = { bytes: () => Promise.reject(new Error('not asked for')), save: () => undefined };
    return await answersOf(workbenchHost(book.opened), courseBook(book.opened, files));
  } finally {
    book.close();
  }
}

const long = Array.from({ length: LONG * LONG }, (_, i): [Place, Content] => [
  at(3 + Math.floor(i / LONG), 7 + (i % LONG)),
  1,
]);
const matrix = (cells: readonly (number | null)[]) =>
  cells.map((value, i): [Place, Content] => [at(3 + (i >> 1), 4 + (i & 1)), value]);

async function marks(receipt: string): Promise<[points: number, message: string][]> {
  const grader = await Grader.open(await teachers());
  try {
    await grader.add({ name: 'mail.txt', read: async () => new TextEncoder().encode(receipt) });
    const [one] = await grader.results();
    return one.marks.map(({ points, message }) => [points, message]);
  } finally {
    grader.close();
  }
}

test('answers of several cells are in the receipt, and graded', async () => {
  const done = await answers([[at(3, 1), 2.5], [at(4, 1), 'ML'], ...matrix([4, 1.5, 1.5, 9]), ...long]);
  expect(done.receipt).toMatch(/^cellmer-receipt HW7 1 ada Mean=2\.5 Method=~ML Covariance=4,1\.5;1\.5,9 /);
  expect(done).toMatchObject({ blank: [], answered: 4, file: 'HW7_ada.xlsx' });
  expect((await marks(done.receipt)).map(([points]) => points)).toEqual([1, 1, 1, 0]);
});

test('an answer that is too long is named, and its mark says that it is not there', async () => {
  const { receipt, notCarried } = await answers(long);
  expect(notCarried).toEqual(['Simulation']);
  expect((await marks(receipt))[3]).toEqual([0, 'The answer is not found in what was handed in.']);
});

test('a matrix of which a cell is blank is not answered', async () => {
  const { blank, answered } = await answers([[at(3, 1), 2.5], ...matrix([4, 1.5, null, 9])]);
  expect(blank).toEqual(['Method', 'Covariance', 'Simulation']);
  expect(answered).toBe(1);
});

test('nobody’s workbook is not handed in', async () => {
  await expect(answers([[at(0, 1), null]])).rejects.toThrow('Nobody could tell whose workbook this is');
});
