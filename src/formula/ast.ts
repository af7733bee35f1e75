/**
 * The syntax tree of an R model formula, and the terms it expands to.
 * Positions are 0-based offsets into the source text: `start` inclusive, `end` exclusive.
 */

interface Node {
  readonly start: number;
  readonly end: number;
}

export type Expr = NumberExpr | StringExpr | NameExpr | UnaryExpr | BinaryExpr | CallExpr | ParenExpr;

export interface NumberExpr extends Node {
  readonly type: 'number';
  readonly value: number;
}

export interface StringExpr extends Node {
  readonly type: 'string';
  readonly value: string;
}

/** A variable; `.` is the name `.`. Backquotes are already removed. TRUE, FALSE, NA and NULL are names too. */
export interface NameExpr extends Node {
  readonly type: 'name';
  readonly name: string;
}

export interface UnaryExpr extends Node {
  readonly type: 'unary';
  readonly operator: '-' | '+' | '!' | '~';
  readonly operand: Expr;
}

export interface BinaryExpr extends Node {
  readonly type: 'binary';
  /** R's operators, by R's precedence. `||` and `|` are bars in a formula and logic inside I(). */
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
}

export interface Argument {
  readonly name?: string;
  readonly value: Expr;
}

export interface CallExpr extends Node {
  readonly type: 'call';
  readonly name: string;
  readonly args: readonly Argument[];
}

export interface ParenExpr extends Node {
  readonly type: 'paren';
  readonly inner: Expr;
}

/** What is said to be equal: `a = b`, a chain such as `a = b = 0`, or one expression alone. */
export interface Equation extends Node {
  readonly sides: readonly Expr[];
}

/** A parsed formula `response ~ right`. */
export interface Formula {
  readonly source: string;
  readonly response: Expr | null;
  readonly right: Expr;
}

/**
 * One term of a linear predictor: a set of variables (indices into `Terms.variables`), in the order of their
 * first appearance. The empty set never occurs: the intercept is `Terms.intercept`.
 */
export interface Term {
  readonly variables: readonly number[];
  /** R's label, such as `recipe:temperature` or `I(x^2)`. */
  readonly label: string;
}

/** What R's terms() makes of one side: main effects first, then interactions by order, as R sorts them. */
export interface Terms {
  readonly intercept: boolean;
  /** Distinct variables, in order of first appearance. A variable is any expression that is not a formula operator. */
  readonly variables: readonly Variable[];
  readonly terms: readonly Term[];
  /** Expressions inside offset(). */
  readonly offsets: readonly Expr[];
}

export interface Variable {
  /** R's deparsed text, such as `log(x)`, `poly(Days, 2)`; names that are not syntactic keep their backquotes. */
  readonly label: string;
  readonly expr: Expr;
}

/** One `(terms | group)`, after `||` and `/` have been expanded. */
export interface RandomTerm {
  readonly terms: Terms;
  /** The grouping factor: the interaction of these variables (one for `g`, two for `a:b`). */
  readonly group: readonly Variable[];
  /** R's name of the factor, such as `Subject` or `batch:cask`. */
  readonly groupLabel: string;
  /** The same as it has to stand in a formula. */
  readonly groupText: string;
  /** The term as lme4 prints it, such as `Days | Subject` or `0 + Days | Subject`. */
  readonly label: string;
}

/** A formula, expanded: the fixed part and the random terms in order of appearance. */
export interface ModelTerms {
  readonly source: string;
  readonly response: Variable | null;
  readonly fixed: Terms;
  readonly random: readonly RandomTerm[];
  /** Names of all columns of the data that the formula uses (`.` expanded), in order of first appearance. */
  readonly columnNames: readonly string[];
}
