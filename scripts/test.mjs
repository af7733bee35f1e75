/**
 * `npm test`: installs what is missing and runs everything. Node built-ins only, for a fresh clone has no packages.
 *
 *   npm test                       everything
 *   npm test -- --unit [FILTER..]  only some stages: --types, --lint, --fuzz, --unit, --build, --e2e; filters go to vitest
 *   npm test -- --changed[=REV]    types, and the unit tests of what is not committed yet, or has changed since REV
 *
 * Every stage runs even when one before it fails. A test that was skipped counts as failed: it proves nothing.
 * The last line is `N passed, N failed`: each test counts one, and so does each check of types, style and build.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled, npmCommand, root } from './install.mjs';

const REPORTS = join(root, '.cache', 'test');
const LINES_OF_FAILURE = 6;
/** Failures in more files than these are no accident. */
const FILES_TO_REPEAT = 3;
const NOTHING = { passed: 0, failed: 0, failures: [], files: [] };

const STAGES = [
  { name: 'types', run: () => check([tsc('tsconfig.json'), tsc('tsconfig.core.json')]) },
  { name: 'lint', run: () => check([tool('eslint', '.'), tool('prettier', '--check', '.')]) },
  // Beside those before it, which keep one core busy.
  { name: 'fuzz', isBeside: true, run: (filters) => tests(['fuzz'], filters, {}, aside) },
  { name: 'unit', run: (filters) => tests(['core', 'unit'], filters) },
  { name: 'build', run: build },
  { name: 'e2e', run: browserTests },
];

await main(process.argv.slice(2));

async function main(args) {
  const [changed] = args.filter((arg) => /^--changed(=|$)/.test(arg));
  const flags = args.filter((arg) => arg.startsWith('--') && arg !== changed).map((arg) => arg.slice(2));
  const wanted = changed === undefined || flags.length > 0 ? flags : ['types', 'unit'];
  const unknown = wanted.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    const known = STAGES.map(({ name }) => `--${name}`).join(', ');
    console.error(`There is no stage --${unknown}: use ${known}, or --changed.`);
    process.exit(2);
  }
  const filters = [...args.filter((arg) => !arg.startsWith('--')), ...(changed ? [changed] : [])];
  const stages = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const results = installed() ? [] : [{ name: 'install', passed: 0, failed: 1, seconds: 0 }];
  if (results.length === 0) {
    const begun = new Map(stages.flatMap((stage) => (stage.isBeside ? [[stage, stage.run(filters)]] : [])));
    for (const stage of stages) results.push(await timed(stage, filters, begun.get(stage)));
  }
  const ran = sum(...results);
  if (ran.passed + ran.failed === 0 && changed === undefined)
    results.push({ name: 'filter', passed: 0, failed: 1, seconds: 0 });
  report(results);
}

