import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareOneway, isOneway } from './compareTeaching';

const EXAMPLES = { teach_oneway_wheat: 'wheat', teach_oneway_rail: 'rail' };

test.each(Object.entries(EXAMPLES))('%s agrees with R', (id, example) => {
  const golden: unknown = JSON.parse(readFileSync(join(import.meta.dirname, `${id}.json`), 'utf8'));
  expect(isOneway(golden)).toBe(true);
  const csv = readFileSync(join(import.meta.dirname, '../../examples', `${example}.csv`), 'utf8');
  const rows = isOneway(golden) ? compareOneway(golden, csv) : [];
  expect(rows).toHaveLength(9);
  expect(rows.filter(({ pass }) => !pass)).toEqual([]);
});
