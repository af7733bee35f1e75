/** Hands out and grades for a page, in a worker: whatever is computed there holds the page up in nothing. */

import type { TeacherMessage, TeacherRequest, TeacherResult } from '../../taskpane/course/teacher';
import { archive, gradeBatch, makeHandOuts, readRoster, type GivenFile, type Roster } from './index';

type Request<Kind extends TeacherRequest['kind']> = Extract<TeacherRequest, { kind: Kind }>;
type OnProgress = (done: number, all: number) => void;

const post = (message: TeacherMessage, transferred: Transferable[] = []): void =>
  (self as unknown as Worker).postMessage(message, transferred);

self.onmessage = ({ data }: MessageEvent<TeacherRequest>): void => {
  const onProgress: OnProgress = (done, all) => post({ kind: 'progress', done, all });
  const work = data.kind === 'handOut' ? handOut(data, onProgress) : grade(data, onProgress);
  work.then(
    (result) => post({ kind: 'done', result }, [result.file.bytes.buffer]),
    (error: unknown) =>
      post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
};

const NOTHING_GRADED = { graded: 0, remarks: [], missing: [] };

async function handOut({ key, roster }: Request<'handOut'>, onProgress: OnProgress): Promise<TeacherResult> {
  const { files, warnings } = await makeHandOuts(keyOf(key), await rosterOf(roster), onProgress);
  const file =
    files.length === 1
      ? { name: files[0].file, bytes: files[0].bytes }
      : { name: 'Hand-out.zip', bytes: await archive(files) };
  return { file, warnings, graded: NOTHING_GRADED };
}

async function grade(request: Request<'grade'>, onProgress: OnProgress): Promise<TeacherResult> {
  const given = [...request.files.map(givenFile), ...pastedText(request.receipts)];
  const wanted = {
    roster: await rosterOf(request.roster),
    platform: request.gradesFor === 'teacher' ? null : request.gradesFor,
    isFeedbackWanted: true,
  };
  const { csv, results, feedback, missing } = await gradeBatch(keyOf(request.key), given, wanted, onProgress);
  const table = { file: 'grades.csv', bytes: new TextEncoder().encode(csv) };
  return {
    file: { name: 'Grades.zip', bytes: await archive([table, ...feedback]) },
    warnings: [],
    graded: {
      graded: results.filter(({ problem }) => problem === null).length,
      remarks: results
        .map(({ file, problem, flags }) => ({
          file,
          words: problem ?? flags.join('; '),
          isGraded: problem === null,
        }))
        .filter(({ words }) => words !== ''),
      missing,
    },
  };
}

function keyOf({ bytes, name }: TeacherRequest['key']): File {
  return new File([bytes], name);
}

async function rosterOf(file: File | null): Promise<Roster | null> {
  return file && readRoster(await bytesOf(file), file.name);
}

function givenFile(file: File): GivenFile {
  return { name: file.name, read: () => bytesOf(file) };
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

function pastedText(text: string): GivenFile[] {
  if (text.trim() === '') return [];
  const bytes = new TextEncoder().encode(text);
  return [{ name: 'pasted text', read: () => Promise.resolve(bytes) }];
}
