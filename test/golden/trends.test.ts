import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GoldenMeans } from './compareMeans';
import { compareSlopes } from './compareSlopes';

const folder = import.meta.dirname;
const places = [join(folder, 'data'), join(folder, '../../examples')];
const CASES = ['em_orthodont_trends', 'em_sleep_quadratic', 'em_toothgrowth_log'];

const read = (file: string): string => readFileSync(file, 'utf8');
const csvOf = ({ data }: GoldenMeans): string =>
  read(places.flatMap((place) => [join(place, data), join(place, data.toLowerCase())]).find(existsSync)!);

describe('slopes agree with those of emmeans', () => {
  it.each(CASES)('%s', (name) => {
    const golden = JSON.parse(read(join(folder, `${name}.json`))) as GoldenMeans;
    const rows = compareSlopes(golden, csvOf(golden));
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });
});
