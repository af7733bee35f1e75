#!/usr/bin/env node
/**
 * Starts the command line: the bundle dist/bin/cellmer.js where it is not older than the sources, else the sources
 * themselves through tsx. Node built-ins only.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, 'dist', 'bin', 'cellmer.js');
const sources = join(root, 'bin', 'cli.ts');
/** All that is in the bundle. */
const SOURCES = ['src', 'bin', 'worker', 'functions', 'taskpane', 'workbench'];

/** A package of the spreadsheet takes names from opentype.js that it has in its module for bundlers only. */
const FONTS = `export async function resolve(name, context, next) {
  const found = await next(name, context);
  if (name !== 'opentype.js') return found;
  return { ...found, url: found.url.replace(/[^/]*$/, 'opentype.mjs'), format: 'module' };
}`;

if (isCurrent(bundle)) {
  await import(pathToFileURL(bundle).href);
} else if (await registerTypeScript()) {
  await import(pathToFileURL(sources).href);
} else {
  console.error(`cellmer: nothing is installed in ${root}: run "npm ci" there first.`);
  process.exitCode = 1;
}

/** A published package has no sources; in a clone the bundle must be younger than all of them. */
function isCurrent(file) {
  if (!existsSync(file)) return false;
  if (!existsSync(sources)) return true;
  return statSync(file).mtimeMs >= Math.max(...SOURCES.map((folder) => newest(join(root, folder))));
}

function newest(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath ?? file.path, file.name)).mtimeMs));
}

/** Teaches this process TypeScript; false when tsx is not installed. */
async function registerTypeScript() {
  try {
    const { register } = await import('tsx/esm/api');
    module.register(`data:text/javascript,${encodeURIComponent(FONTS)}`);
    register();
    return true;
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
}
