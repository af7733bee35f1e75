import { readContrasts } from '../../src/model/contrastText';
import { describe, expect, test } from 'vitest';
import { lmerOptions as fitOptions, type LmerOptions } from '../../functions/fitAnswer';
import { METHOD } from '../../functions/modelArguments';
import { incoming } from '../../functions/runtime';
import { DEFAULT_FIT_OPTIONS } from '../../src/index';

/** From the arguments as they arrive. */
function lmerOptions(method: unknown, options: unknown): LmerOptions {
  return fitOptions(
    METHOD.read({ name: 'method', ...incoming(method), address: null }),
    incoming(options).cells,
  );
}

describe('lmerOptions', () => {
  test('takes the defaults for arguments left out', () => {
    for (const nothing of [null, undefined, '', [[null]], [['']]])
      expect(lmerOptions(nothing, nothing)).toEqual({ fit: DEFAULT_FIT_OPTIONS, cells: { labels: true } });
  });

  test('reads text with semicolons', () => {
    expect(lmerOptions(null, ' level = 0.9; DDF=Residual;labels=0; maxeval=50;')).toEqual({
      fit: { ...DEFAULT_FIT_OPTIONS, level: 0.9, ddf: 'residual', maxEvaluations: 50 },
      cells: { labels: false },
    });
  });

  test('reads a range of names and values', () => {
    const range = [
      ['level', 0.8],
      ['headers', false],
      [null, null],
      ['start', '1 0.5, 2'],
    ];
    expect(lmerOptions('ml', range).fit).toEqual({
      ...DEFAULT_FIT_OPTIONS,
      method: 'ML',
      level: 0.8,
      headers: false,
      start: [1, 0.5, 2],
    });
  });

  test('lets the argument method go before the option', () => {
    expect(lmerOptions(null, 'method=ML').fit.method).toBe('ML');
    expect(lmerOptions('REML', 'method=ML').fit.method).toBe('REML');
  });

  test('takes a percentage as a level and a quoted value', () => {
    expect(lmerOptions(null, 'level=90%').fit.level).toBe(0.9);
    expect(lmerOptions(null, 'ddf="asymptotic"').fit.ddf).toBe('asymptotic');
  });

  test('accepts being told to do what it does anyway', () => {
    expect(lmerOptions(null, 'na=omit; contrasts=treatment').fit).toEqual(DEFAULT_FIT_OPTIONS);
  });

  test.each([
    ['levle=0.9', /"levle" is not an option. Did you mean level\? There are method, level, ddf/],
    ['level=1', /level is "1": expected a number between 0 and 1/],
    ['level=', /level is ""/],
    ['ddf=welch', /expected satterthwaite, kenward-roger, residual, asymptotic/],
    ['maxeval=2.5', /expected a whole number/],
    ['start=1;start=2', /given twice/],
    ['labels=maybe', /expected 1 or 0/],
    ['something', /expected name=value/],
    ['start=1,a', /expected numbers/],
    ['optimizer=bobyqa', /"bobyqa": expected one of newton, bfgs, l-bfgs-b, nelder-mead/],
  ])('says what is wrong with %s', (text, sentence) => {
    expect(() => lmerOptions(null, text)).toThrow(expect.objectContaining({ code: 'option' }));
    expect(() => lmerOptions(null, text)).toThrow(sentence);
  });

  test.each([
    ['newton', 'newton'],
    ['BFGS', 'bfgs'],
    ['L-BFGS-B', 'l-bfgs-b'],
    ['lbfgsb', 'l-bfgs-b'],
    ['Nelder_Mead', 'nelder-mead'],
  ])('reads the optimizer %s', (text, optimizer) => {
    expect(lmerOptions(null, `optimizer=${text}`).fit.optimizer).toBe(optimizer);
  });

  test.each([
    [false, 'ML'],
    [true, 'REML'],
    ['FALSE', 'ML'],
    ['REML=FALSE', 'ML'],
    ['REML = TRUE', 'REML'],
  ])("reads R's %s in place of a method", (given, method) => {
    expect(lmerOptions(given, null).fit.method).toBe(method);
  });

  test('says what is wrong with a method', () => {
    expect(() => lmerOptions({ code: '#NAME?' }, null)).toThrow(
      'The method is the error #NAME?: expected "REML" or "ML", in quotes.',
    );
    expect(() => lmerOptions('REMML', null)).toThrow('The method is "REMML": expected "REML" or "ML".');
    expect(() => lmerOptions('letters=1', null)).toThrow(
      'The method is "letters=1": expected "REML" or "ML"; options have an argument of their own, the last.',
    );
  });

  test('reads weights, offset, subset, na and contrasts', () => {
    const text =
      'weights=1 / v; offset=log(t); subset=Days > 1 & Subject != "308", na=FAIL, contrasts=f:sum, g:poly';
    expect(lmerOptions(null, text).fit).toEqual({
      ...DEFAULT_FIT_OPTIONS,
      weights: '1 / v',
      offset: 'log(t)',
      subset: 'Days > 1 & Subject != "308"',
      na: 'fail',
      contrasts: { all: 'treatment', factors: { f: { kind: 'sum' }, g: { kind: 'poly' } } },
    });
  });

  test.each([
    ['sum', { all: 'sum', factors: {} }],
    ['contr.helmert', { all: 'helmert', factors: {} }],
    [
      'Sum, `dose (mg)`:treatment(high, low)',
      { all: 'sum', factors: { 'dose (mg)': { kind: 'treatment', base: 'high, low' } } },
    ],
    ['"a:b":poly', { all: 'treatment', factors: { 'a:b': { kind: 'poly' } } }],
    ['factor(k):helmert', { all: 'treatment', factors: { 'factor(k)': { kind: 'helmert' } } }],
  ])('reads the contrasts %s', (text, wanted) => {
    expect(readContrasts(text)).toEqual(wanted);
  });

  test.each(['summ', 'f:', 'f:sum(3)', 'treatment(a)', 'f g'])('refuses the contrasts %s', (text) => {
    expect(() => readContrasts(text)).toThrow('expected treatment, sum, helmert or poly');
  });
});
