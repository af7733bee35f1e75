/** Whether what somebody types is a formula, and where it stops being one. */

import { isBounded } from '../files/formulaText';
import { tokensOf, type Token } from '../files/formulaTokens';

export interface SyntaxProblem {
  /** Where it is in the formula, from 0. */
  readonly at: number;
  /** What was expected there and what was found. */
  readonly sentence: string;
}

/**
 * Null for a formula.
 *
 * @param formula `=` and all
 * @param mayEndEarly before its last brackets are closed, as they are then closed for whoever types it
 */
export function syntaxProblem(formula: string, mayEndEarly = false): SyntaxProblem | null {
  if (!isBounded(formula))
    return {
      at: 0,
      sentence: 'A formula may have 8,192 characters, and functions in 64 levels, at the most.',
    };
  try {
    new Reader(formula, mayEndEarly).read();
    return null;
  } catch (error) {
    if (error instanceof Unexpected) return error.problem;
    throw error;
  }
}

/** How many brackets are missing at its end. */
export function openBrackets(formula: string): number {
  const signs = tokensOf(formula).filter(({ kind }) => kind === 'sign');
  return Math.max(
    0,
    signs.reduce((open, { text }) => open + (text === '(' ? 1 : text === ')' ? -1 : 0), 0),
  );
}

class Unexpected extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.sentence);
  }
}

const SIGNS: ReadonlySet<string> = new Set(['+', '-', '@']);
const OPERATORS: ReadonlySet<string> = new Set([
  '+',
  '-',
  '*',
  '/',
  '^',
  '&',
  '=',
  '<>',
  '<',
  '>',
  '<=',
  '>=',
  ':',
]);

class Reader {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(
    private readonly formula: string,
    private readonly mayEndEarly: boolean,
  ) {
    // The `=` is no part of what it is made of.
    this.tokens = tokensOf(formula.slice(1));
  }

  read(): void {
    this.expression();
    const left = this.token;
    if (!left) return;
    if (left.text === ')') throw this.found('closes no bracket.');
    if (left.text === '}') throw this.found('closes no brace.');
    throw this.separated();
  }

  private get token(): Token | undefined {
    return this.tokens[this.next];
  }

  private blanks(): boolean {
    const from = this.next;
    while (this.token?.kind === 'space') this.next++;
    return this.next > from;
  }

  private takes(text: string): boolean {
    if (this.token?.text !== text) return false;
    this.next++;
    return true;
  }

  /** Operands with operators between them; a blank between two references is one, too. */
  private expression(): void {
    for (;;) {
      let isReference = this.operand();
      let isAfterBlank = this.blanks();
      while (isAfterBlank && isReference && this.beginsReference()) {
        isReference = this.operand();
        isAfterBlank = this.blanks();
      }
      if (!this.token || !OPERATORS.has(this.token.text)) return;
      this.next++;
    }
  }

  private beginsReference(): boolean {
    const { kind, text } = this.token ?? {};
    return kind === 'name' || kind === 'sheet' || kind === 'brackets' || text === '(' || text === '$';
  }

  /** @returns whether it may be a reference */
  private operand(): boolean {
    this.blanks();
    while (this.token && SIGNS.has(this.token.text)) {
      this.next++;
      this.blanks();
    }
    const isReference = this.primary();
    for (;;) {
      if (this.takes('(')) this.list();
      else if (!this.takes('#') && !this.takes('%')) return isReference;
    }
  }

