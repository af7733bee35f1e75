import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTRAST_KINDS } from '../../src/design';
import { DEFAULT_FIT_OPTIONS, type FitOptions } from '../../src/model/request';
import {
  MODEL_OPTIONS,
  modelOptionPairs,
  readModelOptions,
  writeModelOptions,
  writtenOptions,
} from '../../src/model/options';
import { OPTIMIZERS } from '../../src/mixed/search/optimizers';
import { prepareModel } from '../../src';
import { fitModel } from '../fitModel';
import { exampleCells } from '../exampleCells';

const read = (text: string): FitOptions => readModelOptions([[text]]);

/** Expressions with everything that parts options, in quotes or in brackets. */
const EXPRESSIONS = [
  'Days > 1',
  'Days > 1 & Subject != "308"',
  'g == "a; b, level=1"',
  '"a" == g & h == "b"',
  "g == 'a' | h != 'b'",
  'f %in% c("a", "b")',
  'max(a, b == 2)',
  'a; b',
  'a, level=3',
  'f(a, k=2)',
  'log(`dose (mg)`)',
  'TRUE',
];

const name = fc.constantFrom('f', 'dose (mg)', 'a:b', 'factor(k)', 'x y', 'größe', '1', 'k=2, level');
const level = fc.constantFrom('low', 'mid', 'high, very', '(z)', '1', 'a<b', "it's", 'ß; ö', '0.50');
const expression = fc.option(fc.constantFrom(...EXPRESSIONS));

const optionsArbitrary: fc.Arbitrary<FitOptions> = fc.record({
  method: fc.constantFrom('REML', 'ML'),
  level: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  ddf: fc.constantFrom('satterthwaite', 'kenward-roger', 'residual', 'asymptotic'),
  weights: expression,
  offset: expression,
  subset: expression,
  na: fc.constantFrom('omit', 'exclude', 'fail'),
  contrasts: fc.record({
    all: fc.constantFrom(...CONTRAST_KINDS),
    factors: fc.dictionary(
      name,
      fc.oneof(
        fc.record({ kind: fc.constantFrom(...CONTRAST_KINDS) }),
        level.map((base) => ({ kind: 'treatment' as const, base })),
      ),
      { maxKeys: 3 },
    ),
  }),
  levels: fc.dictionary(
    name,
    fc.record({
      levels: fc.uniqueArray(level, { minLength: 2, maxLength: 4 }),
      ordered: fc.boolean(),
    }),
    { maxKeys: 3 },
  ),
  headers: fc.constantFrom(true, false, 'auto' as const),
  start: fc.option(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 })),
  maxEvaluations: fc.integer({ min: 1, max: 1e6 }),
  tolerance: fc.double({ min: 1e-300, max: 0.5, noNaN: true }),
  optimizer: fc.constantFrom(...OPTIMIZERS),
  notes: fc.constant([]),
});

