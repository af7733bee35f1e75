/** Data that have no response yet. */

import { parseFormula } from '../formula';
import { randomStream } from '../random/stream';
import { composed, isBlank, type CellMatrix } from '../table';

/**
 * The data with numbers that stand in for the response, so that its model can be read, where the left side of the formula is the name
 * of a column that is not there or blank below its header; null where there is one, or no such name.
 *
 * @throws CellmerError `syntax`
 */
export function withResponse(data: CellMatrix, formula: string): CellMatrix | null {
  const names = (data[0] ?? []).map((cell) => (typeof cell === 'string' ? composed(cell.trim()) : ''));
  const { response } = parseFormula(formula, { columnNames: names });
  if (response?.type !== 'name') return null;
  const column = names.indexOf(response.name);
  if (column >= 0 && !data.slice(1).every((row) => isBlank(row[column]))) return null;
  const { normal } = randomStream(1);
  return data.map((row, i) => {
    const cell = i === 0 ? response.name : normal();
    return column < 0 ? [...row, cell] : row.map((own, j) => (j === column ? cell : own));
  });
}
