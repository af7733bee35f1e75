/**
 * The marks that .xlsx files put before names: `_xlfn.` before functions that came after Excel 2007 (`_xlfn.NORM.S.DIST`),
 * without which Excel shows `#NAME?` until somebody enters the formula again, `_xlpm.` and `_xlop.` before the parameters of
 * LET and LAMBDA, and `_xleta.` before a function that is handed to another one.
 *
 * A mark that is not known here, as before a function of tomorrow, is left in the formula and so comes back into the file.
 */

import { ADD_IN_MARK, FUNCTION_NAMES, storedName } from '../../functions/storedNames';
import { tokensOf, type Token } from './formulaTokens';

/** The "future functions" of [MS-XLSX] 2.2.2, and those that came later. */
const MARKED: ReadonlySet<string> = new Set(
  `ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND
  BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
  CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P
  COVARIANCE.S CSC CSCH DAYS DECIMAL DETECTLANGUAGE DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST
  F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT
  FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAMMALN.PRECISE GAUSS
  GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOMITTED
  ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST
  NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTOF
  PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG
  RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P
  STDEV.S STOCKHISTORY SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN
  TEXTSPLIT TOCOL TOROW TRANSLATE TRIMRANGE UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST
  WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST`.split(/\s+/),
);
/** Functions that carry a second mark. */
const WORKSHEET_MARKED: ReadonlySet<string> = new Set(['SORT', 'FILTER']);

/** Functions that take another function as their last argument, and those that take it further in front, counted from 0. */
const TAKES_LAST: ReadonlySet<string> = new Set(['BYCOL', 'BYROW', 'MAKEARRAY', 'MAP', 'REDUCE', 'SCAN']);
const TAKES_AT: ReadonlyMap<string, number> = new Map([
  ['GROUPBY', 2],
  ['PIVOTBY', 3],
]);
/** Functions that are handed to others by their name: those that Excel offers there, and common ones of one number or text. */
const HANDED_ON: ReadonlySet<string> = new Set(
  `ABS ARRAYTOTEXT AVERAGE CONCAT COUNT COUNTA COUNTBLANK EXP INT ISBLANK ISERROR ISNUMBER ISTEXT LEN LN LOWER MAX MEDIAN MIN
  MODE.SNGL N NOT PERCENTOF PRODUCT PROPER ROWS SIGN SQRT STDEV.P STDEV.S SUM SUMSQ T TRIM UPPER VALUE VAR.P VAR.S`.split(
    /\s+/,
  ),
);

/** What looks like a cell is no name of a parameter. */
const CELL = /^(?:[a-z]{1,3}\d{1,7}|[rc]\d*)$/i;

interface Frame {
  /** In capitals; empty for brackets without a function. */
  readonly call: string;
  argument: number;
  /** Names that its parameters have from here on, in small letters, and whether they can be called. */
  readonly names: Map<string, boolean>;
  /** The name in LET whose value comes next. */
  pending: string | null;
}

/** A formula as typed, without its `=`, with the marks that files have. */
export function withMarks(typed: string): string {
  const tokens = tokensOf(typed);
  const frames: Frame[] = [];
  return tokens.map((_, i) => marked(tokens, i, frames)).join('');
}

function marked(tokens: readonly Token[], i: number, frames: Frame[]): string {
  const { kind, text } = tokens[i];
  const frame = frames.at(-1);
  if (kind === 'sign') {
    follow(tokens, i, frames);
    return text;
  }
  if (kind === 'brackets')
    return isParameter(tokens, i, frame) && frame?.call === 'LAMBDA'
      ? declared(frame, text.slice(1, -1), '_xlop.')
      : text;
  if (kind !== 'name' || isPartOfReference(tokens, i)) return text;
  if (isParameter(tokens, i, frame) && !CELL.test(text)) return declared(frame!, text, '_xlpm.');
  const isCalled = tokens[i + 1]?.text === '(';
  const canBeCalled = parameterNamed(text, frames);
  if (canBeCalled !== undefined && (canBeCalled || !isCalled)) return `_xlpm.${text}`;
  const upper = text.toUpperCase();
  if (!isCalled) return isHandedOn(tokens, i, frame) ? `_xleta.${text}` : text;
  if (FUNCTION_NAMES.has(upper)) return ADD_IN_MARK + storedName(upper);
  if (WORKSHEET_MARKED.has(upper)) return `_xlfn._xlws.${text}`;
  return MARKED.has(upper) ? `_xlfn.${text}` : text;
}

