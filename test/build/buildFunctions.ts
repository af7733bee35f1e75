/** functions.js as `npm run build` makes it, without the pane. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import webpack from 'webpack';
import configure from '../../webpack.config.js';

export interface FunctionsBundle {
  readonly source: string;
  /** Removes the folder it was written to. */
  remove(): void;
}

export async function buildFunctions(): Promise<FunctionsBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'cellmer-functions-'));
  const { entry, output, plugins: _, ...rest } = configure();
  const only = { functions: (entry as Record<string, string>).functions };
  await new Promise<void>((resolve, reject) => {
    webpack({ ...rest, entry: only, output: { ...output, path: folder } }, (error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error(stats!.toString('errors-only')));
      else resolve();
    });
  });
  return {
    source: readFileSync(join(folder, 'functions.js'), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
