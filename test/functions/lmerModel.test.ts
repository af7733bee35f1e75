import { afterEach, describe, expect, test } from 'vitest';
import { getFitService, setDataTypes, setRangeReader } from '../../functions/index';
import type { Cell } from '../../src/index';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions, type Cells } from './callFunctions';
import { HostError } from './hostGlobals';

useFunctions();
afterEach(() => setDataTypes(false));

const SLEEP = exampleCells('sleepstudy');
const SLOPES = [['Reaction ~ Days + (Days | Subject)']];
const SIMPLE = [['Reaction ~ Days + (1 | Subject)']];

interface Entity {
  readonly type: string;
  readonly text: string;
  readonly properties: Readonly<
    Record<
      string,
      { readonly type: string; readonly basicValue?: unknown; readonly elements?: { basicValue: string }[][] }
    >
  >;
  readonly layouts: {
    readonly card: { readonly sections: { readonly title: string; readonly properties: string[] }[] };
  };
}

/** The cell of a model as Excel has it: after a way through JSON. */
function modelCell(...values: unknown[]): Entity[][] {
  setDataTypes(true);
  return JSON.parse(JSON.stringify(call('LMER.MODEL', ...values))) as Entity[][];
}

describe('LMER.MODEL', () => {
  const LINE = 'Reaction ~ Days + (Days | Subject): REML criterion 1743.6283; 180 rows, 18 Subject';

  test('is one line of text where there are no data types, and where none are wanted', async () => {
    expect(call('LMER.MODEL', SLEEP, SLOPES)).toEqual([[LINE]]);
    setDataTypes(true);
    expect(call('LMER.MODEL', SLEEP, SLOPES, null, 'card=0')).toEqual([[LINE]]);
    setDataTypes(Promise.resolve(false));
    expect(await call('LMER.MODEL', SLEEP, SLOPES)).toEqual([[LINE]]);
    setDataTypes(Promise.reject(new Error('there is no Office here')));
    expect(await call('LMER.MODEL', SLEEP, SLOPES)).toEqual([[LINE]]);
  });

  test('is an entity with a card where there are: formula, estimates, components, fit statistics', async () => {
    setDataTypes(Promise.resolve(true));
    const [[entity]] = (await call('LMER.MODEL', SLEEP, SLOPES)) as unknown as Entity[][];
    expect(entity).toMatchObject({ type: 'Entity', text: LINE, basicType: 'Error', basicValue: '#VALUE!' });
    const { sections } = entity.layouts.card;
    expect(sections.map(({ title, properties }) => [title, properties])).toEqual([
      ['Linear mixed model', ['Formula', 'Method', 'Rows', 'Groups of Subject']],
      ['Fixed effects', ['(Intercept)', 'Days']],
      ['Standard deviations', ['Subject: (Intercept)', 'Subject: Days', 'Residual']],
      ['Fit', ['REML criterion', 'Restricted log-likelihood', 'AIC', 'BIC', 'Residual df']],
    ]);
    const numbers = Object.entries(entity.properties).map(([name, { basicValue }]) => [name, basicValue]);
    const found = Object.fromEntries(numbers) as Record<string, number>;
    expect(found['Days']).toBeCloseTo(10.467286, 5);
    expect(found['Subject: (Intercept)']).toBeCloseTo(24.7407, 3);
    expect(found['AIC']).toBeCloseTo(1755.6283, 3);
  });

  test('has each number on its card with the format of its kind, and what a person reads beside it', () => {
    const [[{ properties }]] = modelCell(SLEEP, SLOPES);
    const deviation = { propertyMetadata: { sublabel: 'standard deviation' } };
    const expected: Readonly<Record<string, object>> = {
      Rows: { numberFormat: '0' },
      Days: { numberFormat: '0.0000', propertyMetadata: { sublabel: 'std. error 1.546' } },
      'Subject: Days': { numberFormat: '0.0000', ...deviation },
      Residual: { numberFormat: '0.0000', ...deviation },
      'REML criterion': { numberFormat: '0.00' },
      'Restricted log-likelihood': { numberFormat: '0.0000' },
      'Residual df': { numberFormat: '0' },
    };
    for (const [name, format] of Object.entries(expected))
      expect(properties[name]).toEqual({
        type: 'Double',
        basicValue: expect.any(Number) as unknown,
        ...format,
      });
  });

  test('names every property once, whatever the columns are called', () => {
    const cells = SLEEP.map((row, i) => (i === 0 ? ['Reaction', 'AIC', 'Cellmer model'] : row));
    const [[entity]] = modelCell(cells, [['Reaction ~ AIC + (AIC | `Cellmer model`)']]);
    const listed = entity.layouts.card.sections.flatMap(({ properties }) => properties);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toContain('AIC (2)');
    for (const name of listed) expect(entity.properties[name]).toBeDefined();
    expect(call('LMER.STAT', [[entity]], null, 'n')).toEqual([[180]]);
  });

  test('says what is wrong with the model like every other function', () => {
    expect(message('LMER.MODEL', SLEEP, [['Reaction ~ Day + (1 | Subject)']])).toContain('Day');
  });

  test('keeps the texts it carries within what a cell of Excel holds', () => {
    const wide = SLEEP.map((row, i) => [...row, i === 0 ? 'note' : `${i} ${'x'.repeat(400)}`]);
    const [[entity]] = modelCell(wide, SIMPLE);
    const texts = entity.properties['Cellmer model'].elements!.map(([{ basicValue }]) => basicValue);
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text.length).toBeLessThan(32_767);
    expect(call('LMER.STAT', [[entity]], null, 'n')).toEqual([[180]]);
  });
});