/** Whether the parameter of that name, of the innermost function that has one, can be called; undefined where there is none. */
function parameterNamed(name: string, frames: readonly Frame[]): boolean | undefined {
  const key = name.toLowerCase();
  for (let i = frames.length - 1; i >= 0; i--) if (frames[i].names.has(key)) return frames[i].names.get(key);
  return undefined;
}

/** Brackets that open and close, and commas. */
function follow(tokens: readonly Token[], i: number, frames: Frame[]): void {
  const { text } = tokens[i];
  const frame = frames.at(-1);
  if (text === '(' || text === '{') {
    const before = tokens[i - 1];
    const call = text === '(' && before?.kind === 'name' ? before.text.toUpperCase() : '';
    frames.push({ call, argument: 0, names: new Map(), pending: null });
  } else if (text === ')' || text === '}') frames.pop();
  else if (text === ',' && frame) {
    frame.argument++;
    // The name is known behind its value.
    if (frame.pending === null || frame.argument % 2 !== 0) return;
    frame.names.set(frame.pending, isFunction(tokens, i, frames));
    frame.pending = null;
  }
}

/** Whether the argument that ends at a comma is a LAMBDA, or the name of one. */
function isFunction(tokens: readonly Token[], end: number, frames: readonly Frame[]): boolean {
  let depth = 0;
  let start = end - 1;
  for (; start >= 0; start--) {
    const { text } = tokens[start];
    if (text === ')' || text === '}') depth++;
    if ((text === '(' || text === '{') && --depth < 0) break;
    if (text === ',' && depth === 0) break;
  }
  const value = tokens.slice(start + 1, end).filter(({ kind }) => kind !== 'space');
  const [first] = value;
  if (first?.kind !== 'name') return false;
  if (first.text.toUpperCase() === 'LAMBDA') return true;
  return value.length === 1 && parameterNamed(first.text, frames) === true;
}

/** Whether a token is the whole of an argument that names a parameter: one of LAMBDA but the last, or every other one of LET. */
function isParameter(tokens: readonly Token[], i: number, frame: Frame | undefined): boolean {
  if (frame === undefined || !isWhole(tokens, i)) return false;
  const isLast = beside(tokens, i, 1)?.text !== ',';
  return !isLast && (frame.call === 'LAMBDA' || (frame.call === 'LET' && frame.argument % 2 === 0));
}

function declared(frame: Frame, name: string, mark: string): string {
  if (frame.call === 'LET') frame.pending = name.toLowerCase();
  else frame.names.set(name.toLowerCase(), true);
  return mark + name;
}

/** Whether a name is a function that another one is to call. */
function isHandedOn(tokens: readonly Token[], i: number, frame: Frame | undefined): boolean {
  if (frame === undefined || !HANDED_ON.has(tokens[i].text.toUpperCase()) || !isWhole(tokens, i))
    return false;
  if (TAKES_LAST.has(frame.call)) return beside(tokens, i, 1)?.text === ')' && frame.argument > 0;
  return TAKES_AT.get(frame.call) === frame.argument;
}

/** Whether a token is the whole of an argument. */
function isWhole(tokens: readonly Token[], i: number): boolean {
  const before = beside(tokens, i, -1)?.text;
  const after = beside(tokens, i, 1)?.text;
  return (before === '(' || before === ',') && (after === ',' || after === ')');
}

/** The token before or behind another one, and blanks. */
function beside(tokens: readonly Token[], i: number, step: 1 | -1): Token | undefined {
  let at = i + step;
  while (tokens[at]?.kind === 'space') at += step;
  return tokens[at];
}

/** A sheet or what stands on one, a table, a part of `$A$1`. */
function isPartOfReference(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1]?.text;
  const after = tokens[i + 1];
  return before === '!' || before === '$' || after?.text === '!' || after?.kind === 'brackets';
}

const NAMED = /^(_xlfn\._xlws\.|_xlfn\.|_xludf\.|_xlpm\.|_xlop\.|_xleta\.)(.+)$/i;

/** A formula as a file has it, without the marks that are put back when it is written. */
export function withoutMarks(stored: string): string {
  return tokensOf(stored)
    .map(({ kind, text }) => {
      const named = kind === 'name' ? NAMED.exec(text) : null;
      return named ? unmarked(text, named[1].toLowerCase(), named[2]) : text;
    })
    .join('');
}

function unmarked(text: string, mark: string, name: string): string {
  const upper = name.toUpperCase();
  if (mark === '_xlpm.') return name;
  if (mark === '_xlop.') return `[${name}]`;
  if (mark === '_xleta.') return HANDED_ON.has(upper) ? name : text;
  if (mark === '_xlfn._xlws.') return WORKSHEET_MARKED.has(upper) ? name : text;
  return MARKED.has(upper) ? name : text;
}
