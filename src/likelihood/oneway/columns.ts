/** Which of two columns holds the values of a one-way layout, and which the groups. */

import { isMissing, isNumericText, type Cell, type CellMatrix } from '../../table';
import { detectHeaders, usedHeight } from '../../table/headers';

export interface OnewayColumns {
  /** 0 or 1. */
  readonly values: 0 | 1;
  readonly groups: 0 | 1;
  /** What was taken for what, with the headers where there are any. */
  readonly sentence: string;
  /** What has to be said where numbers were taken for groups before values; else empty. */
  readonly remarks: readonly string[];
}

/**
 * Values come first, then groups; the other way round where that can be seen: where only the first column holds text or
 * booleans, and among two columns of numbers where only the second can be measured values. That has more different numbers
 * than the first, and either fractions where the first has whole numbers only, or more than half as many as there are
 * rows, so that hardly any group would have a second value.
 */
export function onewayColumns(cells: CellMatrix): OnewayColumns {
  const height = usedHeight(cells);
  const hasHeaders = height > 0 && detectHeaders(cells, height, 2);
  const body = cells.slice(hasHeaders ? 1 : 0, height);
  const [first, second] = [summaryOf(body, 0), summaryOf(body, 1)];
  const isLabelled = first.hasLabels !== second.hasLabels;
  const isGroupFirst = isLabelled ? first.hasLabels : areGroupsFirst(first, second);
  const [values, groups] = isGroupFirst ? ([1, 0] as const) : ([0, 1] as const);
  const name = (column: 0 | 1): string => nameOf(hasHeaders ? cells[0][column] : null, column);
  return {
    values,
    groups,
    sentence: `one-way normal, values from ${name(values)}, groups from ${name(groups)}`,
    remarks:
      isGroupFirst && !isLabelled
        ? ['The groups were found in the first column, the values in the second.']
        : [],
  };
}

interface ColumnSummary {
  /** Text or booleans, which are no values. */
  readonly hasLabels: boolean;
  readonly numbers: number;
  readonly different: number;
  readonly isWhole: boolean;
}

function summaryOf(body: CellMatrix, column: 0 | 1): ColumnSummary {
  const cells = body.map((row) => row[column]);
  const numbers = cells.filter((cell): cell is number => typeof cell === 'number');
  return {
    hasLabels: cells.some(isLabel),
    numbers: numbers.length,
    different: new Set(numbers).size,
    isWhole: numbers.every(Number.isInteger),
  };
}

function isLabel(cell: Cell): boolean {
  if (typeof cell === 'boolean') return true;
  return typeof cell === 'string' && !isMissing(cell) && !isNumericText(cell.trim());
}

function areGroupsFirst(first: ColumnSummary, second: ColumnSummary): boolean {
  if (first.hasLabels || second.different <= first.different) return false;
  if (first.isWhole && !second.isWhole) return true;
  return 2 * first.different <= first.numbers && 2 * second.different > second.numbers;
}

function nameOf(header: Cell, column: 0 | 1): string {
  const place = `column ${column + 1}`;
  return typeof header === 'string' && header.trim() !== '' ? `${header.trim()} (${place})` : place;
}
