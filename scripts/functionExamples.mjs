/**
 * The examples of the custom functions, run. One is a text
 *
 *   sleepstudy =LMER.FIXEF(A1:C181, "Reaction ~ Days + (Days | Subject)")
 *
 * with the id of an example data set, whose cells begin in A1, and a call with ranges, numbers, texts, TRUE, FALSE, array
 * constants and omitted arguments. Without an id there are no cells.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { root } from './install.mjs';

/**
 * @typedef {{data: string | null, title: string | null, formula: string, rows: string[][], more: number}} Example
 * title of the data set; rows of the result as text, rounded for reading, and how many more rows it has
 */

const EXAMPLE = /^(?:([a-z_0-9]+) )?(=([A-Z.]+)\(.*\))$/;

/** A result of up to this many rows is shown whole; the rows of a longer one are much alike, and the first few do. */
const WHOLE_ROWS = 32;
const FIRST_ROWS = 8;
/** Significant digits of a number that is shown. */
const DIGITS = 6;
/** Below this a number is rounding error of a sum that is zero, and differs between machines. */
const NEGLIGIBLE = 1e-7;
/** Below this a number is written with an exponent. */
const SMALL = 1e-4;

/**
 * The examples of the functions, each run.
 *
 * @param {readonly {id: string, examples: readonly string[]}[]} declared
 * @returns {Promise<Map<string, Example[]>>} by the id of the function
 */
export async function runExamples(declared) {
  const { FUNCTIONS, EXAMPLES, parseCsv, parseAddress } = await (modules ??= load());
  const sheets = new Map();
  const sheet = async (id) => {
    const found = EXAMPLES.find((one) => one.id === id);
    if (!found) throw new Error(`There is no example data set ${id}.`);
    if (!sheets.has(id)) sheets.set(id, parseCsv(await readFile(join(root, 'examples', found.file), 'utf8')));
    return { title: found.title, cells: sheets.get(id) };
  };
  const examples = new Map();
  for (const { id, data, formula } of declared.flatMap(examplesOf)) {
    const { title, cells } = data === null ? { title: null, cells: [] } : await sheet(data);
    const values = readCall(formula, (address) => cut(cells, parseAddress(address), address));
    const result = await called(FUNCTIONS[id], values, formula);
    const example = { data, title, formula, ...shown(result) };
    examples.set(id, [...(examples.get(id) ?? []), example]);
  }
  return examples;
}

/** What is run, loaded once. */
let modules;

async function load() {
  const paths = ['../functions/index.ts', '../examples/index.ts', '../src/index.ts'];
  const loaded = await Promise.all(paths.map((path) => tsImport(path, import.meta.url)));
  return Object.assign({}, ...loaded);
}

function examplesOf({ id, examples }) {
  return examples.map((example) => {
    const found = EXAMPLE.exec(example);
    if (!found) throw new Error(`An example of ${id} is no "data =CALL(...)": ${example}`);
    const [, data = null, formula, name] = found;
    if (name !== id) throw new Error(`The example ${formula} stands at ${id}.`);
    return { id, data, formula };
  });
}

async function called(implementation, values, formula) {
  try {
    return await implementation(...values);
  } catch (error) {
    throw new Error(`The example ${formula} fails: ${error.message}`, { cause: error });
  }
}

/** Ends an argument, or a row or an element of an array constant. */
const TOKEN =
  /\s*(?:("(?:[^"]|"")*")|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(TRUE|FALSE)|([A-Z]+\d+(?::[A-Z]+\d+)?)|([{},;()]))\s*/y;

/**
 * The arguments of a call; an omitted one is null.
 *
 * @param {string} formula
 * @param {(address: string) => unknown[][]} range
 */
export function readCall(formula, range) {
  let at = formula.indexOf('(') + 1;
  const next = () => {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(formula);
    if (!found) throw new Error(`In ${formula}, this is not understood: ${formula.slice(at)}`);
    at = TOKEN.lastIndex;
    const [, text, number, truth, address, sign] = found;
    if (text !== undefined) return { value: text.slice(1, -1).replaceAll('""', '"') };
    if (number !== undefined) return { value: Number(number) };
    if (truth !== undefined) return { value: truth === 'TRUE' };
    return address === undefined ? { sign } : { value: range(address) };
  };
  const values = [];
  let value = null;
  for (;;) {
    const token = next();
    if (token.sign === '{') value = constant(next);
    else if (token.sign === undefined) value = token.value;
    else {
      values.push(value);
      value = null;
      if (token.sign === ')') return values;
    }
  }
}

/** An array constant: commas part columns, semicolons rows. */
function constant(next) {
  const rows = [[]];
  for (;;) {
    const { sign, value } = next();
    if (sign === '}') return rows;
    if (sign === ';') rows.push([]);
    else if (sign === undefined) rows.at(-1).push(value);
  }
}

function cut(cells, place, address) {
  const { row, column, rowCount, columnCount } = place;
  if (row + rowCount > cells.length || column + columnCount > cells[0].length)
    throw new Error(`${address} goes beyond the example's ${cells.length} × ${cells[0]?.length} cells.`);
  return cells.slice(row, row + rowCount).map((line) => line.slice(column, column + columnCount));
}

function shown(result) {
  const count = result.length <= WHOLE_ROWS ? result.length : FIRST_ROWS;
  return { rows: result.slice(0, count).map((row) => row.map(printed)), more: result.length - count };
}

function printed(cell) {
  if (typeof cell === 'boolean') return String(cell).toUpperCase();
  if (typeof cell === 'object') return cell.code ?? cell.text ?? String(cell.basicValue);
  if (typeof cell !== 'number' || cell === 0) return String(cell);
  const size = Math.abs(cell);
  if (size < NEGLIGIBLE) return '≈ 0';
  if (size < SMALL) return cell.toExponential(DIGITS - 1);
  return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(DIGITS)));
}
