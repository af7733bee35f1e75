/**
 * A verdict for each term of the fixed effects: its type III test, and an estimate of the very thing that is tested, so that
 * with one degree of freedom F is the square of t. That is, effects are averaged over the levels of factors in larger terms with
 * equal weights, and taken where the numbers in larger terms are 0.
 */

import { makesFactor, termCodings } from '../../design';
import type { FrameVariable, NumericVariable } from '../../design/frameTypes';
import { CellmerError } from '../../errors';
import { namesIn } from '../../formula';
import type { Term, Variable } from '../../formula/ast';
import { meansOver } from '../../means/margins';
import type { ContrastRequest } from '../../means/contrastRequest';
import { referenceGrid, type ReferenceGrid } from '../../means/referenceGrid';
import { type SlopeVariable, slopesOver } from '../../means/slopes';
import type { Margins } from '../../means/types';
import { anovaTable } from '../anova';
import { contrastsOfMargins, type ContrastRow } from '../contrasts';
import type { Subject } from '../subject';
import { levelWords, variableWords } from './names';
import type { Amount, AtLevel, LevelDifference, TermSize, TermVerdict } from './verdicts';

/** Up to so many levels each is compared with the first; of more the highest with the lowest. */
const MOST_COMPARED = 5;
/** Up to so many levels the effect at each is told. */
const MOST_TOLD = 4;

export function fixedVerdicts(subject: Subject): TermVerdict[] {
  const { terms } = subject.input.terms.fixed;
  const { rows } = anovaTable(subject, { type: 3 });
  const isWhole = wholeTerms(subject);
  return terms.map((term, t) => {
    const row = rows[t];
    const around = surroundings(subject, term);
    const found = 'f' in row && around !== null ? sizeOf(subject, around) : NONE;
    const size = isWhole[t] && 'contrast' in found ? { ...found, contrast: null } : found;
    return {
      variables: term.variables.map((v) => variableWords(subject.input.terms.fixed.variables[v].label)),
      test: 'f' in row ? { numDf: row.numDf, denDf: row.denDf, f: row.f, pValue: row.pValue } : null,
      isWhole: isWhole[t],
      size,
      ...(size.kind === 'none' ? NOTHING_ELSE : contextOf(around!)),
    };
  });
}

/** Terms with a column for each level of a factor: there is no term of fewer variables, or no intercept, that they add to. */
function wholeTerms({ input, frame }: Subject): boolean[] {
  const { fixed } = input.terms;
  const isFactor = fixed.variables.map(({ label }) => frame.variables.get(label)?.kind === 'factor');
  return termCodings(fixed, isFactor).map((codings, t) =>
    codings.some((coding, i) => coding === 'dummies' && isFactor[fixed.terms[t].variables[i]]),
  );
}

const NONE: TermSize = { kind: 'none' };
const NOTHING_ELSE = { over: [], atZero: [], beyondData: [] };

/** A variable that is a column of the data: a factor, or numbers as they are or within a function of them alone. */
interface Plain {
  readonly column: string;
  /** As people read it. */
  readonly name: string;
  readonly of: Variable;
  readonly values: FrameVariable;
}

/** A term, and what the larger terms that hold it have besides. */
interface Surroundings {
  readonly own: readonly Plain[];
  readonly factors: readonly Plain[];
  readonly numbers: readonly Plain[];
}

/** Null where what is tested cannot be told by levels and slopes: a variable is a column of several numbers, or stands in several ways. */
function surroundings({ input, frame }: Subject, term: Term): Surroundings | null {
  const { variables, terms } = input.terms.fixed;
  const larger = terms.filter(
    (other) => other !== term && term.variables.every((v) => other.variables.includes(v)),
  );
  const more = [...new Set(larger.flatMap((other) => other.variables))].filter(
    (v) => !term.variables.includes(v),
  );
  const plain = (v: number): Plain | null => plainVariable(variables, v, input.table, frame.variables);
  const [own, others] = [term.variables.map(plain), more.map(plain)];
  if (![...own, ...others].every((one) => one !== null)) return null;
  const known = others as Plain[];
  const numbers = known.filter(({ values }) => values.kind === 'number');
  if (numbers.some(({ of }) => of.expr.type !== 'name')) return null;
  return { own: own as Plain[], factors: known.filter((one) => !numbers.includes(one)), numbers };
}

