import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../bin/arguments';
import { UsageError } from '../../bin/usage';
import { main } from '../../bin/main';
import { parseCsv } from '../../src/index';
import { byteSource } from '../byteSource';

const sleepstudy = readFileSync(join(import.meta.dirname, '../../examples/sleepstudy.csv'), 'utf8');
const MODEL = 'Reaction ~ Days + (Days | Subject)';
const NEW = 'Subject,Days,note\n"308",0,"a ""b"""\n"999",12.5,\n"335",,c\n';

function run(args: readonly string[]): { code: number; output: string; errors: string } {
  let output = '';
  let errors = '';
  const code = main(args, {
    open: (file) => byteSource(file === 'new.csv' ? NEW : sleepstudy),
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
  });
  return { code, output, errors };
}

describe('cellmer predict', () => {
  it('prints the new rows with their predictions, as CSV that can be read again', () => {
    const { code, output, errors } = run(['predict', 'sleep.csv', MODEL, 'new.csv']);
    expect([code, errors]).toEqual([0, '']);
    expect(output.split('\n')[0]).toBe('"Subject","Days","note","Prediction","Population"');
    const [, first, second, third] = parseCsv(output);
    expect(first.slice(0, 3)).toEqual(['308', 0, 'a "b"']);
    expect(first[3]).toBeCloseTo(253.663656, 3);
    expect(second[3]).toBe(second[4]);
    expect(output.split('\n')[3]).toBe('"335",,"c",,');
    expect(third[2]).toBe('c');
  });

  it('prints the data themselves without new rows, and limits on request', () => {
    const { output } = run([
      'predict',
      'sleep.csv',
      MODEL,
      '--interval',
      'both',
      '--level=0.9',
      '--population',
      '--ml',
    ]);
    const rows = parseCsv(output);
    expect(rows).toHaveLength(181);
    expect(rows[0].slice(3)).toEqual([
      'Population',
      'Std. Error',
      'Lower 90%',
      'Upper 90%',
      'Lower 90%, new row',
      'Upper 90%, new row',
    ]);
    expect(rows[1][3]).toBeCloseTo(251.405104848, 6);
    expect(rows[1][4]).toBeCloseTo(6.6322768, 6);
  });

  it('takes a level alone as a wish for confidence limits', () => {
    expect(parseArguments(['predict', 'a.csv', 'g', '--level', '0.8'])).toMatchObject({
      interval: 'confidence',
    });
    expect(parseArguments(['predict', 'a.csv', 'g'])).toMatchObject({
      interval: 'none',
      newFile: null,
      random: true,
    });
  });

  it('says what is wrong with its arguments', () => {
    const usage = (...args: string[]) => expect(() => parseArguments(args));
    usage('predict', 'a.csv', 'g', 'b.csv', 'c.csv').toThrow('"c.csv" is one argument too many');
    usage('predict', 'a.csv', 'g', '--json').toThrow(new UsageError('--json is not an option of predict'));
    usage('fit', 'a.csv', 'g', '--population').toThrow('--population is not an option of fit');
    usage('predict', 'a.csv', 'g', '--interval=wide').toThrow(
      '--interval must be one of confidence, prediction, both, none, but "wide" was given',
    );
    const { code, errors } = run(['predict', 'sleep.csv', 'Reaction ~ Hours + (1 | Subject)', 'new.csv']);
    expect([code, errors.startsWith('cellmer: column "Hours" is not in the data')]).toEqual([1, true]);
  });
});
