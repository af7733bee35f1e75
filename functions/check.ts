/** CHECK.*: answers compared with keys, open or sealed. */

import {
  CellmerError,
  checkAnswer,
  checkedReport,
  checkTable,
  isSealed,
  readKey,
  readSlips,
  readTolerance,
  sealKey,
  slowHash,
  verdictLine,
  type CellMatrix,
  type SlowHash,
  type Tolerance,
} from '../src/index';
import { cellsAs, firstCell, range, text } from './arguments';
import { define, optional, type Argument, type Given } from './declare';
import { laidOut } from './runtime';
import { timeBudget } from './timeBudget';

/** Of the slow hash, in multiplications: some 40 ms. */
const HASH_COST = 2e7;
/** Hashes that an answer takes, or a key without slips. */
const HASHES = 3;

export const checkKey = define({
  id: 'CHECK.KEY',
  words:
    'Seals the key of a question: a text with which CHECK.ANSWER and CHECK.TABLE can tell right answers from wrong ones, and from which nobody reads the key. It keeps honest readers honest, no more: who tries a thousand answers has found it.',
  examples: [
    '=CHECK.KEY(0.0680414, "3 digits")',
    '=CHECK.KEY("REML", , {"ML", "ML has no correction for the mean"})',
  ],
  arguments: {
    value: cellsAs('The right answer: a number or a text.', oneKey),
    tolerance: optional(
      tolerance(
        'How far off an answer may be: a number such as 0.0005, or "3 digits" (default), which takes every answer that is right when rounded to three digits.',
      ),
    ),
    slips: optional(
      range(
        'Two columns: a wrong answer, and what to say to it. In the place of a number may stand "sign", "variance", "log10", "n-1 of 30", "n of 30" or "1.96 around 5.2".',
      ),
    ),
  },
  cost: ([, , slips]) => HASH_COST * (HASHES + 4 * slips.cells.length),
  answer: ({ value, tolerance: allowed, slips }) =>
    sealKey(value, { tolerance: allowed, slips: readSlips(slips.cells, value) }, hashInTime()),
});

export const checkOneAnswer = define({
  id: 'CHECK.ANSWER',
  words:
    'Whether an answer is right: ✓ Right, ✗ Not yet with a hint where the slip is known, or … not answered yet. The key is one that CHECK.KEY has sealed, or the right answer itself, a matrix too, which is compared entry by entry.',
  examples: ['=CHECK.ANSWER(0.00463, 0.0680414)', '=CHECK.ANSWER({1, 2; 3, 5}, {1, 2; 3, 4})'],
  arguments: {
    answer: range('The answer: one cell, or as many as the key has.'),
    key: range('A key from CHECK.KEY, or the right answer: a number, a text, a range or a formula.'),
    tolerance: optional(
      tolerance(
        'How far off an answer may be: a number such as 0.0005, or "3 digits" (default). A sealed key has its own.',
      ),
    ),
    hint: optional(text('What to say to a wrong answer of which no slip is known.')),
  },
  cost: ([answer, key]) => (isEmpty(answer.cells) ? 0 : HASH_COST * HASHES * sealsIn(key.cells)),
  answer: ({ answer, key, tolerance: allowed, hint }) => {
    if (isEmpty(key.cells))
      throw new CellmerError('option', 'key is empty: expected a key from CHECK.KEY, or the right answer.');
    const more = { tolerance: allowed, ...(hint !== '' && { hint }) };
    return verdictLine(checkAnswer(answer.cells, key.cells, more, hashInTime()));
  },
});

export const checkQuestions = define({
  id: 'CHECK.TABLE',
  words:
    'Checks a table of questions: result, points and message beside each row, and the total below. Blank answers count 0 and are said.',
  examples: ['=CHECK.TABLE({"Question", "Answer", "Key"; "1 + 1", 2, 2; "2 + 3", 6, 5; "2 · 3", "", 6})'],
  arguments: {
    questions: range(
      'A range whose first row has the names Answer and Key, and if wanted Question, Points (1 for each if omitted), Tolerance and Hint, in any order.',
    ),
  },
  cost: ([questions]) => HASH_COST * HASHES * sealsIn(questions.cells),
  answer: ({ questions }) => laidOut(checkedReport(checkTable(questions.cells, hashInTime()))),
});

/** The tolerance; undefined where it is left out. */
function tolerance(words: string): Argument<Tolerance | undefined> {
  const read = (given: Given): Tolerance | undefined => {
    const cell = firstCell(given.cells);
    return cell === null || cell === '' ? undefined : readTolerance(cell, given.name);
  };
  return { words, isOptional: false, isRange: false, read };
}

function oneKey(cells: CellMatrix, { name }: Given): number | string {
  const count = cells.flat().length;
  if (count === 1) return readKey(firstCell(cells), name);
  throw new CellmerError(
    'option',
    `${name} is a range of ${count} cells: expected one. Seal each by itself, or take the range as it is for the key of CHECK.ANSWER.`,
  );
}

function isEmpty(cells: CellMatrix): boolean {
  return cells.flat().every((cell) => cell === null || cell === undefined || cell === '');
}

function sealsIn(cells: CellMatrix): number {
  return cells.flat().filter(isSealed).length;
}

/** Hashes that were asked for last: an edit of one answer calculates its whole table again. */
const known = new Map<string, Uint8Array>();
const MOST_KNOWN = 1000;

/** Each hash is a step, so that a table of sealed keys holds nothing up where there are no workers. */
function hashInTime(): SlowHash {
  const time = timeBudget('check fewer answers at a time');
  return (asked, salt) => time.evaluate(() => remembered(asked, salt));
}

function remembered(asked: string, salt: Uint8Array): Uint8Array {
  const key = `${salt.join()}:${asked}`;
  const bytes = known.get(key) ?? slowHash(asked, salt);
  known.set(key, bytes);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  return bytes;
}
