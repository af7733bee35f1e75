/**
 * What is said where the likelihood has no maximum. The data are simulated; lme4 1.1-31 ends with "Downdated VtV is not positive
 * definite" by ML, and by REML at a sigma of 0.008, where its search gives up.
 */

import { describe, expect, test } from 'vitest';
import { printSummary } from '../../bin/summary';
import { toJson } from '../../bin/json';
import { modelEntity } from '../../functions/modelEntity';
import { blockCells, type Analysis, type Block, type CellMatrix, modelLine } from '../../src/index';
import { checkReport } from '../../src/analyses/checks';
import { comparisonReport } from '../../src/analyses/comparison';
import { coefReport, traceReport, vcovReport } from '../../src/analyses/fitTables';
import { toCells } from '../../src/layout/cells';
import { statCell, STATISTIC_NAMES } from '../../src/analyses/statistics';
import { analyse } from './support';

const DATA: CellMatrix = [
  ['y', 'x', 'g', 'h', 'f'],
  [-0.63, -0.62, 'g1', 'h1', 'a'],
  [0.18, -2.21, 'g2', 'h1', 'c'],
  [-0.84, 1.12, 'g3', 'h1', 'b'],
  [1.6, -0.04, 'g4', 'h2', 'a'],
  [0.33, -0.02, 'g5', 'h2', 'a'],
  [-0.82, 0.94, 'g1', 'h2', 'c'],
  [0.49, 0.82, 'g2', 'h3', 'b'],
  [0.74, 0.59, 'g3', 'h3', 'b'],
  [0.58, 0.92, 'g4', 'h3', 'c'],
  [-0.31, 0.78, 'g5', 'h4', 'c'],
  [1.51, 0.07, 'g1', 'h4', 'b'],
  [0.39, -1.99, 'g2', 'h4', 'b'],
];
const MODEL = 'y ~ f*x + (1 | g) + (1 | h)';
const SENTENCE =
  'The likelihood has no maximum: the fixed and random effects together can reproduce every row, so that it keeps rising as ' +
  'the residual variance goes to zero, and there are no estimates; fewer terms or more rows are needed.';
const REASON = { error: '#N/A', message: SENTENCE };

describe.each(['ML', 'REML'] as const)('a likelihood without a maximum, by %s', (method) => {
  const ask = (question: Analysis) => analyse(DATA, MODEL, question, { method });
  const fit = analyse(DATA, MODEL, { kind: 'summary' }, { method });

  test('is said by fit, checks, card, line, command line and JSON in one sentence', () => {
    const lines = blockCells(fit, 'fit').map(([first]) => first);
    expect(lines[1]).toContain('the likelihood has NO maximum');
    expect(lines).toContain(SENTENCE);
    const checks = toCells(checkReport(analyse(DATA, MODEL, { kind: 'check' }, { method })));
    expect(checks).toContainEqual(['Maximum', null, 'warning', SENTENCE]);
    const card = JSON.stringify(modelEntity(fit, { formula: MODEL, data: [], options: '' } as never));
    expect(card).toContain(SENTENCE);
    expect(card).not.toContain('NaN');
    expect(modelLine(fit)).toBe(`${MODEL}: the likelihood has no maximum; 12 rows, 5 g, 4 h`);
    const printed = printSummary(fit, 'data.csv');
    expect(printed).toContain(`Warning: ${SENTENCE}`);
    expect(printed).toContain('Number of obs: 12, groups:  g, 5; h, 4');
    expect(printed).not.toMatch(/NaN|Estimate|Variance/);
    expect(JSON.parse(toJson(fit))).toMatchObject({
      sigma: null,
      criterion: null,
      aic: null,
      converged: false,
      nobs: 12,
      warnings: expect.arrayContaining([{ code: 'no-maximum', message: SENTENCE }]) as unknown,
    });
  });

  test('leaves no estimate in any block: the sentence is the reason of each', () => {
    const blocks: readonly Block[] = ['fixef', 'varcomp', 'vcov', 'correlation', 'hessian', 'ranef'];
    for (const block of blocks) {
      const cells = blockCells(fit, block, { labels: false }).flat();
      const numbers = cells.filter((cell) => cell !== null && typeof cell !== 'string');
      expect(numbers.length).toBeGreaterThan(0);
      for (const cell of numbers) expect(cell).toEqual(REASON);
    }
    expect(blockCells(fit, 'vcov-all')).toEqual([[REASON]]);
    expect(toCells(traceReport(fit))).toEqual([[REASON]]);
    for (const cell of toCells(coefReport(fit))
      .slice(1)
      .flatMap((row) => row.slice(2)))
      expect(cell).toMatchObject({ error: '#N/A' });
    expect(
      toCells(vcovReport(fit))
        .flat()
        .filter((cell) => typeof cell === 'number'),
    ).toEqual([]);
  });

  test('has the statistics that are none of estimates, and no others', () => {
    const numbers = STATISTIC_NAMES.filter((name) => typeof statCell(fit, name)[0][0] === 'number');
    expect(numbers).toEqual(['n', 'groups', 'df.resid', 'npar', 'dropped', 'evaluations']);
    expect(statCell(fit, 'converged')).toEqual([[false]]);
  });

  test('is the answer to every question about estimates', () => {
    const intervals = { kind: 'intervals', parameter: '', level: 0.95 } as const;
    const predict = {
      kind: 'predict',
      newData: null,
      newDataAddress: null,
      random: true,
      level: 0.95,
    } as const;
    const questions: readonly Analysis[] = [
      { kind: 'anova', type: 3 },
      { kind: 'randomTests' },
      { kind: 'residuals', types: ['response'] },
      { ...predict, interval: 'both' },
      { ...intervals, type: 'profile' },
      { ...intervals, type: 'wald' },
      { kind: 'profile', parameter: '', points: 4 },
      { kind: 'groups' },
      { kind: 'lines', x: 'x', by: null, factor: null, levels: [], points: 3, confidence: 0.95 },
    ];
    for (const question of questions) expect(() => ask(question), question.kind).toThrow(SENTENCE);
  });

  test('is the reason of one row in a comparison, whose other rows are compared', () => {
    const question = { kind: 'comparison', refit: method === 'ML' } as const;
    const table = toCells(
      comparisonReport(analyse(DATA, MODEL, question, { method }, ['y ~ x', 'y ~ x + (1 | g)'])),
    );
    expect(table[1].slice(2, 6).every((cell) => (cell as { error?: string }).error === '#N/A')).toBe(true);
    expect(table[3].slice(2, 6).every((cell) => typeof cell === 'number')).toBe(true);
    const notes = table.map(([cell]) => String(cell)).join('\n');
    expect(notes).toContain(`Row 1: ${SENTENCE[0].toLowerCase()}${SENTENCE.slice(1)}`);
  });
});

test('profiles of a REML fit say that maximum likelihood has no maximum', () => {
  const model = 'y ~ f*x + (x || g)';
  const fit = analyse(DATA, model, { kind: 'summary' });
  expect(fit.warnings.map(({ code }) => code)).not.toContain('no-maximum');
  const question = { kind: 'intervals', type: 'profile', parameter: '', level: 0.95 } as const;
  expect(() => analyse(DATA, model, question)).toThrow(SENTENCE);
});

test('the criterion at a theta of one’s choosing exists, and falls as theta grows', () => {
  const theta = [1, 10, 100, 1000].map((t) => [t, t]);
  const { criteria } = analyse(DATA, MODEL, { kind: 'deviance', theta }, { method: 'ML' });
  criteria.slice(1).forEach((criterion, i) => expect(criterion).toBeLessThan(criteria[i] - 5));
});