  private primary(): boolean {
    const { token } = this;
    if (!token) throw this.ended('a value or a reference is expected');
    switch (token.kind) {
      case 'text':
        if (!/^"(?:[^"]|"")*"$/.test(token.text)) throw this.found('begins a text that is not closed.', '"');
        this.next++;
        return false;
      case 'error':
        this.next++;
        return false;
      case 'sheet':
        this.next++;
        if (!/^'(?:[^']|'')*'$/.test(token.text))
          throw this.found('begins a name of a sheet that is not closed.', "'", -1);
        if (!this.takes('!')) throw this.after('the name of a sheet, an “!” and a reference are expected');
        return this.reference();
      case 'brackets':
        this.next++;
        // `[x.xlsx]Sheet!A1`, or a column of the table around.
        return this.token?.kind === 'name' ? this.reference() : true;
      case 'name':
      case 'number':
        return this.reference();
    }
    if (token.text === '$') return this.reference();
    if (this.takes('(')) return this.group();
    if (this.takes('{')) return this.array();
    if (token.text === ';') throw this.semicolon();
    throw this.found('stands where a value or a reference is expected.');
  }

  /** A cell, a name, a number, a table or a function's name, with its sheet. */
  private reference(): boolean {
    this.takes('$');
    const { token } = this;
    if (!token) throw this.ended('a reference is expected');
    // `#REF!` behind a sheet.
    if (token.kind === 'error' || token.text === '[') {
      this.next++;
      return true;
    }
    if (token.kind !== 'name' && token.kind !== 'number')
      throw this.found('stands where a reference is expected.');
    if (token.kind === 'name' && /^\p{N}/u.test(token.text))
      throw this.found('is neither a number nor a name.');
    this.next++;
    if (this.takes('!')) return this.reference();
    if (this.token?.text === '$' && this.tokens[this.next + 1]?.kind === 'number') this.next += 2;
    else if (this.token?.kind === 'brackets') this.next++;
    // A function, be it with a blank before its bracket.
    const before = this.next;
    if (token.kind === 'name' && this.blanks() && this.token?.text !== '(') this.next = before;
    return token.kind === 'name';
  }

  /** Behind an opened bracket that is no function's: one value, or references. */
  private group(): boolean {
    do this.expression();
    while (this.takes(','));
    return this.close();
  }

  /** Arguments, any of which may be missing. */
  private list(): void {
    do {
      this.blanks();
      if (this.token && this.token.text !== ',' && this.token.text !== ')') this.expression();
    } while (this.takes(','));
    this.close();
  }

  private close(): true {
    if (!this.token && !this.mayEndEarly) throw this.ended('a bracket “)” is missing');
    if (this.token && !this.takes(')')) throw this.separated();
    return true;
  }

  private array(): boolean {
    do {
      this.blanks();
      if (this.token && /^[-+]$/.test(this.token.text)) this.next++;
      const { token } = this;
      if (!token) throw this.ended('a number, a text, TRUE or FALSE is expected between braces');
      const isConstant =
        token.kind === 'number' ||
        token.kind === 'text' ||
        token.kind === 'error' ||
        /^(?:true|false)$/i.test(token.text);
      if (!isConstant) throw this.found('stands between braces, where numbers, texts, TRUE and FALSE may.');
      this.next++;
      this.blanks();
    } while (this.takes(',') || this.takes(';'));
    if (this.takes('}')) return false;
    if (!this.token) throw this.ended('a brace “}” is missing');
    throw this.separated();
  }

  /** Something follows that nothing leads to. */
  private separated(): Unexpected {
    if (this.token?.text === ';') return this.semicolon();
    return this.found('follows without an operator or a comma.');
  }

  private semicolon(): Unexpected {
    return this.found('stands between arguments, which commas separate here.');
  }

  /** @param shown in place of the whole token; `step` to the token that is meant */
  private found(what: string, shown?: string, step = 0): Unexpected {
    const { at, text } = this.tokens[this.next + step];
    const place = at + 1;
    return new Unexpected({
      at: place,
      sentence: `“${brief(shown ?? text)}” at character ${place + 1} ${what}`,
    });
  }

  private after(what: string): Unexpected {
    const at = (this.token?.at ?? this.formula.length - 1) + 1;
    return new Unexpected({ at, sentence: `Behind ${what}, at character ${at + 1}.` });
  }

  private ended(what: string): Unexpected {
    return new Unexpected({ at: this.formula.length, sentence: `At the end of the formula ${what}.` });
  }
}

function brief(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
