/** Builds what a web server hosts for Excel, in dist/excel. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { lastBuild } from './fingerprint.mjs';
import { root } from './install.mjs';
import { DEVELOPMENT_BASE } from './manifest.mjs';

export const EXCEL = join(root, 'dist', 'excel');

const SOURCES = ['src', 'worker', 'functions', 'taskpane', 'examples', 'assets', 'docs', 'scripts'];
const FILES = ['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'webpack.config.js'];

/**
 * @param {{base?: string, build?: number, always?: boolean, log?: (line: string) => void}} [options] `base` as checkedBase() returns it,
 * `build` as buildNumber() does; unless `always`, only when the sources or the base have changed
 * @returns {Promise<boolean>} whether there was anything to build
 */
export async function buildExcel({
  base = DEVELOPMENT_BASE,
  build = 0,
  always = false,
  log = console.log,
} = {}) {
  const file = join(EXCEL, 'taskpane.html');
  const last = lastBuild({ name: 'excel', file, sources: [...SOURCES, ...FILES], key: base });
  if (!always && last.isCurrent) return false;
  log(`Building the add-in for ${base} ...`);
  const webpack = join(root, 'node_modules/webpack-cli/bin/cli.js');
  const args = [
    webpack,
    '--config',
    'webpack.config.js',
    '--env',
    `base=${base}`,
    `build=${build}`,
    '--stats',
    'errors-warnings',
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The add-in could not be built:\n${stdout}\n${stderr}`);
  await packForMicrosoft365();
  last.made();
  return true;
}

/** manifest.json with its icons, the form in which the Microsoft 365 admin center takes it. */
async function packForMicrosoft365() {
  const { exportMetadataPackage } = await import('office-addin-manifest');
  await exportMetadataPackage(join(EXCEL, 'microsoft365.zip'), join(EXCEL, 'manifest.json'));
}