describe('the options of a model', () => {
  test('are read back from what was written of them', () => {
    fc.assert(
      fc.property(optionsArbitrary, (options) => {
        // Minus zero is zero to any reader.
        const plain = JSON.parse(JSON.stringify(options)) as FitOptions;
        expect(read(writeModelOptions(plain))).toEqual(plain);
      }),
      { numRuns: 1000 },
    );
  });

  test('keep their meaning when what somebody typed is read and written', () => {
    const part = fc.tuple(
      fc.constantFrom('subset', 'weights', 'Offset', 'NA', 'contrasts', 'levels', 'level', 'REML', 'maxfun'),
      fc.constantFrom(
        ...EXPRESSIONS,
        '90%',
        'omit',
        'f:sum, `g h`:treatment("b, c")',
        'f(a < b)',
        'FALSE',
        '9',
      ),
    );
    const typed = fc
      .array(part, { maxLength: 4 })
      .map((parts) => parts.map(([n, value]) => `${n} = ${value}`).join('; '));
    let understood = 0;
    fc.assert(
      fc.property(typed, (text) => {
        let options: FitOptions;
        try {
          options = read(text);
        } catch {
          return;
        }
        understood++;
        expect(read(writeModelOptions(options))).toEqual(options);
      }),
      { numRuns: 2000 },
    );
    expect(understood).toBeGreaterThan(200);
  });

  test('are written only where they differ from the defaults', () => {
    expect(writeModelOptions(DEFAULT_FIT_OPTIONS)).toBe('');
    expect(writeModelOptions(read('subset=Days > 1, level=90%; headers=true; weights="Days + 1"'))).toBe(
      'level=0.9; weights=Days + 1; subset=Days > 1; headers=1',
    );
    const shown = writtenOptions(read('levels=f(b, a); method=ML; start=1 2')).filter(
      ({ option }) => !option.inPane,
    );
    expect(shown.map(({ text }) => text)).toEqual(['levels=f(b, a)', 'start=1 2']);
  });

  test('cover every field of a request, each under one name', () => {
    const fields = Object.keys(DEFAULT_FIT_OPTIONS).filter((field) => field !== 'notes');
    expect(MODEL_OPTIONS.map(({ of }) => of).sort()).toEqual(fields.sort());
    const names = MODEL_OPTIONS.flatMap(({ name: own, aliases = [] }) => [own, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('have choices that are all read', () => {
    for (const { name: own, choices = [] } of MODEL_OPTIONS)
      for (const { value } of choices)
        expect(writeModelOptions(read(`${own}=${value}`))).toBe(
          writeModelOptions(DEFAULT_FIT_OPTIONS) === '' && isInitial(own, value) ? '' : `${own}=${value}`,
        );
  });
});

function isInitial(own: string, value: string): boolean {
  const option = MODEL_OPTIONS.find(({ name: other }) => other === own)!;
  return (
    JSON.stringify(read(`${own}=${value}`)[option.of]) === JSON.stringify(DEFAULT_FIT_OPTIONS[option.of])
  );
}

describe("R's words", () => {
  test.each([
    ['REML=FALSE', { method: 'ML' }],
    ['reml = true', { method: 'REML' }],
    ['method=FALSE', { method: 'ML' }],
    ['na.action=na.omit', { na: 'omit' }],
    ['na.action=na.exclude', { na: 'exclude' }],
    ['na.action = na.fail', { na: 'fail' }],
    ['maxfun=2e5', { maxEvaluations: 200_000 }],
    ['verbose=0', {}],
    ['verbose=FALSE', {}],
    [
      'control=lmerControl(optimizer="Nelder_Mead", optCtrl=list(maxfun=500))',
      { optimizer: 'nelder-mead', maxEvaluations: 500 },
    ],
    ['control=lmerControl(optCtrl=list(maxfun=500)), maxeval=30', { maxEvaluations: 30 }],
  ] satisfies [string, Partial<FitOptions>][])('%s', (text, wanted) => {
    expect(read(text)).toEqual({ ...DEFAULT_FIT_OPTIONS, ...wanted });
  });

  test('with no counterpart come back as a note', () => {
    expect(read('verbose=2; control=lmerControl(optimizer="bobyqa", calc.derivs=FALSE), level=0.9')).toEqual({
      ...DEFAULT_FIT_OPTIONS,
      level: 0.9,
      notes: [
        'The option verbose prints nothing here: LMER.TRACE shows the path of the search.',
        expect.stringContaining('control, optimizer=bobyqa, calc.derivs=FALSE changes nothing here'),
      ],
    });
    const options = read('verbose=1');
    const model = 'Reaction ~ Days + (Days | Subject)';
    const { warnings, converged } = fitModel(
      prepareModel({ data: exampleCells('sleepstudy'), model, options }),
    );
    expect(converged).toBe(true);
    expect(warnings).toEqual([{ code: 'option-without-effect', message: options.notes[0] }]);
  });

  test.each([
    ['na.action=na.pass', 'The option na is "na.pass": expected omit, exclude or fail.'],
    ['method=ML; REML=FALSE', 'The option method is given twice.'],
    ['REML=maybe', 'The method is "maybe": expected "REML" or "ML".'],
  ])('%s is refused', (text, sentence) => expect(() => read(text)).toThrow(sentence));

  test('come under our names where names are compared', () => {
    expect(modelOptionPairs([['REML=FALSE; na.action=na.fail']])).toEqual([
      ['method', 'FALSE'],
      ['na', 'na.fail'],
    ]);
  });
});
