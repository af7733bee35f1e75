/**
 * Formulas as people type them, and as .xlsx files store them.
 *
 * Files put marks before names (`functionMarks.ts`) and have functions for operators (`formulaOperators.ts`). Functions of the
 * add-in are written as Excel writes them (`functions/storedNames.ts`) and read in all forms that they have; those of other
 * add-ins keep the name that they have in the file.
 */

import { EXCEL } from './bounds';
import { calledHere, FUNCTION_NAMES } from '../../functions/storedNames';
import { hasSpillReference, storedOperators, typedOperators } from './formulaOperators';
import { withMarks, withoutMarks } from './functionMarks';

/** Texts in double quotes and sheet names in single ones, which are left alone; else the name before a bracket. */
const CALLS = /"(?:[^"]|"")*"|'(?:[^']|'')*'|([\p{L}_\\][\p{L}\p{N}_.\\]*)(?=\()/gu;

/** A typed formula, `=` and all, as the file stores it. */
export function storedFormula(typed: string): string {
  return storedOperators(withMarks(typed.replace(/^=/, '')));
}

/** A formula of a file as people type it. */
export function typedFormula(stored: string): string {
  const unmarked = withoutMarks(typedOperators(stored));
  return `=${calledHere(unmarked) ?? unmarked}`;
}

/** Functions that give blocks, which may happen to have one cell only. */
const GIVE_BLOCKS: ReadonlySet<string> = new Set(
  `BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER GROUPBY HSTACK LAMBDA LET MAKEARRAY MAP MUNIT PIVOTBY RANDARRAY REDUCE
  REGEXEXTRACT SCAN SEQUENCE SORT SORTBY STOCKHISTORY TAKE TEXTSPLIT TOCOL TOROW TRIMRANGE UNIQUE VSTACK WRAPCOLS WRAPROWS
  XLOOKUP`.split(/\s+/),
);

/** Whether what a formula gives may be a block: it has `E1#`, or calls a function that gives them, as most of the add-in's do. */
export function mayFillBlock(formula: string): boolean {
  const isOne = (name: string): boolean => GIVE_BLOCKS.has(name) || FUNCTION_NAMES.has(name);
  const calls = [...formula.matchAll(CALLS)];
  return calls.some(([, name]) => name && isOne(name.toUpperCase())) || hasSpillReference(formula);
}

/** Brackets in brackets, with functions or without: Excel counts functions alone, but lets nobody get as far as this either. */
const BRACKETS = 256;
const STRUCTURE = /"(?:[^"]|"")*"|'(?:[^']|'')*'|([\p{L}\p{N}_.\\]?)\(|\)/gu;

/** Whether Excel would take a formula, `=` and all: of its length, and of functions in functions. */
export function isBounded(formula: string): boolean {
  if (formula.length > EXCEL.formula) return false;
  const open: boolean[] = [];
  let levels = 0;
  for (const [token, before] of formula.matchAll(STRUCTURE)) {
    if (token === ')') {
      if (open.pop()) levels--;
    } else if (before !== undefined) {
      open.push(before !== '');
      if (before !== '') levels++;
      if (levels > EXCEL.levels || open.length > BRACKETS) return false;
    }
  }
  return true;
}

/** Texts, which may look like anything; else `[1]Sheet!`, as files name others by number, or `'C:\[x.xlsx]Sheet'!` with their names. */
const OTHER_FILE =
  /"(?:[^"]|"")*"|((?<![\p{L}\p{N}_.\\\]])\[\d+\][\p{L}\p{N}_.\\]*!|'[^'[]*\[[^\]]+\](?:[^']|'')*'!)/gu;

/** Whether a formula asks for cells or names of another file. */
export function looksElsewhere(formula: string): boolean {
  if (!formula.includes('[')) return false;
  return [...formula.matchAll(OTHER_FILE)].some(([, reference]) => reference !== undefined);
}
