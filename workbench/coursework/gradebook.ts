/** Grades as tables in text: all that is known for the teacher, or what the gradebooks of Moodle and Canvas take in. */

import { plainText, type Cell } from '../../src/index';
import type { Graded } from './grade';
import { same, type Key } from './key';
import { idIn, onRoster, type Roster } from './roster';

/** Learning platforms. */
export type Platform = 'moodle' | 'canvas';

/**
 * A line for each thing that was handed in: whose it is, points a question, and what to look at.
 *
 * @param missing students of whom nothing is graded, each with a line too
 */
export function gradesCsv(
  { questions }: Key,
  results: readonly Graded[],
  missing: readonly string[],
): string {
  const header = ['student', 'file', 'total', ...questions.map(({ label }) => label), 'flags', 'problem'];
  const lines = results.map(({ student, file, total, marks, flags, problem }) => [
    student,
    file,
    problem === null ? rounded(total) : null,
    ...questions.map((_, i) => marks[i]?.points ?? null),
    flags.join('; '),
    problem ?? '',
  ]);
  const empty = missing.map((student) => [
    student,
    '',
    null,
    ...questions.map(() => null),
    '',
    'nothing of this student is graded',
  ]);
  return csv([header, ...lines, ...empty]);
}

/**
 * A line a student, as the platform's import of grades wants it. Moodle lets the teacher say which column is which, and asks for points and
 * feedback together; Canvas knows columns by the names that its own export has, and a line `Points Possible` below them.
 *
 * @param roster whose columns of the same names are taken over, such as those of an export of Canvas
 */
export function gradebookCsv(
  platform: Platform,
  { assignment, questions }: Key,
  results: readonly Graded[],
  roster: Roster | null,
): string {
  const graded = onePerStudent(results);
  if (platform === 'moodle') {
    const isMail = graded.length > 0 && graded.every(({ student }) => student.includes('@'));
    const header = [isMail ? 'Email address' : 'ID number', assignment, `${assignment} (feedback)`];
    return csv([
      header,
      ...graded.map((one) => [one.student, rounded(one.total), feedbackLine(one, questions)]),
    ]);
  }
  const names = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section'];
  const most = questions.reduce((sum, { points }) => sum + points, 0);
  return csv([
    [...names, assignment],
    ['Points Possible', null, null, null, null, rounded(most)],
    ...graded.map((one) => [
      ...names.map((name) => fromRoster(roster, one.student, name) ?? ownColumn(name, one.student)),
      rounded(one.total),
    ]),
  ]);
}

/** What counts of each student: a file before a receipt, and the last of several. */
export function onePerStudent(results: readonly Graded[]): Graded[] {
  const chosen = new Map<string, Graded>();
  for (const one of results) {
    if (one.problem !== null) continue;
    const key = plainText(one.student);
    const before = chosen.get(key);
    if (!before || before.isReceipt || !one.isReceipt) chosen.set(key, one);
  }
  return [...chosen.values()];
}

/** Points as people write them, without the noise of binary fractions. */
export function rounded(points: number): number {
  return Number(points.toFixed(6));
}

function feedbackLine({ marks }: Graded, questions: Key['questions']): string {
  return marks
    .map(
      ({ points, message }, i) =>
        `${questions[i].label}: ${rounded(points)} of ${questions[i].points}. ${message}`,
    )
    .join(' | ');
}

function fromRoster(roster: Roster | null, student: string, column: string): Cell | undefined {
  const at = roster ? roster.header.findIndex((name) => same(name, column)) : -1;
  return roster && at >= 0 ? onRoster(roster, student)?.[at] : undefined;
}

/** Without a roster the id is taken for what a student logs in with. */
function ownColumn(name: string, student: string): string | null {
  return name === 'SIS Login ID' ? student : name === 'Student' ? student : null;
}

function csv(rows: readonly (readonly (Cell | undefined)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** What begins as a formula does, and is no number, is none in the program that opens the table. */
const FORMULA = /^[=@\t\r]|^[-+](?!\d*[.,]?\d+$)/;

function field(cell: Cell | undefined): string {
  if (typeof cell === 'number') return String(cell);
  const text = idIn(cell ?? null);
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
