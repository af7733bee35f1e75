/**
 * The teacher's side of the pane. What does the work is loaded when it is asked for, into a worker: it has a whole spreadsheet of its own,
 * with the functions as they are without a screen, and may take a minute in which the page goes on.
 */

import type { GradedFiles, GradesFor, Submissions, TeacherDesk } from '../host';
import type { CourseBook } from './book';

/** A file whole, for it may be written to while it is worked with. */
export interface WholeFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type TeacherRequest =
  | { readonly kind: 'handOut'; readonly key: WholeFile; readonly roster: File | null }
  | ({ readonly kind: 'grade'; readonly key: WholeFile; readonly gradesFor: GradesFor } & Submissions);

/** A file to be saved, and what is said of it. */
export interface TeacherResult {
  readonly file: WholeFile;
  readonly warnings: readonly string[];
  /** Of grading. */
  readonly graded: GradedFiles;
}

export type TeacherMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly all: number }
  | { readonly kind: 'done'; readonly result: TeacherResult }
  | { readonly kind: 'failed'; readonly message: string };

export type SpawnTeacher = () => Worker;

type OnProgress = (done: number, all: number) => void;

export function teacherDesk(
  book: CourseBook,
  save: NonNullable<CourseBook['save']>,
  spawn: SpawnTeacher,
): TeacherDesk {
  const keyFile = async (): Promise<WholeFile> => ({
    name: `${book.name()}.xlsx`,
    bytes: await book.bytes(),
  });
  const work = async (request: TeacherRequest, onProgress: OnProgress): Promise<TeacherResult> => {
    const result = await worked(spawn(), request, onProgress);
    save(result.file.bytes, result.file.name);
    return result;
  };
  return {
    async handOut(roster, onProgress) {
      const { warnings } = await work({ kind: 'handOut', key: await keyFile(), roster }, onProgress);
      return warnings;
    },
    async grade(submissions, gradesFor, onProgress) {
      const request = { kind: 'grade', key: await keyFile(), gradesFor, ...submissions } as const;
      return (await work(request, onProgress)).graded;
    },
  };
}

function worked(worker: Worker, request: TeacherRequest, onProgress: OnProgress): Promise<TeacherResult> {
  return new Promise<TeacherResult>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TeacherMessage>) => {
      if (data.kind === 'progress') onProgress(data.done, data.all);
      else if (data.kind === 'done') resolve(data.result);
      else reject(new Error(data.message));
    };
    worker.onerror = ({ message }) =>
      reject(new Error(`What grades could not be started: ${message || 'its file was not loaded'}.`));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
