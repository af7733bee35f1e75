/**
 * Writes what follows from the declarations of the custom functions: functions/functions.json, Excel's metadata,
 * docs/functions.md, and the tables of docs/options.md. `node scripts/metadata.mjs` after changing any; `--check` only says
 * whether all are current.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { tsImport } from 'tsx/esm/api';
import { runExamples } from './functionExamples.mjs';
import { functionReference } from './functionReference.mjs';
import { root } from './install.mjs';
import { DEVELOPMENT_BASE } from './manifest.mjs';
import { OPTIONS_FILE, optionsPage } from './optionTables.mjs';

export const METADATA_FILE = join(root, 'functions', 'functions.json');
export const REFERENCE_FILE = join(root, 'docs', 'functions.md');

/** Excel takes no more, in bytes. */
const LARGEST_METADATA = 1_000_000;

/**
 * The files as they should be.
 *
 * @returns {Promise<{json: string, reference: string}>}
 */
export async function generate() {
  const { DECLARED } = await tsImport('../functions/catalog.ts', import.meta.url);
  const metadata = metadataOf(DECLARED);
  const json = `${JSON.stringify(metadata, null, 2)}\n`;
  if (Buffer.byteLength(json) >= LARGEST_METADATA)
    throw new Error(
      `functions.json has ${Buffer.byteLength(json)} bytes: Excel takes less than ${LARGEST_METADATA}.`,
    );
  return {
    json: await tidy(json, METADATA_FILE),
    reference: functionReference(metadata, await runExamples(DECLARED)),
  };
}

/**
 * What Excel is told, in the form of its schema for custom functions.
 *
 * @param {readonly import('../functions/declare').Declared[]} declared
 */
function metadataOf(declared) {
  return {
    // Without these a range with an error or a data type in it never reaches the function.
    allowErrorForDataTypeAny: true,
    allowCustomDataForDataTypeAny: true,
    functions: declared.map(functionOf),
    enums: enumerations(declared),
  };
}

function functionOf({ id, words, arguments: own }) {
  return {
    description: words,
    helpUrl: `${DEVELOPMENT_BASE}functions.html#${id}`,
    id,
    name: id,
    // Addresses tell blanks from zeros, a long calculation stops when its cell is edited, and an Excel that can wait for an
    // answer does so in Evaluate Formula, by F9 and in conditional formats.
    options: { cancelable: true, requiresParameterAddresses: true, supportSync: true },
    parameters: Object.entries(own).map(([name, argument]) => parameterOf(name, argument)),
    result: { dimensionality: 'matrix' },
  };
}

function parameterOf(name, { words, isOptional, isRange, choices }) {
  return {
    description: words,
    ...(isRange ? { dimensionality: 'matrix' } : {}),
    name,
    ...(isOptional ? { optional: true } : {}),
    type: choices ? 'string' : 'any',
    // Excels of the time when enumerations were new know them by the second name.
    ...(choices ? { customEnumId: choices.id, customEnumType: choices.id } : {}),
  };
}

function enumerations(declared) {
  const all = declared.flatMap(({ arguments: own }) =>
    Object.values(own).flatMap(({ choices }) => choices ?? []),
  );
  return [...new Map(all.map((one) => [one.id, one])).values()].map(({ id, values }) => ({
    id,
    type: 'string',
    values: values.map(({ value, words, name = value }) => ({
      name,
      stringValue: value,
      // The name that the same thing had at first.
      value,
      tooltip: words,
    })),
  }));
}

/** docs/options.md as it should be; what the options do may be known already. */
export async function generateOptions(found) {
  return tidy(await optionsPage(found), OPTIONS_FILE);
}

/** Formatted as the rest of the repository is. */
async function tidy(source, filepath) {
  return format(source, { ...(await resolveConfig(filepath)), filepath });
}

async function main() {
  const { json, reference } = await generate();
  const files = [
    [METADATA_FILE, json],
    [REFERENCE_FILE, reference],
    [OPTIONS_FILE, await generateOptions()],
  ];
  for (const [file, content] of files) {
    if (!process.argv.includes('--check')) await writeFile(file, content);
    else if ((await readFile(file, 'utf8').catch(() => '')) !== content) {
      console.error(`${basename(file)} is not what the functions say: run node scripts/metadata.mjs.`);
      process.exitCode = 1;
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
