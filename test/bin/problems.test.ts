/** What the command line says when something goes wrong, whoever's fault it is. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main, UnreadableFile, UnwritableOutput, type Shell } from '../../bin/main';
import { byteSource } from '../byteSource';

const root = join(import.meta.dirname, '../..');
const sleepstudy = readFileSync(join(root, 'examples/sleepstudy.csv'));
const MODEL = 'Reaction ~ Days + (Days | Subject)';

function run(
  args: readonly string[],
  shell: Partial<Shell> = {},
): { code: number; output: string; errors: string } {
  let output = '';
  let errors = '';
  const code = main(args, {
    open: () => byteSource(sleepstudy, [1000, 7]),
    write: (text) => (output += text),
    writeError: (text) => (errors += text),
    ...shell,
  });
  return { code, output, errors };
}

const noFile = (): never => {
  throw new UnreadableFile('there is no file "x.csv"');
};
const fault = (): never => {
  throw new TypeError("Cannot read properties of undefined (reading 'length')");
};

describe('what goes wrong', () => {
  it.each([
    ['syntax', 1, ['fit', 'x.csv', 'Reaction ~ Days +', '--json'], {}],
    ['data', 1, ['fit', 'x.csv', 'Reaction ~ days + (1 | Subject)', '--json'], {}],
    ['option', 1, ['means', 'x.csv', MODEL, 'dose', '--json'], {}],
    ['file', 1, ['fit', 'x.csv', MODEL, '--json'], { open: noFile }],
    ['usage', 2, ['fit', 'x.csv', '--json'], {}],
    ['usage', 2, ['fit', 'x.csv', MODEL, '--level=7', '--json'], {}],
    ['unforeseen', 3, ['fit', 'x.csv', MODEL, '--json'], { open: fault }],
  ] as const)('is JSON with --json: %s', (kind, exit, args, shell) => {
    const { code, output, errors } = run(args, shell);
    expect(code).toBe(exit);
    const { error } = JSON.parse(output) as { error: { code: string; message: string } };
    expect(error.code).toBe(kind);
    expect(error.message).not.toBe('');
    expect(errors).toContain(`cellmer: ${error.message}\n`);
    expect(run(args.filter((arg) => arg !== '--json')).output).not.toContain('"error"');
  });

  it('is no JSON where --json is no option but a name', () => {
    expect(run(['fit', 'x.csv', '--', '--json']).output).toBe('');
  });

  it('says of a fault of its own what was being done and where to report it, and shows no stack', () => {
    expect(run(['fit', 'x.csv', MODEL], { open: fault })).toEqual({
      code: 3,
      output: '',
      errors:
        'cellmer: Something went wrong that should not have while running this command: Cannot read properties of ' +
        "undefined (reading 'length'). Please report it: the page Support (docs/support.md) says where.\n",
    });
  });

  it('says so when there is not enough memory', () => {
    const open = (): never => {
      throw new RangeError('Array buffer allocation failed');
    };
    expect(run(['fit', 'x.csv', MODEL], { open })).toMatchObject({
      code: 1,
      errors: expect.stringContaining('There is not enough memory') as string,
    });
  });

  it('says so when the result cannot be written', () => {
    const write = (): never => {
      throw new UnwritableOutput('there is no space left');
    };
    for (const json of [[], ['--json']])
      expect(run(['fit', 'x.csv', MODEL, ...json], { write })).toEqual({
        code: 1,
        output: '',
        errors: 'cellmer: the result cannot be written: there is no space left\n',
      });
  });

  it('names a file that is too large for what reads all of it', () => {
    const open = () => ({ ...byteSource(''), size: 2 ** 30 });
    expect(run(['predict', 'x.csv', MODEL], { open }).errors).toMatch(
      /^cellmer: "x\.csv" has more than 512 MB/,
    );
  });

  it('names a file that holds no text', () => {
    const open = () => byteSource(Uint8Array.of(1, 0, 0, 0, 2, 0, 9, 9));
    for (const command of ['fit', 'predict'])
      expect(run([command, 'x.bin', MODEL], { open }).errors).toBe(
        'cellmer: "x.bin" cannot be read: it holds bytes that no text has\n',
      );
  });
});

describe.runIf(process.platform === 'linux')('the process', () => {
  it('ends with a sentence where the disk is full, and with none where nobody reads on', () => {
    const shell = (command: string) => spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' });
    const full = shell('node bin/cellmer.mjs --help > /dev/full');
    expect([full.status, full.stderr]).toEqual([
      1,
      'cellmer: the result cannot be written: there is no space left\n',
    ]);
    expect(shell('node bin/cellmer.mjs --help | true').stderr).toBe('');
  });
});
