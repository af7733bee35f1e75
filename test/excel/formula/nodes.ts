/** Formulas of the simulated Excel as trees. */

import type { CellValue, Rect } from '../model/values';

export type Node =
  | { readonly kind: 'literal'; readonly value: CellValue }
  /** An array constant: `{1,2;3,4}`. */
  | { readonly kind: 'array'; readonly rows: readonly (readonly CellValue[])[] }
  | { readonly kind: 'range'; readonly sheet: string | null; readonly rect: Rect }
  /** `A1#`, the block that the formula in A1 fills. */
  | { readonly kind: 'spill'; readonly sheet: string | null; readonly row: number; readonly column: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'table'; readonly table: string; readonly part: string; readonly column: string | null }
  /** Omitted arguments are null. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly (Node | null)[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Node }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node };

/** Calls `visit` for a node and all below it. */
export function eachNode(node: Node, visit: (node: Node) => void): void {
  visit(node);
  if (node.kind === 'call') node.args.forEach((arg) => arg && eachNode(arg, visit));
  if (node.kind === 'unary') eachNode(node.operand, visit);
  if (node.kind === 'binary') [node.left, node.right].forEach((side) => eachNode(side, visit));
}
