/** A batch of files from one hand to another: what a learning platform gives as an archive, and what the teacher gets back. */

import { archiveOf, contentsOf, entriesOf, isZip, newEntry, unpacked } from '../files/zip';
import { free, markedWorkbook } from './feedback';
import { Grader, type GivenFile, type Graded } from './grade';
import { gradebookCsv, gradesCsv, onePerStudent, type Platform } from './gradebook';
import { fileName } from '../../taskpane/course/fileName';
import { absent, type Roster } from './roster';

export interface Wanted {
  readonly roster: Roster | null;
  /** Null for the table with all that is known. */
  readonly platform: Platform | null;
  readonly isFeedbackWanted: boolean;
}

export interface Grades {
  readonly csv: string;
  readonly results: readonly Graded[];
  /** Students of the roster of whom nothing is graded. */
  readonly missing: readonly string[];
  /** A workbook for each student, by the name of its file. */
  readonly feedback: readonly { readonly file: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

/**
 * @param onProgress told how many of the files are graded
 * @throws Error with a sentence where the teacher's workbook has no key that can be read; what is wrong with the other files is among the
 *   results
 */
export async function gradeBatch(
  key: File,
  given: readonly GivenFile[],
  { roster, platform, isFeedbackWanted }: Wanted,
  onProgress: (done: number, all: number) => void = () => undefined,
): Promise<Grades> {
  const grader = await Grader.open(key, roster);
  try {
    const files = (await Promise.all(given.map(unpackedFiles))).flat();
    for (const [i, file] of files.entries()) {
      await grader.add(file);
      onProgress(i + 1, files.length);
    }
    const results = await grader.results();
    const graded = results.filter(({ problem }) => problem === null).map(({ student }) => student);
    const missing = roster ? absent(roster, graded) : [];
    const csv = platform
      ? gradebookCsv(platform, grader.key, results, roster)
      : gradesCsv(grader.key, results, missing);
    const feedback: { file: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
    for (const one of isFeedbackWanted ? onePerStudent(results) : []) {
      const name = free(
        fileName(`${grader.key.assignment}_${one.student}_marked`),
        feedback.map(({ file }) => file.replace(/\.xlsx$/, '')),
      );
      feedback.push({ file: `${name}.xlsx`, bytes: await markedWorkbook(one.bytes, grader.key, one) });
    }
    return { csv, results, missing, feedback };
  } finally {
    grader.close();
  }
}

/** Files in one. */
export async function archive(
  files: readonly { readonly file: string; readonly bytes: Uint8Array }[],
): Promise<Uint8Array<ArrayBuffer>> {
  return archiveOf(await Promise.all(files.map(({ file, bytes }) => newEntry(file, bytes))));
}

/** The files in an archive that is no workbook; any other file is itself. */
async function unpackedFiles(file: GivenFile): Promise<GivenFile[]> {
  if (!/\.zip$/i.test(file.name)) return [file];
  try {
    const bytes = await file.read();
    if (!isZip(bytes) || contentsOf(bytes).has('[Content_Types].xml')) return [file];
    return entriesOf(bytes)
      .filter(({ path, size }) => size > 0 && !/(?:^|\/)(?:__MACOSX\/|[.~])/.test(path))
      .map((entry) => ({ name: entry.path, read: () => unpacked(entry) }));
  } catch {
    // What is wrong with it is said where it is graded.
    return [file];
  }
}
