/**
 * Joint tests of main effects and interactions over the grid of means, within levels of other variables too: LMER.ANOVA's "joint" as
 * plain data, and as a table. As emmeans' `joint_tests()`.
 */

import { CellmerError } from '../errors';
import { chiSquare, fisherF } from '../distributions';
import type { Contrasts, FTest } from '../fits';
import type { DenominatorDf } from '../inference/denominator';
import { columnsOf, reportOf, tableOf, type Report, type Value } from '../layout/report';
import { jointFunctions, type JointGroup } from '../means/jointFunctions';
import { type ReferenceGrid, referenceGrid } from '../means/referenceGrid';
import { ddfWords } from '../model/ddfWords';
import {
  effectColumns,
  effectNote,
  effectSize,
  type EffectSize,
  type EffectSizeName,
  effectValues,
} from './effectSizes';
import type { Subject } from './subject';
import { doubtsAboutTests } from './warnings';

export interface JointQuestion {
  /** Variables within whose levels the others are tested. */
  readonly by: readonly string[];
  readonly effects: readonly EffectSizeName[];
  /** Confidence level of the limits of effect sizes. */
  readonly level: number;
}

export interface JointRow extends Pick<FTest, 'numDf' | 'denDf' | 'f' | 'pValue'> {
  /** A level of each variable of `by`. */
  readonly within: readonly string[];
  readonly term: string;
  /** One for each that was asked for; null without denominator degrees of freedom. */
  readonly effects: readonly (EffectSize | null)[];
  /** Whether the data determine a part of it only. */
  readonly isPartial: boolean;
}

export interface JointTests extends JointQuestion {
  readonly ddf: DenominatorDf;
  readonly rows: readonly JointRow[];
  readonly notes: readonly string[];
}

/** @throws CellmerError `option` for variables that are no factors of the fixed part */
export function jointTests(subject: Subject, question: JointQuestion): JointTests {
  const { fit, frame, input, summary } = subject;
  const grid = wideGrid(subject);
  requireFactors(question.by, grid);
  const contrasts = fit.contrasts(input.options.ddf);
  const groups = jointFunctions(grid, { frame, fit }, question.by);
  const rows = groups.flatMap((group) => rowsOf(group, contrasts, fit.kept, question));
  return { ...question, ddf: contrasts.ddf, rows, notes: doubtsAboutTests(summary) };
}

/** With numbers at their means less and plus one, so that they have an effect to be tested, as emmeans has them. */
function wideGrid({ input, frame }: Subject): ReferenceGrid {
  const rule = { covariates: 'mean' } as const;
  const { variables } = referenceGrid(input.table, frame, { at: new Map(), ...rule });
  const numbers = variables.filter(({ values, levels }) => values !== null && levels.length === 1);
  const ends = numbers.map(({ name, values }) => [name, [-1, 1].map((step) => String(values![0] + step))] as const); // prettier-ignore
  return referenceGrid(input.table, frame, { at: new Map(ends), ...rule });
}

function requireFactors(by: readonly string[], { variables }: ReferenceGrid): void {
  const factors = variables.filter(({ isCounted }) => isCounted).map(({ name }) => name);
  const wrong = by.find((name) => !factors.includes(name));
  if (wrong === undefined) return;
  const found = factors.length === 0 ? 'the formula has none' : `there are ${factors.join(', ')}`;
  throw new CellmerError(
    'option',
    `The option by names "${wrong}": expected factors of the fixed effects, ${found}.`,
  );
}

function rowsOf(
  { levels, terms, whole }: JointGroup,
  contrasts: Contrasts,
  kept: readonly number[],
  { effects, level }: JointQuestion,
): JointRow[] {
  const rowOf = (term: string, test: Tested, isPartial: boolean): JointRow => {
    const sizes = effects.map((name) => effectSize(name, test, level));
    return { within: levels, term, ...test, effects: sizes, isPartial };
  };
  const tested = terms.flatMap(({ term, space: { basis, isPartial } }): JointRow[] =>
    basis.length === 0 ? [] : [rowOf(term, testOf(basis, contrasts, kept), isPartial)],
  );
  if (whole === null || whole.all.length <= whole.tested.length) return tested;
  const [all, part] = [whole.all, whole.tested].map((basis) => testOf(basis, contrasts, kept));
  return [...tested, rowOf(CONFOUNDED, remainder(all, part), false)];
}

