/** Compares marginal means with those of emmeans (`em_*.json`): what is asked for is told from the rows of each table. */

import {
  analyseModel,
  CellmerError,
  prepareModel,
  quoteName,
  type Analysis,
  type FitOptions,
} from '../../src/index';
import type { EstimatedRow } from '../../src/analyses/estimatedTable';
import { marginsOf } from '../../src/analyses/estimatedMargins';
import { subjectOf, type Subject } from '../../src/analyses/subject';
import { MEAN_WEIGHTS } from '../../src/means/marginalBlock';
import { COVARIATE_RULES } from '../../src/means/referenceGrid';
import { goldenRequest, toNumber, type GoldenFit, type GoldenMatrix, type GoldenNumber } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

export interface GoldenMeanTable {
  /** Levels, or the label of a contrast, by variable. */
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly by: readonly string[];
  readonly estimate_name: string;
  readonly estimate: readonly GoldenNumber[];
  readonly se: readonly GoldenNumber[];
  /** "Inf" where the normal distribution was taken. */
  readonly df: readonly GoldenNumber[];
  readonly ci95: GoldenMatrix;
  readonly statistic: readonly GoldenNumber[];
  readonly p_value: readonly GoldenNumber[];
  readonly notes: readonly string[];
  /** The linear functions, where they were not given before. */
  readonly linfct?: GoldenMatrix;
}

/** A model with tables of means and contrasts by any names, perhaps in blocks that have a formula of their own. */
export interface GoldenMeans {
  readonly id: string;
  readonly data: string;
  readonly formula: string;
}

export function isMeans(json: unknown): json is GoldenMeans {
  return (
    typeof json === 'object' &&
    json !== null &&
    'kit_family' in json &&
    String(json.kit_family).includes('estimated means')
  );
}

/** A table, and what is known of it from where it stands. */
export interface FoundTable {
  readonly path: string;
  readonly formula: string;
  readonly ddf: FitOptions['ddf'];
  readonly table: GoldenMeanTable;
}

/** All tables of a golden result that have rows. */
export function tablesOf(golden: GoldenMeans): FoundTable[] {
  const found: FoundTable[] = [];
  const visit = (block: object, path: string, formula: string): void => {
    const own = 'formula' in block && typeof block.formula === 'string' ? block.formula : formula;
    for (const [name, part] of Object.entries(block) as [string, unknown][]) {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) continue;
      const at = path === '' ? name : `${path}.${name}`;
      const ddf = at.includes('kenward_roger') ? 'kenward-roger' : 'satterthwaite';
      if (isTable(part)) found.push({ path: at, formula: own, ddf, table: part });
      else visit(part, at, own);
    }
  };
  visit(golden, '', golden.formula);
  return found;
}

function isTable(part: object): part is GoldenMeanTable {
  return 'estimate_name' in part && 'rows' in part && 'estimate' in part;
}

/** Why it cannot be asked for; null when it can. */
export function reasonNoMeans(golden: GoldenMeans): string | null {
  const isGeneralized = tablesOf(golden).some(({ table }) => table.df.every((df) => df === 'Inf'));
  return isGeneralized ? 'generalized linear (mixed) models are not fitted yet' : null;
}

/** The model of a table as a request. @param csv text of the data file */
export function meansSubject(
  golden: GoldenMeans,
  { formula, ddf }: Pick<FoundTable, 'formula' | 'ddf'>,
  csv: string,
): Subject {
  // Weights that are no text are tables of means.
  const { method = 'REML', weights } = golden as Partial<Record<'method' | 'weights', unknown>>;
  const own = { method, weights: typeof weights === 'string' ? weights : null };
  const fit = { ...golden, formula, ...own } as unknown as GoldenFit;
  return subjectOf(prepareModel(goldenRequest(fit, csv, { ddf })));
}

const MEANS: readonly string[] = ['emmean', 'response'];

/** @param csv text of the data file */
export function compareMeans(golden: GoldenMeans, csv: string): ComparisonRow[] {
  return tablesOf(golden)
    .filter(({ table }) => MEANS.includes(table.estimate_name))
    .flatMap((found) => compareTable(found, meansSubject(golden, found, csv)));
}

type Asked = Analysis<'means'>;

function compareTable({ path, table }: FoundTable, subject: Subject): ComparisonRow[] {
  const asked = questionOf(table, subject);
  if (asked === null) return [new WorstDifference(`${path}: its linear functions`, 0).add(NaN, 0, 1).row()];
  return compareRows({ path, table }, analyseModel(subject.input, asked).rows);
}

