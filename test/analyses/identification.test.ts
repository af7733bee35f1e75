import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toJson } from '../../bin/json';
import { printSummary } from '../../bin/summary';
import { modelEntity } from '../../functions/modelEntity';
import { type CellMatrix, parseCsv } from '../../src';
import { blockCells } from '../../src/analyses/fitReport';
import { anovaReport } from '../../src/analyses/anova';
import { predictionReport } from '../../src/analyses/predictions';
import { residualReport } from '../../src/analyses/residualRows';
import { statCell } from '../../src/analyses/statistics';
import { toCells } from '../../src/layout/cells';
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
    const [, ...rows] = blockCells(fit, 'varcomp');
    for (const row of rows.slice(0, 2))
      for (const cell of row.slice(2)) expect(cell).toMatchObject(notDetermined);
    expect(rows[2].every((cell) => typeof cell !== 'object' || cell === null)).toBe(true);
    const lines = blockCells(fit, 'fit').map(([first]) => String(first));
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

  test('of a factor that is both fixed and random, long lists are cut, and estimates that are determined are not in them', () => {
    const rows = Array.from({ length: 42 }, (_, i) => [`s${10 + (i % 14)}`, Math.sin(i * i) + (i % 14)]);
    const question = { kind: 'summary' } as const;
    const { warnings, fixedEffects } = analyse([['s', 'y'], ...rows], 'y ~ s + (1 | s)', question);
    const sentence = warnings.find(({ code }) => code === 'not-identified')?.message ?? '';
    const named = fixedEffects.map(({ term }) => term);
    expect(named.length).toBeGreaterThan(10);
    expect(sentence).toContain(
      `The standard error, degrees of freedom and p value of ${named.slice(0, 6).join(', ')} and ${named.length - 6} more are`,
    );
    expect(sentence).not.toContain('estimate, standard error');
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
    const [, known, open] = toCells(predictionReport(analyse(cellsOf('operator'), nested, question)));
    const [, there] = toCells(predictionReport(analyse(cellsOf('operator'), 'y ~ (1 | sample)', question)));
    expect(Math.abs((known[0] as number) - (there[0] as number))).toBeLessThan(1e-6);
    expect(open[0]).toMatchObject(notDetermined);
    expect(typeof open[1]).toBe('number');
  });
});

