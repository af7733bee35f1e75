/** The package as it is published: what is in it, and that it works where nothing else is installed. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium } from 'playwright-core';
import { buildPackage } from '../../scripts/buildPackage.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../scripts/chromium.mjs';
import { serveFolder } from '../../scripts/serve.mjs';
import { exampleCells } from '../exampleCells';
import { homework } from '../workbench/coursework/homework';

const root = join(import.meta.dirname, '../..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

let folder: string;
let files: string[];

function run(program: string, args: readonly string[], cwd = folder) {
  const { status, stdout, stderr } = spawnSync(program, [...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}:\n${stdout}\n${stderr}`);
  return stdout;
}

beforeAll(async () => {
  await buildPackage();
  folder = mkdtempSync(join(tmpdir(), 'cellmer-package-'));
  const packed = run(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root);
  const [{ filename, files: list }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  files = list.map(({ path }) => path);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  // Nothing may be fetched: whatever it needs has to be in it.
  run(npm, ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${filename}`]);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a module beside the installed package, and gives what it prints as JSON. */
function ran(source: string): unknown {
  writeFileSync(join(folder, 'program.js'), source);
  return JSON.parse(run(process.execPath, ['program.js']));
}

describe('the package', () => {
  test('has the command line, the library with its types, README and licences, and nothing else', () => {
    const others = files.filter((file) => !file.startsWith('dist/library/types/'));
    expect(others.sort()).toEqual([
      'LICENSE',
      'README.md',
      'bin/cellmer.mjs',
      'dist/bin/THIRD-PARTY-LICENSES.txt',
      'dist/bin/cellmer.js',
      'dist/bin/cellmer.js.LICENSE.txt',
      'dist/bin/coursework.js',
      'dist/bin/coursework.js.LICENSE.txt',
      'dist/library/THIRD-PARTY-LICENSES.txt',
      'dist/library/cellmer.js',
      'dist/library/cellmer.js.LICENSE.txt',
      'package.json',
    ]);
    expect(files.length).toBeLessThan(300);
    for (const file of files) if (file.startsWith('dist/library/types/')) expect(file).toMatch(/\.d\.ts$/);
  });

  test('needs no other package', () => {
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies');
  });
});

describe('cellmer on the command line', () => {
  const program = () => join(folder, 'node_modules/cellmer/bin/cellmer.mjs');

  test('fits a model', () => {
    const csv = exampleCells('sleepstudy')
      .map((row) => row.join(','))
      .join('\n');
    writeFileSync(join(folder, 'sleep.csv'), csv);
    const out = run(process.execPath, [program(), 'fit', 'sleep.csv', 'Reaction ~ Days + (Days | Subject)']);
    expect(out).toContain('1743.6');
  });

  test('hands out and grades homework', async () => {
    writeFileSync(join(folder, 'HW3 key.xlsx'), new Uint8Array(await (await homework()).arrayBuffer()));
    writeFileSync(join(folder, 'roster.csv'), 'student\nada\n');
    const key = [program(), 'handout', 'HW3 key.xlsx', '--roster', 'roster.csv', '--out', 'out'];
    expect(run(process.execPath, key)).toBe('1 file in out\n');
    run(process.execPath, [program(), 'grade', 'HW3 key.xlsx', 'out', '--csv', 'grades.csv']);
    expect(readFileSync(join(folder, 'grades.csv'), 'utf8')).toContain('ada,HW3_ada.xlsx,0,');
  });

  test('starts in less than 0.2 seconds', () => {
    // Of the process's own time, all threads together, for the machine may have other work; the least of several.
    writeFileSync(
      join(folder, 'started.js'),
      `process.on('exit', () => {
         const { user, system } = process.cpuUsage();
         console.log((user + system) / 1000);
       });
       process.argv = [process.execPath, 'cellmer', '--version'];
       await import(${JSON.stringify(pathToFileURL(program()).href)});`,
    );
    const times = Array.from({ length: 5 }, () => {
      const [version, milliseconds] = run(process.execPath, ['started.js']).split('\n');
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      return Number(milliseconds);
    });
    console.log(`cellmer --version: ${Math.min(...times).toFixed(0)} ms`);
    expect(Math.min(...times)).toBeLessThan(200);
  });
});

