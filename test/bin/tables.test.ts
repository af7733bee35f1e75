import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../bin/main';
import { byteSource } from '../byteSource';
import {
  analyseModel,
  DEFAULT_FIT_OPTIONS,
  MARGIN_OPTIONS_OF,
  parseCsv,
  prepareModel,
  type MarginOptionName,
} from '../../src/index';
import { call, useFunctions } from '../functions/callFunctions';

useFunctions();

const example = (name: string) =>
  readFileSync(join(import.meta.dirname, `../../examples/${name}.csv`), 'utf8');
const machines = example('machines');
const orthodont = example('orthodont');
const MODEL = 'score ~ Machine + (1 | Worker/Machine)';
const GROWTH = 'distance ~ age * Sex + (age | Subject)';

/** Of the growth of jaws where slopes are asked for, and else of the machines. */
function run(...args: string[]): { code: number; output: string; errors: string } {
  let output = '';
  let errors = '';
  const isGrowth = args[0] === 'slopes';
  const code = main([args[0], 'data.csv', isGrowth ? GROWTH : MODEL, ...args.slice(1)], {
    open: () => byteSource(isGrowth ? orthodont : machines),
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
  });
  return { code, output, errors };
}

/** The rows of the first table, as JSON has them. */
function rowsOf(...args: string[]): (string | number | null)[][] {
  const { code, output } = run(...args, '--json');
  expect(code).toBe(0);
  const { sections } = JSON.parse(output) as { sections: { rows: (string | number | null)[][] }[] };
  return sections[0].rows;
}

const input = prepareModel({
  data: parseCsv(machines),
  model: MODEL,
  options: { ...DEFAULT_FIT_OPTIONS, headers: true },
});

describe('cellmer means, contrasts and slopes', () => {
  it('print tables with letters and notes', () => {
    const { code, output, errors } = run('means', 'Machine', '--letters', '--level', '0.9');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^Machine +Mean Std\. Error +df Lower 90% Upper 90% Letters\nA +52\.356/);
    expect(output).toContain("Limits and tests use Satterthwaite's degrees of freedom.");
  });

  // emmeans 1.8.4 of the same model: 52.3556, 60.3222, 66.2722; A - B -7.9667, C - B 5.9500, SE 2.1770, 10 df.
  it('give the numbers of the functions in full', () => {
    const means = rowsOf('means', 'Machine');
    [52.3556, 60.3222, 66.2722].forEach((mean, i) => expect(means[i][1]).toBeCloseTo(mean, 4));
    const contrasts = rowsOf('contrasts', 'Machine', 'control=B', '--adjust=holm');
    expect(contrasts.map(([label]) => label)).toEqual(['A - B', 'C - B']);
    [-7.9667, 5.95].forEach((difference, i) => expect(contrasts[i][1]).toBeCloseTo(difference, 4));
    const reversed = rowsOf('contrasts', 'Machine', 'control=B', '--reverse');
    expect(reversed.map(([label]) => label)).toEqual(['B - A', 'B - C']);
  });

  it('take words for weights as those of the averages, and an expression as those of the rows', () => {
    const said = (...args: string[]) => run('means', '1', ...args).output;
    expect(said('--weights', 'cells')).toContain('as often as the data have them');
    expect(said('--weights', 'Cells')).toBe(said('--averaging', 'cells'));
    expect(said('--weights', 'score')).toContain('with equal weights');
    expect(run('means', '1', '--weights', 'cell').errors).toContain('column "cell" is not in the data');
    expect(run('means', '1', '--weights', 'cells', '--averaging', 'outer')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('give one of --weights cells and --averaging, not both') as string,
    });
  });

  it.each([
    ['means', 'LMER.EMMEANS', machines, MODEL, ['Machine'], [null]],
    ['contrasts', 'LMER.CONTRASTS', machines, MODEL, ['Machine'], [null, null]],
    ['slopes', 'LMER.TRENDS', orthodont, GROWTH, ['age', 'Sex'], [null]],
  ] as const)('%s takes every option that %s takes, as it does', (command, id, csv, model, asked, left) => {
    const texts: Partial<Record<MarginOptionName, string>> = {
      ...{ at: command === 'slopes' ? 'Sex=Male' : 'Machine=A,B', covariates: 'median', averaging: 'cells' },
      ...{ type: 'response', adjust: 'holm', effect: 'sigma', contrast: 'pairwise' },
    };
    for (const name of MARGIN_OPTIONS_OF[command]) {
      const text = texts[name];
      const cells = call(id, parseCsv(csv), model, ...asked, ...left, `${name}=${text ?? 1}`);
      const rows = rowsOf(command, ...asked, ...(text === undefined ? [`--${name}`] : [`--${name}`, text]));
      const header = cells.findIndex((row) => row.includes('df'));
      expect(cells.slice(header + 1, header + 1 + rows.length)).toEqual(rows);
      expect(run('--help').output).toContain(`--${name} `);
    }
  });

  // emtrends() of emmeans 1.8.4.
  it('slopes are of one column by the levels of others, and compared on request', () => {
    const slopes = rowsOf('slopes', 'age', 'Sex');
    expect(slopes.map(([level]) => level)).toEqual(['Female', 'Male']);
    [0.4795455, 0.784375].forEach((slope, i) => expect(slopes[i][1]).toBeCloseTo(slope, 6));
    expect(run('slopes', 'age', 'Sex', '--contrast', 'pairwise').output).toMatch(/Female - Male +-0\.30483/);
    expect(rowsOf('slopes', 'age')).toHaveLength(1);
    expect(run('slopes', 'Sex')).toMatchObject({ code: 1, errors: expect.stringContaining('Sex') as string });
  });

  it('name the argument whose value there is not', () => {
    expect(run('means', 'Machine', '--adjust', 'turkey').errors).toMatch(/^cellmer: --adjust is "turkey"/);
    expect(run('means', 'Machine', '--covariates', 'x').errors).toMatch(/^cellmer: --covariates is "x"/);
  });

  it('refuse options of each other, words that there are not, and operands too many', () => {
    expect(run('means', 'Machine', '--reverse')).toMatchObject({ code: 2, errors: expect.stringContaining('--reverse is not an option of means') }); // prettier-ignore
    expect(run('fit', '--at', 'x=1').errors).toContain('--at is not an option of fit');
    expect(run('predict', '--json').errors).toContain('--json is not an option of predict');
    expect(run('means', 'Machine', '--type', 'x')).toMatchObject({ code: 2 });
    expect(run('contrasts', 'Machine', 'pairwise', 'more').errors).toContain(
      '"more" is one argument too many',
    );
    expect(run('means', 'Machin')).toMatchObject({ code: 1, errors: expect.stringContaining('Did you mean Machine?') }); // prettier-ignore
  });
});

describe('cellmer influence', () => {
  it('prints what leaving each group out changes, or the leverage of the rows', () => {
    const rows = rowsOf('influence', 'Worker');
    const found = analyseModel(input, { kind: 'influence', group: 'Worker' });
    expect(rows.map(([label]) => label)).toEqual(found.labels);
    expect(rows.map((row) => row[2])).toEqual([...found.cooksDistance]);
    expect(rowsOf('influence', 'leverage').length).toBe(54);
    expect(run('influence', 'leverage').output).toMatch(
      /^Leverage +Leverage \(fixed\) +Standardized residual\n/,
    );
  });
});
