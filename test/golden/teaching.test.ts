import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareChoosing, isChoosing } from './compareChoosing';
import { compareOneway, isOneway } from './compareTeaching';
import type { ComparisonRow } from './worstDifference';

/** By the golden case: the example with its data, and how many quantities are compared. */
const CASES = {
  teach_oneway_wheat: ['wheat', 9],
  teach_oneway_rail: ['rail', 9],
  teach_backward_nels_like: ['nels_like', 4],
  teach_candidates_sleep: ['sleepstudy', 4],
  teach_ols_gls_sleep: ['sleepstudy', 2],
} as const;

function compare(golden: unknown, csv: string): ComparisonRow[] {
  if (isOneway(golden)) return compareOneway(golden, csv);
  return isChoosing(golden) ? compareChoosing(golden, csv) : [];
}

test.each(Object.entries(CASES))('%s agrees with R', (id, [example, quantities]) => {
  const golden: unknown = JSON.parse(readFileSync(join(import.meta.dirname, `${id}.json`), 'utf8'));
  const csv = readFileSync(join(import.meta.dirname, '../../examples', `${example}.csv`), 'utf8');
  const rows = compare(golden, csv);
  expect(rows).toHaveLength(quantities);
  expect(rows.filter(({ pass, compared }) => !pass || compared === 0)).toEqual([]);
});
