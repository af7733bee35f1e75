/**
 * Fits every golden case of a folder through the public interface and prints how far each quantity is off:
 * `npm run parity -- DIR`, where DIR has `golden/*.json` and `data/*.csv`.
 * The exit code is 1 when a quantity misses its tolerance or a case breaks down.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseModel, CellmerError, prepareModel } from '../src/index';
import { compareBasics, isBasics } from '../test/golden/compareBasics';
import { compareWithGolden, type ComparisonRow } from '../test/golden/compare';
import { compareChoosing, isChoosing } from '../test/golden/compareChoosing';
import { compareComparison, isComparison } from '../test/golden/compareComparison';
import { compareContrasts } from '../test/golden/compareContrasts';
import { compareJointTests } from '../test/golden/compareJointTests';
import { compareHessiansExactly } from '../test/golden/compareHessians';
import { compareInfluence, isDiagnostics } from '../test/golden/compareInfluence';
import { comparePredictions } from '../test/golden/comparePredictions';
import { compareLetters } from '../test/golden/compareLetters';
import { compareMeans, isMeans, reasonNoMeans, type GoldenMeans } from '../test/golden/compareMeans';
import { compareOneway, isOneway } from '../test/golden/compareTeaching';
import { compareSlopes } from '../test/golden/compareSlopes';
import { compareProfile, isProfile, profileTable } from '../test/golden/compareProfile';
import { compareUnivariate, isUnivariate } from '../test/golden/compareUnivariate';
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
  const files = goldenFiles(directory);
  if (files === null) {
    console.error(`${directory} has no folder golden: expected golden/*.json and data/*.csv`);
    return 2;
  }
  const totals = { passed: 0, failed: 0, fitted: 0, notFitted: 0, broken: 0 };
  for (const file of files) {
    const id = file.replace(/\.json$/, '');
    const start = performance.now();
    const outcome = outcomeOf(directory, file);
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

function goldenFiles(directory: string): string[] | null {
  const golden = join(directory, 'golden');
  if (!existsSync(golden)) return null;
  return readdirSync(golden)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** A case that breaks down leaves the others alone. */
function outcomeOf(directory: string, file: string): Outcome {
  try {
    const golden: unknown = JSON.parse(readFileSync(join(directory, 'golden', file), 'utf8'));
    return compare(golden, (data) => readFileSync(join(directory, 'data', data), 'utf8'));
  } catch (error) {
    if (error instanceof CellmerError && error.code === 'unsupported') return { notFitted: error.message };
    return { broken: error instanceof Error ? error.message : String(error) };
  }
}

/** @param csvOf the text of a data file */
function compare(golden: unknown, csvOf: (data: string) => string): Outcome {
  if (isBasics(golden)) return { rows: compareBasics(golden) };
  if (isUnivariate(golden)) return { rows: compareUnivariate(golden, csvOf) };
  if (isProfile(golden)) return { rows: compareProfile(golden, profileTable(golden, csvOf(golden.data))) };
  if (isComparison(golden)) return { rows: compareComparison(golden, csvOf(golden.data)) };
  if (isDiagnostics(golden)) return { rows: compareInfluence(golden, csvOf(golden.data)) };
  if (isChoosing(golden)) return { rows: compareChoosing(golden, csvOf(golden.data)) };
  if (isOneway(golden)) return { rows: compareOneway(golden, csvOf(golden.data)) };
  if (isMeans(golden)) {
    const reason = reasonNoMeans(golden);
    return reason === null ? { rows: compareMarginal(golden, csvOf(golden.data)) } : { notFitted: reason };
  }
  if (!isLinearMixedModel(golden)) return { notFitted: whyNotFitted(golden) };
  const reason = reasonNotAskable(golden);
  if (reason) return { notFitted: reason };
  return { rows: compareBoth(golden, csvOf(golden.data)) };
}

function compareMarginal(golden: GoldenMeans, csv: string): ComparisonRow[] {
  return [compareMeans, compareSlopes, compareContrasts, compareLetters, compareJointTests].flatMap(
    (compare) => compare(golden, csv),
  );
}

function whyNotFitted(golden: unknown): string {
  const family = typeof golden === 'object' && golden !== null && 'family' in golden ? golden.family : null;
  return typeof family === 'string' && family !== 'gaussian'
    ? `generalized linear mixed models (${family}) are not fitted yet`
    : 'it is no result of a linear mixed model: expected a formula, data and varcorr';
}

/** The default fit, and what only the normal approximation shows: Wald intervals. */
function compareBoth(golden: GoldenFit, csv: string): ComparisonRow[] {
  const request = goldenRequest(golden, csv);
  const fit = analyseModel(prepareModel(request), { kind: 'summary' });
  const hessians = new Map(compareHessiansExactly(golden, fit, request).map((row) => [row.quantity, row]));
  const rows = compareWithGolden(golden, fit).map((row) => hessians.get(row.quantity) ?? row);
  const known = new Set(rows.map(({ quantity }) => quantity));
  const asymptotic = analyseModel(prepareModel(goldenRequest(golden, csv, { ddf: 'asymptotic' })), {
    kind: 'summary',
  });
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
