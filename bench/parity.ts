/**
 * Fits every golden case of a folder through the public interface and prints how far each quantity is off:
 * `npm run parity -- DIR`, where DIR has `golden/*.json` and `data/*.csv`.
 * The exit code is 1 when a quantity misses its tolerance or a case breaks down.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CellmerError, fitModel, prepareModel } from '../src/index';
import { compareBasics, isBasics } from '../test/golden/compareBasics';
import { compareWithGolden, type ComparisonRow } from '../test/golden/compare';
import { compareComparison, isComparison, type GoldenComparison } from '../test/golden/compareComparison';
import { compareHessiansExactly } from '../test/golden/compareHessians';
import { comparePredictions } from '../test/golden/comparePredictions';
import { compareProfile, isProfile, profileTable, type GoldenProfile } from '../test/golden/compareProfile';
import { compareTests } from '../test/golden/compareTests';
import { goldenRequest, isLinearMixedModel, reasonNotAskable, type GoldenFit } from '../test/golden/golden';

type Outcome =
  { readonly rows: readonly ComparisonRow[] } | { readonly notFitted: string } | { readonly broken: string };

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: npm run parity -- DIR (a folder with golden/*.json and data/*.csv)');
  process.exitCode = 2;
} else {
  process.exitCode = parity(folder);
}

function parity(directory: string): number {
  const files = readdirSync(join(directory, 'golden')).filter((name) => name.endsWith('.json'));
  const totals = { passed: 0, failed: 0, fitted: 0, notFitted: 0, broken: 0 };
  for (const file of files.sort()) {
    const id = file.replace(/\.json$/, '');
    const start = performance.now();
    const outcome = run(directory, JSON.parse(readFileSync(join(directory, 'golden', file), 'utf8')));
    if ('rows' in outcome) {
      totals.fitted++;
      for (const row of outcome.rows) totals[row.pass ? 'passed' : 'failed']++;
      console.log(table(id, outcome.rows, (performance.now() - start) / 1000));
    } else if ('notFitted' in outcome) {
      totals.notFitted++;
      console.log(`${id}\n  not fitted: ${outcome.notFitted}`);
    } else {
      totals.broken++;
      console.log(`${id}\n  FAILED: ${outcome.broken}`);
    }
  }
  console.log(`\n${totals.fitted} cases fitted, ${totals.notFitted} not fitted, ${totals.broken} broke down`);
  console.log(`${totals.passed} quantities passed, ${totals.failed} failed`);
  return totals.failed + totals.broken === 0 ? 0 : 1;
}

function run(directory: string, golden: unknown): Outcome {
  if (isBasics(golden)) return runWithoutData(() => compareBasics(golden));
  if (isProfile(golden)) return runProfile(directory, golden);
  if (isComparison(golden)) return runComparison(directory, golden);
  if (!isLinearMixedModel(golden)) return { notFitted: 'it is not a linear mixed model' };
  const reason = reasonNotAskable(golden);
  if (reason) return { notFitted: reason };
  try {
    return { rows: compareBoth(golden, readFileSync(join(directory, 'data', golden.data), 'utf8')) };
  } catch (error) {
    if (error instanceof CellmerError && error.code === 'unsupported') return { notFitted: error.message };
    return { broken: error instanceof Error ? error.message : String(error) };
  }
}

function runWithoutData(compare: () => ComparisonRow[]): Outcome {
  try {
    return { rows: compare() };
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) };
  }
}

function runComparison(directory: string, golden: GoldenComparison): Outcome {
  try {
    return { rows: compareComparison(golden, readFileSync(join(directory, 'data', golden.data), 'utf8')) };
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) };
  }
}

function runProfile(directory: string, golden: GoldenProfile): Outcome {
  try {
    const csv = readFileSync(join(directory, 'data', golden.data), 'utf8');
    return { rows: compareProfile(golden, profileTable(golden, csv)) };
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) };
  }
}

/** The default fit, and what only the normal approximation shows: Wald intervals. */
function compareBoth(golden: GoldenFit, csv: string): ComparisonRow[] {
  const request = goldenRequest(golden, csv);
  const fit = fitModel(prepareModel(request));
  const hessians = new Map(compareHessiansExactly(golden, fit, request).map((row) => [row.quantity, row]));
  const rows = compareWithGolden(golden, fit).map((row) => hessians.get(row.quantity) ?? row);
  const known = new Set(rows.map(({ quantity }) => quantity));
  const asymptotic = fitModel(prepareModel(goldenRequest(golden, csv, { ddf: 'asymptotic' })));
  return [
    ...rows,
    ...compareWithGolden(golden, asymptotic).filter(({ quantity }) => !known.has(quantity)),
    ...comparePredictions(golden, request),
    ...compareTests(golden, csv),
  ];
}

function table(id: string, rows: readonly ComparisonRow[], seconds: number): string {
  const lines = rows.map(({ quantity, worstDifference, tolerance, pass, note }) =>
    [
      `  ${quantity.padEnd(30)}`,
      worstDifference.toExponential(1).padStart(9),
      tolerance.toExponential(0).padStart(7),
      pass ? 'pass' : 'FAIL',
      note ?? '',
    ]
      .join('  ')
      .trimEnd(),
  );
  return [`${id}  (${seconds.toFixed(2)} s)`, ...lines].join('\n');
}
