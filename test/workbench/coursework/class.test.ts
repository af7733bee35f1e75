/** A class of 40: what each of them has done to the file is scripted, and the marks are those that a teacher gives by hand. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReceipt } from '../../../src/index';
import type { Book } from '../../../workbench/coursework/book';
import { Grader, type Graded } from '../../../workbench/coursework/grade';
import { makeHandOuts } from '../../../workbench/coursework/handOut';
import { ANSWERS, homework, LABELS, rightFor, rosterOf } from './homework';
import { changed, fillIn, type Answers } from './support';

/** How many points for each question: number, mean, standard deviation, standard error, method, sum. */
type Points = readonly [number, number, number, number, number, number];
const FULL: Points = [1, 2, 2, 2, 1, 2];

interface Kind {
  readonly points: Points;
  readonly flags?: readonly string[];
  /** What they hand in, by their id. */
  readonly make: (id: string) => Promise<Uint8Array>;
}

let handOut: Uint8Array;

const right = (id: string): Answers => ({
  q_n: 10,
  q_mean: { formula: '=AVERAGE(A5:A14)' },
  q_sd: Number(rightFor(id).sd.toPrecision(3)),
  q_se: { formula: '=E7/SQRT(E5)' },
  q_method: ' reml',
  q_total: { formula: '=SUM(A5:A14)' },
});

/** Somebody who works in the workbench. */
const working =
  (
    answers: (id: string) => Answers,
    also: (book: Book, id: string) => void | Promise<void> = () => undefined,
  ) =>
  (id: string) =>
    changed(handOut, async (book) => {
      fillIn(book, id, { ...right(id), ...answers(id) });
      await book.still();
      await also(book, id);
    });

const sheetOf = (book: Book, name = 'Homework') => book.opened.api.getActiveWorkbook()!.getSheetByName(name)!;

/** The data as values, as Paste Special makes them. */
function pasteData(book: Book, y: readonly number[]): void {
  book.put(y.map((value, i) => [{ sheet: 'Homework', row: 4 + i, column: 0 }, value] as const));
}

const receipt = (id: string) => {
  const { mean, sd, se, total } = rightFor(id);
  const values = [10, mean, sd, se, 'REML', total];
  return writeReceipt({
    assignment: 'HW3',
    version: '2',
    student: id,
    answers: new Map(LABELS.map((label, i) => [label, [[values[i]]]])),
  });
};

const bytesOf = (text: string) => new TextEncoder().encode(text);