function plainVariable(
  variables: readonly Variable[],
  v: number,
  { columns }: Subject['input']['table'],
  known: ReadonlyMap<string, FrameVariable>,
): Plain | null {
  const of = variables[v];
  const values = known.get(of.label);
  const inData = (one: Variable): string[] => [
    ...new Set(namesIn(one.expr).flatMap(({ name }) => (columns.has(name) ? [name] : []))),
  ];
  const names = inData(of);
  if (values === undefined || values.kind === 'matrix' || names.length !== 1) return null;
  const [column] = names;
  if (variables.some((other, w) => w !== v && inData(other).includes(column))) return null;
  const { expr } = of;
  const isLevels = expr.type === 'name' || (expr.type === 'call' && makesFactor(expr.name));
  if (values.kind === 'factor' && !isLevels) return null;
  return { column, name: variableWords(of.label), of, values };
}

/** Zero counts as reached by data that end nearer to it than this share of their range. */
const NEAR = 0.1;

function contextOf({ factors, numbers }: Surroundings): Pick<TermVerdict, 'over' | 'atZero' | 'beyondData'> {
  const names = (all: readonly Plain[]): string[] => all.map(({ name }) => name);
  const reachesZero = ({ values }: NumericVariable): boolean => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    const margin = NEAR * (high - low);
    return low - margin <= 0 && high + margin >= 0;
  };
  const beyond = numbers.filter(({ values }) => !reachesZero(values as NumericVariable));
  return { over: names(factors), atZero: names(numbers), beyondData: names(beyond) };
}

function sizeOf(subject: Subject, around: Surroundings): TermSize {
  try {
    const factors = around.own.filter(({ values }) => values.kind === 'factor');
    const numbers = around.own.filter(({ values }) => values.kind === 'number');
    const ask = new Effects(subject, around);
    if (numbers.length === 0 && factors.length === 1) return levelsSize(ask, factors[0]);
    if (numbers.length === 1 && factors.length === 0)
      return { kind: 'slope', amount: amountOf(ask.slopes(numbers[0], [], SAME)[0]) };
    if (numbers.length === 0 && factors.length === 2) return differencesSize(ask, factors);
    if (numbers.length === 1 && factors.length === 1) return slopesSize(ask, numbers[0], factors[0]);
    const isBend = numbers.length === 2 && factors.length === 0 && around.factors.length === 0;
    return isBend ? bendSize(subject, numbers) : NONE;
  } catch (error) {
    // A grid of too many points, or a formula that leaves none: the test stands without an estimate.
    if (error instanceof CellmerError && error.code === 'option') return NONE;
    throw error;
  }
}

const SAME: ContrastRequest = { of: 'means', choice: { family: 'identity', control: null } };
const WITH_FIRST: ContrastRequest = { of: 'means', choice: { family: 'control', control: null } };
const PAIRS: ContrastRequest = { of: 'means', choice: { family: 'pairwise', control: null } };

/** Asks for effects where the term is tested. */
class Effects {
  private readonly grid: ReferenceGrid;

  constructor(
    private readonly subject: Subject,
    { numbers }: Surroundings,
  ) {
    const at = new Map(numbers.map(({ column }) => [column, ['0']]));
    this.grid = referenceGrid(subject.input.table, subject.frame, { at, covariates: 'mean' });
  }

  means(factors: readonly Plain[], contrast: ContrastRequest, by: readonly Plain[] = []): ContrastRow[] {
    const margins = meansOver(this.grid, this.subject, specsOf(factors, by), 'equal');
    return this.rows(margins, contrast);
  }

  slopes({ column, of }: Plain, factors: readonly Plain[], contrast: ContrastRequest): ContrastRow[] {
    const { table } = this.subject.input;
    const isItself = of.expr.type === 'name';
    const variable: SlopeVariable = { label: of.label, column, of: isItself ? null : of.expr };
    return this.rows(
      slopesOver(this.grid, table, this.subject, variable, specsOf(factors, []), 'equal'),
      contrast,
    );
  }

  private rows(margins: Margins, contrast: ContrastRequest): ContrastRow[] {
    const [table] = contrastsOfMargins(this.subject, margins, { contrast, adjust: null, reverse: false });
    return [...table.rows];
  }
}

