/** Who takes part: a table as text, of which one column says who somebody is in their workbooks. */

import { readText, type Cell } from '../../src/index';
import { same } from './key';
import { CourseworkProblem } from './problem';

export interface Roster {
  readonly header: readonly string[];
  /** Column of the ids. */
  readonly id: number;
  readonly rows: readonly (readonly Cell[])[];
}

/** By what learning platforms and teachers call it; the first that there is. */
const ID_COLUMNS = [
  // Of a table of Canvas or Moodle, in which other columns are called as teachers call that of the ids.
  'sis login id',
  'sis user id',
  'id number',
  'username',
  'email address',
  'student',
  'student id',
  'id',
  'email',
  'e-mail',
] as const;

/** @throws CourseworkProblem, CellmerError */
export function readRoster(text: string, file: string): Roster {
  const { cells } = readText(text);
  const header = (cells[0] ?? []).map((cell) => String(cell ?? ''));
  const found = ID_COLUMNS.map((name) => header.findIndex((one) => same(one, name))).find((at) => at >= 0);
  const id = found ?? 0;
  const rows = cells.slice(1).filter((row) => idIn(row[id]) !== '');
  if (rows.length === 0)
    throw new CourseworkProblem(
      `“${file}” has no students: expected is a line with names of columns, one of them “student” or “id”, and a line a student`,
    );
  const twice = rows.find((row, i) =>
    rows.slice(0, i).some((before) => same(idIn(before[id]), idIn(row[id]))),
  );
  if (twice) throw new CourseworkProblem(`“${file}” has “${idIn(twice[id])}” twice`);
  return { header, id, rows };
}

export function idIn(cell: Cell): string {
  return cell === null || cell === undefined || typeof cell === 'object' ? '' : String(cell).trim();
}

/** The line of a student, or undefined. */
export function onRoster({ rows, id }: Roster, student: string): readonly Cell[] | undefined {
  return rows.find((row) => same(idIn(row[id]), student));
}

/** Of whom there is nothing. */
export function absent({ rows, id }: Roster, students: readonly string[]): string[] {
  const there = new Set(students.map((student) => student.trim().toLowerCase()));
  return rows.map((row) => idIn(row[id])).filter((student) => !there.has(student.toLowerCase()));
}
