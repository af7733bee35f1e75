/** Compares contrasts of estimated marginal means, wherever a golden result has some, with those of the same model here. */

import { openModel, prepareModel, runThrough, type OpenModel } from '../../src/index';
import type { ContrastRow, ContrastsAnswer } from '../../src/analyses/contrasts';
import { studentizedRange } from '../../src/distributions/studentizedRange';
import { ADJUSTMENTS, type AdjustmentName } from '../../src/means/adjustments';
import { readContrast, type ContrastRequest } from '../../src/means/contrastRequest';
import { FAMILIES } from '../../src/means/families';
import type { GoldenMeans } from './compareMeans';
import { goldenRequest, toNumber, type GoldenFit, type GoldenMatrix, type GoldenNumber } from './golden';
import { WorstDifference, type ComparisonRow } from './worstDifference';

type Labels = Readonly<Record<string, string | number>>;

interface GoldenContrasts {
  /** Labels and levels of the groups; told once for several adjustments. */
  readonly rows?: readonly Labels[];
  readonly by?: string | readonly string[];
  readonly estimate: readonly GoldenNumber[];
  readonly se: readonly GoldenNumber[];
  readonly df: readonly GoldenNumber[];
  readonly ci95: GoldenMatrix;
  readonly p_value: readonly GoldenNumber[];
  readonly notes?: string | readonly string[];
}

/** Contrasts with where they stand, and what is to be asked for them. */
interface Wanted {
  readonly path: string;
  readonly ddf: 'satterthwaite' | 'kenward-roger';
  readonly rows: readonly Labels[];
  readonly by: readonly string[];
  readonly adjust: AdjustmentName;
  readonly golden: GoldenContrasts;
}

/** Of estimates and standard errors relative to the standard error, degrees of freedom relatively, p values as they are. */
const TOLERANCES = { estimates: 1e-7, errors: 1e-7, df: 1e-4, p: 1e-6, limits: 1e-6 };
/** emmeans looks for this quantile with a tolerance of 5e-4. */
const ROUGH_LIMITS = 2e-3;

/** @param csv text of the data file */
export function compareContrasts(golden: GoldenMeans, csv: string): ComparisonRow[] {
  const models = new Map<string, OpenModel>();
  return contrastsIn(golden).flatMap((wanted) => {
    const { ddf, path } = wanted;
    const model = models.get(ddf) ?? openModel(prepareModel(goldenRequest(fitOf(golden), csv, { ddf })));
    models.set(ddf, model);
    const found = matching(model, wanted, Object.keys(fitOf(golden).factors ?? {}));
    return found === null ? [] : rowsOf(path, wanted, found);
  });
}

/** Weights are those of means there. */
function fitOf(golden: GoldenMeans): GoldenFit {
  return { ...golden, method: 'REML', weights: null } as unknown as GoldenFit;
}

/** All tables whose rows are contrasts of means, of slopes not; custom ones, which no name describes, will match nothing. */
function contrastsIn(golden: GoldenMeans): Wanted[] {
  const found: Wanted[] = [];
  const visit = (node: unknown, path: readonly string[], first: GoldenContrasts | null): void => {
    if (!isTable(node)) {
      if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
      const sets = Object.values(node).filter(isTable);
      const named = sets.find(({ rows }) => rows !== undefined) ?? null;
      for (const [key, child] of Object.entries(node)) visit(child, [...path, key], named);
      return;
    }
    const rows = node.rows ?? first?.rows ?? [];
    const by = [node.by ?? first?.by ?? []].flat();
    const labels = Object.keys(rows[0] ?? {}).filter((name) => !by.includes(name));
    const isOfSlopes = path.some((key) => key.startsWith('trend'));
    if (isOfSlopes) return;
    if (labels.every((name) => name === 'contrast' || name.includes('_')) && labels.length > 0)
      found.push({ path: path.join('/'), ddf: ddfOf(path), rows, by, adjust: adjustOf(node), golden: node });
  };
  visit(golden, [], null);
  return found;
}

function isTable(node: unknown): node is GoldenContrasts {
  return typeof node === 'object' && node !== null && 'estimate' in node && 'p_value' in node && 'df' in node;
}

function ddfOf(path: readonly string[]): Wanted['ddf'] {
  return path.includes('kenward_roger') ? 'kenward-roger' : 'satterthwaite';
}

function adjustOf({ notes = [] }: GoldenContrasts): AdjustmentName {
  const said = [notes].flat().map((note) => /^P value adjustment: (\w+) method/.exec(note)?.[1]);
  return ADJUSTMENTS.find(({ name }) => said.includes(name))?.name ?? 'none';
}

