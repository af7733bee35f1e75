/**
 * `npm run sideload`, for people with Excel: builds the add-in, serves it at https://localhost:3000 and opens Excel with it.
 *
 *   npm run sideload                   Excel on this machine (Windows, Mac)
 *   npm run sideload -- --web URL      the workbook at URL (on OneDrive or SharePoint) in Excel on the web
 *   npm run sideload -- --prefixed     the functions with the prefix CELLMER
 *   npm run sideload -- --serve        only serves; the manifest is added by hand
 *   npm run sideload -- --stop         takes the add-in out of Excel again
 *
 * The certificate and the registration are made by Microsoft's own tools, which npx fetches: as dependencies they would
 * need a native keyring wherever the repository is installed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildExcel, EXCEL } from './buildExcel.mjs';
import { ensureInstalled, root } from './install.mjs';
import { serveFolder } from './serve.mjs';
import { excelCommand, readSideload } from './sideloadOptions.mjs';

const CERTIFICATES = 'office-addin-dev-certs@3.0.0';
const DEBUGGING = 'office-addin-debugging@7.0.0';
/** Where the certificates' tool keeps what it makes. */
const CERTIFICATE_FOLDER = join(homedir(), '.office-addin-dev-certs');
/** The manifests for development name it. */
const PORT = 3000;

try {
  const options = readSideload(process.argv.slice(2), process.platform);
  await (options.action === 'stop' ? stop(options) : start(options));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function start(options) {
  ensureInstalled();
  await buildExcel();
  npx(CERTIFICATES, 'install', '--days', '365');
  const { url, close } = await serveFolder(EXCEL, { port: PORT, tries: 0, tls: certificate() });
  console.log(`\nThe add-in is at ${url}; its manifest is dist/excel/${options.manifest}.`);
  const end = () => void close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  if (options.action === 'open') npx(DEBUGGING, ...excelCommand(options, join(EXCEL, options.manifest)));
  console.log('Leave this running while Excel uses the add-in; stop with Ctrl+C.');
}

function stop({ manifest }) {
  npx(DEBUGGING, 'stop', join(EXCEL, manifest));
}

function certificate() {
  const read = (name) => readFileSync(join(CERTIFICATE_FOLDER, name));
  return { cert: read('localhost.crt'), key: read('localhost.key') };
}

function npx(...args) {
  const isWindows = process.platform === 'win32';
  // npx is a script of the shell there, and a path may have blanks in it.
  const words = isWindows ? args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)) : args;
  const { status } = spawnSync('npx', ['--yes', ...words], { cwd: root, stdio: 'inherit', shell: isWindows });
  if (status !== 0) throw new Error(`npx ${args.join(' ')} failed: its messages are above.`);
}
