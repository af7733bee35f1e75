/** Hands out and grades homework. What does the work is loaded when it is asked for: all other commands start without it. */

import { basename, join } from 'node:path';
import type * as CourseworkModule from '../workbench/coursework/index';
import type { Grades, Roster } from '../workbench/coursework/index';
import { UsageError } from './usage';

export interface HandOutCommand {
  readonly command: 'handout';
  /** Path of the teacher's workbook. */
  readonly key: string;
  /** Path of a table of students; null makes one file for all. */
  readonly roster: string | null;
  /** Folder for the files. */
  readonly out: string;
}

export interface GradeCommand {
  readonly command: 'grade';
  readonly key: string;
  /** Files, folders and archives. */
  readonly files: readonly string[];
  readonly roster: string | null;
  /** Path of the table of grades. */
  readonly csv: string;
  readonly platform: 'moodle' | 'canvas' | null;
  /** Folder for marked workbooks; null makes none. */
  readonly feedback: string | null;
}

export type CourseworkCommand = HandOutCommand | GradeCommand;

/** What these commands need of the world besides a place for text. */
export interface Disk {
  /** Throws an `UnreadableFile`. */
  readonly readFile: (path: string) => Uint8Array;
  /** A folder's files, and those in its folders; a file alone is itself. Throws an `UnreadableFile`. */
  readonly filesIn: (path: string) => readonly string[];
  /** Makes the folders that are missing; throws an `UnwritableOutput`. */
  readonly writeFile: (path: string, content: Uint8Array | string) => void;
}

export interface CourseworkShell extends Disk {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

export const COURSEWORK_VALUES = ['--roster', '--out', '--csv', '--lms', '--feedback'] as const;
export const COURSEWORK_OPTIONS: Readonly<Record<CourseworkCommand['command'], readonly string[]>> = {
  handout: ['--roster', '--out'],
  grade: ['--roster', '--csv', '--lms', '--feedback'],
};

/**
 * @param operands behind the command
 * @throws UsageError
 */
export function courseworkCommand(
  command: CourseworkCommand['command'],
  [key, ...files]: readonly string[],
  values: ReadonlyMap<string, string>,
): CourseworkCommand {
  if (key === undefined) throw new UsageError('the teacher’s workbook is missing: one with a sheet “Key”');
  const roster = values.get('--roster') ?? null;
  if (command === 'handout') {
    if (files.length > 0)
      throw new UsageError(`"${files[0]}" is one argument too many: handout takes the teacher’s workbook`);
    const out = values.get('--out');
    if (out === undefined)
      throw new UsageError('--out is missing: the folder for the files that are handed out');
    return { command, key, roster, out };
  }
  if (files.length === 0)
    throw new UsageError('the files to be graded are missing: workbooks, folders or archives');
  const csv = values.get('--csv');
  if (csv === undefined) throw new UsageError('--csv is missing: the file for the grades');
  const platform = values.get('--lms')?.toLowerCase() ?? null;
  if (platform !== null && platform !== 'moodle' && platform !== 'canvas')
    throw new UsageError(`--lms must be moodle or canvas, but "${values.get('--lms')}" was given`);
  return { command, key, files, roster, csv, platform, feedback: values.get('--feedback') ?? null };
}

/** @throws CellmerError, and what the shell throws */
export async function runCoursework(command: CourseworkCommand, shell: CourseworkShell): Promise<void> {
  const coursework = await import(
    /* webpackMode: "lazy", webpackChunkName: "coursework" */ '../workbench/coursework/index'
  );
  if (command.command === 'handout') await handOut(command, shell, coursework);
  else await grade(command, shell, coursework);
}

type Coursework = typeof CourseworkModule;

async function handOut(
  { key, roster, out }: HandOutCommand,
  shell: CourseworkShell,
  { makeHandOuts, readRoster }: Coursework,
): Promise<void> {
  const { files, warnings } = await makeHandOuts(workbook(key, shell), rosterIn(roster, shell, readRoster));
  for (const { file, bytes } of files) shell.writeFile(join(out, file), bytes);
  for (const warning of warnings) shell.writeError(`cellmer: ${warning}.\n`);
  shell.write(`${files.length} ${files.length === 1 ? 'file' : 'files'} in ${out}\n`);
}

async function grade(
  { key, files, roster, csv, platform, feedback }: GradeCommand,
  shell: CourseworkShell,
  { gradeBatch, readRoster }: Coursework,
): Promise<void> {
  const given = files
    .flatMap((path) => shell.filesIn(path))
    .map((path) => ({ name: basename(path), read: async () => shell.readFile(path) }));
  const wanted = {
    roster: rosterIn(roster, shell, readRoster),
    platform,
    isFeedbackWanted: feedback !== null,
  };
  const grades = await gradeBatch(workbook(key, shell), given, wanted);
  shell.writeFile(csv, grades.csv);
  for (const { file, bytes } of feedback === null ? [] : grades.feedback)
    shell.writeFile(join(feedback!, file), bytes);
  shell.write(report(grades));
}

/** A line for whatever the teacher should look at, and how many there are. */
function report({ results, missing }: Grades): string {
  const lines = results.flatMap(({ file, problem, flags }) => {
    if (problem !== null) return [`not graded: ${problem}.`];
    return flags.length > 0 ? [`${file}: ${flags.join('; ')}`] : [];
  });
  if (missing.length > 0) lines.push(`nothing graded of: ${missing.join(', ')}`);
  const graded = results.filter(({ problem }) => problem === null).length;
  return [...lines, `${graded} of ${results.length} graded`, ''].join('\n');
}

function workbook(path: string, { readFile }: Disk): File {
  return new File([new Uint8Array(readFile(path))], basename(path));
}

function rosterIn(path: string | null, { readFile }: Disk, read: Coursework['readRoster']): Roster | null {
  return path === null ? null : read(readFile(path), basename(path));
}