function installed() {
  try {
    ensureInstalled();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

async function timed({ name, run }, filters, begun) {
  heading(name);
  const start = performance.now();
  const counts = await (begun ?? run(filters));
  return { name, ...counts, seconds: (performance.now() - start) / 1000 };
}

/** Runs commands one after the other as one check: passed when all of them succeed. */
async function check(commands) {
  let failed = 0;
  for (const command of commands) failed += (await execute(command)) === 0 ? 0 : 1;
  return failed === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** The build, then the tests that look at what it has made. */
async function build(filters) {
  return sum(await check([npm('run', 'build')]), await tests(['build'], filters));
}

async function browserTests(filters) {
  let browser;
  try {
    browser = ensureChromium();
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
  console.log(`Browser: ${browser}`);
  const env = { CHROMIUM_PATH: browser };
  return sum(await twice((some) => tests(['e2e'], some, env), filters), await tests(['timed'], filters, env));
}

/**
 * Runs tests, and the files of which one failed once more with the machine to themselves: what another process took from a page is no
 * fault of the page. What passes only then is named in the report.
 */
async function twice(run, filters) {
  const first = await run(filters);
  const files = first.files.filter(({ failed }) => failed > 0);
  if (files.length === 0 || files.length > FILES_TO_REPEAT) return first;
  heading('once more');
  const second = await run(files.map(({ name }) => name));
  const others = first.files.filter((file) => !files.includes(file));
  const unsteady = second.failed > 0 ? [] : first.failures;
  return { ...sum(...others, second), unsteady };
}

function sum(...counts) {
  const total = (key) => counts.reduce((before, count) => before + count[key], 0);
  const all = (key) => counts.flatMap((count) => count[key] ?? []);
  return {
    passed: total('passed'),
    failed: total('failed'),
    failures: all('failures'),
    unsteady: all('unsteady'),
  };
}

/** Runs vitest projects and counts their tests from the JSON report. */
async function tests(projects, filters, env = {}, how = execute) {
  const file = join(REPORTS, `${projects.join('-')}.json`);
  mkdirSync(REPORTS, { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const status = await how(
    node(
      vitest,
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      '--passWithNoTests',
      ...reporters,
      ...filters,
    ),
    env,
  );
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : NOTHING;
  // A file that does not load, or an error outside of any test, is a failure too, though no test failed.
  return status === 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) };
}

function count(report) {
  const files = report.testResults.map(countFile);
  const skipped = files.reduce((before, file) => before + file.skipped, 0);
  if (skipped > 0) console.log(`${skipped} tests were skipped: they count as failed.`);
  return { ...sum(...files), files };
}

function countFile({ name, status, assertionResults }) {
  const of = (...kinds) => assertionResults.filter((test) => kinds.includes(test.status));
  const failed = of('failed');
  const skipped = assertionResults.length - failed.length - of('passed').length;
  const unloaded = status === 'failed' && failed.length === 0 ? 1 : 0;
  return {
    name: relative(root, name),
    passed: of('passed').length,
    failed: failed.length + skipped + unloaded,
    skipped,
    failures: failed.map(
      ({ fullName, failureMessages }) => `${relative(root, name)}: ${fullName}\n${failureMessages[0]}`,
    ),
  };
}

function tsc(project) {
  return node(join(root, 'node_modules/typescript/bin/tsc'), '-p', project);
}

/** The command of a package whose program stands in node_modules/NAME/bin/NAME.js or .cjs. */
function tool(name, ...args) {
  const folder = join(root, 'node_modules', name);
  const program = ['js', 'cjs'].map((end) => join(folder, 'bin', `${name}.${end}`)).find(existsSync);
  return node(program ?? folder, ...args);
}

function node(...args) {
  return { program: process.execPath, args, shell: false };
}

function npm(...args) {
  const command = npmCommand();
  return { ...command, args: [...command.args, ...args] };
}

/** Likewise without a word, since others speak meanwhile: what fails is in the report. */
function aside(command, env) {
  return execute(command, env, 'ignore');
}

/** Runs a command in the repository; resolves to its exit code. */
function execute({ program, args, shell }, env = {}, stdio = 'inherit') {
  return new Promise((settle) => {
    const options = { cwd: root, stdio, shell, env: { ...process.env, ...env } };
    const child = spawn(program, args, options);
    child.on('error', () => settle(1));
    child.on('exit', (code) => settle(code ?? 1));
  });
}

function heading(name) {
  console.log(`\n=== ${name} ===`);
}

function list(title, failures) {
  if (failures.length > 0) heading(title);
  for (const failure of failures) console.log(failure.split('\n').slice(0, LINES_OF_FAILURE).join('\n  '));
}

/** Failures once more at the end, where whoever sees only the last lines finds them. */
function report(results) {
  const { passed, failed, failures, unsteady } = sum(...results);
  list('failed', failures);
  list('passed only when run once more', unsteady);
  heading('summary');
  for (const { name, passed, failed, seconds } of results) {
    const verdict = failed === 0 ? 'ok    ' : 'FAILED';
    console.log(
      `${verdict} ${name.padEnd(8)}${`${passed} passed, ${failed} failed`.padEnd(28)}${seconds.toFixed(1)} s`,
    );
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
