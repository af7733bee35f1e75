/**
 * `npm run bench -- [--r] [--data DIR] [--only ID,ID]`: whole fits from plain cell values to the finished result, each in a
 * process of its own, cold (its first fit) and warm (median of those after it); then how the time grows, and kernels.
 *
 * --r         the same data through lme4 in the same run, with the ratios (needs Rscript and lme4)
 * --data DIR  MathAchieve.csv, Chem97.csv and InstEval.csv from there in place of simulated look-alikes
 * --only IDS  these cases only, and nothing else
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Case, CASES, cellsOf } from './cases';
import { growth, kernels } from './growth';
import { timeInR, type TimingInR, versionsInR } from './lme4';
import type { Timing } from './one';
import { milliseconds, table } from './tables';

const options = process.argv.slice(2);
const valueOf = (name: string): string | null => {
  const at = options.indexOf(name);
  return at < 0 ? null : (options[at + 1] ?? null);
};
const folder = valueOf('--data');
const only = valueOf('--only')?.split(',') ?? null;

run();

function run(): void {
  const versions = options.includes('--r') ? versionsInR() : null;
  if (options.includes('--r'))
    console.log(versions ?? 'Rscript or lme4 is not installed: lme4 is not timed.');
  console.log(`Node ${process.version}\n`);
  const rows = CASES.filter(({ id }) => only === null || only.includes(id)).map((each) => {
    const timing = timeHere(each);
    const inR = versions === null ? null : timeInR(each, cellsOf(each, folder).cells);
    console.error(each.name);
    return row(each, timing, inR);
  });
  console.log(table([heading(versions !== null), ...rows]));
  console.log('\n~ simulated data of the same size.  MB: the process at its largest (with the cells alone).');
  if (versions !== null)
    console.log(
      'lme4 starts from finished factors and stops at the optimum, before summary(); Cellmer goes from cells to the whole result, ' +
        'Hessian, tests and conditional variances included, or "to optimum".',
    );
  if (only !== null) return;
  console.log(`\n${growth()}\n\n${kernels()}`);
}

function timeHere({ id }: Case): Timing {
  const script = fileURLToPath(new URL('one.ts', import.meta.url));
  const parameters = [...process.execArgv, script, id, ...(folder === null ? [] : [folder])];
  const { stdout, stderr, status } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${id}: ${stderr}`);
  return JSON.parse(stdout) as Timing;
}

function heading(withR: boolean): string[] {
  const own = ['case', 'cold', 'warm', '(read)', '(to optimum)', 'evaluations', 'criterion', 'MB'];
  return withR ? [...own, 'lme4 cold', 'warm', 'ratio cold', 'warm', 'to optimum', 'lme4 higher by'] : own;
}

function row(each: Case, timing: Timing, inR: TimingInR | null): string[] {
  const own = [
    `${timing.simulated ? '~' : ' '}${each.name}`,
    milliseconds(timing.cold),
    milliseconds(timing.warm),
    `(${milliseconds(timing.read)})`,
    `(${milliseconds(timing.toOptimum)})`,
    String(timing.evaluations),
    timing.criterion.toFixed(4),
    `${timing.peak.toFixed(0)} (${timing.cells.toFixed(0)})`,
  ];
  if (inR === null) return own;
  return [
    ...own,
    milliseconds(inR.cold),
    milliseconds(inR.warm),
    `${(inR.cold / timing.cold).toFixed(1)}x`,
    `${(inR.warm / timing.warm).toFixed(1)}x`,
    `${(inR.warm / timing.toOptimum).toFixed(1)}x`,
    (inR.criterion - timing.criterion).toExponential(1),
  ];
}
