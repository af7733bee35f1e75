/** The arguments that the one-way functions share: values and their groups. */

import { onewayStatistics, readOneway, type OnewayData, type OnewayStatistics } from '../src/index';
import { range, type Range } from './arguments';

export const VALUES = range('Column of numbers, with or without a header.');
export const GROUPS = range('Column of the same height with the group of each value: text or numbers.');

interface OnewayRanges {
  readonly values: Range;
  readonly groups: Range;
}

export function layoutOf({ values, groups }: OnewayRanges): OnewayData {
  return readOneway(values, groups);
}

/** What the likelihood and the analysis of variance need of them. */
export function statisticsOf(ranges: OnewayRanges): OnewayStatistics {
  return onewayStatistics(layoutOf(ranges));
}
