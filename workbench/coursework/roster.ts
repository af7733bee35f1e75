/** Who takes part: a table as text, of which one column says who somebody is in their workbooks. */

import { CellmerError, encodingOf, plainText, readText, type Cell } from '../../src/index';
import { fileName } from '../../taskpane/course/fileName';
import { listed } from '../files/differences';
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

/**
 * @param bytes a text in any encoding that spreadsheets write
 * @throws CourseworkProblem that names the file
 */
export function readRoster(bytes: Uint8Array, file: string): Roster {
  const cells = cellsIn(bytes, file);
  const header = (cells[0] ?? []).map((cell) => String(cell ?? ''));
  const id = ID_COLUMNS.map((name) => header.findIndex((one) => same(one, name))).find((at) => at >= 0);
  // A first line that were no names of columns would be a student who is left out.
  if (id === undefined)
    throw new CourseworkProblem(
      `“${file}” has no column for the ids of students: expected is a first line in which one is called “student” or “id”, and found is ${listed(header.map((name) => `“${name}”`))}`,
    );
  const rows = cells.slice(1).filter((row) => idIn(row[id]) !== '');
  if (rows.length === 0)
    throw new CourseworkProblem(
      `“${file}” has no students: expected is a line with names of columns, one of them “student” or “id”, and a line a student`,
    );
  refuseEqual(
    rows.map((row) => idIn(row[id])),
    file,
  );
  return { header, id, rows };
}

function cellsIn(bytes: Uint8Array, file: string): readonly (readonly Cell[])[] {
  try {
    return readText(new TextDecoder(encodingOf(bytes)).decode(bytes)).cells;
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    throw new CourseworkProblem(`“${file}” cannot be read: ${error.message.replace(/\.$/, '')}`);
  }
}

/** Of two students with the same file one would be lost. */
function refuseEqual(ids: readonly string[], file: string): void {
  const known = new Map<string, string>();
  for (const id of ids) {
    const name = plainText(fileName(id));
    const before = known.get(name);
    if (before !== undefined)
      throw new CourseworkProblem(
        same(before, id)
          ? `“${file}” has “${id}” twice`
          : `“${file}” has “${before}” and “${id}”, whose files would have the same name`,
      );
    known.set(name, id);
  }
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
  const there = new Set(students.map(plainText));
  return rows.map((row) => idIn(row[id])).filter((student) => !there.has(plainText(student)));
}