describe('the library', () => {
  const sleep = () => JSON.stringify(exampleCells('sleepstudy'));

  test('gives lme4’s numbers for rows, objects and columns, without anything of Node', () => {
    const found = ran(`
      for (const name of ['process', 'Buffer', 'require', 'setImmediate', 'global']) delete globalThis[name];
      const { fitModel } = await import('cellmer');
      const rows = ${sleep()};
      const [names, ...cells] = rows;
      const objects = cells.map((row) => Object.fromEntries(row.map((cell, j) => [names[j], cell])));
      const columns = {
        Reaction: Float64Array.from(cells, ([y]) => y),
        Days: cells.map((row) => row[1]),
        Subject: cells.map((row) => row[2]),
      };
      const fits = [rows, objects, columns].map((data) => fitModel(data, 'Reaction ~ Days + (Days | Subject)'));
      console.log(JSON.stringify(fits.map((fit) => [
        fit.result.criterion,
        ...fit.result.fixedEffects.map(({ estimate }) => estimate),
        fit.text().includes('Days'),
        fit.tables({ kind: 'anova', type: 3 }).sections.length > 0,
      ])));
    `);
    for (const [criterion, intercept, days, ...rest] of found as [
      number,
      number,
      number,
      boolean,
      boolean,
    ][]) {
      // lme4 1.1-35.5: 1743.628, 251.405, 10.467
      expect(criterion).toBeCloseTo(1743.6283, 3);
      expect(intercept).toBeCloseTo(251.4051, 4);
      expect(days).toBeCloseTo(10.46729, 5);
      expect(rest).toEqual([true, true]);
    }
  });

  test('works in a browser from its one file, which asks for nothing else', async () => {
    const library = join(folder, 'node_modules/cellmer/dist/library');
    writeFileSync(
      join(library, 'page.html'),
      '<!doctype html><title>A page</title><script type="module" src="page.js"></script>',
    );
    writeFileSync(
      join(library, 'page.js'),
      `import { fitModel } from './cellmer.js';
       const fit = fitModel(${sleep()}, 'Reaction ~ Days + (Days | Subject)');
       window.found = [fit.result.criterion, ...fit.result.fixedEffects.map(({ estimate }) => estimate)];`,
    );
    const server = await serveFolder(library, { port: 0 });
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(`${server.url}page.html`);
      const found = (await (await page.waitForFunction('window.found')).jsonValue()) as number[];
      // lme4 1.1-35.5: 1743.628, 251.405, 10.467
      expect(found[0]).toBeCloseTo(1743.6283, 3);
      expect(found[1]).toBeCloseTo(251.4051, 4);
      expect(found[2]).toBeCloseTo(10.46729, 5);
      expect(asked.filter((path) => path !== '/favicon.ico')).toEqual([
        '/page.html',
        '/page.js',
        '/cellmer.js',
      ]);
    } finally {
      await browser.close();
      await server.close();
    }
  }, 60_000);

  test('takes options by their names, counts missing rows, and says in a sentence what is wrong', () => {
    const found = ran(`
      import { CellmerError, fitModel } from 'cellmer';
      const rows = ${sleep()};
      rows[3][0] = NaN;
      rows[4][0] = null;
      const { result } = fitModel(rows, 'Reaction ~ Days + (1 | Subject)', { method: 'ML', level: 0.9 });
      const said = (...call) => {
        try {
          return fitModel(...call).text();
        } catch (error) {
          return error instanceof CellmerError ? error.message : 'another error: ' + error;
        }
      };
      console.log(JSON.stringify([
        result.method,
        result.droppedRows,
        said(rows, 'Reaction ~ Day + (1 | Subject)'),
        said(rows, 'Reaction ~ Days + (1 | Subject)', { levle: 0.9 }),
        said({ a: [1, 2], b: [1] }, 'a ~ b'),
        said([['a', 'b'], [1, new Date(0)]], 'a ~ b'),
        said([['a', 'b'], [1, Infinity]], 'a ~ b'),
        said([], 'a ~ b'),
        said('a,b', 'a ~ b'),
        said(null, 'a ~ b'),
        said([['a', 'b'], [1, {}]], 'a ~ b'),
      ]));
    `) as string[];
    expect(found.slice(0, 2)).toEqual(['ML', 2]);
    const sentences = [
      'Day',
      'levle',
      'column b is no array of 2 values',
      'row 1 of column b is a Date: expected a finite number',
      'row 1 of column b is Infinity',
      'data has no rows',
      'data is a string',
      'data is null: expected rows',
      'row 1 of column b is an Object',
    ];
    for (const [i, part] of sentences.entries()) expect(found[i + 2]).toContain(part);
    for (const sentence of found.slice(2)) expect(sentence).not.toContain('another error');
  });

  test('has types for strict programs by Node’s rules for modules, and for bundlers', () => {
    writeFileSync(
      join(folder, 'typed.ts'),
      `import { fitModel, type FitResult } from 'cellmer';
       const fit = fitModel({ y: [1, 2, 3], x: new Float64Array(3) }, 'y ~ x', { method: 'ML' });
       const result: FitResult = fit.result;
       const estimate: number = result.fixedEffects[0].estimate;
       const p: number | null | undefined = fit.ask({ kind: 'summary' }).fixedEffects[0]?.pValue;
       // @ts-expect-error there is no such question
       fit.ask({ kind: 'summery' });
       // @ts-expect-error a formula is a text
       fitModel([['y'], [1]], 1);
       // @ts-expect-error not any
       result.nothing;
       export { estimate, p };`,
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    for (const how of [{ module: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }]) {
      const compilerOptions = {
        ...how,
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2022'],
        types: [],
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.ts'] }));
      run(process.execPath, [tsc, '-p', '.']);
    }
  });

  test('is one module that imports nothing, and looks at nothing of its surroundings', () => {
    const source = readFileSync(join(folder, 'node_modules/cellmer/dist/library/cellmer.js'), 'utf8');
    // Deno asks whoever runs a program before it lets that read the environment.
    expect(source).not.toMatch(/\bprocess\b|\bDeno\b|localStorage|\bnavigator\b/);
    expect(source).not.toMatch(/\bimport\b\s*[({"'*]|\bfrom\s*["']|\brequire\(/);
  });
});