/** What is asked for rows with such labels: the factors and the family, among all, that give the same. */
function matching(model: OpenModel, wanted: Wanted, factors: readonly string[]): ContrastsAnswer | null {
  const free = factors.filter((name) => !wanted.by.includes(name));
  const labels = labelsOf(wanted).join('\n');
  const found = specsOf(wanted, free).flatMap((specs) =>
    requests(wanted).flatMap((contrast) => asked(model, specs, contrast, wanted) ?? []),
  );
  const alike = found.filter(
    ({ tables: [{ rows }] }) => rows.map((row) => row.labels.join(' · ')).join('\n') === labels,
  );
  // Effects and deletion effects have the same labels.
  const distance = ({ tables: [{ rows }] }: ContrastsAnswer): number =>
    rows.reduce((sum, row, i) => sum + Math.abs(row.estimate - toNumber(wanted.golden.estimate[i]) || 0), 0);
  return alike.sort((one, other) => distance(one) - distance(other))[0] ?? null;
}

function labelsOf({ rows, by }: Wanted): string[] {
  const first = Object.keys(rows[0]).filter((name) => !by.includes(name));
  return rows.map((row) => [...first, ...by].map((name) => String(row[name])).join(' · '));
}

/** The factors of an interaction stand in the names of its columns; of others one, or all that are left. */
function specsOf({ rows, by }: Wanted, free: readonly string[]): string[] {
  const inNames = Object.keys(rows[0]).flatMap((name) => /^(.+)_[^_]+$/.exec(name)?.[1] ?? []);
  const sets =
    inNames.length > 0 ? [inNames.join(' * ')] : [...free, ...(free.length > 1 ? [free.join(' * ')] : [])];
  return sets.map((set) => (by.length > 0 ? `${set} | ${by.join(' * ')}` : set));
}

function requests({ rows }: Wanted): ContrastRequest[] {
  const families = Object.keys(rows[0]).flatMap((name) => /^.+_([^_]+)$/.exec(name)?.[1] ?? []);
  if (families.length > 0) return [readContrast(`interaction=${families.join('*')}`)];
  const controls = [
    ...new Set(rows.flatMap(({ contrast }) => /^.* - (.*)$/.exec(String(contrast))?.[1] ?? [])),
  ];
  return [
    ...FAMILIES.map(({ name }) => readContrast(name)),
    ...(controls.length === 1 ? [readContrast(`control=${controls[0]}`)] : []),
  ];
}

/** Null where the model has no such contrasts. */
function asked(
  model: OpenModel,
  specs: string,
  contrast: ContrastRequest,
  { rows, by, adjust }: Wanted,
): ContrastsAnswer | null {
  const numbers = by.filter((name) => rows.every((row) => typeof row[name] === 'number'));
  const at = numbers
    .map((name) => `${name}=${[...new Set(rows.map((row) => row[name]))].join(',')}`)
    .join('; ');
  const grid = { specs, at: at === '' ? null : at, covariates: 'mean', weights: 'equal' } as const;
  try {
    const more = { contrast, adjust, type: 'link', reverse: false, letters: false, effect: null } as const;
    return runThrough(model.answerSteps({ kind: 'contrasts', ...grid, ...more }));
  } catch {
    return null;
  }
}

function rowsOf(path: string, wanted: Wanted, answer: ContrastsAnswer): ComparisonRow[] {
  const { golden, adjust } = wanted;
  const estimates = new WorstDifference(`${path}: estimates and standard errors`, TOLERANCES.estimates);
  const df = new WorstDifference(`${path}: degrees of freedom`, TOLERANCES.df);
  const p = new WorstDifference(`${path}: p values`, TOLERANCES.p);
  const limits = new WorstDifference(
    `${path}: limits`,
    adjust === 'dunnettx' ? ROUGH_LIMITS : TOLERANCES.limits,
  );
  const hasGaps = golden.df.includes('NA');
  answer.tables[0].rows.forEach((row, i) => {
    const [se, degrees] = [toNumber(golden.se[i]), toNumber(golden.df[i])];
    estimates.add(row.estimate, golden.estimate[i], se).add(row.standardError, golden.se[i], se);
    df.add(row.df ?? Infinity, golden.df[i], degrees);
    p.add(hasGaps && adjust === 'tukey' ? atWholeDf(row, wanted) : row.pValue!, golden.p_value[i], 1);
    golden.ci95.values[i].forEach((end, side) => limits.add(side === 0 ? row.lower : row.upper, end, se));
  });
  return [estimates, df, p, limits].map((worst) => worst.row());
}

/**
 * Where a row has no degrees of freedom, emmeans takes them for infinite, and R's zapsmall() then rounds those of all other rows to
 * whole numbers before ptukey() has them.
 */
function atWholeDf({ statistic, df }: ContrastRow, { rows, by }: Wanted): number {
  const groups = new Set(rows.map((row) => by.map((name) => row[name]).join())).size;
  const means = (1 + Math.sqrt(1 + (8 * rows.length) / groups)) / 2;
  return studentizedRange(means).upper(Math.SQRT2 * Math.abs(statistic!), Math.round(df!));
}
