/** The command line on files as they come; the numbers are those of lme4 on the cleaned data. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../bin/main';
import { byteSource } from '../byteSource';

function run(...args: readonly string[]): { code: number; output: string; errors: string } {
  let output = '';
  let errors = '';
  const code = main(args, {
    open: (file) => byteSource(readFileSync(join(import.meta.dirname, '../table/files', file))),
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
  });
  return { code, output, errors };
}

const MODEL = 'y ~ x + (1 | g)';

interface Fit {
  readonly criterion: number;
  readonly groups: readonly { readonly group: string; readonly levels: number }[];
  readonly fixedEffects: readonly { readonly term: string; readonly estimate: number }[];
}

function fit(...args: readonly string[]): Fit {
  const { code, output } = run('fit', ...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(output) as Fit;
}

describe('cellmer fit on files as they come', () => {
  it('takes words such as . and n/a among numbers for missing, and says so', () => {
    expect(run('fit', 'dotx.csv', MODEL).errors).toBe(
      'cellmer: "." in column "x" is taken for missing (else --keep-words)\n',
    );
    const { criterion, fixedEffects } = fit('dotx.csv', MODEL);
    expect(criterion).toBeCloseTo(48.2401, 4);
    expect(fixedEffects[1].estimate).toBeCloseTo(0.54541842, 6);
    expect(fit('na_words.csv', MODEL).fixedEffects).toEqual(
      fit('na_words.csv', MODEL, '--na=n/a,-,null,NULL,N/A').fixedEffects,
    );
  });

  it('names the line of a word among numbers, and how to say that it is missing', () => {
    const { code, errors } = run('fit', 'dotx.csv', MODEL, '--keep-words');
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^cellmer: line 6 \(column "x"\) holds the text "\." among numbers: expected only numbers \(a missing value is an empty cell, NA, or a word that --na lists, as in --na "-99,none"\)$/m,
    );
    expect(run('fit', 'dotx.csv', 'x ~ y + (1 | g)', '--keep-words').errors).toMatch(
      /line 6 .* the text "\."/,
    );
  });

  it('predicts for a file with words that are missing, and names the line of one that is not', () => {
    const { output } = run('predict', 'dotx.csv', MODEL, 'dotx.csv');
    const [, , , , , sixth] = output.split('\n');
    expect(sixth).toBe(',3.06,"g0","2020-05-01",,');
    expect(run('predict', 'pct.csv', MODEL, 'dotx.csv', '--keep-words').errors).toMatch(
      /^cellmer: in the new data, line 6 \(column "x"\) holds the text "\." among numbers/m,
    );
  });

  it('reads percent signs', () => {
    const { criterion, fixedEffects } = fit('pct.csv', MODEL);
    expect(criterion).toBeCloseTo(35.1618, 4);
    expect(fixedEffects[1].estimate).toBeCloseTo(56.59581856, 5);
  });

  it.each([
    ['UTF-16', 'utf16.csv', MODEL, 44.3722, 6],
    ['Windows-1252 with semicolons', 'latin1.csv', 'y ~ Größe + (1 | g)', 44.3722, 6],
    ['accented names in Windows-1252', 'latin-names.csv', MODEL, 152.1538, 4],
    ['accented names in UTF-8', 'utf8-names.csv', MODEL, 152.1538, 4],
  ])('reads %s', (_, file, model, criterion, groups) => {
    const found = fit(file, model);
    expect(found.criterion).toBeCloseTo(criterion, 4);
    expect(found.groups).toEqual([{ group: 'g', levels: groups }]);
  });

  it('keeps ids of 16 digits and with leading zeros apart, and says that they are labels', () => {
    const { errors } = run('fit', 'longid.csv', 'y ~ 1 + (1 | id)');
    expect(errors).toMatch(/^cellmer: the numbers of column "id" are taken for labels/);
    const { criterion, groups } = fit('longid.csv', 'y ~ 1 + (1 | id)');
    expect(groups).toEqual([{ group: 'id', levels: 7 }]);
    expect(criterion).toBeCloseTo(98.3592, 4);
  });

  it('says nothing about files that can be read in one way only', () => {
    for (const file of ['pct.csv', 'utf16.csv', 'latin-names.csv'])
      expect(run('fit', file, MODEL).errors).toBe('');
  });
});
