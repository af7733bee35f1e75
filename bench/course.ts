/** How long it takes to hand out a homework to 100 students, and to grade what they hand in. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/install.mjs';
import { homework } from '../test/workbench/coursework/homework';
import { milliseconds } from './tables';

const STUDENTS = 100;

export async function courseTimes(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cellmer-course-'));
  try {
    writeFileSync(join(folder, 'HW3 key.xlsx'), new Uint8Array(await (await homework()).arrayBuffer()));
    const ids = Array.from({ length: STUDENTS }, (_, i) => `s${i + 1}`);
    writeFileSync(join(folder, 'roster.csv'), `student\n${ids.join('\n')}\n`);
    const handOut = ['handout', 'HW3 key.xlsx', '--out', 'out', '--roster', 'roster.csv'];
    const grade = ['grade', 'HW3 key.xlsx', 'out', '--csv', 'grades.csv', '--feedback', 'marked'];
    return [
      `${STUDENTS} hand-outs with sealed keys: ${milliseconds(time(handOut, folder))}`,
      `${STUDENTS} files graded, with a marked workbook each: ${milliseconds(time(grade, folder))}`,
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In milliseconds, the start of the program included. */
function time(args: readonly string[], cwd: string): number {
  const start = performance.now();
  const program = join(root, 'bin', 'cellmer.mjs');
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}
