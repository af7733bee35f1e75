/** R's operators: how tightly they bind, on which side they group and how they are printed. */

export type Associativity = 'left' | 'right' | 'none';

export interface BinaryOperator {
  /** The higher, the tighter. */
  readonly precedence: number;
  readonly associativity: Associativity;
  /** Whether R prints blanks around it. */
  readonly spaced: boolean;
}

/** Unary minus and plus bind tighter than `:` and looser than `^`, so `-2^2` is -(2^2) and `-a:b` is (-a):b. */
const SIGN_PRECEDENCE = 9;
/** `!` binds looser than comparisons, so `!a == b` is !(a == b). */
const NOT_PRECEDENCE = 3;

function operator(precedence: number, associativity: Associativity, spaced: boolean): BinaryOperator {
  return { precedence, associativity, spaced };
}

const OR = operator(1, 'left', true);
const AND = operator(2, 'left', true);
const COMPARISON = operator(4, 'none', true);
const SUM = operator(5, 'left', true);
const PERCENT = operator(7, 'left', true);
const PERCENT_CLOSE = operator(7, 'left', false);

const BINARY = new Map<string, BinaryOperator>([
  ['|', OR],
  ['||', OR],
  ['&', AND],
  ['&&', AND],
  ['==', COMPARISON],
  ['!=', COMPARISON],
  ['<', COMPARISON],
  ['>', COMPARISON],
  ['<=', COMPARISON],
  ['>=', COMPARISON],
  ['+', SUM],
  ['-', SUM],
  ['*', operator(6, 'left', true)],
  ['/', operator(6, 'left', false)],
  ['%%', PERCENT_CLOSE],
  ['%/%', PERCENT_CLOSE],
  [':', operator(8, 'left', false)],
  ['^', operator(10, 'right', false)],
]);

/** The operator of that spelling, where every `%word%` is one; undefined for anything else. */
export function binaryOperator(spelling: string): BinaryOperator | undefined {
  return BINARY.get(spelling) ?? (/^%.*%$/s.test(spelling) ? PERCENT : undefined);
}

/** How tightly a sign or `!` holds its operand; undefined where `spelling` is no unary operator. */
export function unaryPrecedence(spelling: string): number | undefined {
  if (spelling === '-' || spelling === '+') return SIGN_PRECEDENCE;
  return spelling === '!' ? NOT_PRECEDENCE : undefined;
}

/** Whether the operator is a bar, which separates terms from a group wherever it is not inside a call. */
export function isBar(spelling: string): boolean {
  return spelling === '|' || spelling === '||';
}
