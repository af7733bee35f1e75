/** The arguments that the one-way functions share: values and their groups. */

import { onewayStatistics, readOneway, type CellColumn, type OnewayStatistics } from '../src/index';
import { withRange, type Call } from './arguments';

/** Goes on with the statistics of the groups; the ranges are the first two arguments of the call. */
export function withGroups<R>(
  values: unknown,
  groups: unknown,
  call: Call | undefined,
  next: (statistics: OnewayStatistics) => R,
): R {
  const column = (argument: unknown, position: number): CellColumn =>
    withRange(argument, call, position, (cells, address) => ({ cells, address }));
  return next(onewayStatistics(readOneway(column(values, 0), column(groups, 1))));
}
