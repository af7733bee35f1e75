/** Handing in, handing out and grading with the open workbook, whichever spreadsheet it is open in. */

import type { CourseDesk, CourseLook } from '../host';
import { LOOKED_AT, type CourseBook } from './book';
import { answersOf, type Reading } from './handIn';
import { isWord, questionsIn } from './questions';
import { teacherDesk, type SpawnTeacher } from './teacher';

/** After a change, in milliseconds. */
const PAUSE = 500;

export function courseDesk(host: Reading, book: CourseBook, spawn: SpawnTeacher): CourseDesk {
  return {
    watch: (listener) => watchBook(book, listener),
    async handIn() {
      const answers = await answersOf(host, book);
      if (book.save === null) return { ...answers, isSaved: false };
      book.save(await book.bytes(), answers.file);
      return { ...answers, isSaved: true };
    },
    teacher: book.save && teacherDesk(book, book.save, spawn),
  };
}

/** Sheets are looked at again when they have changed, and no others. */
function watchBook(book: CourseBook, listener: (look: CourseLook) => void): () => void {
  const known = new Map<string, boolean>();
  let shown = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const sheets = (await book.sheets()).slice(0, LOOKED_AT.sheets);
    const asked = sheets.filter((name) => !isWord(name, 'Key'));
    for (const sheet of asked)
      if (!known.has(sheet)) known.set(sheet, questionsIn(await book.top(sheet)).length > 0);
    const found: CourseLook = {
      hasKey: asked.length < sheets.length,
      hasQuestions: asked.some((sheet) => known.get(sheet)),
    };
    if (JSON.stringify(found) === shown) return;
    shown = JSON.stringify(found);
    listener(found);
  };
  const soon = (): void => {
    clearTimeout(timer);
    // A workbook that cannot be read now is looked at again when it changes.
    timer = setTimeout(() => void look().catch(() => known.clear()), PAUSE);
  };
  const stop = book.watch((sheet) => {
    if (sheet === null) known.clear();
    else known.delete(sheet);
    soon();
  });
  soon();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
