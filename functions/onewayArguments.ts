/** The arguments that the one-way functions share: values and their groups. */

import { onewayStatistics, readOneway, type CellColumn, type OnewayStatistics } from '../src/index';
import { withRange, type Call } from './arguments';

/**
 * Goes on with the statistics of the groups, once the blanks of both ranges are known; at once where nothing has to be
 * waited for. The ranges are the first two arguments of the call.
 */
export function withGroups<R>(
  values: unknown,
  groups: unknown,
  call: Call | undefined,
  next: (statistics: OnewayStatistics) => R,
): R | Promise<R> {
  const first = withRange(values, call, 0, columnOf);
  const second = withRange(groups, call, 1, columnOf);
  const compute = (y: CellColumn, g: CellColumn): R => next(onewayStatistics(readOneway(y, g)));
  if (first instanceof Promise || second instanceof Promise)
    return Promise.all([first, second]).then(([y, g]) => compute(y, g));
  return compute(first, second);
}

function columnOf(cells: CellColumn['cells'], address: string | null): CellColumn {
  return { cells, address };
}
