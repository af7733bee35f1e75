/** Blocks that formulas fill, in a range that is about to be written over. Needs ExcelApi 1.12. */

export interface SpillBlock {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Cells asked about in one message. */
const AT_ONCE = 100;

/**
 * The blocks of the formulas in the range and of those whose blocks reach into its corners.
 *
 * @param range with formulas, values, rowIndex and columnIndex loaded
 */
export async function spillsOver(range: Excel.Range, sync: () => Promise<void>): Promise<SpillBlock[]> {
  const blocks: SpillBlock[] = [];
  const { formulas, values, rowIndex, columnIndex } = range;
  const [last, right] = [formulas.length - 1, formulas[0].length - 1];
  const corners = [
    [0, 0],
    [0, right],
    [last, 0],
  ];
  let waiting = corners.concat(cellsWithFormulas(formulas as unknown[][], values as unknown[][]));
  while (waiting.length > 0) {
    const asked = waiting.slice(0, AT_ONCE).map(([i, j]) => blockAt(range.getCell(i, j)));
    await sync();
    blocks.push(...asked.flatMap((block) => (block.isNullObject ? [] : [addressOf(block)])));
    waiting = waiting
      .slice(AT_ONCE)
      .filter(([i, j]) => !blocks.some((block) => holds(block, rowIndex + i, columnIndex + j)));
  }
  return blocks;
}

export function holds({ row, column, rows, columns }: SpillBlock, r: number, c: number): boolean {
  return r >= row && r < row + rows && c >= column && c < column + columns;
}

/** Row by row, so that the first cell of a block comes before those that may repeat its formula. */
function cellsWithFormulas(formulas: readonly unknown[][], values: readonly unknown[][]): number[][] {
  return formulas.flatMap((row, i) =>
    row.flatMap((formula, j) => {
      const isFormula = typeof formula === 'string' && formula.startsWith('=') && formula !== values[i][j];
      return isFormula ? [[i, j]] : [];
    }),
  );
}

function blockAt(cell: Excel.Range): Excel.Range {
  const block = cell.getSpillParentOrNullObject().getSpillingToRangeOrNullObject();
  return block.load(['rowIndex', 'columnIndex', 'rowCount', 'columnCount']);
}

function addressOf({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): SpillBlock {
  return { row: rowIndex, column: columnIndex, rows: rowCount, columns: columnCount };
}
