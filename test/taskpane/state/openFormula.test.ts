import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lmerOptions } from '../../../functions/fitAnswer';
import { METHOD } from '../../../functions/modelArguments';
import { incoming } from '../../../functions/runtime';
import { prepareModel, type CellMatrix, type FitOptions } from '../../../src/index';
import { fitModel } from '../../fitModel';
import { CONTRAST_KINDS } from '../../../src/design';
import { INSERT_BLOCKS, type TableBlock } from '../../../taskpane/state/insertBlocks';
import { blockFormula, type InsertedModel } from '../../../taskpane/state/insertion';
import { formulaCall } from '../../../taskpane/state/formulaCall';
import { DEFAULT_OPTIONS } from '../../../taskpane/state/modelOptions';
import { isOpened, openFormula, type Opened } from '../../../taskpane/state/openFormula';
import { fitOptions, furtherOptions } from '../../../taskpane/state/selectors';
import {
  readSpecification,
  sameSpecification,
  writeSpecification,
  type Specification,
} from '../../../taskpane/state/specification';
import { example } from '../data';
import { fakeHost } from '../fakeHost';

const SLEEP = example('sleepstudy');
const BLOCKS = INSERT_BLOCKS.filter((block): block is TableBlock => block !== 'chart');
const FORMULA = 'Reaction ~ Days + (Days | Subject)';
const RANGE = { sheet: 'Here', row: 0, column: 0, rows: 181, columns: 3 };
const CELL = { sheet: 'Here', row: 0, column: 9, rows: 1, columns: 1 };

/** A sheet with the sleep study and cells beside it, by address such as `E1`. */
async function sheetWith(cells: Readonly<Record<string, CellMatrix[0][0]>> = {}) {
  const host = fakeHost({ Here: SLEEP.map((row) => [...row]), "Anna's data": SLEEP.map((row) => [...row]) });
  for (const [address, value] of Object.entries(cells)) {
    const at = { sheet: 'Here', row: Number(address.slice(1)) - 1, column: address.charCodeAt(0) - 65 };
    if (typeof value === 'string' && value.startsWith('='))
      await host.writeFormulas([{ at: { ...at, rows: 1, columns: 1 }, formula: value }]);
    else host.userEdits('Here', at.row, at.column, value);
  }
  return host;
}

const open = async (formula: string, cells = {}): Promise<Opened | null> =>
  openFormula({ formula, at: CELL }, await sheetWith(cells));

async function opened(formula: string, cells = {}): Promise<Specification> {
  const found = await open(formula, cells);
  if (!found || !isOpened(found)) throw new Error(`${formula} is not opened: ${JSON.stringify(found)}`);
  return found;
}

/** What the function itself makes of the same arguments. */
const asFunction = (method: unknown, options: unknown): FitOptions =>
  lmerOptions(METHOD.read({ name: 'method', ...incoming(method), address: null }), incoming(options).cells)
    .fit;
const ofPane = ({ options, headers }: Specification): FitOptions => fitOptions(options, headers);