const KINDS: Readonly<Record<string, Kind>> = {
  'all right': { points: FULL, make: working(() => ({})) },
  'rounded and typed': {
    points: [1, 2, 2, 0, 1, 0],
    flags: ['no formula as the rule asks: Standard error, Sum'],
    make: working((id) => {
      const { mean, sd, se, total } = rightFor(id);
      const round = (value: number, digits: number) => Number(value.toFixed(digits));
      return { q_mean: round(mean, 2), q_sd: round(sd, 3), q_se: round(se, 4), q_total: round(total, 2) };
    }),
  },
  'two left out': { points: [1, 2, 0, 0, 1, 2], make: working(() => ({ q_sd: null, q_se: null })) },
  'the variance, and what follows from it': {
    points: [1, 2, 0, 2, 1, 2],
    make: working((id) => ({ q_sd: rightFor(id).variance })),
  },
  'the wrong divisor, typed': {
    points: [1, 2, 0, 2, 1, 2],
    make: working((id) => ({ q_sd: rightFor(id).sd * Math.sqrt(0.9) })),
  },
  'another method': { points: [1, 2, 2, 2, 0, 2], make: working(() => ({ q_method: 'ML' })) },
  'a function that is forbidden, two cells away': {
    points: [1, 2, 2, 2, 1, 0],
    flags: ['no formula as the rule asks: Sum'],
    make: working(
      () => ({ q_total: { formula: '=Work!B2*10' } }),
      (book) => book.put([[{ sheet: 'Work', row: 1, column: 1 }, { formula: '=AVERAGE(Homework!A5:A14)' }]]),
    ),
  },
  'the data by way of another sheet': {
    points: FULL,
    make: working(
      () => ({ q_total: { formula: '=Work!B2' } }),
      (book) => book.put([[{ sheet: 'Work', row: 1, column: 1 }, { formula: '=SUM(Homework!A5:A14)' }]]),
    ),
  },
  'a renamed sheet': {
    points: FULL,
    make: working(
      () => ({}),
      (book) => void sheetOf(book).setName('My homework'),
    ),
  },
  'inserted rows': {
    points: FULL,
    make: working(
      () => ({}),
      (book) => void sheetOf(book).insertRowsBefore(2, 3),
    ),
  },
  'a deleted name': {
    points: FULL,
    make: working(
      () => ({}),
      (book) => void book.opened.api.getActiveWorkbook()!.deleteDefinedName('q_mean'),
    ),
  },
  'deleted names, inserted rows and a renamed sheet': {
    points: FULL,
    make: working(
      () => ({}),
      (book) => {
        for (const name of ['student', ...ANSWERS])
          book.opened.api.getActiveWorkbook()!.deleteDefinedName(name);
        sheetOf(book).insertRowsBefore(0, 2);
        sheetOf(book).setName('Sheet1');
      },
    ),
  },
  'a name and its label gone': {
    points: [1, 0, 2, 2, 1, 2],
    flags: ['answer not found: Mean'],
    make: working(
      () => ({}),
      (book) => {
        book.opened.api.getActiveWorkbook()!.deleteDefinedName('q_mean');
        book.put([[{ sheet: 'Homework', row: 5, column: 3 }, 'The middle']]);
      },
    ),
  },
  'data pasted as values, and sorted': {
    points: FULL,
    make: working(
      () => ({}),
      (book, id) =>
        pasteData(
          book,
          [...rightFor(id).y].sort((a, b) => a - b),
        ),
    ),
  },
  'data of somebody else': {
    points: [1, 0, 0, 2, 1, 0],
    flags: ['other data', 'has the data of s01'],
    make: working(
      () => ({ q_sd: Number(rightFor('s01').sd.toPrecision(4)) }),
      (book) => pasteData(book, rightFor('s01').y),
    ),
  },
  'one number of the data changed': {
    points: [1, 0, 2, 2, 1, 0],
    flags: ['other data'],
    make: working(
      () => ({}),
      (book, id) =>
        pasteData(
          book,
          rightFor(id).y.map((value, i) => (i === 0 ? 99 : value)),
        ),
    ),
  },
  'decimal commas': {
    points: [1, 2, 2, 0, 1, 2],
    flags: ['no formula as the rule asks: Standard error'],
    make: working((id) => {
      const { mean, sd, se } = rightFor(id);
      const comma = (value: number, digits: number) => value.toFixed(digits).replace('.', ',');
      return { q_mean: comma(mean, 3), q_sd: comma(sd, 3), q_se: ` ${comma(se, 4)}` };
    }),
  },
  'an error and a word': {
    points: [1, 0, 0, 0, 1, 2],
    make: working(() => ({ q_mean: { formula: '=1/0' }, q_sd: 'about three' })),
  },
  'a receipt': {
    points: FULL,
    flags: ['receipt: rules are not checked'],
    make: async (id) => bytesOf(`Dear teacher,\n${receipt(id).replace(/ /g, '\n')}\nBest, ${id}`),
  },
  'no id but in the name of the file': {
    points: [1, 2, 2, 0, 1, 0],
    flags: [
      'no id in the file: taken from its name',
      'no data: formulas in the file have no values',
      'no formula as the rule asks: Standard error, Sum',
    ],
    make: (id) =>
      changed(handOut, (book) => {
        const { mean, sd, se, total } = rightFor(id);
        fillIn(book, null, { ...right(id), q_mean: mean, q_sd: sd, q_se: se, q_total: total });
      }),
  },
};

const NAMES = Object.keys(KINDS);
const CLASS = Array.from({ length: 40 }, (_, i) => ({
  id: `s${String(i + 1).padStart(2, '0')}`,
  kind: NAMES[i % NAMES.length],
}));

let results: Graded[];
let grader: Grader;
beforeAll(async () => {
  [{ bytes: handOut }] = (await makeHandOuts(await homework(), null)).files;
  const roster = rosterOf(`student\n${CLASS.map(({ id }) => id).join('\n')}\nlibre`);
  grader = await Grader.open(await homework(), roster);
  for (const { id, kind } of CLASS) {
    const bytes = await KINDS[kind].make(id);
    await grader.add({ name: `HW3_${id}.${kind === 'a receipt' ? 'txt' : 'xlsx'}`, read: async () => bytes });
  }
  results = await grader.results();
}, 240_000);
afterAll(() => grader?.close());

describe('a class of 40 has the marks that a teacher gives by hand', () => {
  test.each(CLASS)('$id: $kind', ({ id, kind }) => {
    const { points, flags = [] } = KINDS[kind];
    const graded = results.find(({ file }) => file.startsWith(`HW3_${id}.`))!;
    expect(graded.problem).toBeNull();
    expect(graded.student).toBe(id);
    expect(graded.marks.map((mark) => mark.points)).toEqual(points);
    expect(graded.total).toBe(points.reduce((sum, one) => sum + one, 0));
    expect([...graded.flags].sort()).toEqual([...flags].sort());
  });

  test('what is said to a known slip is what the key says, and no key is in any message', () => {
    const said = (kind: string) => results[NAMES.indexOf(kind)].marks.map(({ message }) => message);
    expect(said('the variance, and what follows from it')[2]).toBe(
      'Not right: This is the variance: take its root.',
    );
    expect(said('the variance, and what follows from it')[3]).toBe(
      'Right, from your answers to the questions before.',
    );
    expect(said('the wrong divisor, typed')[2]).toBe('Not right: Divide by n − 1.');
    expect(said('an error and a word')[1]).toBe('Not right: the answer is the error #DIV/0!');
    for (const { student, marks } of results)
      for (const { message } of marks)
        for (const value of [rightFor(student).sd, rightFor(student).mean, rightFor(student).se])
          expect(message).not.toContain(value.toPrecision(4));
  });
});
