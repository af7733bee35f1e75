/** Golden results: fits by lme4, polished to the true optimum, as JSON; and the request that repeats one of them. */

import { parseCsv } from '../../src/index';
import { compareCodePoints } from '../../src/table';
import {
  DEFAULT_FIT_OPTIONS,
  type Cell,
  type CellMatrix,
  type ContrastKind,
  type FitOptions,
  type ModelRequest,
} from '../../src/index';
import type { ContrastOptions } from '../../src/design';

/** Numbers that JSON does not know are text: "Inf", "-Inf", "NaN", "NA". */
export type GoldenNumber = number | string;

export interface GoldenMatrix {
  readonly rows: readonly string[];
  readonly cols: readonly string[];
  readonly values: readonly (readonly GoldenNumber[])[];
}

export interface GoldenHessian {
  /** Where it was evaluated: (beta,) sigma2 and the entries of the covariance matrices. */
  readonly par?: NamedNumbers;
  readonly hessian: GoldenMatrix;
  readonly vcov?: GoldenMatrix | null;
}

export interface GoldenVarCorr {
  readonly group: string;
  readonly terms: readonly string[];
  readonly cov: readonly (readonly GoldenNumber[])[];
  readonly sd: readonly GoldenNumber[];
}

export interface GoldenRanef {
  readonly nlevels: number;
  readonly columns: readonly string[];
  /** Perhaps only the first levels, as many as `values` has rows. */
  readonly levels: readonly string[];
  readonly values: readonly (readonly GoldenNumber[])[];
  readonly sum?: readonly GoldenNumber[];
  readonly sumsq?: readonly GoldenNumber[];
  /** A matrix per level, for the first levels. */
  readonly condVar?: readonly (readonly (readonly GoldenNumber[])[])[] | null;
  /** The same for several terms on one factor, each term by itself. */
  readonly condVar_by_term?: Readonly<
    Record<string, readonly (readonly (readonly GoldenNumber[])[])[]>
  > | null;
}

export interface GoldenVector {
  readonly first: readonly GoldenNumber[];
  readonly sum: GoldenNumber;
  readonly sumsq: GoldenNumber;
}

export type NamedNumbers = Readonly<Record<string, GoldenNumber>>;

/** A table of F tests; R writes one of a single row without lists. */
export interface GoldenAnova {
  readonly terms: string | readonly string[];
  readonly SumSq?: GoldenNumber | readonly GoldenNumber[];
  readonly NumDF: GoldenNumber | readonly GoldenNumber[];
  readonly DenDF: GoldenNumber | readonly GoldenNumber[];
  readonly F: GoldenNumber | readonly GoldenNumber[];
  readonly p: GoldenNumber | readonly GoldenNumber[];
}

/** One fitted linear mixed model. Keys as R and lme4 name things; a missing key was not computed. */
export interface GoldenFit {
  readonly id: string;
  readonly data: string;
  readonly data_prep?: string | null;
  readonly formula: string;
  readonly family: string;
  readonly method: string;
  readonly weights?: string | null;
  readonly offset?: string | null;
  readonly contrasts?: string;
  readonly factors?: Readonly<
    Record<string, { readonly levels?: readonly string[]; readonly ordered: boolean }>
  >;
  readonly nobs: number;
  readonly n_dropped_na?: number;
  readonly ngrps: Readonly<Record<string, number>>;
  readonly rank_deficient_dropped?: readonly string[];
  readonly criterion: number;
  readonly logLik: number;
  readonly npar: number;
  readonly AIC: number;
  readonly BIC: number;
  readonly df_residual: number;
  readonly theta: NamedNumbers;
  readonly sigma: number;
  readonly varcorr: readonly GoldenVarCorr[];
  readonly singular: boolean;
  readonly fixef: NamedNumbers;
  readonly se: NamedNumbers;
  readonly vcov_beta?: GoldenMatrix;
  readonly cor_beta?: GoldenMatrix;
  readonly ranef: Readonly<Record<string, GoldenRanef>>;
  readonly fitted?: GoldenVector;
  readonly residuals?: GoldenVector;
  readonly scaled_residual_quantiles?: NamedNumbers;
  readonly satterthwaite?: { readonly df: NamedNumbers; readonly p: NamedNumbers } | null;
  readonly kenward_roger?: {
    readonly df: NamedNumbers;
    readonly se: NamedNumbers;
    readonly p: NamedNumbers;
  } | null;
  readonly anova_type3_satterthwaite?: GoldenAnova | null;
  readonly anova_type3_kenward_roger?: GoldenAnova | null;
  readonly r2_nakagawa?: Readonly<
    Record<'var_fixed' | 'var_random' | 'var_resid' | 'marginal' | 'conditional', GoldenNumber>
  > | null;
  readonly hessian_full_ML?: GoldenHessian | null;
  readonly hessian_REML_varpar?: GoldenHessian | null;
  readonly confint_wald95?: GoldenMatrix | null;
  /** New rows, and what predict() gives for them with random effects and without. */
  readonly predict?: {
    readonly newdata: readonly Readonly<Record<string, Cell>>[];
    readonly with_re?: readonly GoldenNumber[];
    readonly without_re?: readonly GoldenNumber[];
  } | null;
}

