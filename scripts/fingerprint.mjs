/** Whether anything has changed since a build. Node built-ins only. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

/**
 * Changes when any of the files changes: names, sizes and times of all of them.
 *
 * @param {string[]} paths files and folders below the repository's root
 * @returns {string}
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    const entry = statSync(path);
    if (entry.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
  };
  for (const path of paths) add(join(root, path));
  return hash.digest('hex');
}
