/**
 * `npm run build`: what a web server hosts for Excel, in dist/excel, and the command line as one file, in dist/bin.
 *
 *   npm run build                                   for https://localhost:3000/
 *   npm run build -- --base https://host/path/      for a host of your own
 *
 * Installs missing packages first.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildExcel } from './buildExcel.mjs';
import { ensureInstalled, root } from './install.mjs';
import { buildNumber, checkedBase, DEVELOPMENT_BASE } from './manifest.mjs';

try {
  const base = readBase(process.argv.slice(2));
  ensureInstalled();
  await buildExcel({ base, build: buildNumber(), always: true });
  buildCommandLine();
  console.log(
    `dist/excel is for ${base}, with manifest.xml, manifest.prefixed.xml and microsoft365.zip in it.`,
  );
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readBase(args) {
  if (args.length === 0) return DEVELOPMENT_BASE;
  const [, joined] = /^--base=(.*)$/.exec(args[0]) ?? [];
  const count = joined === undefined ? 2 : 1;
  if ((joined === undefined && args[0] !== '--base') || args.length > count)
    throw new Error(`There is no option ${args.join(' ')}: use --base https://host/path/.`);
  return checkedBase(joined ?? args[1] ?? '');
}

function buildCommandLine() {
  console.log('Building the command line ...');
  const webpack = join(root, 'node_modules/webpack-cli/bin/cli.js');
  const args = [webpack, '--config', 'webpack.bin.config.js', '--stats', 'errors-warnings'];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The command line could not be built: the messages are above.');
}
