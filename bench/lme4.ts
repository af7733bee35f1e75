/** The same data and model through R's lme4, where R and lme4 are installed. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CellMatrix } from '../src/index';
import type { Case } from './cases';

export interface TimingInR {
  readonly cold: number;
  /** Null where a second fit would take too long. */
  readonly warm: number | null;
  readonly criterion: number;
}

/** Versions of R, lme4, lmerTest and the linear algebra library, or null where they are not to be had. */
export function versionsInR(): string | null {
  const code =
    'suppressMessages(library(lme4)); cat(R.version.string, "lme4", as.character(packageVersion("lme4")), ' +
    'if (requireNamespace("lmerTest", quietly = TRUE)) paste("lmerTest", packageVersion("lmerTest")) else "without lmerTest", ' +
    'extSoftVersion()[["BLAS"]])';
  const { status, stdout } = spawnSync('Rscript', ['-e', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** Of lmer() alone, and of all that a finished result of Cellmer has (see lme4.R). */
export function timeInR(each: Case, cells: CellMatrix): { optimum: TimingInR; whole: TimingInR } {
  const folder = mkdtempSync(join(tmpdir(), 'cellmer-bench-'));
  try {
    const file = join(folder, 'data.csv');
    writeFileSync(file, csv(cells));
    // What takes lme4 many seconds is done whole only once.
    const repetitions = each.repetitionsInR;
    return {
      optimum: runScript(each, file, 'optimum', repetitions),
      whole: runScript(each, file, 'whole', repetitions > 1 ? repetitions : 0),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runScript(
  { formula, method }: Case,
  file: string,
  extent: 'optimum' | 'whole',
  repetitions: number,
): TimingInR {
  const script = fileURLToPath(new URL('lme4.R', import.meta.url));
  const parameters = [script, file, formula, method, String(repetitions), extent];
  const { stdout, stderr, status } = spawnSync('Rscript', parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`R failed: ${stderr}`);
  return JSON.parse(stdout) as TimingInR;
}

function csv(cells: CellMatrix): string {
  const text = (cell: CellMatrix[number][number]): string =>
    cell == null ? 'NA' : typeof cell === 'string' ? `"${cell}"` : String(cell);
  return `${cells.map((row) => row.map(text).join(',')).join('\n')}\n`;
}
