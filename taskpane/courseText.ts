/** Words of the view for homework. */

import { count } from './state/numbers';
import { list, plural } from './words';

const FILES = 'Choose files …';

export const courseText = {
  handIn: {
    title: 'Hand in',
    words: 'Saves the workbook with your answers, to be uploaded. Nothing is sent from here.',
    button: 'Save to hand in',
    saved: (file: string) => `Saved as ${file}.`,
    blank: (labels: readonly string[]) =>
      labels.length === 0 ? 'All questions are answered.' : `Not answered: ${list(labels)}.`,
    receipt: 'Receipt',
    receiptWords: 'A line with your answers, for a text box or a mail in the place of the file.',
    copy: 'Copy the receipt',
    copied: 'The receipt is copied.',
  },
  handOut: {
    title: 'Make hand-out',
    words:
      'What students get: the workbook without the sheet Key, in which only answers can be changed. With a roster each student has a workbook with sealed keys of their own.',
    roster: 'Roster (a table as text, with a column “student” or “id”)',
    button: 'Make hand-out',
    done: 'The hand-out is saved.',
  },
  grade: {
    title: 'Grade',
    words:
      'Marks what students have handed in by the sheet Key: workbooks, receipts, or the archive that a learning platform gives. Nothing leaves this machine.',
    files: 'What was handed in',
    choose: FILES,
    drop: 'Drop files here, or choose them.',
    chosen: (number: number) => `${plural(number, 'file')} chosen`,
    for: 'Grades for',
    platforms: { teacher: 'The teacher', moodle: 'Moodle', canvas: 'Canvas' },
    button: 'Grade',
    progress: (done: number, all: number) => `${count(done)} of ${count(all)} graded …`,
    done: (number: number) => `${plural(number, 'file')} graded: grades and marked workbooks are saved.`,
    notGraded: 'Not graded',
    lookAt: 'To look at',
  },
  working: 'Working …',
} as const;
