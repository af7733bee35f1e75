/**
 * Writes what follows from the comments of the custom functions: functions/functions.json, Excel's metadata,
 * functions/catalog.ts, which joins every id with its function, and docs/functions.md. `node scripts/metadata.mjs` after
 * changing any; `--check` only says whether all are current.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import metadata from 'custom-functions-metadata';
import { format, resolveConfig } from 'prettier';
import { runExamples } from './functionExamples.mjs';
import { functionReference } from './functionReference.mjs';
import { root } from './install.mjs';

const FOLDER = join(root, 'functions');
export const METADATA_FILE = join(FOLDER, 'functions.json');
export const CATALOG_FILE = join(FOLDER, 'catalog.ts');
export const REFERENCE_FILE = join(root, 'docs', 'functions.md');

/** Excel takes no more, in bytes. */
const LARGEST_METADATA = 1_000_000;

/**
 * The files as they should be. The examples in the reference are run with the catalog that is on disk.
 *
 * @param {(files: {json: string, catalog: string}) => Promise<void>} [before] called before they are
 * @returns {Promise<{json: string, catalog: string, reference: string}>}
 */
export async function generate(before = async () => {}) {
  const files = await functionFiles();
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const { functions, enums, associate } = parseSources(sources, files);
  const generated = { allowCustomDataForDataTypeAny: true, functions, enums };
  // The generator does not know this one: without it a range with an error in it never reaches the function.
  const json = `${JSON.stringify({ allowErrorForDataTypeAny: true, ...generated }, null, 2)}\n`;
  if (Buffer.byteLength(json) >= LARGEST_METADATA)
    throw new Error(
      `functions.json has ${Buffer.byteLength(json)} bytes: Excel takes less than ${LARGEST_METADATA}.`,
    );
  const written = {
    json: await tidy(json, METADATA_FILE),
    catalog: await tidy(catalogSource(associate, functions), CATALOG_FILE),
  };
  await before(written);
  return {
    ...written,
    reference: functionReference(generated, await runExamples(sources)),
  };
}

/** An enumeration with its comment. */
const ENUMERATION =
  /^\/\*\*(?:(?!\*\/)[^])*@customenum(?:(?!\*\/)[^])*\*\/\n(?:\/\/.*\n)*export enum (\w+) \{[^}]*\}/gm;

/** What the comments in all files say. An enumeration is declared in one file and may be used in any. */
function parseSources(sources, files) {
  const declared = sources.map((source) => [...source.matchAll(ENUMERATION)]);
  const parsed = files.map((file, i) => {
    // The generator sees one file at a time: what the others declare goes below it.
    const others = declared.filter((_, j) => j !== i).flat();
    return metadata.parseTree([sources[i], ...others.map(([text]) => text)].join('\n'), file);
  });
  const errors = parsed.flatMap(({ extras }) => extras.flatMap((extra) => extra.errors));
  if (errors.length > 0) throw new Error(`The functions' comments have errors:\n${errors.join('\n')}`);
  const own = parsed.flatMap(({ enums }, i) =>
    enums.filter(({ id }) => declared[i].some(([, name]) => name === id)),
  );
  return {
    functions: parsed.flatMap(({ functions }) => functions),
    enums: own,
    associate: parsed.flatMap(({ associate }) => associate),
  };
}

/** Formatted as the rest of the repository is. */
async function tidy(source, filepath) {
  return format(source, { ...(await resolveConfig(filepath)), filepath });
}

/** The files with functions in them, in alphabetical order. */
async function functionFiles() {
  const names = (await readdir(FOLDER))
    .filter((name) => name.endsWith('.ts') && name !== 'catalog.ts')
    .sort();
  const paths = names.map((name) => join(FOLDER, name));
  const sources = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return paths.filter((_, i) => sources[i].includes('@customfunction'));
}

function catalogSource(associate, functions) {
  const modules = new Map();
  for (const { sourceFileName, functionName } of associate) {
    const module = basename(sourceFileName, '.ts');
    modules.set(module, [...(modules.get(module) ?? []), functionName]);
  }
  modules.set('guarded', ['guarded', 'type CustomFunction', 'type Implementation']);
  const imports = [...modules].map(([module, names]) => `import { ${names.join(', ')} } from './${module}';`);
  const parameters = (id) => functions.find((one) => one.id === id).parameters.map(({ name }) => `'${name}'`);
  const entries = associate.map(
    ({ id, functionName }) =>
      `  '${id}': { implementation: ${functionName}, parameters: [${parameters(id).join(', ')}] },`,
  );
  return [
    '/** Every custom function by its id. Written by scripts/metadata.mjs. */',
    '',
    ...imports,
    '',
    'export const IMPLEMENTATIONS: Readonly<Record<string, Implementation>> = {',
    ...entries,
    '};',
    '',
    '/** As a host calls them. */',
    'export const FUNCTIONS: Readonly<Record<string, CustomFunction>> = Object.fromEntries(',
    '  Object.entries(IMPLEMENTATIONS).map(([id, one]) => [id, guarded(id, one)]),',
    ');',
    '',
  ].join('\n');
}

async function main() {
  if (!process.argv.includes('--check')) {
    const { reference } = await generate(async ({ json, catalog }) => {
      await writeFile(METADATA_FILE, json);
      await writeFile(CATALOG_FILE, catalog);
    });
    await writeFile(REFERENCE_FILE, reference);
    return;
  }
  const { json, catalog, reference } = await generate();
  const files = [
    [METADATA_FILE, json],
    [CATALOG_FILE, catalog],
    [REFERENCE_FILE, reference],
  ];
  for (const [file, content] of files) {
    if ((await readFile(file, 'utf8').catch(() => '')) === content) continue;
    console.error(`${basename(file)} is not what the comments say: run node scripts/metadata.mjs.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