describe('a residual variance that the data do not determine', () => {
  // Each of the two terms is the intercept of one of a group's two rows: only their sums with the residual variance are determined.
  const rows = Array.from({ length: 24 }, (_, i) => {
    const isFirst = i % 2 === 0;
    return [`g${i >> 1}`, isFirst ? 1 : 0, isFirst ? 0 : 1, Math.sin(i * i) * (1 + (i % 2)) + i / 24];
  });
  const data: CellMatrix = [
    ['g', 'a', 'b', 'y', 'x'],
    ...rows.map((row, i) => [...row, i % 8 < 3 ? 'u' : 'v']),
  ];
  const MODEL = 'y ~ (0 + a | g) + (0 + b | g)';
  // The rows with b vary more
  const IDENTIFIED = 'y ~ (0 + b | g)';
  const [WITH_X, IDENTIFIED_WITH_X] = [MODEL, IDENTIFIED].map((model) => model.replace('~', '~ x +'));
  const CONTRASTS = {
    kind: 'contrasts',
    specs: 'x',
    at: null,
    covariates: 'mean',
    weights: 'equal',
    contrast: null,
    adjust: null,
    type: 'link',
    reverse: false,
    letters: false,
  } as const;
  const fit = analyse(data, MODEL, { kind: 'summary' });

  test('is a dash on the command line, words on the card and null in JSON', () => {
    expect(fit.undetermined).toEqual(['sigma2', 'var.g.a', 'var.g.b']);
    expect(printSummary(fit, 'x')).toMatch(/\n g +a +- +-\n g\.1 +b +- +-\n Residual +- +-\n/);
    const card = modelEntity(fit, { formula: fit.formula } as never) as {
      properties: Record<string, { basicValue?: unknown }>;
    };
    for (const name of ['g: a', 'g.1: b', 'Residual'])
      expect(card.properties[name].basicValue).toBe('not determined by the data');
    expect((JSON.parse(toJson(fit)) as { sigma: unknown }).sigma).toBeNull();
  });

  test('is no number in the result, nor is anything that is made of it', () => {
    expect(fit.sigma).toBeNaN();
    for (const values of [fit.residuals, fit.fitted, fit.scaledResidualQuantiles])
      expect([...values].every(Number.isNaN)).toBe(true);
    for (const name of ['sigma', 'sigma2', 'RMSE', 'ICC.adjusted', 'R2c'])
      expect(statCell(fit, name)[0][0], name).toMatchObject(notDetermined);
    const quantiles = blockCells(fit, 'fit').filter(([label]) =>
      ['Min', 'Median', 'Max'].includes(String(label)),
    );
    expect(quantiles).toHaveLength(3);
    for (const [, value] of quantiles) expect(value).toMatchObject(notDetermined);
    expect(printSummary(fit, 'x')).not.toContain('NaN');
  });

  test('is said row by row where residuals are asked for, but of those from the mean, and of rows left out', () => {
    const gaps: CellMatrix = [['g', 'a', 'b', 'y'], ['g0', 1, 0, null], ...rows];
    const types = ['response', 'scaled', 'fitted', 'marginal'] as const;
    const [, left, ...others] = toCells(residualReport(analyse(gaps, MODEL, { kind: 'residuals', types })));
    expect(left.every((cell) => cell === null || cell === '')).toBe(true);
    const there = analyse(gaps, IDENTIFIED, { kind: 'residuals', types }).columns[3].values;
    expect(others).toHaveLength(24);
    others.forEach(([response, scaled, fitted, marginal], i) => {
      for (const cell of [response, scaled, fitted]) expect(cell).toMatchObject(notDetermined);
      expect(Math.abs((marginal as number) - there[i + 1])).toBeLessThan(1e-6);
    });
  });

  test('leaves the largest residual without a number, and the conditional modes and own estimates of the groups', () => {
    const { checks } = analyse(data, MODEL, { kind: 'check' });
    expect(checks.find(({ check }) => check.startsWith('Largest scaled residual'))).toMatchObject({
      value: null,
      advice: expect.stringContaining('see Identification'),
    });
    const [groups] = analyse(data, MODEL, { kind: 'groups' });
    expect([...groups.shrunken].every(Number.isNaN)).toBe(true);
  });

  test('has no mean squares, while F tests are those of the identified form', () => {
    const question = { kind: 'anova', type: 3 } as const;
    const cells = toCells(anovaReport(analyse(data, WITH_X, question)));
    const there = toCells(anovaReport(analyse(data, IDENTIFIED_WITH_X, question)));
    expect(cells[1][1]).toMatchObject(notDetermined);
    expect(cells[1][2]).toMatchObject(notDetermined);
    expect(Math.abs((cells[1][5] as number) / (there[1][5] as number) - 1)).toBeLessThan(1e-6);
  });

  test('is no unit of effect sizes, but all variance together is one', () => {
    const scaled = (model: string, effect: 'sigma' | 'total') => {
      const { tables } = analyse(data, model, { ...CONTRASTS, effect });
      return tables[0];
    };
    const none = scaled(WITH_X, 'sigma');
    expect(none.rows[0].effect!.size).toBeNaN();
    expect(none.notes.join(' ')).toContain(
      'There are no effect sizes: the data do not determine the residual standard deviation.',
    );
    const [{ effect }] = scaled(WITH_X, 'total').rows;
    const [{ effect: there }] = scaled(IDENTIFIED_WITH_X, 'total').rows;
    expect(Math.abs(effect!.size / there!.size - 1)).toBeLessThan(1e-6);
    expect(Math.abs(effect!.upper / there!.upper - 1)).toBeLessThan(1e-4);
  });

  test('leaves limits of a new observation where only sums are in them, and no others', () => {
    const predicted = (model: string) =>
      toCells(
        predictionReport(
          analyse(
            data,
            model,
            {
              kind: 'predict',
              newData: [
                ['g', 'a', 'b'],
                ['new', 1, 0],
                ['new', 0, 0],
              ],
              newDataAddress: null,
              random: true,
              interval: 'both',
              level: 0.95,
            },
            { ddf: 'asymptotic' },
          ),
        ),
      ).slice(1);
    const [[mean, , error, lower, , newLower], [, , known, , , open]] = predicted(MODEL);
    const [[meanThere, , , , , there], [, , knownThere]] = predicted(IDENTIFIED);
    expect(error).toMatchObject(notDetermined);
    expect(lower).toMatchObject(notDetermined);
    expect(open).toMatchObject(notDetermined);
    for (const [a, b] of [
      [mean, meanThere],
      [newLower, there],
      [known, knownThere],
    ])
      expect(Math.abs((a as number) - (b as number))).toBeLessThan(1e-5);
  });
});

