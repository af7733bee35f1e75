/** Words of the view for homework. */

import type { Checks } from './host';
import { count } from './state/numbers';
import { list, plural } from './words';

export const courseText = {
  nothing: {
    title: 'Homework',
    words:
      'This workbook has neither questions to be answered nor a key. Open the workbook that you have been given, or as a teacher your own, with a sheet “Key”.',
  },
  handIn: {
    title: 'Hand in',
    words: 'Collects your answers and saves the workbook, to be uploaded. Nothing is sent from here.',
    wordsUnsaved: 'Collects your answers. Nothing is sent from here.',
    button: 'Save to hand in',
    buttonUnsaved: 'Collect my answers',
    saved: (file: string) => `Saved as ${file}.`,
    unsaved: (file: string) =>
      `Save this workbook as ${file}, with “Save a Copy” in the menu File, and upload that file.`,
    copyName: 'Copy the name of the file',
    blank: (labels: readonly string[]) =>
      labels.length === 0 ? 'All questions are answered.' : `Not answered: ${list(labels)}.`,
    checks: ({ right, wrong, blank }: Checks) => {
      if (right + wrong + blank === 0) return null;
      return `The checks in the workbook: ${right} right, ${wrong} not yet${blank > 0 ? `, ${blank} not answered` : ''}.`;
    },
    receipt: 'Receipt',
    receiptWords: 'A line with your answers, for a text box or a mail in the place of the file.',
    notCarried: (labels: readonly string[]) =>
      `The receipt does not have the answer to ${list(labels)}, which is too long for it: hand in the file.`,
    copy: 'Copy the receipt',
    copied: 'The receipt is copied.',
  },
  roster: {
    title: 'Roster',
    label: 'Who takes part: a table as text, with a column “student” or “id”',
  },
  handOut: {
    title: 'Make hand-out',
    words:
      'What students get: the workbook without the sheet Key, in which only answers can be changed. With a roster each student has a workbook with sealed keys of their own.',
    button: 'Make hand-out',
    progress: (done: number, all: number) => `${count(done)} of ${count(all)} made …`,
    done: 'The hand-out is saved.',
  },
  grade: {
    title: 'Grade',
    words:
      'Marks what students have handed in by the sheet Key: workbooks, receipts, or the archive that a learning platform gives. Nothing leaves this machine.',
    files: 'What was handed in',
    drop: 'Drop files here, or choose them.',
    chosen: (number: number) => `${plural(number, 'file')} chosen`,
    receipts: 'Receipts, a text that has them',
    for: 'Grades for',
    platforms: { teacher: 'The teacher', moodle: 'Moodle', canvas: 'Canvas' },
    button: 'Grade',
    progress: (done: number, all: number) => `${count(done)} of ${count(all)} graded …`,
    done: (number: number) => `${plural(number, 'work')} graded: grades and marked workbooks are saved.`,
    missing: 'Nothing handed in',
    notGraded: 'Not graded',
    lookAt: 'To look at',
  },
  elsewhere: {
    title: 'Hand-outs and grades',
    words:
      'The pane of this Excel cannot save files. Open this workbook in Excel on the web, in Excel for Windows or in Cellmer’s workbench, where this view makes hand-outs and grades them; or use the command line:',
    commands: ['cellmer handout KEY.xlsx --out FOLDER', 'cellmer grade KEY.xlsx FILES --csv grades.csv'],
  },
  working: 'Working …',
} as const;
