/** Reads a formula as Excel does: comparison below `&`, below sums, products, powers, percent and signs. */

import { parseAddress } from '../../../src/table/address';
import type { CellValue } from '../model/values';
import { words, type Word } from './lexer';
import type { Node } from './nodes';

const LEVELS: readonly (readonly string[])[] = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

/** @throws a sentence when it is no formula, as Excel refuses it */
export function parseFormula(formula: string): Node {
  return new Parser(words(formula), formula).whole();
}

class Parser {
  private at = 0;

  constructor(
    private readonly list: readonly Word[],
    private readonly source: string,
  ) {}

  whole(): Node {
    const node = this.level(0);
    if (this.word.kind !== 'end') throw this.unexpected();
    return node;
  }

  private get word(): Word {
    return this.list[this.at];
  }

  private is(...symbols: readonly string[]): boolean {
    return this.word.kind === 'symbol' && symbols.includes(this.word.text);
  }

  private take(): Word {
    return this.list[this.at++];
  }

  private expect(symbol: string): void {
    if (!this.is(symbol)) throw this.unexpected();
    this.at++;
  }

  private unexpected(): Error {
    return new Error(`did not expect "${this.word.text}" at ${this.word.position} in ${this.source}`);
  }

  private level(depth: number): Node {
    if (depth === LEVELS.length) return this.signed();
    let left = this.level(depth + 1);
    while (this.is(...LEVELS[depth])) {
      const operator = this.take().text;
      left = { kind: 'binary', operator, left, right: this.level(depth + 1) };
    }
    return left;
  }

  private signed(): Node {
    if (this.is('-', '+', '@')) {
      const operator = this.take().text;
      return { kind: 'unary', operator, operand: this.signed() };
    }
    let node = this.primary();
    while (this.is('%')) node = { kind: 'unary', operator: this.take().text, operand: node };
    return node;
  }

  private primary(): Node {
    if (this.is('(')) {
      this.at++;
      const inner = this.level(0);
      this.expect(')');
      return inner;
    }
    if (this.is('{')) return this.array();
    const word = this.word;
    if (word.kind === 'symbol' || word.kind === 'end') throw this.unexpected();
    this.at++;
    if (word.kind === 'name') return this.nameOrCall(word.text);
    if (word.kind === 'reference') return reference(word.text);
    if (word.kind === 'spill') return spill(word.text);
    if (word.kind === 'table') return tableReference(word.text);
    return { kind: 'literal', value: constant(word) };
  }

  private nameOrCall(name: string): Node {
    if (this.is('(')) return { kind: 'call', name: name.toUpperCase(), args: this.args() };
    if (/^(?:true|false)$/i.test(name)) return { kind: 'literal', value: /^true$/i.test(name) };
    return { kind: 'name', name };
  }

  private args(): (Node | null)[] {
    this.expect('(');
    const args: (Node | null)[] = [];
    if (this.is(')')) return (this.at++, args);
    for (;;) {
      args.push(this.is(',', ')') ? null : this.level(0));
      if (this.is(')')) return (this.at++, args);
      this.expect(',');
    }
  }

  private array(): Node {
    this.expect('{');
    const rows: CellValue[][] = [[]];
    for (;;) {
      rows[rows.length - 1].push(this.element());
      if (this.is(';')) rows.push([]);
      else if (this.is('}')) break;
      else if (!this.is(',')) throw this.unexpected();
      this.at++;
    }
    this.expect('}');
    if (rows.some(({ length }) => length !== rows[0].length))
      throw new Error(`ragged array in ${this.source}`);
    return { kind: 'array', rows };
  }

  private element(): CellValue {
    const sign = this.is('-', '+') ? this.take().text : '';
    const word = this.take();
    const isLogical = word.kind === 'name' && /^(?:true|false)$/i.test(word.text);
    if (isLogical) return /^true$/i.test(word.text);
    if (!['number', 'text', 'error'].includes(word.kind)) throw this.unexpected();
    const value = constant(word);
    return sign === '-' && typeof value === 'number' ? -value : value;
  }
}

function constant({ kind, text }: Word): CellValue {
  if (kind === 'number') return Number(text);
  if (kind === 'text') return text.slice(1, -1).replaceAll('""', '"');
  return { error: text.toUpperCase() };
}

function reference(text: string): Node {
  const found = parseAddress(text);
  if (!found) throw new Error(`no address: ${text}`);
  const { sheet, row, column, rowCount, columnCount } = found;
  return { kind: 'range', sheet, rect: { row, column, rows: rowCount, columns: columnCount } };
}

function spill(text: string): Node {
  const { sheet, row, column } = parseAddress(text.slice(0, -1))!;
  return { kind: 'spill', sheet, row, column };
}

/** `Sleep[#All]`, `Sleep[Days]`, `Sleep[[#All],[Days]]`. */
function tableReference(text: string): Node {
  const open = text.indexOf('[');
  const inside = text.slice(open + 1, -1);
  const items = inside.includes('[')
    ? [...inside.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1])
    : [inside];
  const part = items.find((item) => item.startsWith('#')) ?? '#Data';
  const columns = items.filter((item) => !item.startsWith('#') && item !== '');
  if (columns.length > 1) throw new Error(`several columns of a table: ${text}`);
  return { kind: 'table', table: text.slice(0, open), part, column: columns[0] ?? null };
}
