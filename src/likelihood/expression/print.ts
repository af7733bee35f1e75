/** An expression as it was understood: with all brackets that are needed, and every function by its proper name. */

import { functionNamed } from './functions';
import type { Names } from './names';
import type { Expression } from './syntax';

const TIGHTNESS: Readonly<Record<string, number>> = {
  '|': 1,
  '&': 2,
  '!': 3,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  minus: 7,
  '^': 8,
  atom: 9,
};

/** Names that say which logarithm is meant. */
const CLEARER = new Map([
  ['log', 'LN'],
  ['LOG', 'LOG10'],
]);

const PLAIN_NAME = /^[\p{L}_](?:[\p{L}\p{M}\p{N}._]*[\p{L}\p{M}\p{N}_])?$/u;

export function printExpression(expression: Expression, names: Names): string {
  return print(expression, names).text;
}

interface Printed {
  readonly text: string;
  readonly tightness: number;
}

function print(expression: Expression, names: Names): Printed {
  const { kind } = expression;
  if (kind === 'number') return { text: String(expression.value), tightness: TIGHTNESS.atom };
  if (kind === 'name') return { text: printName(expression.name, names), tightness: TIGHTNESS.atom };
  if (kind === 'unary') {
    const tightness = expression.op === '-' ? TIGHTNESS.minus : TIGHTNESS['!'];
    return { text: expression.op + enclosed(expression.operand, names, tightness), tightness };
  }
  if (kind === 'call') return { text: printCall(expression, names), tightness: TIGHTNESS.atom };
  const tightness = TIGHTNESS[expression.op];
  const isPower = expression.op === '^';
  const isTight = isPower || expression.op === '*' || expression.op === '/';
  const left = enclosed(expression.left, names, isPower ? tightness + 1 : tightness);
  const right = enclosed(expression.right, names, isPower ? TIGHTNESS.minus : tightness + 1);
  return {
    text: isTight ? `${left}${expression.op}${right}` : `${left} ${expression.op} ${right}`,
    tightness,
  };
}

function enclosed(expression: Expression, names: Names, least: number): string {
  const { text, tightness } = print(expression, names);
  return tightness < least ? `(${text})` : text;
}

function printName(name: string, names: Names): string {
  const meaning = names.meanings.get(name);
  const known = meaning?.kind === 'column' ? meaning.name : name;
  return PLAIN_NAME.test(known) ? known : `\`${known}\``;
}

function printCall({ name, args }: Extract<Expression, { kind: 'call' }>, names: Names): string {
  const proper = functionNamed(name)?.name ?? name;
  const isPlainLog = args.length === 1 ? CLEARER.get(proper) : undefined;
  const list = args.map(({ name: formal, value }) => {
    const { text } = print(value, names);
    return formal === null ? text : `${formal}=${text}`;
  });
  return `${isPlainLog ?? proper}(${list.join(', ')})`;
}
