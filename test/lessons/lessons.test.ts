import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../src/index';
import { LESSONS, loadLesson } from '../../taskpane/lessons/index';
import { QUESTION_LENGTH } from '../../taskpane/lessons/lesson';
import { ANSWERS } from './answers';
import { openLesson } from './support';

const NUMBERS = LESSONS.map((_, i) => i + 1);
/** Characters that the figure has room for in its title. */
const TITLE_LENGTH = 54;
/** Pixels of a character, on average. */
const CHARACTER = 7.1;
const ANSWER_CELLS = ['F7', 'F8', 'F9', 'F10'];
const said = (cell: string) => cell.replace('F', 'G');

/** What an answer is not, where it is not zero: with another sign, as percent, squared, a digit moved, of by 2 in 100. */
function wrongOnes(right: number): number[] {
  return [-right, right * 100, right * right * 1.01, right * 1.02 + 0.02, right / 10];
}

describe.each(NUMBERS)('lesson %d', (number) => {
  const { title } = LESSONS[number - 1];

  test(`(${title}) has four questions that fit their line, and words of up to three lines`, async () => {
    const { lesson } = await LESSONS[number - 1].load();
    const { content } = await loadLesson(number);
    expect(lesson.questions).toHaveLength(4);
    expect(lesson.figure.title.length).toBeLessThanOrEqual(TITLE_LENGTH);
    for (const { ask } of lesson.questions) expect(ask.length, ask).toBeLessThanOrEqual(QUESTION_LENGTH);
    expect(content.more.filter(({ style, row }) => style === 'note' && row < 5)).not.toContainEqual(
      expect.objectContaining({ row: 4 }),
    );
    expect(content.name.length).toBeLessThanOrEqual(31);
  });

  test('cuts no label off, beside a cell that is not blank', async () => {
    const { content } = await loadLesson(number);
    const isFilled = (row: number, column: number) =>
      content.more.some(
        (one) =>
          one.row === row && one.column === column && (one.text ?? one.number ?? one.formula) !== undefined,
      );
    const cut = content.more.flatMap(({ row, column, text = '' }) =>
      isFilled(row, column + 1) && text.length * CHARACTER > content.widths!.pixels[column] ? [text] : [],
    );
    expect(cut).toEqual([]);
  });

  test('fills each cell once, below its questions', async () => {
    const { lesson } = await LESSONS[number - 1].load();
    const { content } = await loadLesson(number);
    const places = content.more.map(({ row, column }) => `${row} ${column}`);
    expect(places.filter((place, i) => places.indexOf(place) !== i)).toEqual([]);
    for (const { at } of lesson.blocks) expect(parseAddress(at)!.row, at).toBeGreaterThanOrEqual(12);
  });

  test('computes without an error, and takes the reference answers and no others', async () => {
    const lesson = await openLesson(number);
    const broken = [...lesson.all()].filter(([, value]) => String(value).startsWith('#'));
    expect(broken).toEqual([]);
    const right = ANSWERS[number - 1];
    const answer = (values: readonly (number | null)[]) =>
      lesson.type(Object.fromEntries(ANSWER_CELLS.map((cell, i) => [cell, values[i]])));
    const verdicts = () => ANSWER_CELLS.map((cell) => String(lesson.at(said(cell))).slice(0, 1));
    expect(verdicts()).toEqual(['…', '…', '…', '…']);
    await answer(right);
    expect(verdicts()).toEqual(['✓', '✓', '✓', '✓']);
    expect(lesson.at('F11')).toBe(4);
    const wrong = right.map(wrongOnes);
    for (let k = 0; k < 5; k++) {
      await answer(wrong.map((of) => of[k]));
      expect(verdicts(), `wrong answers ${wrong.map((of) => of[k]).join(', ')}`).toEqual([
        '✗',
        '✗',
        '✗',
        '✗',
      ]);
    }
  });

  test('draws what its cells hold', async () => {
    const lesson = await openLesson(number);
    const { figure } = await loadLesson(number);
    const { chart } = figure('S');
    for (const { name, x, y } of chart.series) {
      expect([x.rows, x.columns, y.columns], name).toEqual([y.rows, 1, 1]);
      const numbers = Array.from({ length: y.rows }, (_, i) => lesson.value(y.row + i, y.column));
      expect(
        numbers.some((value) => typeof value === 'number'),
        name,
      ).toBe(true);
    }
  });
});

test('a lesson that there is none of is a sentence', async () => {
  await expect(loadLesson('17a')).rejects.toThrow('There is no lesson “17a”: they have the numbers 1 to');
});
