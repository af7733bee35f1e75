/**
 * The three manifests. `node scripts/manifest.mjs` writes those for development beside package.json after a change of
 * scripts/manifest/addin.mjs or of the version; the build writes those for where it is hosted.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';
import { ADDIN } from './manifest/addin.mjs';
import { unifiedManifest } from './manifest/unified.mjs';
import { xmlManifest } from './manifest/xml.mjs';

/** Where the manifests and the help addresses of the functions point during development. */
export const DEVELOPMENT_BASE = 'https://localhost:3000/';

/**
 * @param {string} base address of the folder that is hosted
 * @returns {string} with a slash at its end; throws when it is not an https address
 */
export function checkedBase(base) {
  if (typeof base !== 'string' || !/^https:\/\/[^\s"<>&?#]+$/.test(base))
    throw new Error(
      `The base address is "${base}": expected one such as https://host/path/, as Excel loads https only.`,
    );
  return base.endsWith('/') ? base : `${base}/`;
}

/**
 * The text with every development address moved to `base`.
 *
 * @param {string} text
 * @param {string} base as checkedBase() returns it
 */
export function withBase(text, base) {
  return text.replaceAll(DEVELOPMENT_BASE, base);
}

const FIRST_BUILD = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/**
 * The last part of a version, which rises from build to build: Excel keeps what it knows of an add-in, the list of its functions
 * above all, for a day, and looks again at once where the version has risen. The hours since 2026, for it has at most five digits.
 *
 * @param {number} [now] milliseconds since 1970
 */
export function buildNumber(now = Date.now()) {
  return Math.max(0, Math.floor((now - FIRST_BUILD) / HOUR));
}

/**
 * The manifests by the names of their files.
 *
 * @param {string} base as checkedBase() returns it
 * @param {number} [build] as buildNumber() returns it; 0 in the files that stand beside package.json
 * @returns {Record<'manifest.xml' | 'manifest.prefixed.xml' | 'manifest.json', string>}
 */
export function manifests(base, build = 0) {
  return {
    'manifest.xml': xmlManifest(ADDIN, { base, build }),
    'manifest.prefixed.xml': xmlManifest(ADDIN, { base, build, prefix: true }),
    'manifest.json': `${JSON.stringify(unifiedManifest(ADDIN, { base }), null, 2)}\n`,
  };
}

async function main() {
  for (const [name, content] of Object.entries(manifests(DEVELOPMENT_BASE)))
    await writeFile(join(root, name), content);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
