/** Compares compact letters, and Dunnett's exact p values and limits, with golden ones. */

import { analyseModel, prepareModel, readContrast, type ModelRequest } from '../../src/index';
import type { GoldenMeans } from './compareMeans';
import { goldenRequest, type GoldenFit, type GoldenMatrix } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

/** Means from the lowest to the highest; those that share a letter do not differ at 0.05 by Tukey. */
interface GoldenLetters {
  readonly sorted_levels: readonly Readonly<Record<string, string>>[];
  readonly letters: readonly string[];
}

/** By quadrature in two dimensions; p values smaller than 1e-12 are 0. */
interface GoldenDunnett {
  readonly p_value: readonly number[];
  readonly critical_value: number;
  readonly ci95: GoldenMatrix;
}

const GRID = { at: null, covariates: 'mean', weights: 'equal', type: 'link' } as const;

function requestOf(golden: GoldenMeans, csv: string, path: string): ModelRequest {
  const ddf = path.includes('kenward_roger') ? 'kenward-roger' : 'satterthwaite';
  return goldenRequest({ ...golden, method: 'REML', weights: null } as unknown as GoldenFit, csv, { ddf });
}

/** @param csv text of the data file */
export function compareLetters(golden: GoldenMeans, csv: string): ComparisonRow[] {
  return lettersIn(golden, '').map(([path, { sorted_levels, letters }]) => {
    const specs = Object.keys(sorted_levels[0]).join(' * ');
    const { rows } = analyseModel(prepareModel(requestOf(golden, csv, path)), {
      kind: 'means',
      ...GRID,
      specs,
      bias: false,
      test: false,
      letters: 'tukey',
    });
    const wrong = new WorstDifference(`${path}: letters`, 0);
    sorted_levels.forEach((levels, i) => {
      const own = rows.find((row) => row.labels.join() === Object.values(levels).join());
      wrong.add(own?.letters === letters[i] ? 0 : 1, 0, 1);
    });
    return wrong.row();
  });
}

function lettersIn(node: object, path: string): [string, GoldenLetters][] {
  if ('sorted_levels' in node) return [[path, node as GoldenLetters]];
  return Object.entries(node as Readonly<Record<string, unknown>>).flatMap(([key, part]) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? lettersIn(part, path === '' ? key : `${path}/${key}`)
      : [],
  );
}

/** Of the tensions in `warpbreaks`, the first as the control. */
export function compareDunnett(golden: GoldenMeans, csv: string): ComparisonRow[] {
  const { dunnett_exact: exact } = (
    golden as unknown as { readonly contrast_sets: { readonly dunnett_exact: GoldenDunnett } }
  ).contrast_sets;
  const { tables } = analyseModel(prepareModel(requestOf(golden, csv, '')), {
    kind: 'contrasts',
    ...GRID,
    specs: 'tension',
    contrast: readContrast('control'),
    adjust: null,
    reverse: false,
    letters: false,
    effect: null,
  });
  const p = new WorstDifference('Dunnett: p', 1e-10);
  const critical = new WorstDifference('Dunnett: critical value', 1e-9);
  const limits = new WorstDifference('Dunnett: limits', 1e-9);
  tables[0].rows.forEach((row, i) => {
    p.add(row.pValue!, exact.p_value[i], 1);
    critical.add((row.upper - row.estimate) / row.standardError, exact.critical_value, 1);
    exact.ci95.values[i].forEach((end, side) => limits.add(side === 0 ? row.lower : row.upper, end, 1));
  });
  return [p, critical, limits].map((worst) => worst.row());
}
