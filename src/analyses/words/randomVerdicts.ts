/** A verdict for each random effect: its standard deviation with limits, and the likelihood-ratio test of the model without it. */

import type { ModelFrame } from '../../design';
import { CellmerError } from '../../errors';
import type { RandomTerm } from '../../formula/ast';
import type { Steps } from '../../optimize/steps';
import { type DeviationLimits, deviationFits, deviationLimits, type ModelIntervalType } from '../intervals';
import type { ModelSize } from '../modelSize';
import { type Reduced, randomTestFits, reducedSteps, testedReduction } from '../randomTests';
import type { ReducedModel } from '../reducedModels';
import type { Subject } from '../subject';
import { columnWords, variableWords } from './names';
import type { Deviation, RandomVerdict } from './verdicts';

/** Profiles are followed up to this many multiplications, some seconds. */
const MOST_WORK = 2e9;

/** Limits by profile likelihood, which hold near zero too, unless following the profiles would take too long. */
export function deviationType({ fit, input }: ModelSize): ModelIntervalType {
  const count = input.terms.random.reduce((sum, { terms }) => sum + 1 + terms.terms.length, 0);
  return fit * deviationFits(count, 'profile') > MOST_WORK ? 'wald' : 'profile';
}

export function randomVerdictFits(size: ModelSize): number {
  const count = size.input.terms.random.reduce((sum, { terms }) => sum + 1 + terms.terms.length, 0);
  return randomTestFits(size) + deviationFits(count, deviationType(size));
}

export interface RandomVerdicts {
  readonly rows: readonly RandomVerdict[];
  /** What the limits are in the end. */
  readonly type: ModelIntervalType;
}

/** The model itself may be found to fit better on the way. */
export function* randomVerdictSteps(subject: Subject, wanted: ModelIntervalType): Steps<RandomVerdicts> {
  const { random } = subject.input.terms;
  if (random.length === 0) return { rows: [], type: 'wald' };
  const reduced = yield* reducedSteps(subject);
  const { limits, type } = yield* limitsOf(subject, wanted);
  yield* subject.summarySteps();
  const rows = random.flatMap((term, i) => {
    const own = reduced.filter(({ of }) => of?.term === term);
    return verdictsOf(subject, i, own, limits);
  });
  return { rows, type };
}

/** A profile is one of maximum likelihood, which may have no maximum where REML has one. */
function* limitsOf(
  subject: Subject,
  wanted: ModelIntervalType,
): Steps<{ readonly limits: readonly DeviationLimits[]; readonly type: ModelIntervalType }> {
  const { level } = subject.input.options;
  try {
    return { limits: yield* deviationLimits(subject, { type: wanted, level }), type: wanted };
  } catch (error) {
    const isWithout = error instanceof CellmerError && ['model', 'unsupported'].includes(error.code);
    if (!isWithout || wanted === 'wald') throw error;
    return { limits: yield* deviationLimits(subject, { type: 'wald', level }), type: 'wald' };
  }
}

/** An effect of a random term, and which of the term's own terms it belongs to: none for the intercept. */
interface NamedDeviation extends Deviation {
  readonly label: string | null;
}

function verdictsOf(
  subject: Subject,
  i: number,
  reduced: readonly Reduced[],
  limits: readonly DeviationLimits[],
): RandomVerdict[] {
  const term = subject.input.terms.random[i];
  const deviations = deviationsOf(subject, term, i, limits);
  const whole = reduced.find(({ of }) => of?.without === null);
  const labels = [...new Set(deviations.map(({ label }) => label))];
  const parts = whole ? [null] : labels;
  return parts.map((label) => {
    const effects = whole ? deviations : deviations.filter((one) => one.label === label);
    const found = whole ?? reduced.find(({ of }) => of?.without === label && label !== null);
    const { test, remark } = found ? testedReduction(found, subject) : UNTESTED;
    const words = effects.length === 1 ? effects[0].words : partWords(term, label);
    const told = effects.map(({ words: own, sd, lower, upper }) => ({ words: own, sd, lower, upper }));
    return { group: term.groupLabel, words, effects: told, test, remark };
  });
}

const UNTESTED: Pick<ReducedModel, 'test' | 'remark'> = { test: null, remark: null };

function partWords({ terms }: RandomTerm, label: string | null): string {
  const found = terms.terms.filter((one) => label === null || one.label === label);
  const names = found.map(({ variables }) =>
    variables.map((v) => variableWords(terms.variables[v].label)).join(' × '),
  );
  return `effect of ${names.join(' and ')}`;
}

function deviationsOf(
  { fit, frame, summary }: Subject,
  term: RandomTerm,
  i: number,
  limits: readonly DeviationLimits[],
): NamedDeviation[] {
  const t = fit.terms.findIndex(({ block }) => block === fit.matrices.random[i]);
  const { covariance } = fit.terms[t];
  const columns = columnWords(term.terms, (label) => variableOf(frame, term, label));
  const k = columns.length;
  const { isZero } = summary.varianceComponents[t];
  return columns.map(({ term: of, words }, a) => {
    const sd = Math.sqrt(covariance[a * k + a]);
    const ends = limits.find((one) => one.t === t && one.a === a);
    return {
      words,
      label: of < 0 ? null : term.terms.terms[of].label,
      sd: isZero[a] ? 0 : sd,
      lower: ends?.lower ?? null,
      upper: ends?.upper ?? null,
    };
  });
}

/** A variable that groups the rows of a term is a factor in the term's columns too. */
function variableOf(frame: ModelFrame, term: RandomTerm, label: string) {
  const isGroup = term.group.some((variable) => variable.label === label);
  return (isGroup ? frame.groups : frame.variables).get(label)!;
}
