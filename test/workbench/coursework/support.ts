/** Files of students who have done the homework. */

import type { Cell } from '../../../src/index';
import { Book, type Content } from '../../../workbench/coursework/book';
import { readWorkbook } from '../../../workbench/files/read';
import { writeWorkbook } from '../../../workbench/files/write';
import { ANSWERS, fileOf, FIRST_ROW } from './homework';

/** Row of a question in the students' table, from 0; answers are in column E. */
const answerPlace = (name: (typeof ANSWERS)[number], sheet = 'Homework') => ({
  sheet,
  row: FIRST_ROW - 1 + ANSWERS.indexOf(name),
  column: 4,
});

/** A file that somebody opens, changes and saves. */
export async function changed(
  bytes: Uint8Array,
  change: (book: Book) => void | Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await readWorkbook(fileOf(bytes, 'homework.xlsx'));
  const book = await Book.open(opened, 'homework.xlsx');
  try {
    await change(book);
    await book.still();
    return (await writeWorkbook(book.opened, opened.kept)).bytes;
  } finally {
    book.close();
  }
}

export type Answers = Partial<Record<(typeof ANSWERS)[number], Content>>;

export function fillIn(book: Book, student: Cell, answers: Answers): void {
  book.put([
    [{ sheet: 'Homework', row: 1, column: 1 }, student as Content],
    ...Object.entries(answers).map(
      ([name, content]) => [answerPlace(name as (typeof ANSWERS)[number]), content] as const,
    ),
  ]);
}
