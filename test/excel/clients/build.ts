/** dist/excel as `npm run build` makes it, in a folder of the tests' own. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import webpack from 'webpack';
import configure from '../../../webpack.config.js';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, '.cache/excel');
const STAMP = join(ROOT, '.cache/excel-stamp');
const SOURCES = [
  'src',
  'worker',
  'functions',
  'taskpane',
  'examples',
  'package-lock.json',
  'webpack.config.js',
];

/** Builds the production bundle when its sources have changed, and returns its folder. */
export async function buildAddIn(): Promise<string> {
  const stamp = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return FOLDER;
  const config = configure();
  await new Promise<void>((resolve, reject) => {
    webpack({ ...config, output: { ...config.output, path: FOLDER } }, (error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error(stats!.toString('errors-only')));
      else resolve();
    });
  });
  writeFileSync(STAMP, stamp);
  return FOLDER;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const entry = statSync(path);
    if (entry.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
  };
  for (const source of SOURCES) add(join(ROOT, source));
  return hash.digest('hex');
}
