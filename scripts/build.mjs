/**
 * `npm run build`: what a web server hosts for Excel, in dist/excel, the workbench for any host of static files, in dist/site, and
 * the command line and the library as one file each, in dist/bin and dist/library.
 *
 *   npm run build                                   for https://localhost:3000/
 *   npm run build -- --base https://host/path/      for a host of your own
 *
 * Installs missing packages first.
 */
import { buildExcel } from './buildExcel.mjs';
import { buildPackage } from './buildPackage.mjs';
import { buildWorkbench } from './buildWorkbench.mjs';
import { ensureInstalled } from './install.mjs';
import { buildNumber, checkedBase, DEVELOPMENT_BASE } from './manifest.mjs';

try {
  const base = readBase(process.argv.slice(2));
  ensureInstalled();
  await buildExcel({ base, build: buildNumber(), always: true });
  buildWorkbench({ production: true, hosted: true });
  await buildPackage({ always: true });
  console.log(
    `dist/excel is for ${base}, with manifest.xml, manifest.prefixed.xml and microsoft365.zip in it. ` +
      'dist/site is the workbench, for any folder of any host.',
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
