/**
 * Formulas as people type them, and as .xlsx files store them.
 *
 * Files mark the names of functions that came after Excel 2007 (`_xlfn.NORM.S.DIST`); without the mark Excel shows
 * `#NAME?` until somebody enters the formula again. The marks are written and taken away here.
 *
 * Functions of the add-in are written as Excel writes them, see `functions/storedNames.ts`, and read in all forms that they
 * have. Functions of other add-ins keep the name that they have in the file.
 */

import { EXCEL } from './bounds';
import { ADD_IN_MARK, calledHere, FUNCTION_NAMES, storedName } from '../../functions/storedNames';
import { hasSpillReference, storedOperators, typedOperators } from './formulaOperators';

/**
 * Functions that files mark with `_xlfn.`: the "future functions" of [MS-XLSX] 2.2.2 and the array and text functions
 * that came later. LET, LAMBDA and what takes a LAMBDA are left as typed: their parameters would need marks of their own.
 */
const MARKED: ReadonlySet<string> = new Set(
  `ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND
  BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT
  CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P COVARIANCE.S CSC
  CSCH DAYS DECIMAL DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST
  FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT
  FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAMMALN.PRECISE GAUSS HSTACK HYPGEOM.DIST IFNA IFS IMAGE
  IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOWEEKNUM LOGNORM.DIST LOGNORM.INV MAXIFS MINIFS
  MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION
  PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC
  QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ RRI SEC SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P STDEV.S SWITCH
  T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR
  UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR
  Z.TEST`.split(/\s+/),
);
/** Functions that carry a second mark. */
const WORKSHEET_MARKED: ReadonlySet<string> = new Set(['SORT', 'FILTER']);

/** Texts in double quotes and sheet names in single ones, which are left alone; else the name before a bracket. */
const CALLS = /"(?:[^"]|"")*"|'(?:[^']|'')*'|([\p{L}_\\][\p{L}\p{N}_.\\]*)(?=\()/gu;

/** A typed formula, `=` and all, as the file stores it. */
export function storedFormula(typed: string): string {
  const marked = typed.replace(/^=/, '').replace(CALLS, (all: string, name?: string) => {
    const upper = name?.toUpperCase() ?? '';
    if (FUNCTION_NAMES.has(upper)) return ADD_IN_MARK + storedName(upper);
    if (WORKSHEET_MARKED.has(upper)) return `_xlfn._xlws.${all}`;
    return MARKED.has(upper) ? `_xlfn.${all}` : all;
  });
  return storedOperators(marked);
}

const MARKS = /"(?:[^"]|"")*"|'(?:[^']|'')*'|_xl(?:fn|ws|pm|udf)\./gu;

/** A formula of a file as people type it. */
export function typedFormula(stored: string): string {
  const unmarked = typedOperators(stored).replace(MARKS, (all) => (all.startsWith('_') ? '' : all));
  return `=${calledHere(unmarked) ?? unmarked}`;
}

/** Functions that give blocks, which may happen to have one cell only. */
const GIVE_BLOCKS: ReadonlySet<string> = new Set(
  `CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER HSTACK MUNIT RANDARRAY SEQUENCE SORT SORTBY TAKE TEXTSPLIT TOCOL TOROW UNIQUE
  VSTACK WRAPCOLS WRAPROWS XLOOKUP`.split(/\s+/),
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
