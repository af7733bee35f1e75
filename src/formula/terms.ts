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
import { isBar } from './operators';
import { merge, together, type TermSet, type VariableSet } from './variableSets';
import { namesIn, operatorPosition, parts, withoutParens } from './walk';

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
}

/** More terms than this come from a slip such as `.^9`; it also bounds the work. */
const MAX_TERMS = 20_000;
const MAX_PRODUCTS = 1_000_000;

/** Expands one side of a formula, `1 + Days` or `recipe * temperature`, into R's terms. */
export function expandSide(expr: Expr, context: TermContext): Terms {
  const expander = new Expander(context);
  const terms = expander.encode(expr);
  return expander.result(terms);
}

class Expander {
  private intercept = true;
  /** False inside an odd number of subtractions, where 1 removes the intercept and 0 adds it. */
  private adding = true;
  private readonly variables: Variable[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly offsets = new Map<string, Expr>();

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
        return expr.operator === '-' ? this.encodeRemoved([], expr.operand) : [this.single(expr)];
      case 'binary':
        return this.encodeBinary(expr);
    }
  }

  /** Terms by order, those of one order as they appeared; checks that the response is not among them. */
  result(terms: TermSet): Terms {
    const expanded = terms.map((set) => this.term(set));
    expanded.sort((a, b) => a.variables.length - b.variables.length);
    const { intercept, variables } = this;
    return { intercept, variables, terms: expanded, offsets: [...this.offsets.values()] };
  }

  private term(set: VariableSet): Term {
    const indices = Array.from({ length: set.length }, (_, i) => set.charCodeAt(i));
    const variables = indices.flatMap((i) => this.variables[i] ?? []);
    const response = variables.find((variable) => variable.label === this.context.response?.label);
    if (response !== undefined) {
      const message = `Expected predictors after ~, but found the response ${response.label} among them`;
      throw this.error(message, response.expr.start);
    }
    return { variables: indices, label: variables.map((variable) => variable.label).join(':') };
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
    return dotColumns.map((name) => this.single({ ...dot, name }));
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
        return this.union(this.encode(left), this.encode(right), expr);
      case '-':
        return this.encodeRemoved(this.encode(left), right);
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

  private encodeProduct(expr: BinaryExpr, left: TermSet, right: TermSet): TermSet {
    switch (expr.operator) {
      case '*':
        return this.union([...left, ...right], this.interactions(left, right, expr), expr);
      case '/':
        return this.union(left, this.interactions([together(left)], right, expr), expr);
      case '%in%':
        return this.interactions(left, [together(right)], expr);
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

  private encodeRemoved(terms: TermSet, removed: Expr): TermSet {
    this.adding = !this.adding;
    const gone = new Set(this.encode(removed));
    this.adding = !this.adding;
    return terms.filter((set) => !gone.has(set));
  }

  private union(left: TermSet, right: TermSet, at: Expr): TermSet {
    const all = new Set([...left, ...right]);
    if (all.size > MAX_TERMS) throw this.tooManyTerms(at);
    return [...all];
  }

  private interactions(left: TermSet, right: TermSet, at: Expr): TermSet {
    if (left.length * right.length > MAX_PRODUCTS) throw this.tooManyTerms(at);
    const all = new Set<VariableSet>();
    for (const a of left) for (const b of right) all.add(merge(a, b));
    if (all.size > MAX_TERMS) throw this.tooManyTerms(at);
    return [...all];
  }

  private tooManyTerms(at: Expr): Error {
    return this.error(`Expected at most ${MAX_TERMS} terms, but found that this gives more`, at.start);
  }

  private single(expr: Expr): VariableSet {
    const label = deparse(expr);
    let index = this.indexOf.get(label);
    if (index === undefined) {
      this.checkVariable(expr);
      index = this.variables.push({ label, expr }) - 1;
      this.indexOf.set(label, index);
    }
    return String.fromCharCode(index);
  }

  /** Inside calls everything is ordinary arithmetic, but `.` has no meaning there, and bars outside them have. */
  private checkVariable(expr: Expr): void {
    if (expr.type === 'name') return;
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
