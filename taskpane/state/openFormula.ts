/** A formula of ours in a cell, read back as the model it was written from. */

import { CONTRAST_KINDS, type ContrastKind, type DegreesOfFreedom } from '../../src/index';
import { readAddress } from './address';
import type { Specification } from './specification';
import { DEFAULT_OPTIONS, type ModelOptions } from './state';

/** Position of the arguments `method` and `options` of each function, counted from 0. */
const PLACES: Readonly<Record<string, readonly [method: number, options: number]>> = {
  FIT: [2, 3],
  FIXEF: [2, 3],
  VARCOMP: [2, 3],
  VCOV: [2, 4],
  HESSIAN: [2, 3],
  RANEF: [2, 3],
  COEF: [2, 3],
  RESID: [2, 4],
  PREDICT: [2, 5],
  STAT: [3, 4],
  ANOVA: [2, 4],
  CI: [2, 6],
  PROFILE: [2, 5],
  TRACE: [2, 3],
  CODE: [2, 4],
  RANOVA: [2, 3],
  CHECK: [2, 3],
  DEVIANCE: [3, 4],
};

const CALL = /^=\s*(?:CELLMER\.)?LMER\.([A-Z]+)\s*\(([\s\S]*)\)\s*$/i;

/**
 * The model of a formula such as `=LMER.FIT(Sheet1!A1:C181, "y ~ x + (x | g)", "ML")`; null for one that is not ours alone,
 * whose data are no plain range, or whose model is no formula.
 *
 * @param sheet on which the formula stands
 */
export function specificationFromFormula(formula: string, sheet: string): Specification | null {
  const call = CALL.exec(formula.trim());
  const places = call && PLACES[call[1].toUpperCase()];
  const args = call && argumentsOf(call[2]);
  if (!places || !args || args.length < 2) return null;
  const range = readAddress(args[0], sheet);
  const model = textOf(args[1]);
  if (range === null || model === null || !model.includes('~')) return null;
  const [method, options] = places.map((place) => textOf(args[place] ?? '') ?? '');
  return { range, formula: model, ...readOptions(method, options) };
}

/** Cut at the commas between arguments; null when brackets or quotes do not match. */
function argumentsOf(list: string): string[] | null {
  const args = [''];
  let depth = 0;
  let quote = '';
  for (const character of list) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('({['.includes(character)) depth++;
    else if (')}]'.includes(character)) depth--;
    if (depth < 0) return null;
    if (character === ',' && depth === 0 && quote === '') args.push('');
    else args[args.length - 1] += character;
  }
  return depth === 0 && quote === '' ? args.map((arg) => arg.trim()) : null;
}

const TEXTS = /^"(?:[^"]|"")*"(?:\s*&\s*"(?:[^"]|"")*")*$/;

/** A text in quotes, or several joined by `&`; null for anything else. */
function textOf(argument: string): string | null {
  if (!TEXTS.test(argument)) return null;
  const pieces = argument.match(/"(?:[^"]|"")*"/g)!;
  return pieces.map((piece) => piece.slice(1, -1).replaceAll('""', '"')).join('');
}

const DEGREES: readonly DegreesOfFreedom[] = ['satterthwaite', 'kenward-roger', 'residual', 'asymptotic'];

function readOptions(method: string, text: string): Pick<Specification, 'headers' | 'options'> {
  let headers: boolean | 'auto' = 'auto';
  let options: ModelOptions = {
    ...DEFAULT_OPTIONS,
    method: method.toUpperCase() === 'ML' ? 'ML' : 'REML',
  };
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const [name, value] = [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()];
    if (at < 0 || value === '') continue;
    if (name === 'headers') headers = value === '1' || value.toLowerCase() === 'yes';
    options = { ...options, ...option(name, value) };
  }
  return { headers, options };
}

function option(name: string, value: string): Partial<ModelOptions> {
  switch (name) {
    case 'method':
      return { method: value.toUpperCase() === 'ML' ? 'ML' : 'REML' };
    case 'level':
      return Number(value) > 0 && Number(value) < 1 ? { level: Number(value) } : {};
    case 'ddf': {
      const ddf = DEGREES.find((one) => one === value.toLowerCase());
      return ddf ? { ddf } : {};
    }
    case 'contrasts': {
      const contrasts = CONTRAST_KINDS.find((kind): kind is ContrastKind => kind === value.toLowerCase());
      return contrasts ? { contrasts } : {};
    }
    case 'weights':
      return { weights: value };
    case 'offset':
      return { offset: value };
    default:
      return {};
  }
}
