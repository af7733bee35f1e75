/**
 * Formulas that name a table: the grid has their cells in its place, and the file that is saved has the table's name again where that
 * still means the same cells, so that in Excel they go on growing with the table.
 */

import type { ICellData, IWorkbookData } from '@univerjs/core';
import type { WriteSheet } from 'hucre/xlsx';
import { parseAddress } from '../../../src/index';
import { typedFormula } from '../formulaText';
import { withoutTables, type Table, type Tables } from '../tableReferences';
import { filesOf, partText, relationsOf, type KeptPackage } from './keep';
import type { Moves } from './moves';
import { attributeOf, kindOf } from './relations';
import { columnNames, tableToday } from './tables';

/** What a cell keeps of its formula as the file has it. */
export interface NamedTables {
  readonly stored?: string;
}

function hasStored(cell: ICellData): cell is ICellData & { custom: { stored: string } } {
  return typeof (cell.custom as NamedTables | null | undefined)?.stored === 'string';
}

/** Whether some formula of a workbook has named a table in its file. */
export function namesTables({ sheets }: IWorkbookData): boolean {
  return Object.values(sheets).some(({ cellData }) =>
    Object.values(cellData ?? {}).some((line) =>
      Object.values(line ?? {}).some((cell) => cell && hasStored(cell)),
    ),
  );
}

/**
 * Gives cells to be written the formulas that their file had.
 *
 * @param sheets as they would be written, in the order of the snapshot
 */
export async function nameTables(
  sheets: readonly WriteSheet[],
  snapshot: IWorkbookData,
  kept: KeptPackage,
  moves: Moves,
): Promise<void> {
  const tables = await tablesToday(sheets, snapshot, kept, moves);
  snapshot.sheetOrder.forEach((id, i) => {
    const rows = (snapshot.sheets[id].cellData ?? {}) as Record<number, Record<number, ICellData>>;
    for (const [row, line] of Object.entries(rows))
      for (const [column, cell] of Object.entries(line)) {
        const written = hasStored(cell) ? sheets[i].cells?.get(`${row},${column}`) : undefined;
        if (!written?.formula || !hasStored(cell)) continue;
        const place = { sheet: sheets[i].name, row: Number(row) };
        const meaning = typedFormula(withoutTables(cell.custom.stored, tables, place));
        if (meaning === cell.f) written.formula = cell.custom.stored;
      }
  });
}

async function tablesToday(
  sheets: readonly WriteSheet[],
  snapshot: IWorkbookData,
  kept: KeptPackage,
  moves: Moves,
): Promise<Tables> {
  const files = filesOf(kept.bytes);
  const tables: Table[] = [];
  for (const { id, path } of kept.sheets) {
    const sheet = sheets[snapshot.sheetOrder.indexOf(id)];
    if (!sheet) continue;
    for (const relation of (await relationsOf(files, path)).filter((one) => kindOf(one) === 'table')) {
      const xml = tableToday(
        await partText(files, relation.target),
        id,
        moves,
        (r, c) => sheet.rows?.[r]?.[c],
      );
      if (typeof xml !== 'string') continue;
      const tag = /<(?:[\w.-]+:)?table\s[^>]*>/.exec(xml)?.[0] ?? '';
      const cells = parseAddress(attributeOf(tag, 'ref') ?? '');
      const name = attributeOf(tag, 'displayName') ?? attributeOf(tag, 'name') ?? '';
      const hasTotals = Number(attributeOf(tag, 'totalsRowCount') ?? 0) > 0;
      if (cells) tables.push({ name, sheet: sheet.name, cells, columns: columnNames(xml), hasTotals });
    }
  }
  return new Map(tables.map((table) => [table.name.toUpperCase(), table]));
}