const CONFOUNDED = '(confounded)';

type Tested = Pick<FTest, 'numDf' | 'denDf' | 'f' | 'pValue'>;

/** With the fewest degrees of freedom of the functions that make the basis, as emmeans has them. */
function testOf(basis: readonly Float64Array[], contrasts: Contrasts, kept: readonly number[]): Tested {
  const q = basis.length;
  if (q === 0) return { numDf: 0, denDf: null, f: 0, pValue: 1 };
  const rows = basis.map((row) => Float64Array.from(kept, (j) => row[j]));
  const { unscaledF: f } = contrasts.joint(Float64Array.from(rows.flatMap((row) => [...row])), q);
  const degrees = rows.map((row) => contrasts.one(row).df ?? Infinity);
  const denDf = Math.min(...degrees);
  return withP({ numDf: q, denDf: Number.isFinite(denDf) ? denDf : null, f });
}

/** What the whole has beside a part of it. */
function remainder(all: Tested, part: Tested): Tested {
  const numDf = all.numDf - part.numDf;
  const f = (all.numDf * all.f - part.numDf * part.f) / numDf;
  return withP({ numDf, denDf: all.denDf, f });
}

function withP(test: Omit<Tested, 'pValue'>): Tested {
  const { numDf, denDf, f } = test;
  const pValue = denDf === null ? chiSquare.upperTail(numDf * f, numDf) : fisherF.upperTail(f, numDf, denDf);
  return { ...test, pValue };
}

/** The levels within which, Term, NumDF, DenDF, F, p value, effect sizes where asked for, and what is to be said of a row. */
export function jointTestReport({ by, effects, level, ddf, rows, notes }: JointTests): Report {
  if (rows.length === 0) return reportOf([], { opening: ['The model has no terms to test.'] });
  const isNoted = rows.some(({ isPartial }) => isPartial);
  const columns = [
    ...columnsOf(...by.map((name) => [`by ${name}`, name, 'label'] as const), ['term', 'Term', 'label']),
    ...columnsOf(
      ['numDf', 'NumDF', 'df'],
      ['denDf', 'DenDF', 'df'],
      ['f', 'F', 'statistic'],
      ['pValue', 'p value', 'p'],
    ),
    ...effectColumns(effects, level),
    ...(isNoted ? columnsOf(['note', 'Note', 'text']) : []),
  ];
  const values = rows.map((row): Value[] => [
    ...[...row.within, row.term, row.numDf, row.denDf, row.f, row.pValue],
    ...effectValues(row.effects, effects.length),
    ...(isNoted ? [row.isPartial ? 'in part' : null] : []),
  ]);
  const said = [
    `Joint tests over means with equal weights${by.length === 0 ? '' : `, within each level of ${by.join(' and ')}`}; ${ddfWords(ddf).tests}${APPROXIMATE.includes(ddf) ? ', of several contrasts the fewest' : ''}.`,
    ...(isNoted ? [PARTIAL] : []),
    ...(rows.some(({ term }) => term === CONFOUNDED) ? [REST] : []),
    ...(effects.length > 0 ? [effectNote(effects, level)] : []),
  ];
  return reportOf([tableOf('jointTests', columns, values, { notes: [...said, ...notes] })]);
}

/** Those that differ between contrasts. */
const APPROXIMATE: readonly DenominatorDf[] = ['satterthwaite', 'kenward-roger'];

const PARTIAL =
  'In part: combinations of levels without data leave some of the contrasts undetermined; the others are tested.';
const REST =
  '(confounded): what differs between the means beside all of these, of which the data do not tell to which term it belongs.';
