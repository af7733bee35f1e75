/** Whether anything has changed since a build. Node built-ins only. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const STAMPS = join(root, '.cache');

/**
 * The last build of a name, to be made again when `file` is not there or anything in the key or the sources has changed.
 *
 * @param {{name: string, file: string, sources: string[], key?: string}} build `key`: how it is built
 * @returns {{isCurrent: boolean, made: () => void}} `made` is called when it has been built
 */
export function lastBuild({ name, file, sources, key = '' }) {
  const path = join(STAMPS, `${name}-stamp`);
  const stamp = `${key} ${fingerprint(sources)}`;
  const isCurrent = existsSync(path) && existsSync(file) && readFileSync(path, 'utf8') === stamp;
  const made = () => {
    mkdirSync(STAMPS, { recursive: true });
    writeFileSync(path, stamp);
  };
  return { isCurrent, made };
}

/**
 * Changes when any of the files changes: names, sizes and times of all of them.
 *
 * @param {string[]} paths files and folders below the repository's root
 * @returns {string}
 */
function fingerprint(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    const entry = statSync(path);
    if (entry.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
  };
  for (const path of paths) add(join(root, path));
  return hash.digest('hex');
}