describe('a factor that is both fixed and random', () => {
  const habitats: CellMatrix = [
    ['y', 'habitat', 'lagoon'],
    ...Array.from({ length: 60 }, (_, i) => [
      100 + 3 * (i % 12) + Math.sin(7 * i),
      `h${i % 12}`,
      `l${(i % 12) % 4}`,
    ]),
  ];
  const residual = (model: string, options = {}) => analyse(habitats, model, { kind: 'summary' }, options);
  const without = residual('y ~ habitat');
  const models = [
    'y ~ habitat + (1 | habitat)',
    'y ~ habitat + (1 | habitat:lagoon) + (1 | lagoon)',
    'y ~ habitat + (1 | habitat * lagoon)',
    'y ~ 0 + habitat + (1 | habitat)',
  ];

  test.each(models)('is fitted, and nothing is searched for: %s', (model) => {
    const fit = residual(model);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.sigma / without.sigma - 1)).toBeLessThan(1e-12);
    expect(fit.parameterCount).toBe(13);
    expect(fit.warnings.map(({ code }) => code)).not.toContain('not-converged');
    expect(fit.warnings.map(({ code }) => code)).toContain('not-identified');
    expect(blockCells(fit, 'fit')[1][0]).toContain('not all parameters are determined by the data');
    const texts = fit.certificate!.checks.map(({ text }) => text).join(' ');
    expect(texts).toContain('The criterion is flat in a direction');
    expect(texts).toContain('The criterion is the same for all values of the variances');
  });

  test.each(['nelder-mead', 'bfgs', 'l-bfgs-b'] as const)('by %s too', (optimizer) => {
    const fit = residual(models[1], { optimizer });
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.criterion - residual(models[0]).criterion)).toBeLessThan(1e-8);
  });

  test('is a note about the curvature, whatever its rounding is, and a note beside the tests', () => {
    for (const model of models) {
      const { checks } = analyse(habitats, model, { kind: 'check' });
      expect(checks.find(({ check }) => check === 'Curvature')!.verdict).toBe('note');
      expect(checks.find(({ check }) => check === 'Convergence')!.verdict).toBe('ok');
      const { notes } = analyse(habitats, model, { kind: 'anova', type: 3 });
      expect(notes.join(' ')).toContain('The data do not determine');
    }
  });
});

test('a ridge that ends at the boundary is no saddle, whatever rounding makes of its curvature', () => {
  // Simulated: 48 rows of 6 groups
  const text = readFileSync(join(import.meta.dirname, 'fixtures/flat-and-singular.csv'), 'utf8');
  const fit = (model: string) => analyse(parseCsv(text), model, { kind: 'summary' });
  const flat = fit('y ~ 0 + f + (f || g)');
  const identified = fit('y ~ 0 + f + (0 + f | g)');
  expect(flat.converged).toBe(true);
  expect(Math.abs(flat.criterion - identified.criterion)).toBeLessThan(1e-6);
  expect(flat.parameterCount).toBe(identified.parameterCount);
  const codes = flat.warnings.map(({ code }) => code);
  expect(codes).toContain('not-identified');
  expect(codes).not.toContain('not-converged');
});

test('a criterion that is nearly flat where the design determines all parameters does not point to them', () => {
  // Simulated: 40 rows of 4 groups
  const text = readFileSync(join(import.meta.dirname, 'fixtures/nearly-flat.csv'), 'utf8');
  const model = 'y ~ g + (1 | f) + (x | g)';
  const { checks } = analyse(parseCsv(text), model, { kind: 'check' }, { method: 'ML' });
  const named = (name: string) => checks.find(({ check }) => check === name)!;
  expect(named('Identification').verdict).toBe('ok');
  expect(named('Curvature')).toMatchObject({
    verdict: 'note',
    advice: expect.stringContaining('nearly flat'),
  });
});
