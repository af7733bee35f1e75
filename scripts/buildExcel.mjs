/** Builds what a web server hosts for Excel, in dist/excel. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { root } from './install.mjs';
import { DEVELOPMENT_BASE } from './manifest.mjs';

export const EXCEL = join(root, 'dist', 'excel');

const STAMP = join(root, '.cache', 'excel-stamp');
const SOURCES = ['src', 'worker', 'functions', 'taskpane', 'examples', 'assets', 'docs', 'scripts'];
const FILES = ['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'webpack.config.js'];

/**
 * @param {{base?: string, always?: boolean, log?: (line: string) => void}} [options] `base` as checkedBase() returns it;
 * unless `always`, only when the sources or the base have changed
 * @returns {Promise<boolean>} whether there was anything to build
 */
export async function buildExcel({ base = DEVELOPMENT_BASE, always = false, log = console.log } = {}) {
  const stamp = `${base} ${fingerprint([...SOURCES, ...FILES])}`;
  const last =
    existsSync(STAMP) && existsSync(join(EXCEL, 'taskpane.html')) ? readFileSync(STAMP, 'utf8') : '';
  if (!always && last === stamp) return false;
  log(`Building the add-in for ${base} ...`);
  const webpack = join(root, 'node_modules/webpack-cli/bin/cli.js');
  const args = [
    webpack,
    '--config',
    'webpack.config.js',
    '--env',
    `base=${base}`,
    '--stats',
    'errors-warnings',
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The add-in could not be built:\n${stdout}\n${stderr}`);
  await packForMicrosoft365();
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(STAMP, stamp);
  return true;
}

/** manifest.json with its icons, the form in which the Microsoft 365 admin center takes it. */
async function packForMicrosoft365() {
  const { exportMetadataPackage } = await import('office-addin-manifest');
  await exportMetadataPackage(join(EXCEL, 'microsoft365.zip'), join(EXCEL, 'manifest.json'));
}
