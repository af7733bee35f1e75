import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareInfluence, type GoldenDiagnostics } from './compareInfluence';

const folder = import.meta.dirname;
const read = (file: string): string => readFileSync(file, 'utf8');

describe('deletion diagnostics and leverage agree with refits by lme4 and dense algebra', () => {
  it.each(['sleepstudy', 'orthodont'])('%s', (name) => {
    const golden = JSON.parse(read(join(folder, `diag_${name}.json`))) as GoldenDiagnostics;
    const rows = compareInfluence(golden, read(join(folder, `../../examples/${name}.csv`)));
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
    expect(rows.every(({ compared }) => compared > 17)).toBe(true);
  });
});
