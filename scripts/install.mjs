/**
 * Installs the packages of package-lock.json where they are missing or out of date.
 * Node built-ins only: this runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record (node_modules/.package-lock.json),
 * which npm writes last: an interrupted installation is never taken for a finished one.
 *
 * @param {string} [folder] the folder of package-lock.json
 * @returns {boolean}
 */
export function isInstalled(folder = root) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    // The root itself is not recorded, and optional packages are for other platforms as often as not.
    if (path === '' || entry.optional) return true;
    return installed[path]?.version === entry.version;
  });
}

/**
 * The command that runs npm, as program and leading arguments.
 *
 * @returns {{program: string, args: string[], shell: boolean}}
 */
export function npmCommand() {
  const script = process.env.npm_execpath;
  // Inside `npm start` npm tells where it is; running that with Node avoids npm.cmd, which needs a shell on Windows.
  if (script && /npm-cli\.c?js$/.test(script)) {
    return { program: process.execPath, args: [script], shell: false };
  }
  return { program: 'npm', args: [], shell: process.platform === 'win32' };
}

/**
 * Runs `npm ci` unless everything is installed. Throws an Error with a sentence when npm fails.
 *
 * @param {{log?: (line: string) => void}} [options]
 * @returns {boolean} whether anything had to be installed
 */
export function ensureInstalled({ log = console.log } = {}) {
  if (isInstalled()) return false;
  log('Installing packages (npm ci); this takes a minute or two the first time ...');
  const { program, args, shell } = npmCommand();
  // --include=dev: building and testing need the development packages even where NODE_ENV says production.
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const done = spawnSync(program, [...args, ...flags], { cwd: root, stdio: 'inherit', shell });
  if (done.error) throw new Error(`npm could not be started: ${done.error.message}`);
  if (done.status !== 0) {
    throw new Error(`npm ci failed (exit code ${done.status}): its messages are above.`);
  }
  return true;
}