export function toNumber(value: GoldenNumber): number {
  if (typeof value === 'number') return value;
  return Number(value.replace('Inf', 'Infinity').replace('NA', 'NaN'));
}

/** Visits the entries of a matrix row by row; does nothing when there is none. */
export function forEachEntry(
  matrix: GoldenMatrix | null | undefined,
  visit: (wanted: GoldenNumber, i: number, j: number) => void,
): void {
  matrix?.values.forEach((line, i) => line.forEach((wanted, j) => visit(wanted, i, j)));
}

/** Whether a golden file holds a linear mixed model, the only kind that can be compared with a FitResult. */
export function isLinearMixedModel(json: unknown): json is GoldenFit {
  return (
    typeof json === 'object' &&
    json !== null &&
    'varcorr' in json &&
    'family' in json &&
    json.family === 'gaussian'
  );
}

/** Why the public interface has no way to ask for this case, as a sentence; null when it has. */
export function reasonNotAskable(golden: GoldenFit): string | null {
  if (golden.data_prep) return `the data need a column that the file does not have: ${golden.data_prep}`;
  return null;
}

/** What a request is made of. */
type AskedGolden = Pick<GoldenFit, 'method' | 'formula' | 'factors' | 'weights' | 'offset' | 'contrasts'>;

/**
 * The request that repeats a golden fit.
 *
 * @param csv text of the data file
 */
export function goldenRequest(
  golden: AskedGolden,
  csv: string,
  options: Partial<FitOptions> = {},
): ModelRequest {
  const method = golden.method === 'REML' ? 'REML' : 'ML';
  return {
    data: withFactors(parseCsv(csv), golden.factors ?? {}),
    model: golden.formula,
    options: {
      ...DEFAULT_FIT_OPTIONS,
      headers: true,
      method,
      weights: golden.weights ?? null,
      offset: golden.offset ?? null,
      contrasts: goldenContrasts(golden),
      levels: goldenLevels(golden),
      ...options,
    },
  };
}

/** `contr.sum for unordered, ...`, and polynomials for ordered factors. */
function goldenContrasts({ contrasts, factors = {} }: AskedGolden): ContrastOptions {
  const named = /^contr\.(treatment|sum|helmert)/.exec(contrasts ?? '')?.[1] as ContrastKind | undefined;
  const ordered = Object.entries(factors).filter(([, factor]) => factor.ordered);
  return {
    all: named ?? 'treatment',
    factors: Object.fromEntries(ordered.map(([name]) => [name, { kind: 'poly' as const }])),
  };
}

/** Levels that do not stand in the order of their bytes. */
function goldenLevels({ factors = {} }: AskedGolden): FitOptions['levels'] {
  const listed = Object.entries(factors).flatMap(([name, { levels = [] }]) => {
    const isSorted = levels.every((level, i) => i === 0 || compareCodePoints(levels[i - 1], level) < 0);
    return isSorted ? [] : [[name, { levels, ordered: false }] as const];
  });
  return Object.fromEntries(listed);
}

/** The cells with the columns that were factors in R as text, and labels that were numbers in R as numbers. */
function withFactors(cells: CellMatrix, factors: NonNullable<GoldenFit['factors']>): CellMatrix {
  const [names, ...rows] = cells as [readonly Cell[], ...(readonly Cell[])[]];
  const converters = names.map((name, column) => {
    const isFactor = Object.hasOwn(factors, String(name));
    const isNumeric =
      !isFactor && rows.every((row) => row[column] == null || Number.isFinite(Number(row[column])));
    return (cell: Cell): Cell => {
      if (cell == null) return cell;
      if (isFactor) return String(cell);
      return isNumeric && typeof cell === 'string' ? Number(cell) : cell;
    };
  });
  return [names, ...rows.map((row) => row.map((cell, column) => converters[column](cell)))];
}
