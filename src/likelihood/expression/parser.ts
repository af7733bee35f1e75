/**
 * Tokens to a tree. From loose to tight: `|`, `&`, `!`, comparisons, `+ -`, `* /`, the minus sign, `^`. As in R and in
 * mathematics −2^2 is −4 and 2^3^2 is 2^9 (Excel has 4 and 64).
 */

import { closestName } from '../../table';
import { FUNCTION_NAMES, functionNamed } from './functions';
import { syntaxErrorIn, tokenize, type Token } from './lexer';
import type { Argument, BinaryOperator, Expression } from './syntax';

/** Brackets, calls, signs and powers within one another. */
const MAX_DEPTH = 100;

const BINDING: Readonly<Record<string, number>> = {
  '|': 1,
  '&': 2,
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
  '^': 8,
};
const NOT = 3;
const COMPARISON = 4;
const MINUS = 7;
const POWER = 8;

/** @throws CellmerError `syntax` with the position of the first thing that is wrong */
export function parseExpression(source: string): Expression {
  return new Parser(source).parse();
}

class Parser {
  private readonly tokens: Token[];
  private next = 0;
  private depth = 0;

  constructor(private readonly source: string) {
    this.tokens = tokenize(source);
  }

  parse(): Expression {
    if (this.isAtEnd()) throw this.error('The expression is empty: expected a log-density');
    const whole = this.expression(0);
    if (this.isAtEnd()) return whole;
    if (this.isSymbol(')')) throw this.error('Expected no closing bracket here: it was never opened');
    throw this.error(`Expected an operator, but found ${describe(this.token)}`);
  }

  private get token(): Token {
    return this.tokens[this.next];
  }

  private isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  private isSymbol(text: string): boolean {
    const { token } = this;
    return token.kind === 'symbol' && token.text === text;
  }

  private error(message: string, position = this.token.position): Error {
    return syntaxErrorIn(this.source, message, position);
  }

  /** Everything that binds at least as tightly as `least`. */
  private expression(least: number): Expression {
    if (++this.depth > MAX_DEPTH)
      throw this.error(`The expression is nested too deeply: at most ${MAX_DEPTH} levels`);
    let left = this.prefix();
    for (;;) {
      const { token } = this;
      if (token.kind !== 'symbol') break;
      const binding = BINDING[token.text] as number | undefined;
      if (binding === undefined || binding < least) break;
      this.next++;
      // The power takes what is at its right first.
      const right = this.expression(binding === POWER ? POWER : binding + 1);
      left = {
        kind: 'binary',
        op: token.text as BinaryOperator,
        left,
        right,
        position: token.position,
      };
      if (binding === COMPARISON && this.token.kind === 'symbol' && BINDING[this.token.text] === COMPARISON)
        throw this.error('Expected one comparison at a time: join two with AND(..., ...)');
    }
    this.depth--;
    return left;
  }

  private prefix(): Expression {
    const { token } = this;
    if (token.kind === 'symbol' && (token.text === '-' || token.text === '+' || token.text === '!')) {
      this.next++;
      const operand = this.expression(token.text === '!' ? NOT : MINUS);
      if (token.text === '+') return operand;
      return { kind: 'unary', op: token.text, operand, position: token.position };
    }
    return this.primary();
  }

  private primary(): Expression {
    const { token } = this;
    if (token.kind === 'number') {
      this.next++;
      return token;
    }
    if (token.kind === 'name') {
      this.next++;
      if (!token.isQuoted && this.isSymbol('(')) return this.call(token.text, token.position);
      return { kind: 'name', name: token.text, isQuoted: token.isQuoted, position: token.position };
    }
    if (this.isSymbol('(')) {
      this.next++;
      const inner = this.expression(0);
      this.close(token.position);
      return inner;
    }
    throw this.error(`Expected a number, a name or a bracket, but found ${describe(token)}`);
  }

  private call(name: string, position: number): Expression {
    const definition = functionNamed(name);
    if (!definition) {
      const closest = closestName(name, FUNCTION_NAMES);
      const hint = closest === null ? '' : `: did you mean ${closest}?`;
      throw this.error(`There is no function ${name}${hint}`, position);
    }
    const opening = this.token.position;
    this.next++;
    const args: Argument[] = [];
    while (!this.isSymbol(')')) {
      args.push(this.argument(definition.formals));
      if (this.isSymbol(',')) {
        this.next++;
        if (this.isSymbol(')')) throw this.error('Expected an argument before the closing bracket');
      } else if (!this.isSymbol(')')) break;
    }
    this.close(opening);
    return { kind: 'call', name, args, position };
  }

  /** `log=TRUE` names an argument only where the function has one of that name; elsewhere it compares. */
  private argument(formals: readonly string[] | null): Argument {
    const { token } = this;
    const sign = this.tokens[this.next + 1] as Token | undefined;
    const names = token.kind === 'name' && !token.isQuoted && sign?.kind === 'symbol' && sign.text === '=';
    const isDouble = sign !== undefined && this.source.startsWith('==', sign.position);
    if (names && !isDouble && formals?.includes(token.text)) {
      this.next += 2;
      return { name: token.text, value: this.expression(0) };
    }
    return { name: null, value: this.expression(0) };
  }

  private close(opening: number): void {
    if (this.isSymbol(')')) {
      this.next++;
      return;
    }
    if (this.token.kind === 'end')
      throw this.error('Expected a closing bracket for this one, but the expression ends', opening);
    throw this.error(`Expected an operator, a comma or a closing bracket, but found ${describe(this.token)}`);
  }
}

function describe(token: Token): string {
  if (token.kind === 'end') return 'the end of the expression';
  return token.kind === 'number' ? `the number ${token.value}` : token.text;
}