function specsOf(factors: readonly Plain[], by: readonly Plain[]): { factors: string[]; by: string[] } {
  const names = (all: readonly Plain[]): string[] => all.map(({ column }) => column);
  return { factors: names(factors), by: names(by) };
}

function levelNamesOf({ name, values }: Plain): string[] {
  return values.kind === 'factor' ? values.levels.map((level) => levelWords(name, level)) : [];
}

function levelsSize(ask: Effects, factor: Plain): TermSize {
  const levels = levelNamesOf(factor);
  if (levels.length <= MOST_COMPARED) {
    const rows = ask.means([factor], WITH_FIRST);
    if (rows.length !== levels.length - 1) return NONE;
    return {
      kind: 'levels',
      compared: levels.length === 2 ? 'both' : 'with first',
      rows: rows.map((row, i) => differenceOf(row, levels[i + 1], levels[0])),
    };
  }
  const rows = ask.means([factor], PAIRS);
  const pairs = levels.flatMap((level, i) => levels.slice(i + 1).map((other) => ({ level, other })));
  if (rows.length !== pairs.length) return NONE;
  const at = rows.reduce(
    (best, row, i) => (Math.abs(row.estimate) > Math.abs(rows[best].estimate) ? i : best),
    0,
  );
  const { level, other } = pairs[at];
  const row = differenceOf(rows[at], level, other);
  return { kind: 'levels', compared: 'extremes', rows: [row.estimate < 0 ? turned(row) : row] };
}

function turned({ level, other, ...row }: LevelDifference): LevelDifference {
  const { estimate, lower, upper, statistic } = row;
  return {
    ...row,
    level: other,
    other: level,
    estimate: -estimate,
    lower: -upper,
    upper: -lower,
    statistic: -statistic,
  };
}

function differencesSize(ask: Effects, factors: readonly Plain[]): TermSize {
  const two = factors.find((one) => levelNamesOf(one).length === 2);
  if (two === undefined) return NONE;
  const other = factors.find((one) => one !== two)!;
  const [[first, second], levels] = [levelNamesOf(two), levelNamesOf(other)];
  const rows = ask.means([two], WITH_FIRST, [other]);
  if (rows.length !== levels.length || levels.length > MOST_TOLD) return NONE;
  const interaction: ContrastRequest = {
    of: 'interaction',
    choices: [{ family: 'control', control: null }],
  };
  const contrast =
    levels.length === 2 ? differenceOf(ask.means([two, other], interaction)[0], levels[1], levels[0]) : null;
  const at = rows.map((row, i): AtLevel => ({ ...amountOf(row), level: levels[i] }));
  return { kind: 'differences', level: second, other: first, rows: at, contrast };
}

function slopesSize(ask: Effects, number: Plain, factor: Plain): TermSize {
  const levels = levelNamesOf(factor);
  if (levels.length > MOST_TOLD) return NONE;
  const rows = ask.slopes(number, [factor], SAME);
  if (rows.length !== levels.length) return NONE;
  const contrast =
    levels.length === 2
      ? differenceOf(ask.slopes(number, [factor], WITH_FIRST)[0], levels[1], levels[0])
      : null;
  const at = rows.map((row, i): AtLevel => ({ ...amountOf(row), level: levels[i] }));
  return { kind: 'slopes', of: number.name, rows: at, contrast };
}

/** The coefficient of a product of two numbers, where no larger term has it in it. */
function bendSize(subject: Subject, [of, by]: readonly Plain[]): TermSize {
  const { summary } = subject;
  const name = [of, by].map((one) => one.of.label).join(':');
  const found = summary.fixedEffects.find(({ term }) => term === name);
  return found ? { kind: 'bend', of: of.name, by: by.name, amount: amountOf(found) } : NONE;
}

type Estimated = Pick<Amount, 'estimate' | 'lower' | 'upper' | 'df'> & {
  readonly statistic: number | null;
  readonly pValue: number | null;
};

export function amountOf({ estimate, lower, upper, df, statistic, pValue }: Estimated): Amount {
  return { estimate, lower, upper, df, statistic: statistic ?? NaN, pValue: pValue ?? NaN };
}

function differenceOf(row: Estimated, level: string, other: string): LevelDifference {
  return { ...amountOf(row), level, other };
}
