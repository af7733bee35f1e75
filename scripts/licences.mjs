/**
 * A webpack plugin that collects the licences of all packages of which something is in the bundles, in one file beside them.
 * A licence that does not allow that, or none, fails the build. Builds into one folder share a plugin, and the last has the packages of all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt';

/** Licences that allow redistribution with nothing but their text. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BSL-1.0',
  '0BSD',
  'CC0-1.0',
]);

const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const TEXT_FILE = /^(licen[cs]e|copying|notice)([-.].*)?$/i;
const NOT_A_TEXT = /\.(js|json|ts|html)$/i;

const RULE = '='.repeat(80);

export class LicencesPlugin {
  folders = new Set();

  apply(compiler) {
    const name = LicencesPlugin.name;
    const { Compilation, sources, WebpackError } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(name, (compilation) => {
      // Modules are merged and the unused ones gone by then.
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name, stage }, () => {
        for (const folder of bundledFolders(compilation)) this.folders.add(folder);
        const packages = [...this.folders].map(readPackage);
        for (const problem of packages.map(licenceProblem).filter(Boolean))
          compilation.errors.push(new WebpackError(problem));
        compilation.emitAsset(LICENCES_FILE, new sources.RawSource(licencesText(packages)));
      });
    });
  }
}

/** Folders of the packages of which a module is in a chunk, and of the bundler, whose runtime is in each. */
function bundledFolders({ chunks, chunkGraph, compiler }) {
  const folders = new Set([join(compiler.context, 'node_modules', 'webpack')]);
  for (const chunk of chunks)
    for (const module of chunkGraph.getChunkModulesIterable(chunk))
      for (const part of module.modules ?? [module]) {
        const found = PACKAGE.exec(part.nameForCondition?.() ?? '');
        if (found) folders.add(found[1]);
      }
  return [...folders];
}

/**
 * @param {string} folder
 * @returns {{name: string, version: string, licence: string, texts: string[]}}
 */
export function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => TEXT_FILE.test(file) && !NOT_A_TEXT.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, licence: license?.type ?? license ?? licenceOfText(texts), texts };
}

/** The licence of a package that declares none in its package.json and has its text all the same; empty for others. */
function licenceOfText(texts) {
  return texts.some((text) => /^Apache License\s+Version 2\.0,/.test(text)) ? 'Apache-2.0' : '';
}

/** A sentence about a package that may not be shipped, or null. Of a choice such as "(MIT OR GPL-2.0)" one part is enough. */
export function licenceProblem({ name, version, licence }) {
  const choices = licence.replace(/[()]/g, '').split(' OR ');
  if (choices.some((choice) => choice.split(' AND ').every((part) => ALLOWED.has(part.trim())))) return null;
  const found = licence === '' ? 'declares no licence' : `is under ${licence}`;
  return `${name} ${version} ${found}: expected one of ${[...ALLOWED].join(', ')} for a package in the bundle.`;
}

/**
 * Every text once, below the packages that come with it.
 *
 * @param {ReturnType<typeof readPackage>[]} packages
 * @returns {string}
 */
export function licencesText(packages) {
  const sections = new Map();
  for (const one of packages.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const text = one.texts.length > 0 ? one.texts.join('\n\n') : siblingText(one, packages);
    sections.set(text, [...(sections.get(text) ?? []), `${one.name} ${one.version} (${one.licence})`]);
  }
  const intro =
    'Cellmer contains parts of the following packages. Office.js is not among them: Excel loads it.\n';
  const parts = [...sections].map(([text, names]) => `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}\n`);
  return [intro, ...parts].join('\n');
}

/** For a package that names its licence and has no copy of it: the text of another one by the same authors. */
function siblingText({ name, licence }, packages) {
  const scope = name.split('/')[0];
  const same = packages.filter((one) => one.licence === licence && one.texts.length > 0);
  const sibling = same.find((one) => one.name.startsWith(`${scope}/`));
  return sibling
    ? sibling.texts.join('\n\n')
    : `The package names the licence ${licence} and has no copy of it.`;
}
