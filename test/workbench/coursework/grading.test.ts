/** What is handed in beside the workbooks of a class: files of other programs, receipts, and what cannot be read. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { receiptsIn, writeReceipt } from '../../../src/index';
import { gradeBatch } from '../../../workbench/coursework/batch';
import { markedWorkbook } from '../../../workbench/coursework/feedback';
import { Grader, type Graded } from '../../../workbench/coursework/grade';
import { gradebookCsv, gradesCsv } from '../../../workbench/coursework/gradebook';
import { makeHandOuts } from '../../../workbench/coursework/handOut';
import { readStored } from '../../../workbench/coursework/stored';
import { archiveOf, newEntry } from '../../../workbench/files/zip';
import { homework, LABELS, rightFor, rosterOf } from './homework';
import { changed, fillIn } from './support';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const given = (name: string, bytes: Uint8Array) => ({ name, read: async () => bytes });

let handOut: Uint8Array;
let ada: Uint8Array;
beforeAll(async () => {
  [{ bytes: handOut }] = (await makeHandOuts(await homework(), null)).files;
  const { mean, sd } = rightFor('ada');
  ada = await changed(handOut, (book) =>
    fillIn(book, 'ada', { q_n: 10, q_mean: mean, q_sd: sd, q_method: 'ML' }),
  );
}, 60_000);

let grader: Grader | null = null;
afterEach(() => {
  grader?.close();
  grader = null;
});

async function graded(files: Readonly<Record<string, Uint8Array>>, roster: string | null = null) {
  grader = await Grader.open(await homework(), roster === null ? null : rosterOf(roster));
  for (const [name, bytes] of Object.entries(files)) await grader.add(given(name, bytes));
  return grader.results();
}

describe('a file that LibreOffice has saved', () => {
  // ada's hand-in, opened and saved as .xlsx and as .ods by LibreOffice 7, which knows none of our functions.
  const saved = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));

  test.each(['HW3_ada.xlsx', 'HW3_ada.ods'])(
    '%s has its typed answers graded, and says that the data are lost',
    async (name) => {
      const [one] = await graded({ [name]: new Uint8Array(saved(name)) });
      expect(one.problem).toBeNull();
      expect(one.student).toBe('ada');
      expect(one.marks.map(({ points }) => points)).toEqual([1, 2, 2, 0, 0, 0]);
    },
  );
});

describe('what cannot be graded', () => {
  test('is a line of the report, and the others are graded', async () => {
    const damaged = writeReceipt({ assignment: 'HW3', version: '2', student: 'eve', answers: new Map() });
    const results = await graded({
      'HW3_bob.xlsx': bytesOf('<html>not a workbook</html>'),
      'cut.xlsx': ada.slice(0, 400),
      'nobody.xlsx': handOut,
      'eve.txt': bytesOf(damaged.replace('eve', 'mallory')),
      'HW3_ada.xlsx': ada,
    });
    expect(results.map(({ problem }) => problem)).toEqual([
      '“HW3_bob.xlsx” is a page of the web, whatever its name says: open it in Excel, save it as .xlsx and open that',
      '“cut.xlsx” is damaged: the list of its parts is missing',
      '“nobody.xlsx” does not say whose it is: the cell “student” is blank or not found, and the name of the file is not like HW3_id.xlsx',
      'the receipt is not as it was written: something in it has been cut, added or mistyped',
      null,
    ]);
    expect(results[4].total).toBe(5);
  });

  test('nor is a whole batch stopped by a file that cannot be opened at all', async () => {
    grader = await Grader.open(await homework());
    await grader.add({ name: 'gone.xlsx', read: () => Promise.reject(new Error('it is gone')) });
    expect((await grader.results())[0].problem).toBe('“gone.xlsx” cannot be read: it is gone');
  });
});

describe('what the teacher should look at', () => {
  test('equal files, other ids than in the name, and who is not on the roster', async () => {
    const results = await graded({ 'HW3_ada.xlsx': ada, 'HW3_bob.xlsx': ada }, 'id\nbob\n');
    expect(results.map(({ flags }) => flags.filter((flag) => !flag.startsWith('no formula')))).toEqual([
      ['not on the roster', 'same file as HW3_bob.xlsx', 'handed in more than once'],
      [
        'other id than the file’s name: bob',
        'not on the roster',
        'same file as HW3_ada.xlsx',
        'handed in more than once',
      ],
    ]);
  });

  test('no difference of an id from a name of a file that can be made of it', async () => {
    const ids = ['group-3', 'a/b', 'Zo\u00eb Müller'];
    const made = await makeHandOuts(await homework(), rosterOf(`id\n${ids.join('\n')}`));
    const files = Object.fromEntries(
      // As a Mac has accents, and a platform puts numbers behind.
      made.files.map(({ file, bytes }, i) => [
        i === 1 ? file.replace('.xlsx', '-1.xlsx') : file.normalize('NFD'),
        bytes,
      ]),
    );
    expect(Object.keys(files)).toEqual([
      'HW3_group-3.xlsx',
      'HW3_a_b-1.xlsx',
      'HW3_Zoe\u0308 Mu\u0308ller.xlsx',
    ]);
    const results = await graded(files, `id\n${ids.join('\n').normalize('NFD')}`);
    expect(results.map(({ student, flags }) => [student, flags])).toEqual(ids.map((id) => [id, []]));
  });

  test('another version and another assignment', async () => {
    const line = writeReceipt({ assignment: 'HW2', version: '1', student: 'ada', answers: new Map() });
    const [{ flags }] = await graded({ 'receipts.txt': bytesOf(line) });
    expect(flags).toEqual(expect.arrayContaining(['other assignment: HW2', 'other version: 1']));
  });
});

describe('a receipt', () => {
  test('comes back from a text in which lines are broken, with every kind of answer', () => {
    const receipt = {
      assignment: 'HW 3',
      version: '2',
      student: 'zoë o’neil@example.org',
      answers: new Map([
        ['Mean & more', [[1 / 3]]],
        ['left out', [[null]]],
        ['method = ?', [['ML; "x" <b>']]],
        [
          'matrix',
          [
            [1, -2e-9],
            [null, 'a'],
          ],
        ],
      ]),
    };
    const line = writeReceipt(receipt);
    expect(receiptsIn(`>> ${line.replaceAll(' ', '\r\n>>'.slice(0, 2))} <br>`)).toEqual([receipt]);
    expect(receiptsIn(`${line}\n${line}`)).toHaveLength(2);
  });

  test('that was changed in a single character is refused', () => {
    const line = writeReceipt({
      assignment: 'HW3',
      version: '1',
      student: 'ada',
      answers: new Map([['Mean', [[24.5]]]]),
    });
    const refused = receiptsIn(line.replace('24.5', '24.6'));
    expect(refused).toEqual([expect.stringContaining('not as it was written')]);
  });
});

describe('grades as tables', () => {
  const key = async () => (grader ??= await Grader.open(await homework())).key;

  async function two(): Promise<Graded[]> {
    return graded({ 'HW3_ada.xlsx': ada, '=cmd.xlsx': bytesOf('no') });
  }

  test('have a line for each file, whatever it is, and run nothing', async () => {
    const csv = gradesCsv(await key(), await two(), ['bob']);
    expect(csv.split('\r\n')).toEqual([
      `student,file,total,${LABELS.join(',')},flags,problem`,
      'ada,HW3_ada.xlsx,5,1,2,2,0,0,0,,',
      ",'=cmd.xlsx,,,,,,,,,“=cmd.xlsx” is no workbook that can be read",
      'bob,,,,,,,,,,nothing of this student is graded',
      '',
    ]);
  });

  test('run nothing of an id that begins as a number does', async () => {
    const students = ['-1+HYPERLINK("x")', '+2', '-1.5', '−', '+a'];
    const all = await graded({ 'HW3_ada.xlsx': ada });
    const csv = gradesCsv(
      await key(),
      students.map((student) => ({ ...all[0], student })),
      [],
    );
    const firsts = csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',HW3')[0]);
    expect(firsts).toEqual([`"'-1+HYPERLINK(""x"")"`, '+2', '-1.5', '−', "'+a"]);
  });

  test('of Moodle have points and feedback of who could be graded', async () => {
    const lines = gradebookCsv('moodle', await key(), await two(), null).split('\r\n');
    expect(lines[0]).toBe('ID number,HW3,HW3 (feedback)');
    expect(lines[1]).toMatch(/^ada,5,How many: 1 of 1\. Right\. \| Mean: 2 of 2\. Right\. \| /);
    expect(lines).toHaveLength(3);
  });

  test('of Canvas have the columns of its own export, filled in from a roster', async () => {
    const roster = rosterOf('Student,ID,SIS Login ID,Section\n"Lovelace, Ada",4711,ada,A\n');
    const lines = gradebookCsv('canvas', await key(), await two(), roster).split('\r\n');
    expect(lines).toEqual([
      'Student,ID,SIS User ID,SIS Login ID,Section,HW3',
      'Points Possible,,,,,10',
      '"Lovelace, Ada",4711,,ada,A,5',
      '',
    ]);
  });
});

describe('a marked workbook', () => {
  test('is the student’s own with one sheet more, on which no key stands', async () => {
    const [one] = await graded({ 'HW3_ada.xlsx': ada });
    const marked = await readStored(await markedWorkbook(one.bytes, grader!.key, one), 'marked.xlsx');
    const own = await readStored(ada, 'HW3_ada.xlsx');
    expect(marked.sheets.map(({ name }) => name)).toEqual([...own.sheets.map(({ name }) => name), 'Marks']);
    expect([...marked.sheet('Homework')!.cells()]).toEqual([...own.sheet('Homework')!.cells()]);
    const marks = marked.sheet('Marks')!;
    expect([0, 1, 2].map((column) => marks.cell(1, column))).toEqual(['Total', 5, 'of 10']);
    expect([0, 1, 2, 3].map((column) => marks.cell(8, column))).toEqual(['Method', 0, 1, 'Not right.']);
    for (const [, cell] of marks.cells()) expect(String(cell)).not.toMatch(/\d\.\d\d|REML/);
  });
});

describe('an archive as a learning platform gives it', () => {
  test('is graded file by file, with the folders in their names', async () => {
    const zip = archiveOf([
      await newEntry('Ada L_123_assignsubmission_file/HW3_ada.xlsx', ada),
      await newEntry('__MACOSX/._HW3_ada.xlsx', 'x'),
    ]);
    const { results, feedback } = await gradeBatch(await homework(), [given('all.zip', zip)], {
      roster: null,
      platform: null,
      isFeedbackWanted: true,
    });
    expect(results.map(({ file, total }) => [file, total])).toEqual([
      ['Ada L_123_assignsubmission_file/HW3_ada.xlsx', 5],
    ]);
    expect(feedback.map(({ file }) => file)).toEqual(['HW3_ada_marked.xlsx']);
  });
});
