import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CellMatrix, parseCsv } from '../../src/index';
import { fitCells, statCell, varcompCells } from '../../src/results/cells';
import { predictionCells } from '../../src/results/cellsPredict';
import { analyse } from './support';

const cellsOf = (data: string): CellMatrix =>
  parseCsv(
    readFileSync(join(import.meta.dirname, `../inference/fixtures/identification/${data}.csv`), 'utf8'),
  );
const nested = 'y ~ (1 | sample) + (1 | sample:operator)';
const notDetermined = { error: '#N/A' };

describe('what the data do not determine', () => {
  const fit = analyse(cellsOf('operator'), nested, { kind: 'summary' });
  const own = analyse(cellsOf('operator'), 'y ~ (1 | sample)', { kind: 'summary' });

  test('has no number in the tables, and a sentence that names it', () => {
    const [, ...rows] = varcompCells(fit);
    for (const row of rows.slice(0, 2))
      for (const cell of row.slice(2)) expect(cell).toMatchObject(notDetermined);
    expect(rows[2].every((cell) => typeof cell !== 'object' || cell === null)).toBe(true);
    const lines = fitCells(fit).map(([first]) => String(first));
    expect(lines[1]).toContain('not all parameters are determined by the data');
    expect(lines.join('\n')).toContain(
      'The data do not determine the variance of (Intercept) between the groups of sample and ' +
        'the variance of (Intercept) between the groups of sample:operator',
    );
    expect(fit.undetermined).toEqual(['var.sample.(Intercept)', 'var.sample:operator.(Intercept)']);
  });

  test('leaves sums that are determined: the intraclass correlation is that of the identified form', () => {
    const [[icc]] = statCell(fit, 'ICC');
    const [[there]] = statCell(own, 'ICC');
    expect(Math.abs((icc as number) - (there as number))).toBeLessThan(1e-9);
    expect(statCell(fit, 'theta').flat()).toMatchObject([notDetermined, notDetermined]);
  });

  test('is a warning among the checks', () => {
    const { checks } = analyse(cellsOf('operator'), nested, { kind: 'check' });
    expect(checks.find(({ check }) => check === 'Identification')).toMatchObject({
      value: '2 of 3',
      verdict: 'warning',
    });
    expect(checks[0].advice).not.toBe('All checks passed.');
    const regular = analyse(cellsOf('operator'), 'y ~ (1 | sample)', { kind: 'check' }).checks;
    expect(regular.find(({ check }) => check === 'Identification')).toMatchObject({
      value: '2 of 2',
      verdict: 'ok',
    });
  });

  test('has no interval, by profile or Wald, while sigma and the mean have theirs', () => {
    for (const type of ['profile', 'wald'] as const) {
      const question = { kind: 'intervals', type, parameter: '', level: 0.95 } as const;
      const { rows, notes } = analyse(cellsOf('operator'), nested, question);
      const there = analyse(cellsOf('operator'), 'y ~ (1 | sample)', question).rows;
      expect(rows.map(({ lower }) => lower === null)).toEqual([true, true, false, false]);
      expect(notes.filter((note) => note.includes('the data do not determine it'))).toHaveLength(2);
      for (const [i, j] of [
        [2, 1],
        [3, 2],
      ])
        expect(Math.abs(rows[i].lower! - there[j].lower!)).toBeLessThan(1e-4);
    }
  });

  test('is said of a prediction that depends on it, and others are those of the identified form', () => {
    const newData: CellMatrix = [
      ['sample', 'operator'],
      ['10', 'SCF'],
      ['10', 'somebody else'],
    ];
    const question = {
      kind: 'predict',
      newData,
      newDataAddress: null,
      random: true,
      interval: 'none',
      level: 0.95,
    } as const;
    const [, known, open] = predictionCells(analyse(cellsOf('operator'), nested, question));
    const [, there] = predictionCells(analyse(cellsOf('operator'), 'y ~ (1 | sample)', question));
    expect(Math.abs((known[0] as number) - (there[0] as number))).toBeLessThan(1e-6);
    expect(open[0]).toMatchObject(notDetermined);
    expect(typeof open[1]).toBe('number');
  });
});