describe('a formula of ours, read back', () => {
  test.each(BLOCKS)('%s gives the model it was written from', async (block) => {
    const model: InsertedModel = {
      data: { ...RANGE, sheet: "Anna's data" },
      formula: '`a "quoted" name` ~ 1 + (1 | g)',
      options: asFunction(
        'ML',
        'level=0.9; ddf=residual; contrasts=sum, f:poly; weights=w; headers=1; start=1 2',
      ),
    };
    const { headers, ...options } = model.options;
    const sheets = await sheetWith();
    const at = { ...CELL, sheet: 'Elsewhere' };
    expect(await openFormula({ formula: blockFormula(block, model), at }, sheets)).toEqual({
      range: model.data,
      formula: model.formula,
      headers,
      options,
    });
    const plain = { ...model, options: asFunction(null, null) };
    expect(await openFormula({ formula: blockFormula(block, plain), at }, sheets)).toMatchObject({
      headers: 'auto',
      options: DEFAULT_OPTIONS,
    });
  });

  test.each([
    'subset=Days > 1',
    'level=90%',
    'subset=Subject != "308", level=0.9, na=fail',
    'headers=true',
    'weights="Days + 1"; offset=log(1 + Days)',
    'levels=Subject(308, 309); start=1 0.5, 2; optimizer=Nelder_Mead; tolerance=1e-6, maxeval=30',
    'contrasts=sum, f:treatment("b; c")',
    'REML=FALSE; na.action=na.exclude; maxfun=200',
    'labels=0; timeout=300; level=0.8',
  ])('%s is the option that the function reads', async (options) => {
    const formula = `=LMER.FIT(A1:C181, "${FORMULA}", , "${options.replaceAll('"', '""')}")`;
    expect(ofPane(await opened(formula))).toEqual(asFunction(null, options));
  });

  test('any options come back from the pane as they went in', async () => {
    const expression = fc.option(
      fc.constantFrom(
        'Days > 1',
        'g == "a; b, x=1"',
        '"a" == g & h == "b"',
        'f %in% c("a", "b")',
        'log(`d (mg)`)',
      ),
    );
    const names = fc.constantFrom('f', 'dose (mg)', 'a:b', '1');
    const levels = fc.uniqueArray(fc.constantFrom('low', 'mid', 'a, b', '(z)', '10'), { minLength: 2 });
    const options: fc.Arbitrary<FitOptions> = fc.record({
      method: fc.constantFrom('REML', 'ML'),
      level: fc.integer({ min: 1, max: 999 }).map((thousandths) => thousandths / 1000),
      ddf: fc.constantFrom('satterthwaite', 'kenward-roger', 'residual', 'asymptotic'),
      weights: expression,
      offset: expression,
      subset: expression,
      na: fc.constantFrom('omit', 'exclude', 'fail'),
      contrasts: fc.record({
        all: fc.constantFrom(...CONTRAST_KINDS),
        factors: fc.dictionary(names, fc.record({ kind: fc.constantFrom(...CONTRAST_KINDS) })),
      }),
      levels: fc.dictionary(names, fc.record({ levels, ordered: fc.boolean() })),
      headers: fc.constantFrom(true, false, 'auto' as const),
      start: fc.option(
        fc.array(
          fc.integer().map((v) => v / 8),
          { minLength: 1, maxLength: 6 },
        ),
      ),
      maxEvaluations: fc.integer({ min: 1, max: 5000 }),
      tolerance: fc.constantFrom(1e-9, 1e-6, 0.1),
      optimizer: fc.constantFrom('newton', 'bfgs', 'l-bfgs-b', 'nelder-mead'),
      notes: fc.constant([]),
    });
    const sheets = await sheetWith();
    await fc.assert(
      fc.asyncProperty(options, fc.constantFrom(...BLOCKS), async (given, block) => {
        const plain = JSON.parse(JSON.stringify(given)) as FitOptions;
        const formula = blockFormula(block, { data: RANGE, formula: FORMULA, options: plain });
        const found = (await openFormula({ formula, at: CELL }, sheets)) as Specification;
        expect(ofPane(found)).toEqual(plain);
        const stored = readSpecification(writeSpecification(found))!;
        expect(stored).toEqual(found);
        expect(sameSpecification(stored, found)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('has the numbers of its cell: the rows of its subset', async () => {
    const found = await opened(`=LMER.FIT(A1:C181, "${FORMULA}", , "subset=Days > 1")`);
    const request = { data: SLEEP, model: found.formula, options: ofPane(found) };
    // lme4 1.1-31, bobyqa to a trust region of 1e-10.
    expect(fitModel(prepareModel(request)).fixedEffects[0].estimate).toBeCloseTo(245.0965615741, 5);
    expect(furtherOptions(found.options)).toEqual([{ text: 'subset=Days > 1', without: { subset: null } }]);
  });

  test('has its arguments where the function has them, whichever it is', async () => {
    const model = `A1:C181, "${FORMULA}"`;
    for (const [formula, wanted] of [
      [`=LMER.STAT(${model}, "AIC", "ML", "subset=Days > 1")`, asFunction('ML', 'subset=Days > 1')],
      [`=LMER.CI(${model}, , "Days", "wald", 90%)`, asFunction(null, 'level=0.9')],
      [`=LMER.DEVIANCE(${model}, {1,0,1}, FALSE)`, asFunction('ML', null)],
      [`=LMER.PREDICT(${model}, , F1:G5, , "interval=both; level=0.8")`, asFunction(null, 'level=0.8')],
      [
        `=LMER.EMMEANS(${model}, "Days", "ML", "weights=cells; at=""Days=1,2""; letters=1; level=0.9")`,
        asFunction('ML', 'level=0.9'),
      ],
      [`=LMER.EMMEANS(${model}, "Days", , "weights=Days + 1")`, asFunction(null, 'weights=Days + 1')],
      [`=LMER.CONTRASTS(${model}, "Days", "control=3", , "adjust=holm")`, asFunction(null, null)],
      [`=LMER.TRENDS(${model}, "Days", , "ML", "averaging=cells")`, asFunction('ML', null)],
      [`=LMER.MODEL(${model}, REML, "card=0")`, null],
      [`=LMER.MODEL(${model}, "REML", "card=0; weights=Days + 1")`, asFunction(null, 'weights=Days + 1')],
      [
        `=LMER.RANOVA(${model}, , {"level", 0.9; "subset", "Days > 1"})`,
        asFunction(null, 'level=0.9; subset=Days > 1'),
      ],
    ] as const) {
      const found = await open(formula);
      expect(found && isOpened(found) ? ofPane(found) : null, formula).toEqual(wanted);
    }
  });

  test('may name cells for its formula, method and options', async () => {
    const cells = {
      E1: FORMULA,
      E2: 'ML',
      E3: 'level=0.9',
      E4: 'subset',
      F4: 'Days > 1',
      E5: 'level',
      F5: 0.8,
    };
    expect(await opened('=LMER.FIT(A1:C181, E1, E2, E3)', cells)).toMatchObject({ formula: FORMULA });
    expect(ofPane(await opened('=LMER.FIT(A1:C181, E1, E2, E4:F5)', cells))).toEqual(
      asFunction('ML', 'level=0.8; subset=Days > 1'),
    );
  });

  test('may have a grouping column in place of a formula', async () => {
    for (const column of ['"Subject"', '3'])
      expect((await opened(`=LMER.FIT(A1:C181, ${column})`)).formula).toBe(
        'Reaction ~ 1 + Days + (1 | Subject)',
      );
  });

  test('may have a cell with LMER.MODEL for its data, whose options it has unless it has its own', async () => {
    const cells = {
      E1: `=LMER.MODEL(A1:C181, "${FORMULA}", "ML", "subset=Days > 1; level=0.9; start=1 0 1")`,
      E2: '=LMER.MODEL(E1, "Reaction ~ Days + (1 | Subject)")',
    };
    const inherited = asFunction('ML', 'subset=Days > 1; level=0.9; start=1 0 1');
    const found = await opened('=LMER.FIT(E1)', cells);
    expect(found).toMatchObject({ range: RANGE, formula: FORMULA });
    expect(ofPane(found)).toEqual(inherited);
    expect(ofPane(await opened('=LMER.FIXEF(E1, , "REML", "level=0.8")', cells))).toEqual({
      ...inherited,
      method: 'REML',
      level: 0.8,
    });
    const other = await opened('=LMER.FIT(E2)', cells);
    expect(other.formula).toBe('Reaction ~ Days + (1 | Subject)');
    expect(ofPane(other)).toEqual({ ...inherited, start: null });
    expect((await opened('=LMER.FIT(A1:C181, E2)', cells)).formula).toBe('Reaction ~ Days + (1 | Subject)');
  });

  test.each([
    ['=LMER.FIT(Table1[#All], "y ~ x")', 'data', 'Table1[#All]'],
    ['=LMER.FIT(E9)', 'cell', 'Here!E9'],
    ['=LMER.FIT(E8)', 'circle', 'Here!E8'],
    ['=LMER.FIT(A1:C181, "y ~ " & E1)', 'argument', '"y ~ " & E1'],
    ['=LMER.FIT(A1:C181, E1:E181)', 'groups', 'E1:E181'],
    ['=LMER.COMPARE(A1:C181, E1:E2)', 'several', 'E1:E2'],
    ['=LMER.FIT(A1:C181, "y ~ x", , "level=2")', 'wrong', expect.stringContaining('level is "2"')],
    ['=LMER.FIT(A1:C181, "dose")', 'wrong', expect.stringContaining('neither a formula')],
  ])('%s is not opened, and it is said why', async (formula, why, detail: unknown) => {
    expect(await open(formula, { E8: '=LMER.MODEL(E8)' })).toEqual({ why, detail });
  });

  test.each([
    '=SUM(A1:A3)',
    '=LMER.FIT(A1:C181, "y ~ x") + 1',
    '=LMER.FIT(A1:C181',
    '=LMER.NEW(A1:C181, "y ~ x")',
    'LMER.FIT(A1:C181, "y ~ x")',
  ])('%s is nothing of ours', async (other) => {
    expect(await open(other)).toBeNull();
  });

  test('may be written in small letters, with the prefix, and without a sheet', async () => {
    expect((await opened(`=lmer.fit( A1:C181 , "${FORMULA}" )`)).range).toEqual(RANGE);
    expect(await opened(`=CELLMER.LMER.STAT(A1:C9, "${FORMULA}", "AIC", "ML")`)).toMatchObject({
      formula: FORMULA,
      options: { method: 'ML' },
    });
  });

  test('no text makes it fail', async () => {
    const sheets = await sheetWith();
    await fc.assert(
      fc.asyncProperty(
        fc.string({
          unit: fc.constantFrom('"', '(', ')', ',', '&', 'A1', '~', '{', '}', ';', "'", ' ', '='),
        }),
        async (rest) => {
          formulaCall(`=LMER.FIT(${rest}`);
          await openFormula({ formula: `=LMER.FIT(A1:C9, ${rest})`, at: CELL }, sheets);
        },
      ),
    );
  });
});

describe('a stored model', () => {
  test('of the first version is read', () => {
    const first = {
      version: 1,
      range: RANGE,
      headers: 'auto',
      formula: FORMULA,
      options: {
        method: 'ML',
        ddf: 'residual',
        level: 0.9,
        contrasts: 'sum',
        weights: 'Days + 1',
        offset: null,
      },
    };
    expect(readSpecification(JSON.stringify(first))).toEqual({
      range: RANGE,
      headers: 'auto',
      formula: FORMULA,
      options: {
        ...DEFAULT_OPTIONS,
        method: 'ML',
        ddf: 'residual',
        level: 0.9,
        contrasts: { all: 'sum', factors: {} },
        weights: 'Days + 1',
      },
    });
    for (const options of [null, {}, { method: 'x', ddf: 'residual', level: 0.9 }, 'level=2'])
      expect(readSpecification(JSON.stringify({ ...first, options }))).toBeNull();
    expect(readSpecification(JSON.stringify({ ...first, version: 3 }))).toBeNull();
  });
});
