/**
 * Builds the workbench page when its sources have changed since the last build of the same mode.
 * Node built-ins only; needs the packages installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { lastBuild } from './fingerprint.mjs';
import { root } from './install.mjs';

export const WORKBENCH = join(root, 'dist', 'workbench');
/** The page for a host of static files. */
export const SITE = join(root, 'dist', 'site');
const SOURCES = ['src', 'worker', 'functions', 'taskpane', 'workbench', 'examples', 'assets'];
const FILES = [
  'package-lock.json',
  'tsconfig.json',
  'webpack.workbench.config.js',
  'scripts/licences.mjs',
  'scripts/serviceWorker.mjs',
];

/**
 * @param {{production?: boolean, hosted?: boolean, log?: (line: string) => void}} [options] `hosted`: into SITE
 * @returns {boolean} whether there was anything to build
 */
export function buildWorkbench({ production = false, hosted = false, log = console.log } = {}) {
  const mode = production ? 'production' : 'development';
  const file = join(hosted ? SITE : WORKBENCH, 'index.html');
  const name = hosted ? 'site' : 'workbench';
  const last = lastBuild({ name, file, sources: [...SOURCES, ...FILES], key: mode });
  if (last.isCurrent) return false;
  log(`Building the workbench (${hosted ? 'hosted, ' : ''}${mode}) ...`);
  const env = hosted ? ['--env', 'hosted'] : [];
  const built = spawnSync(process.execPath, [...webpack(mode), ...env], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0)
    throw new Error(`The workbench could not be built:\n${built.stdout}\n${built.stderr}`);
  last.made();
  return true;
}

/**
 * Builds again whenever a source changes, until the process ends; the page has to be reloaded by hand.
 *
 * @param {{production?: boolean}} [options]
 * @returns {import('node:child_process').ChildProcess}
 */
export function watchWorkbench({ production = false } = {}) {
  const mode = production ? 'production' : 'development';
  const args = [...webpack(mode), '--watch', '--stats', 'errors-warnings'];
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

function webpack(mode) {
  const program = join(root, 'node_modules/webpack-cli/bin/cli.js');
  return [program, '--config', 'webpack.workbench.config.js', '--mode', mode];
}
