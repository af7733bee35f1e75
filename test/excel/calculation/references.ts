/** What a formula reads: the rectangles behind its references. */

import { eachNode, type Node } from '../formula/nodes';
import type { Place, Workbook } from '../model/workbook';
import { overlap } from '../model/values';
import type { FormulaCell, Worksheet } from '../model/worksheet';

/** The cells that a reference stands for; null where there are none (a sheet, table or name that is gone). */
export function placeOf(node: Node, home: Worksheet, workbook: Workbook): Place | null {
  if (node.kind === 'name')
    return workbook.names.get(node.name.toLowerCase()) ?? placeOfTable(workbook, node.name, '#Data', null);
  if (node.kind === 'table') return placeOfTable(workbook, node.table, node.part, node.column);
  if (node.kind !== 'range' && node.kind !== 'spill') return null;
  const sheet = node.sheet === null ? home : workbook.sheet(node.sheet);
  if (!sheet) return null;
  if (node.kind === 'range') return { sheet, ...node.rect };
  const anchor = sheet.formula(node.row, node.column);
  if (!anchor) return null;
  return { sheet, ...(anchor.spill ?? cellRect(anchor)) };
}

function placeOfTable(workbook: Workbook, name: string, part: string, column: string | null): Place | null {
  const table = workbook.table(name);
  if (!table) return null;
  const { sheet, rect } = table;
  const rows = tableRows(rect, part);
  if (column === null) return { sheet, ...rect, ...rows };
  const headers = sheet.block({ ...rect, rows: 1 })[0].map(String);
  const at = headers.findIndex((header) => header.toLowerCase() === column.toLowerCase());
  return at < 0 ? null : { sheet, ...rows, column: rect.column + at, columns: 1 };
}

function tableRows(
  { row, rows }: { row: number; rows: number },
  part: string,
): { row: number; rows: number } {
  switch (part.toLowerCase()) {
    case '#all':
      return { row, rows };
    case '#data':
      return { row: row + 1, rows: rows - 1 };
    case '#headers':
      return { row, rows: 1 };
    default:
      throw new Error(`the simulated Excel does not know the table part ${part}`);
  }
}

export function cellRect({ row, column }: { row: number; column: number }) {
  return { row, column, rows: 1, columns: 1 };
}

/** The block a formula fills: its own cell at least. */
export function outputOf(cell: FormulaCell): Place {
  return { sheet: cell.sheet, ...(cell.spill ?? cellRect(cell)) };
}

/** The references in a tree. */
export function referencesOf(tree: Node): Node[] {
  const found: Node[] = [];
  eachNode(tree, (node) => {
    if (['range', 'spill', 'name', 'table'].includes(node.kind)) found.push(node);
  });
  return found;
}

/** Whether a formula reads any cell of `place`. */
export function reads(cell: FormulaCell, place: Place, workbook: Workbook): boolean {
  return cell.references.some((node) => {
    const source = placeOf(node, cell.sheet, workbook);
    if (source && source.sheet === place.sheet && overlap(source, place)) return true;
    // `A1#` waits for the formula in A1, whatever it fills.
    if (node.kind !== 'spill') return false;
    const sheet = node.sheet === null ? cell.sheet : workbook.sheet(node.sheet);
    return sheet === place.sheet && overlap(cellRect(node), place);
  });
}
