import { describe, expect, it } from 'vitest';
import { HELP, parseArguments, type FitCommand } from '../../bin/arguments';
import { DEFAULT_FIT_OPTIONS, MODEL_OPTIONS } from '../../src/index';

const defaults = { ...DEFAULT_FIT_OPTIONS, headers: true };

describe('parseArguments', () => {
  it('reads a file and a model, with REML and 95 % by default', () => {
    expect(parseArguments(['fit', 'data.csv', 'y ~ x + (1 | g)'])).toEqual({
      command: 'fit',
      file: 'data.csv',
      model: 'y ~ x + (1 | g)',
      text: {},
      json: false,
      options: defaults,
    });
  });

  it('reads options anywhere, with a blank or an equals sign', () => {
    expect(parseArguments(['--json', 'fit', '-', '--level=0.9', 'g', '--ddf', 'asymptotic', '--ml'])).toEqual(
      {
        command: 'fit',
        file: '-',
        model: 'g',
        text: {},
        json: true,
        options: { ...defaults, method: 'ML', level: 0.9, ddf: 'asymptotic' },
      },
    );
  });

  it('reads the words for missing values', () => {
    expect(parseArguments(['fit', 'a.csv', 'g', '--na', 'n/a, -,.,'])).toMatchObject({
      text: { missing: ['n/a', '-', '.'] },
    });
    expect(parseArguments(['predict', 'a.csv', 'g', '--na', '-'])).toMatchObject({
      text: { missing: ['-'] },
    });
  });

  it('reads how a file is written', () => {
    const args = [
      ...['--sep', 'tab', '--dec=,', '--skip', '2', '--headers', '2', '--units', 'no', '--row-names', 'yes'],
      ...['--locale', 'de', '--text', 'id, dose', '--keep-words'],
    ];
    expect(parseArguments(['means', 'a.csv', 'g', 'f', ...args])).toMatchObject({
      text: {
        separator: '\t',
        decimal: ',',
        skip: 2,
        headers: 2,
        units: false,
        rowNames: true,
        locale: 'de',
        text: ['id', 'dose'],
        knownWords: false,
      },
    });
    expect(parseArguments(['fit', 'a.csv', 'g', '--headers', 'auto'])).toMatchObject({ text: {} });
  });

  it('takes everything behind -- as operands', () => {
    expect(parseArguments(['fit', '--', '-odd.csv', '--ml'])).toMatchObject({
      file: '-odd.csv',
      model: '--ml',
    });
  });

  it('knows help and version before anything else', () => {
    expect(parseArguments(['fit', '--help'])).toEqual({ command: 'help' });
    expect(parseArguments(['--version'])).toEqual({ command: 'version' });
  });

  it('takes every option that a function takes, as the function reads it', () => {
    const args = [
      ...['--subset', 'Days > 1; Days < 9', '--levels', 'f(b, a)', '--weights', 'w', '--offset', 'log(n)'],
      ...['--na-action', 'na.fail', '--contrasts', 'sum, f:poly', '--start', '1 0 1', '--maxeval', '50'],
      ...['--tolerance', '1e-6', '--optimizer', 'Nelder_Mead', '--method', 'ML'],
    ];
    const { options } = parseArguments(['fit', 'a.csv', 'g', ...args, '--level', '90%']) as FitCommand;
    expect(options).toEqual({
      ...DEFAULT_FIT_OPTIONS,
      subset: 'Days > 1; Days < 9',
      levels: { f: { levels: ['b', 'a'], ordered: false } },
      weights: 'w',
      offset: 'log(n)',
      na: 'fail',
      contrasts: { all: 'sum', factors: { f: { kind: 'poly' } } },
      start: [1, 0, 1],
      maxEvaluations: 50,
      tolerance: 1e-6,
      optimizer: 'nelder-mead',
      method: 'ML',
      headers: true,
      level: 0.9,
    });
    for (const { name } of MODEL_OPTIONS) expect(HELP).toMatch(new RegExp(`^  --${name}[ -]`, 'm'));
  });

  it.each([
    [
      ['fit', 'a.csv', 'g', '--sep', 'x'],
      '--sep must be comma, semicolon, tab, pipe or space, but "x" was given',
    ],
    [['fit', 'a.csv', 'g', '--headers', '3'], '--headers must be one of 0 1 2 auto, but "3" was given'],
    [
      ['fit', 'a.csv', 'g', '--locale', '?'],
      '--locale must be a language such as de or en-US, but "?" was given',
    ],
    [['fit', 'a.csv', 'g', '--skip', '-1'], '--skip must be a number of lines, but "-1" was given'],
    [['fit', 'a.csv', 'g', '--ml', '--method', 'REML'], 'give one of --ml and --method, not both'],
    [[], 'a command is missing: cellmer knows "fit"'],
    [['plot'], '"plot" is not a command: cellmer knows "fit"'],
    [['fit'], 'the data file is missing'],
    [['fit', 'a.csv'], 'the model is missing: give a formula, in quotes, or a grouping column'],
    [['fit', 'a.csv', 'y', '~', 'x'], '"~" is one argument too many: put the formula in quotes'],
    [['fit', 'a.csv', 'g', '--ml', '--reml'], 'give one of --ml and --reml, not both'],
    [['fit', 'a.csv', 'g', '--level'], '--level needs a value behind it'],
    [['fit', 'a.csv', 'g', '--level', '95'], '--level is "95": expected a number between 0 and 1'],
    [
      ['fit', 'a.csv', 'g', '--ddf', 'kr'],
      '--ddf is "kr": expected satterthwaite, kenward-roger, residual, asymptotic',
    ],
    [
      ['fit', 'a.csv', 'g', '--max-evaluations', '0'],
      '--max-evaluations is "0": expected a whole number, at least 1',
    ],
    [['fit', 'a.csv', 'g', '--json=yes'], '--json takes no value, but "yes" was given'],
    [['fit', 'a.csv', 'g', '--fast'], '--fast is not an option: there are --ml'],
  ])('explains what is wrong with %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(message);
  });
});
