import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main, UnreadableFile } from '../../bin/main';
import packageJson from '../../package.json';
import { byteSource } from '../byteSource';

const root = join(import.meta.dirname, '../..');
const sleepstudy = readFileSync(join(root, 'examples/sleepstudy.csv'), 'utf8');
const MODEL = 'Reaction ~ Days + (Days | Subject)';

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command with `data` as the text of every file. */
function run(args: readonly string[], data = sleepstudy): Outcome {
  let output = '';
  let errors = '';
  const code = main(args, {
    open: (file) => {
      if (file === 'missing.csv') throw new UnreadableFile('there is no file "missing.csv"');
      return byteSource(data);
    },
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
  });
  return { code, output, errors };
}

describe('cellmer fit', () => {
  it('prints the sleep study with the numbers of the lme4 paper', () => {
    const { code, output, errors } = run(['fit', 'sleepstudy.csv', MODEL]);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain('   Data: sleepstudy.csv\n\nREML criterion at convergence: 1743.6\n');
    expect(output).toContain('(Intercept)  251.405      6.825  17.000  36.838  < 2e-16 ***\n');
    expect(output).toContain(
      ' Subject  (Intercept) 612.09   24.740\n          Days         35.07    5.922   0.07\n',
    );
    expect(output).toContain(
      ' Residual             654.94   25.592\nNumber of obs: 180, groups:  Subject, 18\n',
    );
  });

  it('gives the same fit as JSON in full precision', () => {
    const { output } = run(['fit', '-', MODEL, '--ml', '--json', '--level', '0.9']);
    const fit = JSON.parse(output) as Record<string, never>;
    expect(fit.method).toBe('ML');
    expect(fit.criterion).toBeCloseTo(1751.9393444632, 8);
    expect(fit.groups).toEqual([{ group: 'Subject', levels: 18 }]);
    expect(fit.hessian['names']).toEqual([
      '(Intercept)',
      'Days',
      'sigma2',
      'var.Subject.(Intercept)',
      'cov.Subject.(Intercept).Days',
      'var.Subject.Days',
    ]);
    expect(fit.vcov).toHaveLength(2);
    expect(fit.level).toBe(0.9);
  });

  it('takes a grouping column in place of a formula and says which model that is', () => {
    expect(run(['fit', 'x', 'Subject']).output).toContain('Formula: Reaction ~ 1 + Days + (1 | Subject)\n');
  });

  it('reports missing values that were dropped', () => {
    const { code, output } = run(['fit', 'x', MODEL], sleepstudy.replace('249.56', 'NA'));
    expect(code).toBe(0);
    expect(output).toContain('Number of obs: 179');
    expect(output).toMatch(/\nWarning: Dropped 1 row with a missing value/);
  });

  it('fits an ordinary linear model where the formula has no random term', () => {
    const { output } = run(['fit', 'x', 'Reaction ~ Days']);
    expect(output).toContain('Linear model fit by least squares\n');
    expect(output).toContain('Residual standard error: 47.71 on 178 degrees of freedom\n');
  });

  it('ends with code 1 and a sentence when a column does not exist', () => {
    const { code, output, errors } = run(['fit', 'x', 'Reaktion ~ Days + (Days | Subject)']);
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(/^cellmer: .*Reaktion.*Reaction, Days, Subject/);
  });

  it('ends with code 1 and a caret under the mistake of a formula', () => {
    const { code, errors } = run(['fit', 'x', 'Reaction ~ Days + (Days | Subject']);
    expect(code).toBe(1);
    expect(errors).toContain('\nReaction ~ Days + (Days | Subject\n');
    expect(errors).toMatch(/\n *\^\n$/);
  });

  it('ends with code 1 when the file cannot be read, and with code 2 for wrong arguments', () => {
    expect(run(['fit', 'missing.csv', MODEL])).toEqual({
      code: 1,
      output: '',
      errors: 'cellmer: there is no file "missing.csv"\n',
    });
    expect(run(['fit', 'x', MODEL, '--quick'])).toMatchObject({ code: 2, output: '' });
  });

  it('prints its help and its version', () => {
    expect(run(['--help']).output).toMatch(/^Usage: cellmer fit DATA MODEL/);
    expect(run(['--version']).output).toBe(`${packageJson.version}\n`);
  });
});

describe('bin/cellmer.mjs', () => {
  const program = join(root, 'bin/cellmer.mjs');

  it('reads standard input and writes JSON', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'fit', '-', MODEL, '--json'], {
      input: sleepstudy,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect((JSON.parse(stdout) as { criterion: number }).criterion).toBeCloseTo(1743.6282719585, 8);
  });

  it('reads a file, and names one that is not there', () => {
    const fit = (file: string) =>
      spawnSync(process.execPath, [program, 'fit', file, MODEL], { cwd: root, encoding: 'utf8' });
    expect(fit('examples/sleepstudy.csv').stdout).toContain('REML criterion at convergence: 1743.6');
    const missing = fit('no such file.csv');
    expect([missing.status, missing.stderr]).toEqual([1, 'cellmer: there is no file "no such file.csv"\n']);
  });
});
