import { afterEach, describe, expect, test } from 'vitest';
import { Book } from '../../../workbench/coursework/book';
import { readKey, type Key } from '../../../workbench/coursework/key';
import { readWorkbook } from '../../../workbench/files/read';
import { fileOf, xlsx, type Rows } from './homework';

let book: Book | null = null;
afterEach(() => {
  book?.close();
  book = null;
});

/** @param above lines above the table */
async function keyOf(
  lines: Rows,
  { above = [] as Rows, name = 'HW3 key.xlsx', sheet = 'Key' } = {},
): Promise<Key> {
  const rows: Rows = [
    ...above,
    ['Question', 'Answer', 'Key', 'Points', 'Tolerance', 'Slips', 'Carry', 'Rule'],
    ...lines,
  ];
  const sheets = { Homework: [['Question', 'Answer']], [sheet]: rows };
  const bytes = await xlsx(sheets, { q1: 'Homework!$B$2', q2: 'Homework!$B$3', m: 'Homework!$D$2:$E$3' });
  book = await Book.open(await readWorkbook(fileOf(bytes, name)), name);
  return readKey(book, name);
}

describe('the sheet Key', () => {
  test('has a line a question, and says what is not said', async () => {
    const { questions, assignment, version, student } = await keyOf([
      ['The mean', 'q1', '=1+1', 2, 0.01, 'J1:K2', 'yes', 'formula; no BINOM.* AVERAGE; uses data'],
      [null, 'q2', 'REML'],
    ]);
    expect({ assignment, version, student }).toEqual({ assignment: 'HW3', version: '1', student: null });
    const [first, second] = questions;
    expect(first).toMatchObject({
      label: 'The mean',
      answerName: 'q1',
      answer: { sheet: 'Homework', row: 1, column: 1, rows: 1, columns: 1 },
      points: 2,
      tolerance: { absolute: 0.01 },
      carry: true,
      rules: [{ kind: 'formula' }, { kind: 'no', functions: ['BINOM.*', 'AVERAGE'] }, { kind: 'uses data' }],
    });
    expect(second).toMatchObject({
      label: 'q2',
      points: 1,
      tolerance: { digits: 3 },
      slips: null,
      carry: false,
      rules: [],
    });
  });

  test('says above the table what the assignment is called, and its version', async () => {
    const above = [['Assignment:', 'Week 4'], ['Version', 3], []];
    const { assignment, version } = await keyOf([['Mean', 'q1', 2]], { above });
    expect([assignment, version]).toEqual(['Week 4', '3']);
  });

  test('has a matrix as a formula that fills as many cells, or by its address', async () => {
    const { questions } = await keyOf([
      ['Inverse', 'm', 'J2:K3'],
      ['Mean', 'q1', 2],
    ]);
    expect(questions[0].key).toEqual({ sheet: 'Key', row: 1, column: 9, rows: 2, columns: 2 });
  });

  test.each([
    [['Mean', null, 2], 'B2 of Key (Answer) is blank: expected is a text'],
    [
      ['Mean', 'q7', 2],
      'B2 of Key (Answer) is "q7": expected is the name of an answer’s cell on another sheet, such as q4_se, or its address with the sheet, Homework!D7',
    ],
    [['Mean', 'q1', null, 3], 'C2 of Key (Key) is blank: expected is a value, or a formula that gives one'],
    [['Mean', 'q1', 2, 'two'], 'D2 of Key (Points) is "two": expected is a number of at least 0'],
    [['Mean', 'q1', 2, 1, 'near'], 'E2 of Key is "near": expected a number above 0'],
    [
      ['Mean', 'q1', 2, 1, null, 'J1:J2'],
      'F2 of Key (Slips) is "J1:J2": expected is the address or name of two columns, a wrong value and what to say to it, such as K2:L4',
    ],
    [['Mean', 'q1', 2, 1, null, null, 'maybe'], 'G2 of Key (Carry) is "maybe": expected is “yes” or nothing'],
    [
      ['Mean', 'q1', 2, 1, null, null, null, 'by hand'],
      'H2 of Key (Rule) is "by hand": expected is “formula”, “uses data”, or “no” with names of functions',
    ],
    [['Inverse', 'm', 2], 'C2 of Key (Key) is 2: expected is 2 × 2 cells as in D2:E3 of Homework'],
  ])('%j is refused by its cell', async (line, sentence) => {
    await expect(keyOf([line])).rejects.toThrow(sentence);
  });

  test('that is missing, or has no table, is said with what is there', async () => {
    await expect(keyOf([['Mean', 'q1', 2]], { sheet: 'Solutions' })).rejects.toThrow(
      '“HW3 key.xlsx” has no sheet “Key”: it has “Homework” and “Solutions”',
    );
    await expect(keyOf([])).rejects.toThrow('the sheet “Key” has no questions below row 1');
    await expect(
      keyOf([
        ['Mean', 'q1', 2],
        ['mean', 'q2', 3],
      ]),
    ).rejects.toThrow('has two questions “mean”');
  });
});
