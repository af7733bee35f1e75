/**
 * The algebra of model terms: what R's terms() makes of `+ - * / : %in% ^ ( ) 0 1 .`.
 *
 * A term is a set of variables, a side of a formula a list of terms in order of appearance. Chambers and Hastie (1992), Statistical Models in S, section 2.4; R's terms.formula.
 */

import type {
  BinaryExpr,
  CallExpr,
  Expr,
  NameExpr,
  NumberExpr,
  ParenExpr,
  Term,
  Terms,
  Variable,
} from './ast';
import { deparse } from './deparse';
import { syntaxErrorAt } from './messages';
import type { Effort } from './limits';
import { isBar } from './operators';
import { merge, sizeOf, together, type TermSet, type VariableSet } from './variableSets';
import { depthOf, namesIn, operatorPosition, parts, summands, withoutParens } from './walk';

/** What the expansion of one linear predictor needs to know. */
export interface TermContext {
  /** The whole formula, for error messages. */
  readonly source: string;
  /** The columns that `.` stands for. */
  readonly dotColumns: readonly string[];
  /** The response, which may not stand among the predictors. */
  readonly response: Variable | null;
  /** Random terms that belong to the sum and are expanded elsewhere. */
  readonly skipped: ReadonlySet<Expr>;
  /** Whether offset() is allowed. */
  readonly allowOffset: boolean;
  /** What the whole formula costs. */
  readonly effort: Effort;
}

/** Expands one side of a formula, `1 + Days` or `recipe * temperature`, into R's terms. */
export function expandSide(expr: Expr, context: TermContext): Terms {
  const expander = new Expander(context);
  const terms = expander.encode(expr);
  return expander.result(terms, expr.start);
}

