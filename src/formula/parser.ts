/**
 * Reads a model formula into its syntax tree: a precedence climber over R's expression grammar.
 * The grammar is described in grammar.md.
 */

import { CellmerError } from '../errors';
import type { Argument, Equation, Expr, Formula } from './ast';
import { anyNameMatcher, columnNameMatcher, nameAround } from './columnNames';
import { Lexer, type Token } from './lexer';
import { MAX_DEPTH, MAX_NESTING, MAX_OPERATORS } from './limits';
import { syntaxErrorAt } from './messages';
import { isSyntacticName, quoteName } from './names';
import { binaryOperator, isBar, unaryPrecedence } from './operators';

export interface ParseOptions {
  /**
   * Columns of the data. A name that begins with two words, such as `Reaction time`, is then also read without
   * backquotes, the longest one that fits first. Default: none.
   */
  readonly columnNames?: readonly string[];
}

/** Sides of an equation hold sums and what binds tighter. */
const SIDE = binaryOperator('+')!.precedence;

const OPERAND = 'a variable, a number or a call';
const EXAMPLE = 'Reaction ~ Days + (Days | Subject)';

/**
 * Reads a formula such as `Reaction ~ Days + (Days | Subject)`. The response may be missing (`~ x`).
 *
 * @throws CellmerError `syntax` with the position of the first wrong character
 */
export function parseFormula(source: string, options: ParseOptions = {}): Formula {
  return parseWith(source, options, (parser) => parser.formula());
}

/**
 * Reads a single R expression without `~`, such as `Days > 2 & Subject != "308"`.
 *
 * @throws CellmerError `syntax` with the position of the first wrong character
 */
export function parseExpression(source: string, options: ParseOptions = {}): Expr {
  return parseWith(source, options, (parser) => parser.wholeExpression());
}

/**
 * Reads equations such as `recipeB = recipeC; temp = 0`, with semicolons, commas or new lines between them.
 *
 * @param names that are read wherever one of them begins, the longest first, whatever characters they have
 * @throws CellmerError `syntax` with the position of the first wrong character
 */
export function parseEquations(text: string, names: readonly string[]): Equation[] {
  const source = text.normalize('NFC').replace(/[\r\n]/g, ';');
  return new Parser(source, new Lexer(source, anyNameMatcher(names), ';'), 'hypothesis').equations();
}

/** Accents count as part of their letters (NFC), as they do in the names of columns; positions are those of that text. */
function parseWith<T>(text: string, options: ParseOptions, read: (parser: Parser) => T): T {
  const source = text.normalize('NFC');
  const columnNames = options.columnNames ?? [];
  try {
    return read(new Parser(source, new Lexer(source, columnNameMatcher(columnNames))));
  } catch (error) {
    throw withBackquoteHint(error, source, columnNames);
  }
}

/** Where a column name that needs backquotes covers the wrong place, the error also says so. */
function withBackquoteHint(error: unknown, source: string, columnNames: readonly string[]): unknown {
  if (!(error instanceof CellmerError) || error.position === undefined) return error;
  const quotable = columnNames.filter((name) => !isSyntacticName(name));
  const name = nameAround(quotable, source, error.position);
  if (name === undefined) return error;
  const sentence = error.message.split(' (at position')[0] ?? '';
  const hint = `; the column ${name} is written between backquotes, ${quoteName(name)}`;
  return syntaxErrorAt(sentence + hint, source, error.position);
}

class Parser {
  private token: Token;
  private previous: Token | null = null;
  private nesting = 0;
  private operators = 0;
  /** How many expressions the innermost one of that just read stands in. */
  private depth = 0;
  /** Whether sums are terms, which are walked through from one to the next however many there are, and not arithmetic. */
  private sumsAreTerms = false;

  constructor(
    private readonly source: string,
    private readonly lexer: Lexer,
    /** What the text is, in a word. */
    private readonly whole = 'formula',
  ) {
    this.token = lexer.next();
  }

  formula(): Formula {
    if (this.token.kind === 'end') {
      throw this.error(`Expected a formula such as ${EXAMPLE}, but found nothing`);
    }
    if (this.at('=')) throw this.error('Expected the formula to begin with the response, but found =');
    const response = this.at('~') ? null : this.expression(0);
    if (!this.at('~')) throw this.missingTilde();
    this.advance();
    this.sumsAreTerms = true;
    const right = this.expression(0);
    if (this.at('~')) throw this.error('Expected one ~ in a formula, but found a second one');
    this.expectEnd();
    return { source: this.source, response, right };
  }

