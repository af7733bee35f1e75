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
  readonly warm: number;
  readonly criterion: number;
}

/** Versions of R, lme4 and the linear algebra library, or null where they are not to be had. */
export function versionsInR(): string | null {
  const code =
    'suppressMessages(library(lme4)); cat(R.version.string, "lme4", as.character(packageVersion("lme4")), extSoftVersion()[["BLAS"]])';
  const { status, stdout } = spawnSync('Rscript', ['-e', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

export function timeInR(each: Case, cells: CellMatrix): TimingInR {
  const folder = mkdtempSync(join(tmpdir(), 'cellmer-bench-'));
  try {
    const file = join(folder, 'data.csv');
    writeFileSync(file, csv(cells));
    const script = fileURLToPath(new URL('lme4.R', import.meta.url));
    const { stdout, stderr, status } = spawnSync(
      'Rscript',
      [script, file, each.formula, each.method, String(each.repetitionsInR)],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`R failed: ${stderr}`);
    return JSON.parse(stdout) as TimingInR;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function csv(cells: CellMatrix): string {
  const text = (cell: CellMatrix[number][number]): string =>
    cell == null ? 'NA' : typeof cell === 'string' ? `"${cell}"` : String(cell);
  return `${cells.map((row) => row.map(text).join(',')).join('\n')}\n`;
}
