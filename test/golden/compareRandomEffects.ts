/** Compares conditional modes and their variances. */

import type { FitResult, RandomEffects } from '../../src/index';
import { toNumber, type GoldenFit, type GoldenNumber, type GoldenRanef } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

type Blocks = readonly { readonly columns: readonly string[]; readonly matrices: readonly Matrix[] }[];
type Matrix = readonly (readonly GoldenNumber[])[];

/** Modes relative to the standard deviation of their effect, variances to the product of two; both at most 1e-5 off. */
export function compareRandomEffects(golden: GoldenFit, fit: FitResult): ComparisonRow[] {
  const modes = new WorstDifference('conditional modes', 1e-5);
  const variances = new WorstDifference('conditional variances', 1e-5);
  for (const [group, wanted] of Object.entries(golden.ranef)) {
    const found = fit.randomEffects.find((one) => one.group === group);
    const columns = wanted.columns.map((column) => found?.terms.indexOf(column) ?? -1);
    const deviations = effectDeviations(golden, group, wanted.columns);
    compareModes(modes, wanted, found, columns, deviations);
    for (const block of varianceBlocks(golden, group, wanted)) {
      compareBlock(variances, wanted, found, block, deviations);
    }
  }
  return [modes.row(), variances.row()];
}

/** Standard deviation of each column's effect; near zero a hundredth of sigma. */
function effectDeviations(golden: GoldenFit, group: string, columns: readonly string[]): Map<string, number> {
  const blocks = golden.varcorr.filter((block) => block.group.replace(/\.\d+$/, '') === group);
  const known = new Map(
    blocks.flatMap(({ terms, sd }) => terms.map((term, i) => [term, toNumber(sd[i])] as const)),
  );
  return new Map(columns.map((column) => [column, Math.max(known.get(column) ?? 0, golden.sigma / 100)]));
}

function compareModes(
  worst: WorstDifference,
  wanted: GoldenRanef,
  found: RandomEffects | undefined,
  columns: readonly number[],
  deviations: ReadonlyMap<string, number>,
): void {
  const k = found?.terms.length ?? 0;
  const scales = wanted.columns.map((column) => deviations.get(column)!);
  wanted.values.forEach((row, i) => {
    const level = found?.levels.indexOf(wanted.levels[i]) ?? -1;
    row.forEach((value, j) => worst.add(found?.values[level * k + columns[j]], value, scales[j]));
  });
  wanted.columns.forEach((_, j) => {
    const all = (found?.levels ?? []).map((__, level) => found!.values[level * k + columns[j]]);
    const sum = all.reduce((total, value) => total + value, 0);
    const squares = all.reduce((total, value) => total + value * value, 0);
    const scale = scales[j];
    if (wanted.sum) worst.add(sum, wanted.sum[j], scale * wanted.nlevels);
    if (wanted.sumsq) worst.add(squares, wanted.sumsq[j], scale * scale * wanted.nlevels);
  });
}

/** The golden conditional variances as blocks of columns: one for a single term, one per term otherwise. */
function varianceBlocks(golden: GoldenFit, group: string, wanted: GoldenRanef): Blocks {
  if (wanted.condVar) return [{ columns: wanted.columns, matrices: wanted.condVar }];
  const terms = golden.varcorr
    .filter((block) => block.group.replace(/\.\d+$/, '') === group)
    .map((block) => block.terms);
  return Object.values(wanted.condVar_by_term ?? {}).map((matrices, i) => ({ columns: terms[i], matrices }));
}

function compareBlock(
  worst: WorstDifference,
  wanted: GoldenRanef,
  found: RandomEffects | undefined,
  { columns, matrices }: Blocks[number],
  deviations: ReadonlyMap<string, number>,
): void {
  const k = found?.terms.length ?? 0;
  const indices = columns.map((column) => found?.terms.indexOf(column) ?? -1);
  const scales = columns.map((column) => deviations.get(column)!);
  matrices.slice(0, wanted.levels.length).forEach((matrix, level) => {
    const start = (found?.levels.indexOf(wanted.levels[level]) ?? -1) * k * k;
    matrix.forEach((row, i) =>
      row.forEach((value, j) => {
        const entry = found?.conditionalVariance[start + indices[i] * k + indices[j]];
        worst.add(entry, value, scales[i] * scales[j]);
      }),
    );
  });
}