  wholeExpression(): Expr {
    const expression = this.expression(0);
    this.expectEnd();
    return expression;
  }

  equations(): Equation[] {
    const found: Equation[] = [];
    for (;;) {
      while (this.at(';') || this.at(',')) this.advance();
      if (this.token.kind === 'end') return found;
      found.push(this.equation());
      if (!this.at(';') && !this.at(',')) this.expectEnd();
    }
  }

  private equation(): Equation {
    const sides = [this.expression(SIDE)];
    while (this.at('=') || this.at('==')) {
      this.countOperator();
      this.advance();
      sides.push(this.expression(SIDE));
    }
    const isComparison = binaryOperator(String(this.token.value))?.associativity === 'none';
    if (isComparison)
      throw this.error(`Expected = between two sides that are equal, but found ${this.found()}`);
    return { sides, start: sides[0].start, end: sides[sides.length - 1].end };
  }

  /** An expression whose operators bind at least as tightly as `minimum`. */
  private expression(minimum: number): Expr {
    let left = this.operand();
    let { depth } = this;
    for (;;) {
      const operator = this.token.kind === 'symbol' ? binaryOperator(this.token.value) : undefined;
      if (operator === undefined || operator.precedence < minimum) {
        this.depth = depth;
        return left;
      }
      const spelling = this.token.value as string;
      this.countOperator();
      this.advance();
      const next = operator.associativity === 'right' ? operator.precedence : operator.precedence + 1;
      const right = this.nested(() => this.expression(next));
      left = { type: 'binary', operator: spelling, left, right, start: left.start, end: right.end };
      const isSumOfTerms = this.sumsAreTerms && (spelling === '+' || spelling === '-');
      depth = isSumOfTerms ? Math.max(depth, this.depth + 1) : Math.max(depth, this.depth) + 1;
      this.checkDepth(depth);
      if (operator.associativity === 'none') this.refuseChain(operator.precedence, spelling);
    }
  }

  private operand(): Expr {
    const { token } = this;
    if (token.kind === 'number' || token.kind === 'string') {
      this.advance();
      this.depth = 0;
      const { start, end } = token;
      return token.kind === 'number'
        ? { type: 'number', value: token.value, start, end }
        : { type: 'string', value: token.value, start, end };
    }
    if (token.kind === 'name') {
      this.advance();
      this.depth = 0;
      return this.at('(')
        ? this.call(token.value, token.start)
        : { type: 'name', name: token.value, start: token.start, end: token.end };
    }
    if (this.at('(')) return this.parenthesised();
    const precedence = unaryPrecedence(token.value);
    if (token.kind !== 'symbol' || precedence === undefined) throw this.missingOperand();
    this.countOperator();
    this.advance();
    const operand = this.nested(() => this.expression(precedence));
    this.depth++;
    const operator = token.value as '-' | '+' | '!';
    return { type: 'unary', operator, operand, start: token.start, end: operand.end };
  }

  private parenthesised(): Expr {
    const open = this.token;
    this.advance();
    const inner = this.nested(() => this.expression(0));
    const end = this.close(open, inner);
    this.depth++;
    return { type: 'paren', inner, start: open.start, end };
  }

  private call(name: string, start: number): Expr {
    const open = this.token;
    this.advance();
    const args: Argument[] = [];
    const { sumsAreTerms } = this;
    this.sumsAreTerms = false;
    let depth = 0;
    while (args.length > 0 || !this.at(')')) {
      args.push(this.nested(() => this.argument()));
      depth = Math.max(depth, this.depth);
      if (!this.at(',')) break;
      this.advance();
    }
    this.sumsAreTerms = sumsAreTerms;
    this.depth = depth + 1;
    return { type: 'call', name, args, start, end: this.close(open) };
  }

  private argument(): Argument {
    if (this.at(')') || this.at(',')) {
      throw this.error(`Expected an argument, but found ${this.found()}`);
    }
    const value = this.expression(0);
    if (!this.at('=')) return { value };
    if (value.type !== 'name' && value.type !== 'string') {
      throw this.error('Expected the name of an argument before =; to compare write ==');
    }
    this.advance();
    const name = value.type === 'name' ? value.name : value.value;
    return { name, value: this.expression(0) };
  }

