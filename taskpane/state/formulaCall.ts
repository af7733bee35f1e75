/** A call of one of our functions, taken apart. */

import { declared, isDeclared } from '../../functions/catalog';
import type { Cell, CellMatrix } from '../../src/index';

export interface FormulaCall {
  /** Such as `LMER.FIT`. */
  readonly id: string;
  /** Texts of the arguments by the names of the parameters; an argument that is left out is missing. */
  readonly given: Readonly<Record<string, string>>;
}

const CALL = /^=\s*(?:CELLMER\.)?([A-Z]+\.[A-Z]+)\s*\(([\s\S]*)\)\s*$/i;

/** Null for a formula that is not one call of a function about a model, and nothing else. */
export function formulaCall(formula: string): FormulaCall | null {
  const call = functionCall(formula);
  return call?.id.startsWith('LMER.') ? call : null;
}

/** Null for a formula that is not one call of a function of ours, and nothing else. */
export function functionCall(formula: string): FormulaCall | null {
  const call = CALL.exec(formula.trim());
  const id = call?.[1].toUpperCase() ?? '';
  const args = call && argumentsOf(call[2]);
  if (!args || !isDeclared(id)) return null;
  const given = declared(id)
    .parameters.map((name, i) => [name, args[i] ?? ''] as const)
    .filter(([, text]) => text !== '');
  return { id, given: Object.fromEntries(given) };
}

/** Cut at the commas between arguments; null when brackets or quotes do not match. */
function argumentsOf(list: string): string[] | null {
  const parts = cut(list, ',');
  return parts && parts.map((part) => part.trim());
}

/** Cut at a mark outside of brackets and quotes. */
function cut(list: string, mark: string): string[] | null {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (const character of list) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('({['.includes(character)) depth++;
    else if (')}]'.includes(character)) depth--;
    if (depth < 0) return null;
    if (character === mark && depth === 0 && quote === '') parts.push('');
    else parts[parts.length - 1] += character;
  }
  return depth === 0 && quote === '' ? parts : null;
}

const TEXTS = /^"(?:[^"]|"")*"(?:\s*&\s*"(?:[^"]|"")*")*$/;
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/i;

/**
 * What an argument that is written out stands for: a number, TRUE or FALSE, a text or several joined by `&`, a block in
 * braces. Undefined for anything that has to be calculated or looked up.
 */
export function constantOf(argument: string): CellMatrix | undefined {
  const braces = /^\{([\s\S]*)\}$/.exec(argument);
  if (!braces) {
    const cell = constantCell(argument);
    return cell === undefined ? undefined : [[cell]];
  }
  const rows = cut(braces[1], ';')?.map((row) => cut(row, ',')?.map((cell) => constantCell(cell.trim())));
  const isWhole = rows?.every((row) => row?.every((cell) => cell !== undefined));
  return isWhole ? (rows as Cell[][]) : undefined;
}

function constantCell(text: string): Cell | undefined {
  if (TEXTS.test(text)) {
    const pieces = text.match(/"(?:[^"]|"")*"/g)!;
    return pieces.map((piece) => piece.slice(1, -1).replaceAll('""', '"')).join('');
  }
  const number = NUMBER.exec(text);
  if (number) return Number(number[1]) / (number[2] === '%' ? 100 : 1);
  if (/^(?:true|false)(?:\(\))?$/i.test(text)) return /^t/i.test(text);
  return undefined;
}