/** Estimates with their errors, one by one. */
export function compareRows(
  { path, table }: Pick<FoundTable, 'path' | 'table'>,
  rows: readonly EstimatedRow[],
): ComparisonRow[] {
  const unit = (i: number): number => Math.abs(toNumber(table.se[i]));
  const quantity = (name: string, tolerance: number): WorstDifference =>
    new WorstDifference(`${path}: ${name}`, tolerance);
  const unknown = quantity('what is not estimable', 0);
  const estimates = quantity('estimate', 1e-7);
  const errors = quantity('standard error', 1e-7);
  const degrees = quantity('df', 1e-4);
  const limits = quantity('limits', 1e-5);
  const pValues = quantity('p', 1e-6);
  unknown.add(rows.length, table.rows.length, 1);
  table.rows.forEach((_, i) => {
    const row = rows[i];
    unknown.add(row?.undetermined === undefined ? 0 : 1, table.estimate[i] === 'NA' ? 1 : 0, 1);
    estimates.add(row?.estimate, table.estimate[i], unit(i));
    errors.add(row?.standardError, table.se[i], unit(i));
    degrees.add(row?.df ?? Infinity, table.df[i], toNumber(table.df[i]));
    limits
      .add(row?.lower, table.ci95.values[i][0], unit(i))
      .add(row?.upper, table.ci95.values[i][1], unit(i));
    pValues.add(row?.pValue ?? NaN, table.p_value[i], 1);
  });
  return [unknown, estimates, errors, degrees, limits, pValues]
    .map((worst) => worst.row())
    .filter(({ compared }) => compared > 0);
}

/** The question whose linear functions are those of the table; null where there is none. */
function questionOf(table: GoldenMeanTable, subject: Subject): Asked | null {
  const type = table.notes.some((note) => note.includes('back-transformed')) ? 'response' : 'link';
  const candidates = atTexts(table, subject).flatMap((at) =>
    COVARIATE_RULES.flatMap((covariates) =>
      MEAN_WEIGHTS.map((weights): Asked => {
        const grid = { specs: specsText(table), at, weights, covariates };
        return { kind: 'means', ...grid, type, bias: false, test: true, letters: null };
      }),
    ),
  );
  return candidates.find((asked) => isOf(asked, table, subject)) ?? null;
}

export function specsText({ rows, by }: GoldenMeanTable): string {
  const factors = Object.keys(rows[0]).filter((name) => name !== '1' && !by.includes(name));
  const text = factors.length === 0 ? '1' : factors.map(quoteName).join(' * ');
  return by.length === 0 ? text : `${text} | ${by.map(quoteName).join(' * ')}`;
}

/** Numbers in the rows, and perhaps those that the linear functions show other numbers to be held at. */
function atTexts({ rows, linfct }: GoldenMeanTable, { input }: Subject): (string | null)[] {
  const numeric = [...input.table.columns.values()].filter(({ kind }) => kind === 'number');
  const entries = numeric.flatMap(({ name }) => {
    const values = [...new Set(rows.map((row) => row[name]))].filter((value) => value !== undefined);
    return values.length === 0 ? [] : [`${quoteName(name)}=${values.join(',')}`];
  });
  const held = numeric.flatMap(({ name }) => {
    const column = linfct?.cols.indexOf(name) ?? -1;
    if (column < 0 || name in rows[0]) return [];
    const values = new Set(linfct!.values.map((row) => row[column]));
    return values.size === 1 ? [`${quoteName(name)}=${[...values].join('')}`] : [];
  });
  const texts = [entries, [...entries, ...held]].map((list) => (list.length === 0 ? null : list.join('; ')));
  return [...new Set(texts)];
}

function isOf(asked: Asked, { linfct, rows }: GoldenMeanTable, subject: Subject): boolean {
  try {
    const margins = marginsOf(subject, asked);
    const { kept, matrices } = subject.fit;
    const p = kept.length;
    if (linfct === undefined || margins.rows !== rows.length) return linfct === undefined;
    const columns = kept.map((j) => linfct.cols.indexOf(matrices.X.names[j]));
    return linfct.values.every((row, r) =>
      columns.every((column, k) => {
        const wanted = column < 0 ? NaN : toNumber(row[column]);
        const found = margins.L[r * p + k];
        return margins.estimable[r] === 0 || Math.abs(found - wanted) < 1e-9 * (1 + Math.abs(wanted));
      }),
    );
  } catch (error) {
    if (error instanceof CellmerError) return false;
    throw error;
  }
}