describe('a model in a cell', () => {
  test('gives way to the method and the options of the call', () => {
    const cell = modelCell(SLEEP, SLOPES, 'ML', 'level=0.9');
    const reml = call('LMER.FIXEF', SLEEP, SLOPES, 'REML', 'level=0.9');
    expect(call('LMER.FIXEF', cell, null, 'REML')).toEqual(reml);
    expect(call('LMER.FIXEF', cell, null, null, 'method=REML')).toEqual(reml);
    expect(call('LMER.FIXEF', cell, null, null, 'REML=TRUE')).toEqual(reml);
  });

  test('stands for its data and model in every LMER function', () => {
    const cell = modelCell(SLEEP, SLOPES, 'ML', 'contrasts=sum');
    const options = 'contrasts=sum';
    const ids = [
      'FIT',
      'FIXEF',
      'VARCOMP',
      'VCOV',
      'HESSIAN',
      'RANEF',
      'COEF',
      'RESID',
      'ANOVA',
      'CHECK',
      'TRACE',
      'RANOVA',
    ];
    for (const name of ids) {
      const id = `LMER.${name}`;
      // The options are the fourth argument or the fifth.
      const isFourth = ['VCOV', 'RESID', 'ANOVA'].includes(name) ? [null, options] : [options];
      expect([id, call(id, cell)]).toEqual([id, call(id, SLEEP, SLOPES, 'ML', ...isFourth)]);
    }
    expect(call('LMER.STAT', cell, null, 'deviance')).toEqual(
      call('LMER.STAT', SLEEP, SLOPES, 'deviance', 'ML'),
    );
    expect(call('LMER.DEVIANCE', cell, null, [[1, 0, 1]])).toEqual(
      call('LMER.DEVIANCE', SLEEP, SLOPES, [[1, 0, 1]], 'ML'),
    );
    expect(call('LMER.CI', cell, null, null, 'Days', 'wald')).toEqual(
      call('LMER.CI', SLEEP, SLOPES, 'ML', 'Days', 'wald'),
    );
    expect(call('LMER.PREDICT', cell)).toEqual(call('LMER.PREDICT', SLEEP, SLOPES, 'ML'));
    expect(call('LMER.PROFILE', cell, null, null, 'Days', 3)).toEqual(
      call('LMER.PROFILE', SLEEP, SLOPES, 'ML', 'Days', 3),
    );
    expect(call('LMER.CODE', cell, null, null, 'R')).toEqual(
      call('LMER.CODE', SLEEP, SLOPES, 'ML', 'R', options),
    );
    expect(call('LMER.COMPARE', cell, [[...SIMPLE[0], ...SLOPES[0]]], options)).toEqual(
      call('LMER.COMPARE', SLEEP, [[...SIMPLE[0], ...SLOPES[0]]], options),
    );
  });

  test('is not fitted again by functions that name it', () => {
    const cell = modelCell(SLEEP, SLOPES);
    const before = getFitService().computedFits;
    call('LMER.FIXEF', cell);
    call('LMER.FIT', cell);
    expect(getFitService().computedFits).toBe(before);
  });

  test('takes another formula, method or option for the same data', () => {
    const cell = modelCell(SLEEP, SLOPES, 'ML', 'level=0.9; ddf=residual');
    expect(call('LMER.FIT', cell, SIMPLE)).toEqual(
      call('LMER.FIT', SLEEP, SIMPLE, 'ML', 'level=0.9; ddf=residual'),
    );
    expect(call('LMER.FIT', cell, [['Subject']], 'REML')).toEqual(
      call('LMER.FIT', SLEEP, [['Subject']], 'REML', 'level=0.9; ddf=residual'),
    );
    expect(call('LMER.FIXEF', cell, null, null, 'level=0.99')).toEqual(
      call('LMER.FIXEF', SLEEP, SLOPES, 'ML', 'level=0.99; ddf=residual'),
    );
  });

  test('keeps the start, and contrasts of its own factors, from another formula', () => {
    const data = exampleCells('machines');
    const formula = 'score ~ Machine + (1 | Worker)';
    const cell = modelCell(data, formula, 'ML', 'start=2; contrasts=Machine:sum');
    expect(call('LMER.FIXEF', cell)).toEqual(
      call('LMER.FIXEF', data, formula, 'ML', 'start=2; contrasts=Machine:sum'),
    );
    for (const other of ['score ~ 1 + (1 | Worker)', 'score ~ 1 + (1 | Worker/Machine)'])
      expect(call('LMER.FIT', cell, other)).toEqual(call('LMER.FIT', data, other, 'ML'));
    const [smaller] = modelCell(cell, 'score ~ 1 + (1 | Worker/Machine)');
    expect(call('LMER.TRACE', [smaller])).toEqual(
      call('LMER.TRACE', data, 'score ~ 1 + (1 | Worker/Machine)', 'ML'),
    );
    expect(message('LMER.FIT', cell, 'score ~ 1 + (1 | Worker)', null, 'contrasts=Machine:sum')).toMatch(
      'contrasts names Machine, which is not a factor among the predictors',
    );
  });

  test('is compared with other models whatever its start, its contrasts and its degrees of freedom are', () => {
    const cell = modelCell(SLEEP, SLOPES, null, 'start=1 0 1; ddf=kenward-roger');
    const models = [[...SIMPLE[0]], [...SLOPES[0]]];
    expect(call('LMER.COMPARE', cell, models)).toEqual(call('LMER.COMPARE', SLEEP, models));
    expect(call('LMER.COMPARE', [[cell[0][0]], [modelCell(SLEEP, SIMPLE)[0][0]]])).toEqual(
      call('LMER.COMPARE', SLEEP, [[...SLOPES[0]], [...SIMPLE[0]]]),
    );
  });

  test('gives its formula to other data', () => {
    const cell = modelCell(SLEEP, SLOPES);
    const half = SLEEP.slice(0, 91);
    expect(call('LMER.FIT', half, cell)).toEqual(call('LMER.FIT', half, SLOPES));
  });

  test('can be compared with others, by their cells', () => {
    const [slopes, simple] = [modelCell(SLEEP, SLOPES), modelCell(SLEEP, SIMPLE)];
    const expected = call('LMER.COMPARE', SLEEP, [SIMPLE[0], SLOPES[0]]);
    expect(call('LMER.COMPARE', SLEEP, [simple[0], slopes[0]])).toEqual(expected);
    expect(call('LMER.COMPARE', [simple[0], slopes[0]])).toEqual(expected);
  });

  test('carries texts, booleans, dates, blanks and errors as they are, and groups that stood beside the data', () => {
    const cells: Cell[][] = [['y', 'f', 'day']];
    for (let i = 0; i < 24; i++) cells.push([i % 5 === 0 ? 0 : 0.1 * i * i, i % 2 === 0, 45_000 + i]);
    cells[4][0] = null;
    cells[7][0] = { error: '#N/A' };
    const groups = [['g'], ...Array.from({ length: 24 }, (_, i) => [`=g${i % 4}`])];
    const given = cells.map((row) =>
      row.map((cell) => (typeof cell === 'object' && cell ? new HostError(cell.error) : cell)),
    );
    expect(call('LMER.FIT', modelCell(given, groups))).toEqual(withoutTaken(call('LMER.FIT', given, groups)));
    const headless = SLEEP.slice(1);
    expect(call('LMER.FIT', modelCell(headless, [[3]]))).toEqual(
      withoutTaken(call('LMER.FIT', headless, [[3]])),
    );
  });

  /** The cell holds a formula: which column became the response is said where it was left open. */
  function withoutTaken([formula, [status, ...blank], ...rows]: Cells): Cells {
    expect(status).toContain('; response ');
    return [formula, [String(status).split('; response ')[0], ...blank], ...rows];
  }

  test('of many data says where they stand, and they are read from there', async () => {
    const many = [SLEEP[0], ...Array.from({ length: 200 }, () => SLEEP.slice(1)).flat()].map((row, i) =>
      i === 0 ? row : [(row[0] as number) + Math.sin(i), row[1], row[2]],
    );
    const asked: string[] = [];
    setRangeReader((address) => {
      asked.push(address);
      return Promise.resolve(address === 'Big!A1:C36001' ? many : null);
    });
    setDataTypes(true);
    const invocation = { parameterAddresses: ['Big!A1:C36001', '', '', ''] };
    const cell = JSON.parse(
      JSON.stringify(await call('LMER.MODEL', many, SIMPLE, null, null, invocation)),
    ) as Entity[][];
    expect(JSON.stringify(cell).length).toBeLessThan(5000);
    asked.length = 0;
    expect(await call('LMER.STAT', cell, null, 'n')).toEqual([[36_000]]);
    expect(asked).toEqual(['Big!A1:C36001']);
    setRangeReader(null);
    await expect(call('LMER.STAT', cell, null, 'n')).rejects.toMatchObject({
      message: expect.stringContaining('Big!A1:C36001, which cannot be read now'),
    });
    const nowhere = modelCellOf(await call('LMER.MODEL', many, SIMPLE));
    expect(message('LMER.STAT', nowhere, null, 'n')).toContain('too many data to carry');
  });

  test('that another version wrote is refused with a sentence', () => {
    const [[entity]] = modelCell(SLEEP, SLOPES);
    const elements = [[{ type: 'String', basicValue: '{"version":2}' }]];
    const other = {
      ...entity,
      properties: { ...entity.properties, 'Cellmer model': { type: 'Array', elements } },
    };
    expect(message('LMER.FIT', [[other]])).toContain('this version cannot read');
  });

  test('is refused in one word where its text stands alone, or where there is no model at all', () => {
    expect(message('LMER.FIT', [['Reaction ~ Days + (1 | Subject): 180 rows']])).toContain(
      'a cell with LMER.MODEL',
    );
    expect(message('LMER.FIT', SLEEP)).toContain('the model is missing');
    expect(message('LMER.STAT', SLEEP, SLOPES)).toContain('logLik, AIC, BIC');
    expect(message('LMER.DEVIANCE', SLEEP, SLOPES)).toContain('theta has an empty cell');
    expect(message('LMER.COMPARE', SLEEP)).toContain('models is empty');
  });
});

function modelCellOf(cells: unknown): Entity[][] {
  return JSON.parse(JSON.stringify(cells)) as Entity[][];
}
