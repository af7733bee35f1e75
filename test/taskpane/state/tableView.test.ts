import { describe, expect, test } from 'vitest';
import {
  answerReport,
  blockReport,
  DEFAULT_FIT_OPTIONS,
  KINDS,
  prepareModel,
  type AnovaTable,
  type ColumnKind,
} from '../../../src/index';
import { fitModel } from '../../fitModel';
import { columnsOf, factsOf, matrixOf, tableOf } from '../../../src/layout/report';
import { tableView } from '../../../taskpane/state/tableView';
import { exampleCells } from '../../exampleCells';
import { everyTable } from '../../layout/everyKind';

const kinds = (Object.keys(KINDS) as ColumnKind[]).filter((kind) => kind !== 'label');

describe('a table of a report in the pane', () => {
  test('shows a number of every kind with fewer digits than cells have', () => {
    const { columns, rows } = tableView(everyTable);
    expect(columns.map(({ name }) => name)).toEqual(kinds);
    expect(columns.map(({ align }) => align)).toEqual(kinds.map((kind) => KINDS[kind].align));
    const texts = Object.fromEntries(kinds.map((kind, j) => [kind, rows[0].cells[j]]));
    expect(texts).toEqual({
      ...{ text: '0.123456789', flag: '0.123456789', count: '0', estimate: '0.123' },
      ...{ standardError: '0.123', limit: '0.12346', df: '0.1', statistic: '0.12', p: '.123' },
      ...{ variance: '0.1235', deviation: '0.1235', correlation: '0.123', share: '0.123' },
      ...{ criterion: '0.123', informationCriterion: '0.12', sumOfSquares: '0.123457', number: '0.12346' },
      points: '0.123456789',
    });
  });

  test('has a dash for what does not exist, whatever its kind, and nothing where nothing belongs', () => {
    expect(tableView(everyTable).rows[1].cells).toEqual(kinds.map(() => '–'));
    const one = tableOf('one', columnsOf(['l', 'L', 'label'], ['x', 'X', 'number']), [
      ['a', null],
      ['b', NaN],
    ]);
    expect(tableView(one).rows.map(({ cells }) => cells)).toEqual([[''], ['–']]);
  });

  test('of fixed effects has decimals in common, limits by the width of their interval', () => {
    const model = 'Reaction ~ Days + (Days | Subject)';
    const options = DEFAULT_FIT_OPTIONS;
    const fit = fitModel(prepareModel({ data: exampleCells('sleepstudy'), model, options }));
    const [table] = blockReport(fit, 'fixef').sections;
    const { corner, columns, rows } = tableView(table);
    expect([corner, ...columns.map(({ title }) => title)]).toEqual([
      ...['Term', 'Estimate', 'SE', 'df', 't', 'p', '95 % CI'],
    ]);
    expect(rows.map(({ shown, cells }) => [shown, ...cells])).toEqual([
      ['Intercept', '251.405', '6.825', '17', '36.84', '<.001', '237.0 to 265.8'],
      ['Days', '10.467', '1.546', '17', '6.77', '<.001', '7.21 to 13.73'],
    ]);
  });

  test('of variance components has the decimals of the largest standard deviation in all, and an exact zero alone', () => {
    const model = 'Reaction ~ Days + (Days | Subject)';
    const options = DEFAULT_FIT_OPTIONS;
    const fit = fitModel(prepareModel({ data: exampleCells('sleepstudy'), model, options }));
    const [table] = blockReport(fit, 'varcomp').sections;
    const { columns, rows } = tableView(table, ['variance', 'deviation', 'correlation1']);
    expect(columns.map(({ title, hint }) => hint ?? title)).toEqual([
      'Variance',
      'Standard deviation',
      'Corr',
    ]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['612.1', '24.74', ''],
      ['35.07', '5.92', '0.066'],
      ['654.9', '25.59', ''],
    ]);
    const none = table.rows.map((row, i) => (i === 1 ? row.map((x) => (x === row[3] ? 0 : x)) : row));
    const shown = tableView({ ...table, rows: none }, ['deviation']).rows.map(({ cells }) => cells[0]);
    expect(shown).toEqual(['24.74', '0', '25.59']);
  });

  test('of a matrix has a column for each name, also where the data use a name of the pane’s own columns', () => {
    const names = ['label', 'lower', 'upper', 'df', 'standardError', 'pValue', 't value', 'constructor'];
    const values = names.map((_, i) => names.map((_, j) => (i === j ? 1 : -(10 * i + j) / 100)));
    const { columns, rows } = tableView(matrixOf('m', '', names, values, 'correlation'));
    expect(columns).toEqual(names.map((name) => ({ name, title: name, align: 'end' })));
    expect(rows.map(({ label }) => label)).toEqual(names);
    expect(rows[0].cells).toEqual(['1.000', ...[1, 2, 3, 4, 5, 6, 7].map((j) => `−0.0${j}0`)]);
    expect(rows[7].cells[0]).toBe('−0.700');
  });

  test('has both degrees of freedom of a test in one column, and one where the other is infinite', () => {
    const common = { sumOfSquares: 1, meanSquare: 1, f: 4.556, pValue: 0.0123, effects: [] };
    const table: AnovaTable = {
      ...{ formula: 'y ~ a + b', type: 3, ddf: 'satterthwaite', effects: [], level: 0.95, notes: [] },
      rows: [
        { term: 'a', numDf: 2, denDf: 15.31, ...common },
        { term: 'b', numDf: 2, denDf: null, ...common },
        { term: 'c', numDf: 0 },
      ],
    };
    const view = tableView(answerReport('anova', table).sections[0], ['f', ['numDf', 'denDf'], 'pValue']);
    expect(view.columns.map(({ title }) => title)).toEqual(['F', 'df', 'p']);
    expect(view.rows.map(({ cells }) => cells)).toEqual([
      ['4.56', '2, 15.3', '.012'],
      ['4.56', '2', '.012'],
      ['', '0', ''],
    ]);
  });

  test('of facts shows each by its own kind', () => {
    const facts = factsOf('fit', null, [
      ['n', 12974, 'count'],
      ['AIC', 1755.628, 'informationCriterion'],
    ]);
    expect(tableView(facts).rows.map(({ cells }) => cells)).toEqual([['12,974'], ['1755.6']]);
  });

  test('refuses a column that there is not', () => {
    expect(() => tableView(everyTable, ['nothing'])).toThrow('The table every has no column nothing.');
  });
});
