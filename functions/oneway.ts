/** ONEWAY.*: values in groups, the one-way layout. */

import { anovaCells, onewayAnova } from '../src/index';
import { plainOptions } from './arguments';
import { withGroups } from './onewayArguments';
import { answer } from './runtime';

/**
 * One-way analysis of variance: sums of squares, mean squares, F and p, and the variances within and between groups by the method of moments. Groups may differ in size.
 * @customfunction ONEWAY.ANOVA
 * @helpurl https://localhost:3000/functions.html#ONEWAY.ANOVA
 * @param values Column of numbers, with or without a header.
 * @param groups Column of the same height with the group of each value: text or numbers.
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @requiresParameterAddresses
 */
export function onewayAnovaTable(
  values: unknown[][],
  groups: unknown[][],
  options?: unknown[][],
  invocation?: CustomFunctions.Invocation,
): unknown[][] {
  return answer(() => {
    if (invocation?.isInValuePreview) return '…';
    const given = plainOptions(options);
    return withGroups(values, groups, invocation, (statistics) => anovaCells(onewayAnova(statistics), given));
  });
}
