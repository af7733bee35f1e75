/** Builds what the package of npm has: the command line in dist/bin, the library and its types in dist/library. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastBuild } from './fingerprint.mjs';
import { root } from './install.mjs';

const LIBRARY = join(root, 'dist', 'library');
const SOURCES = ['src', 'bin', 'library', 'worker', 'functions', 'taskpane', 'workbench'];
const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.core.json',
  'webpack.package.config.js',
  'scripts/licences.mjs',
  'scripts/libraryTypes.mjs',
];

/**
 * @param {{always?: boolean, log?: (line: string) => void}} [options] unless `always`, only when the sources have changed
 * @returns {Promise<boolean>} whether there was anything to build
 */
export async function buildPackage({ always = false, log = console.log } = {}) {
  const file = join(LIBRARY, 'types', 'library', 'index.d.ts');
  const last = lastBuild({ name: 'package', file, sources: [...SOURCES, ...FILES] });
  if (!always && last.isCurrent) return false;
  log('Building the command line and the library ...');
  const webpack = join(root, 'node_modules/webpack-cli/bin/cli.js');
  const args = [webpack, '--config', 'webpack.package.config.js', '--stats', 'errors-warnings'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`The command line and the library could not be built:\n${stdout}\n${stderr}`);
  // It needs a package, which may only just have been installed.
  const { writeLibraryTypes } = await import('./libraryTypes.mjs');
  writeLibraryTypes(join(LIBRARY, 'types'));
  last.made();
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPackage({ log: console.error });
