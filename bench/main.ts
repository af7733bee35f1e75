/**
 * `npm run bench -- [--r] [--data DIR] [--only ID,ID]`: fits from plain cell values to the optimum and to the finished result,
 * each in a process of its own, cold (its first fit) and warm (median of those after it); then how the time grows, and
 * kernels.
 *
 * --r         the same data through lme4 in the same run, with the ratios (needs Rscript and lme4)
 * --data DIR  MathAchieve.csv, Chem97.csv and InstEval.csv from there in place of simulated look-alikes
 * --only IDS  these cases only, and nothing else
 * --page      the workbench in Chromium instead
 * --course    handing out to 100 students and grading them, by the command line, instead
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Case, CASES, cellsOf } from './cases';
import { courseTimes } from './course';
import { growth, kernels } from './growth';
import { timeInR, type TimingInR, versionsInR } from './lme4';
import type { Time, Timing } from './one';
import { pageTimes } from './page';
import { milliseconds, table } from './tables';

const options = process.argv.slice(2);
const valueOf = (name: string): string | null => {
  const at = options.indexOf(name);
  return at < 0 ? null : (options[at + 1] ?? null);
};
const folder = valueOf('--data');
const only = valueOf('--only')?.split(',') ?? null;

if (options.includes('--page')) console.log(await pageTimes());
else if (options.includes('--course')) console.log(await courseTimes());
else run();

function run(): void {
  const versions = options.includes('--r') ? versionsInR() : null;
  if (options.includes('--r'))
    console.log(versions ?? 'Rscript or lme4 is not installed: lme4 is not timed.');
  console.log(`Node ${process.version}\n`);
  const timed = CASES.filter(({ id }) => only === null || only.includes(id)).flatMap((each): Timed[] => {
    console.error(each.name);
    const inR = versions === null ? null : timeInR(each, cellsOf(each, folder).cells);
    const timedHere = (plain: boolean): Timed => ({
      name: plain ? '  the same without WebAssembly' : each.name,
      optimum: timeHere<Time>(each, 'optimum', plain),
      whole: timeHere<Timing>(each, 'whole', plain),
      inR,
    });
    return each.alsoPlain ? [timedHere(false), timedHere(true)] : [timedHere(false)];
  });
  console.log(`Whole results, Hessian, tests and conditional variances included\n${wholeTable(timed)}`);
  console.log('~ simulated data of the same size.  MB: the process at its largest (with the cells alone).');
  if (versions === null) console.log(`\nTo the optimum\n${optimumTable(timed)}`);
  else {
    console.log(
      '\nTo the optimum, where lmer() stops; lmer() starts from finished factors, Cellmer from cells',
    );
    console.log(optimumTable(timed));
    console.log('\nWhole results beside lmer(), summary() and ranef(condVar = TRUE)');
    console.log(ratioTable(timed));
  }
  if (only !== null) return;
  console.log(`\n${growth()}\n\n${kernels()}`);
}

/** Runs bench/one.ts in a process of its own. */
function timeHere<T>({ id }: Case, extent: 'optimum' | 'whole', plain: boolean): T {
  const script = fileURLToPath(new URL('one.ts', import.meta.url));
  const engine = [...process.execArgv, ...(plain ? ['--no-expose-wasm'] : [])];
  const parameters = [...engine, script, id, extent, ...(folder === null ? [] : [folder])];
  const { stdout, stderr, status } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${id}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

interface Timed {
  readonly name: string;
  readonly optimum: Time;
  readonly whole: Timing;
  readonly inR: { readonly optimum: TimingInR; readonly whole: TimingInR } | null;
}

function nameOf({ name, whole }: Timed): string {
  return `${whole.simulated ? '~' : ' '}${name}`;
}

function wholeTable(timed: readonly Timed[]): string {
  const heading = ['case', 'cold', 'warm', '(read)', 'evaluations', 'criterion', 'lme4 higher by', 'MB'];
  return table([
    heading,
    ...timed.map((one) => {
      const { whole, inR } = one;
      return [
        nameOf(one),
        milliseconds(whole.cold),
        milliseconds(whole.warm),
        `(${milliseconds(whole.read)})`,
        String(whole.evaluations),
        whole.criterion.toFixed(4),
        inR === null ? '' : (inR.optimum.criterion - whole.criterion).toExponential(1),
        `${whole.peak.toFixed(0)} (${whole.cells.toFixed(0)})`,
      ];
    }),
  ]);
}

function optimumTable(timed: readonly Timed[]): string {
  return besideR(timed.map((one) => [nameOf(one), one.optimum, one.inR?.optimum ?? null]));
}

function ratioTable(timed: readonly Timed[]): string {
  return besideR(timed.map((one) => [nameOf(one), one.whole, one.inR?.whole ?? null]));
}

function besideR(rows: readonly (readonly [string, Time, TimingInR | null])[]): string {
  const withR = rows.some(([, , inR]) => inR !== null);
  const heading = ['case', 'cold', 'warm', ...(withR ? ['R cold', 'warm', 'ratio cold', 'warm'] : [])];
  return table([
    heading,
    ...rows.map(([name, own, inR]) => {
      const times = [name, milliseconds(own.cold), milliseconds(own.warm)];
      if (inR === null) return times;
      const warm = inR.warm === null ? ['', ''] : [milliseconds(inR.warm), ratio(inR.warm, own.warm)];
      return [...times, milliseconds(inR.cold), warm[0], ratio(inR.cold, own.cold), warm[1]];
    }),
  ]);
}

function ratio(inR: number, own: number): string {
  return `${(inR / own).toFixed(1)}x`;
}
