/** The tree of an expression. Positions are 0-based indices into its text. */

export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly position: number }
  | { readonly kind: 'name'; readonly name: string; readonly isQuoted: boolean; readonly position: number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Argument[];
      readonly position: number;
    }
  | {
      readonly kind: 'unary';
      readonly op: '-' | '!';
      readonly operand: Expression;
      readonly position: number;
    }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly position: number;
    };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '&' | '|';

export interface Argument {
  /** As in `log=TRUE`; null where the place says which argument it is. */
  readonly name: string | null;
  readonly value: Expression;
}
