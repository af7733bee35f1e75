/** A homework as a teacher makes it. */

import { writeXlsx } from 'hucre/xlsx';
import { courseSeed } from '../../../src/index';
import { readRoster, type Roster } from '../../../workbench/coursework/roster';

export type Rows = readonly (readonly (string | number | boolean | null)[])[];

/** Text that begins with `=` is a formula. */
export async function xlsx(
  sheets: Readonly<Record<string, Rows>>,
  names: Readonly<Record<string, string>> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const isFormula = (cell: unknown): boolean => typeof cell === 'string' && cell.startsWith('=');
  const bytes = await writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({
      name,
      rows: rows.map((row) => row.map((cell) => (isFormula(cell) ? null : cell))),
      cells: new Map(
        rows.flatMap((row, i) =>
          row.flatMap((cell, j) =>
            isFormula(cell) ? [[`${i},${j}`, { formula: String(cell).slice(1) }] as const] : [],
          ),
        ),
      ),
    })),
    namedRanges: Object.entries(names).map(([name, range]) => ({ name, range })),
  });
  return new Uint8Array(bytes);
}

/** A table of students as a file has it. */
export function rosterOf(text: string, name = 'roster.csv'): Roster {
  return readRoster(new TextEncoder().encode(text), name);
}

export function fileOf(bytes: Uint8Array, name: string): File {
  return new File([new Uint8Array(bytes)], name);
}

const N = 10;
export const FIRST_ROW = 5;
const DATA = `Homework!$A$${FIRST_ROW}:$A$${FIRST_ROW + N - 1}`;

export const ANSWERS = ['q_n', 'q_mean', 'q_sd', 'q_se', 'q_method', 'q_total'] as const;
export const LABELS = ['How many', 'Mean', 'Standard deviation', 'Standard error', 'Method', 'Sum'] as const;

const keyRow = (answer: string) => 5 + ANSWERS.indexOf(answer as 'q_n');

/** Ten numbers that follow from the student's id; six questions worth ten points. */
export function homeworkSheets(): { sheets: Record<string, Rows>; names: Record<string, string> } {
  const data = (row: number) => `=ROUND(20+MOD(COURSE.SEED($B$2,"HW3")+${row}*7919,1009)/100,2)`;
  const lines: (string | number | null)[][] = [
    ['Homework 3'],
    ['Your id', 'teacher'],
    [],
    ['y', null, null, 'Question', 'Answer', 'Key', 'Points', '=CHECK.TABLE(D4:G10)'],
  ];
  const points = [1, 2, 2, 2, 1, 2];
  for (let i = 0; i < N; i++)
    lines.push([data(FIRST_ROW + i), null, null, LABELS[i] ?? null, null, null, points[i] ?? null]);
  return {
    sheets: {
      Homework: lines,
      Work: [],
      Key: [
        ['Assignment', 'HW3'],
        ['Version', 2],
        [],
        ['Question', 'Answer', 'Key', 'Points', 'Tolerance', 'Slips', 'Carry', 'Rule'],
        [LABELS[0], 'q_n', `=COUNT(${DATA})`, 1],
        [LABELS[1], 'q_mean', `=AVERAGE(${DATA})`, 2, 0.005],
        [LABELS[2], 'q_sd', `=STDEV.S(${DATA})`, 2, '3 digits', 'A13:B14'],
        [LABELS[3], 'q_se', `=C${keyRow('q_sd')}/SQRT(q_n)`, 2, '3 digits', null, 'yes', 'formula'],
        [LABELS[4], 'q_method', 'REML', 1],
        [LABELS[5], 'q_total', `=SUM(${DATA})`, 2, 0.01, null, null, 'uses data; no SUMPRODUCT AVER*'],
        [],
        ['What goes wrong'],
        ['variance', 'This is the variance: take its root'],
        [`=STDEV.P(${DATA})`, 'Divide by n − 1'],
      ],
    },
    names: {
      student: 'Homework!$B$2',
      ...Object.fromEntries(ANSWERS.map((name, i) => [name, `Homework!$E$${FIRST_ROW + i}`])),
      key_of_sd: `Key!$C$${keyRow('q_sd')}`,
    },
  };
}

export async function homework(): Promise<File> {
  const { sheets, names } = homeworkSheets();
  return fileOf(await xlsx(sheets, names), 'HW3 key.xlsx');
}

/** The data of a student, and what is right for them, without any spreadsheet. */
export function rightFor(student: string) {
  const seed = courseSeed(student, 'HW3');
  const y = Array.from(
    { length: N },
    (_, i) => Math.round(100 * (20 + ((seed + (FIRST_ROW + i) * 7919) % 1009) / 100)) / 100,
  );
  const total = y.reduce((sum, value) => sum + value, 0);
  const mean = total / N;
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (N - 1);
  return { y, total, mean, variance, sd: Math.sqrt(variance), se: Math.sqrt(variance / N) };
}
