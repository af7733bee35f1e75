/** Handing out, handing in and grading the open workbook. What does the work is loaded when it is asked for. */

import type { FWorksheet } from '@univerjs/preset-sheets-core';
import { parseAddress, type Cell, type CellMatrix } from '../src/index';
import type { CourseDesk, CourseLook } from '../taskpane/host';
import { cellReader } from './reading';
import { loadSetting } from './settings';
import type { Spreadsheet } from './univer';

export interface CourseFiles {
  /** The open workbook as a file. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly save: (bytes: Uint8Array<ArrayBuffer>, name: string) => void;
}

/** Cells in which tables of questions begin are looked for here. */
const LOOKED_AT = { rows: 200, columns: 40, sheets: 30 } as const;
/** After a change, in milliseconds. */
const PAUSE = 500;

export function courseDesk(spreadsheet: Spreadsheet, { bytes, save }: CourseFiles): CourseDesk {
  const { api } = spreadsheet;
  const sheets = (): FWorksheet[] => api.getActiveWorkbook()?.getSheets().slice(0, LOOKED_AT.sheets) ?? [];
  const keyFile = async (): Promise<File> =>
    new File([await bytes()], `${api.getActiveWorkbook()?.getName() || 'Homework'}.xlsx`);
  return {
    watch(listener) {
      let shown = '';
      let timer: ReturnType<typeof setTimeout> | undefined;
      const look = (): void => {
        const found: CourseLook = {
          hasKey: sheets().some((sheet) => isWord(sheet.getSheetName(), 'Key')),
          hasQuestions: sheets().some((sheet) => questionsOn(spreadsheet, sheet).length > 0),
        };
        if (JSON.stringify(found) === shown) return;
        shown = JSON.stringify(found);
        listener(found);
      };
      const soon = (): void => {
        clearTimeout(timer);
        timer = setTimeout(look, PAUSE);
      };
      const { Event } = api;
      const subscriptions = [
        Event.SheetValueChanged,
        Event.SheetCreated,
        Event.SheetDeleted,
        Event.SheetNameChanged,
        Event.WorkbookCreated,
      ].map((event) => api.addEvent(event, soon));
      soon();
      return () => {
        clearTimeout(timer);
        for (const one of subscriptions) one.dispose();
      };
    },
    async handIn() {
      const { writeReceipt, fileName } = await coursework();
      const student = textOf(namedCell(spreadsheet, 'student'));
      if (student === '')
        throw new Error(
          'Nobody could tell whose workbook this is: type your id into the cell that is named “student”, and hand in again.',
        );
      const questions = sheets().flatMap((sheet) => questionsOn(spreadsheet, sheet));
      const assignment = loadSetting(spreadsheet, 'assignment') ?? api.getActiveWorkbook()!.getName();
      const blank = questions.filter(({ answer }) => textOf(answer) === '').map(({ label }) => label);
      const receipt = writeReceipt({
        assignment,
        version: loadSetting(spreadsheet, 'version') ?? '1',
        student,
        answers: new Map(questions.map(({ label, answer }): [string, CellMatrix] => [label, [[answer]]])),
      });
      const file = `${fileName(`${assignment}_${student}`)}.xlsx`;
      save(await bytes(), file);
      return { blank, answered: questions.length - blank.length, receipt, file };
    },
    async handOut(roster) {
      const { archive, makeHandOuts, readRoster } = await coursework();
      const students = roster && readRoster(await roster.text(), roster.name);
      const { files, warnings } = await makeHandOuts(await keyFile(), students);
      if (files.length === 1) save(files[0].bytes, files[0].file);
      else save(await archive(files), 'Hand-out.zip');
      return warnings;
    },
    async grade(files, gradesFor, onProgress) {
      const { archive, gradeBatch } = await coursework();
      const given = files.map((file) => ({
        name: file.name,
        read: async () => new Uint8Array(await file.arrayBuffer()),
      }));
      const platform = gradesFor === 'teacher' ? null : gradesFor;
      const wanted = { roster: null, platform, isFeedbackWanted: true };
      const { csv, results, feedback } = await gradeBatch(await keyFile(), given, wanted, onProgress);
      save(
        await archive([{ file: 'grades.csv', bytes: new TextEncoder().encode(csv) }, ...feedback]),
        'Grades.zip',
      );
      return {
        graded: results.filter(({ problem }) => problem === null).length,
        remarks: results
          .map(({ file, problem, flags }) => ({
            file,
            words: problem ?? flags.join('; '),
            isGraded: problem === null,
          }))
          .filter(({ words }) => words !== ''),
      };
    },
  };
}

function coursework() {
  return import(/* webpackChunkName: "coursework" */ './coursework/index');
}

interface ShownQuestion {
  readonly label: string;
  readonly answer: Cell;
}

/** Of the tables on a sheet, each with a row that has the words Question and Answer. */
function questionsOn(spreadsheet: Spreadsheet, sheet: FWorksheet): ShownQuestion[] {
  if (isWord(sheet.getSheetName(), 'Key')) return [];
  const read = cellReader(spreadsheet, sheet);
  const rows = Math.min(LOOKED_AT.rows, sheet.getLastRow() + 1);
  const columns = Math.min(LOOKED_AT.columns, sheet.getLastColumn() + 1);
  const found: ShownQuestion[] = [];
  let head: { readonly question: number; readonly answer: number } | null = null;
  for (let row = 0; row < rows; row++) {
    const line = Array.from({ length: columns }, (_, column) => read(row, column));
    const [question, answer] = ['Question', 'Answer'].map((word) =>
      line.findIndex((cell) => typeof cell === 'string' && isWord(cell, word)),
    );
    if (question >= 0 && answer >= 0) head = { question, answer };
    else if (head && textOf(line[head.question]) === '') head = null;
    else if (head) found.push({ label: textOf(line[head.question]), answer: line[head.answer] });
  }
  return found;
}

function namedCell(spreadsheet: Spreadsheet, name: string): Cell {
  const workbook = spreadsheet.api.getActiveWorkbook();
  const named = workbook?.getDefinedNames().find((one) => isWord(one.getName(), name));
  const address = named ? parseAddress(named.getFormulaOrRefString().replace(/^=/, '')) : null;
  const sheet = address?.sheet == null ? null : workbook?.getSheetByName(address.sheet);
  return address && sheet ? cellReader(spreadsheet, sheet)(address.row, address.column) : null;
}

function textOf(cell: Cell): string {
  return cell === null || cell === undefined || typeof cell === 'object' ? '' : String(cell).trim();
}

function isWord(text: string, word: string): boolean {
  return text.trim().toLowerCase() === word.toLowerCase();
}