class Expander {
  private intercept = true;
  /** False inside an odd number of subtractions, where 1 removes the intercept and 0 adds it. */
  private adding = true;
  private readonly variables: Variable[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly offsets = new Map<string, Expr>();
  private dotTerms: TermSet | null = null;

  constructor(private readonly context: TermContext) {}

  encode(expr: Expr): TermSet {
    if (this.context.skipped.has(expr)) return [];
    switch (expr.type) {
      case 'number':
        return this.encodeNumber(expr);
      case 'string':
        throw this.error(`Expected a variable, but found the text ${deparse(expr)}`, expr.start);
      case 'name':
        return expr.name === '.' ? this.encodeDot(expr) : [this.single(expr)];
      case 'paren':
        this.refuseRandomTerm(expr);
        return this.encode(expr.inner);
      case 'call':
        return expr.name === 'offset' ? this.encodeOffset(expr) : [this.single(expr)];
      case 'unary':
        if (expr.operator === '+') return this.encode(expr.operand);
        if (expr.operator !== '-') return [this.single(expr)];
        this.encodeRemoved(expr.operand);
        return [];
      case 'binary':
        return this.encodeBinary(expr);
    }
  }

  /** Terms by order, those of one order as they appeared; checks that the response is not among them. */
  result(terms: TermSet, position: number): Terms {
    const { intercept, variables, context } = this;
    const response = this.indexOf.get(context.response?.label ?? '');
    const expanded = terms.map((set) => this.term(set, response, position));
    expanded.sort((a, b) => a.variables.length - b.variables.length);
    return { intercept, variables, terms: expanded, offsets: [...this.offsets.values()] };
  }

  private term(set: VariableSet, response: number | undefined, position: number): Term {
    const indices = Array.from({ length: set.length }, (_, i) => set.charCodeAt(i));
    if (response !== undefined && indices.includes(response)) {
      const { label, expr } = this.variables[response];
      const message = `Expected predictors after ~, but found the response ${label} among them`;
      throw this.error(message, expr.start);
    }
    const labels = indices.map((i) => this.variables[i].label);
    this.context.effort.label(
      labels.reduce((sum, { length }) => sum + length, 0),
      position,
    );
    return { variables: indices, label: labels.join(':') };
  }

  private encodeNumber({ value, start }: NumberExpr): TermSet {
    if (value !== 0 && value !== 1) {
      const message = `Expected a variable, or 0 or 1 for the intercept, but found the number ${value}`;
      throw this.error(`${message}; arithmetic goes inside I()`, start);
    }
    this.intercept = (value === 1) === this.adding;
    return [];
  }

  private encodeDot(dot: NameExpr): TermSet {
    const { dotColumns } = this.context;
    if (dotColumns.length === 0) {
      throw this.error('Expected columns for . to stand for, but found none besides the response', dot.start);
    }
    this.context.effort.spend(dotColumns.length, dot.start);
    this.dotTerms ??= dotColumns.map((name) => this.single({ ...dot, name }));
    return this.dotTerms;
  }

  private encodeOffset(call: CallExpr): TermSet {
    const [argument] = call.args;
    if (argument === undefined || call.args.length > 1 || argument.name !== undefined) {
      throw this.error('Expected offset() with one argument, as in offset(log(n))', call.start);
    }
    if (!this.context.allowOffset) {
      throw this.error(
        'Expected offset() among the fixed effects, but found it in a random term',
        call.start,
      );
    }
    if (!this.adding) {
      throw this.error('Expected offset() to be added, but found it after a minus sign', call.start);
    }
    this.checkVariable(argument.value);
    this.offsets.set(deparse(argument.value), argument.value);
    return [];
  }

  private encodeBinary(expr: BinaryExpr): TermSet {
    const { operator, left, right } = expr;
    if (isBar(operator)) throw this.bareBar(expr);
    switch (operator) {
      case '+':
      case '-':
        return this.encodeSum(expr);
      case '^':
        return this.encodePower(expr);
      case '*':
      case ':':
      case '/':
      case '%in%':
        return this.encodeProduct(expr, this.factor(left, expr), this.factor(right, expr));
      default:
        return [this.single(expr)];
    }
  }

  /** All summands go into one set, so that a sum costs no more than its terms. */
  private encodeSum(sum: BinaryExpr): TermSet {
    const terms = new Set<VariableSet>();
    for (const { operator, operand } of summands(sum)) {
      if (operator === '-') for (const set of this.encodeRemoved(operand)) terms.delete(set);
      else for (const set of this.encode(operand)) terms.add(set);
      this.context.effort.checkTerms(terms.size, sum.start);
    }
    return [...terms];
  }

  private encodeProduct(expr: BinaryExpr, left: TermSet, right: TermSet): TermSet {
    switch (expr.operator) {
      case '*':
        return this.union([...left, ...right], this.interactions(left, right, expr), expr);
      case '/':
        return this.union(left, this.interactions([this.together(left, expr)], right, expr), expr);
      case '%in%':
        return this.interactions(left, [this.together(right, expr)], expr);
      default:
        return this.interactions(left, right, expr);
    }
  }

  private encodePower(expr: BinaryExpr): TermSet {
    const power = withoutParens(expr.right);
    const value = power.type === 'number' ? power.value : NaN;
    if (!Number.isInteger(value) || value < 2) {
      const found = deparse(expr.right);
      const message = `Expected a whole number from 2 up after ^, but found ${found}; powers of a variable go inside I()`;
      throw this.error(message, expr.right.start);
    }
    const base = this.factor(expr.left, expr);
    let terms = base;
    for (let i = 1; i < value; i++) {
      const next = this.interactions(base, terms, expr);
      // Once every interaction there can be is there, higher powers change nothing.
      if (next.length === terms.length && next.every((set, k) => set === terms[k])) break;
      terms = next;
    }
    return terms;
  }

  /** One side of `*`, `:`, `/`, `%in%` or `^`, which has to contain a variable. */
  private factor(side: Expr, { operator, left }: BinaryExpr): TermSet {
    this.refuseRandomFactor(side, operator);
    const terms = this.encode(side);
    if (terms.length > 0) return terms;
    const where = side === left ? 'before' : 'after';
    throw this.error(`Expected a variable ${where} ${operator}, but found ${deparse(side)}`, side.start);
  }

  /** The terms that a minus takes away. */
  private encodeRemoved(removed: Expr): TermSet {
    this.adding = !this.adding;
    const gone = this.encode(removed);
    this.adding = !this.adding;
    return gone;
  }

  private together(terms: TermSet, at: Expr): VariableSet {
    const { effort } = this.context;
    effort.spend(sizeOf(terms), at.start);
    const set = together(terms);
    effort.checkOrder(set.length, at.start);
    return set;
  }

  private union(left: TermSet, right: TermSet, at: Expr): TermSet {
    this.context.effort.spend(left.length + right.length, at.start);
    return this.distinct(new Set([...left, ...right]), at);
  }

  private interactions(left: TermSet, right: TermSet, at: Expr): TermSet {
    const { effort } = this.context;
    effort.spend(left.length * sizeOf(right) + right.length * sizeOf(left), at.start);
    const all = new Set<VariableSet>();
    for (const a of left)
      for (const b of right) {
        const set = merge(a, b);
        effort.checkOrder(set.length, at.start);
        all.add(set);
      }
    return this.distinct(all, at);
  }

  private distinct(terms: ReadonlySet<VariableSet>, at: Expr): TermSet {
    this.context.effort.checkTerms(terms.size, at.start);
    return [...terms];
  }

  private single(expr: Expr): VariableSet {
    const label = deparse(expr);
    let index = this.indexOf.get(label);
    if (index === undefined) {
      this.checkVariable(expr);
      index = this.variables.push({ label, expr }) - 1;
      this.context.effort.checkVariables(index, expr.start);
      this.indexOf.set(label, index);
    }
    return String.fromCharCode(index);
  }

  /** Inside calls everything is ordinary arithmetic, but `.` has no meaning there, and bars outside them have. */
  private checkVariable(expr: Expr): void {
    if (expr.type === 'name') return;
    this.context.effort.checkDepth(depthOf(expr), expr.start);
    const dot = namesIn(expr).find(({ name }) => name === '.');
    if (dot !== undefined) {
      throw this.error(`Expected a column, but found . inside ${deparse(expr)}`, dot.start);
    }
    this.refuseBars(expr);
  }

  private refuseBars(expr: Expr): void {
    if (expr.type === 'call') return;
    if (expr.type === 'binary' && isBar(expr.operator)) throw this.misplacedBar(expr);
    parts(expr).forEach((part) => this.refuseBars(part));
  }

  private refuseRandomTerm({ inner, start }: ParenExpr): void {
    if (inner.type !== 'binary' || !isBar(inner.operator)) return;
    const message = `Expected the random term (${deparse(inner)}) to be added with +`;
    throw this.error(`${message}, but found it ${this.adding ? 'inside another term' : 'subtracted'}`, start);
  }

  private refuseRandomFactor(side: Expr, operator: string): void {
    const inner = withoutParens(side);
    if (side.type !== 'paren' || inner.type !== 'binary' || !isBar(inner.operator)) return;
    const message = `Expected the random term (${deparse(inner)}) to be added with +, but found it beside ${operator}`;
    throw this.error(message, side.start);
  }

  private bareBar({ operator, left, right }: BinaryExpr): Error {
    const last = left.type === 'binary' && left.operator === '+' ? left.right : left;
    const example = `(${deparse(last)} ${operator} ${deparse(right)})`;
    return this.error(
      `Expected parentheses around a random term, as in ${example}, but found ${operator} without them`,
      operatorPosition(this.context.source, left, operator),
    );
  }

  private misplacedBar({ operator, left }: BinaryExpr): Error {
    return this.error(
      `Expected a random term (terms ${operator} group) to stand by itself, but found ${operator} inside an ` +
        'expression; logic goes inside I()',
      operatorPosition(this.context.source, left, operator),
    );
  }

  private error(message: string, position: number): Error {
    return syntaxErrorAt(message, this.context.source, position);
  }
}