  /** Steps over the `)` that belongs to `open`, or says what is missing. */
  private close(open: Token, inner?: Expr): number {
    const { token } = this;
    if (this.at(')')) {
      this.advance();
      return token.end;
    }
    if (token.kind === 'end') {
      const bar = inner?.type === 'binary' && isBar(inner.operator);
      const what = bar ? 'to close the random term' : 'to close the parenthesis';
      throw this.error(
        `Expected ) ${what} opened at position ${open.start + 1}, but found the end of the ${this.whole}`,
      );
    }
    throw this.unexpected('an operator or )');
  }

  private expectEnd(): void {
    if (this.token.kind === 'end') return;
    if (this.at(')')) throw this.error(`Expected the end of the ${this.whole}, but found ) without its (`);
    throw this.unexpected(`an operator or the end of the ${this.whole}`);
  }

  private missingTilde(): CellmerError {
    if (this.token.kind === 'end') {
      return this.error(
        `Expected ~ between the response and the predictors, as in ${EXAMPLE}, but found the end of the formula`,
      );
    }
    if (this.at('=')) return this.error('Expected ~ between the response and the predictors, but found =');
    if (this.at(')')) return this.error('Expected ~ after the response, but found ) without its (');
    return this.unexpected('an operator or ~');
  }

  private missingOperand(): CellmerError {
    const { previous } = this;
    const found = this.found();
    if (previous === null) return this.error(`Expected ${OPERAND}, but found ${found}`);
    if (isBar(previous.value as string)) {
      return this.error(`Expected a grouping variable after ${previous.value}, but found ${found}`);
    }
    if (previous.value === '(' && this.token.kind === 'symbol' && isBar(this.token.value)) {
      return this.error(`Expected terms before the bar, as in (1 | group), but found ${found}`);
    }
    return this.error(`Expected ${OPERAND} after ${previous.value}, but found ${found}`);
  }

  /** An error about a token that cannot follow a complete operand. */
  private unexpected(expected: string): CellmerError {
    const { token, previous } = this;
    if (token.kind === 'symbol' && token.value !== '(' && token.value !== '!') {
      const hint = this.at('=') ? '; to compare write ==' : '';
      return this.error(`Expected ${expected}, but found ${this.found()}${hint}`);
    }
    const before = this.source.slice(previous?.start ?? 0, previous?.end ?? 0);
    const words = previous?.kind === 'name' && token.kind === 'name';
    const hint = words ? `; a name with blanks goes between backquotes, \`${before} ${this.found()}\`` : '';
    return this.error(`Expected ${expected} after ${before}, but found ${this.found()}${hint}`);
  }

  /** R does not chain comparisons: a < b < c is an error. */
  private refuseChain(precedence: number, spelling: string): void {
    const next = this.token.kind === 'symbol' ? binaryOperator(this.token.value) : undefined;
    if (next?.precedence !== precedence || next.associativity !== 'none') return;
    throw this.error(
      `Expected & or | between two comparisons, but found ${this.found()} after a comparison with ${spelling}`,
    );
  }

  private nested<T>(read: () => T): T {
    if (++this.nesting > MAX_NESTING) {
      throw this.error(`Expected at most ${MAX_NESTING} levels of nesting, but found more`);
    }
    const result = read();
    this.nesting--;
    return result;
  }

  private countOperator(): void {
    if (++this.operators > MAX_OPERATORS) {
      throw this.error(`Expected at most ${MAX_OPERATORS} operators in a ${this.whole}, but found more`);
    }
  }

  private checkDepth(depth: number): void {
    if (depth > MAX_DEPTH) {
      throw this.error(`Expected at most ${MAX_DEPTH} operators within each other, but found more`);
    }
  }

  private at(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.value === symbol;
  }

  private advance(): void {
    this.previous = this.token;
    this.token = this.lexer.next();
  }

  private found(): string {
    const { token } = this;
    return token.kind === 'end' ? `the end of the ${this.whole}` : this.source.slice(token.start, token.end);
  }

  private error(message: string): CellmerError {
    return syntaxErrorAt(message, this.source, this.token.start);
  }
}
