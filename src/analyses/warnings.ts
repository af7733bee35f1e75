/** Doubts that come with a result, each with what to do about it. */

import type { Warning } from '../errors';
import type { Fit } from '../fits';
import { directionsOf } from './directions';
import type { FitResult, VarianceComponent } from './fitResult';
import { NO_MAXIMUM_WARNING } from './noMaximum';
import { FLAT_SENTENCE, undeterminedSentence } from './undetermined';

/** Fewer levels than this say little about a variance. */
export const FEW_GROUPS = 5;
/** A correlation this close to ±1 is at its bound. */
const AT_BOUND = 1 - 1e-6;
/** A cell cannot calculate another one anew. */
export const LOWER_FOUND =
  'A question about this model has found a lower minimum than its own search had, and these numbers are of that one: cells ' +
  'calculated before it was found show the higher one until they are calculated again.';

/** Doubts about the fit that are doubts about tests and limits of its fixed effects. */
const OF_TESTS: readonly string[] = ['not-converged', 'not-identified', 'singular', 'rank-deficient'];

/** Those of a result's warnings. */
export function warningsOfTests({ warnings }: Pick<FitResult, 'warnings'>): Warning[] {
  return warnings.filter(({ code }) => OF_TESTS.includes(code));
}

export function doubtsAboutTests(result: Pick<FitResult, 'warnings'>): string[] {
  return warningsOfTests(result).map(({ message }) => message);
}

interface OptimumState {
  /** Why the optimum is not verified; null where it is. */
  readonly doubt: string | null;
  readonly components: readonly VarianceComponent[];
  /** Of the options. */
  readonly notes: readonly string[];
  /** Whether the likelihood is flat at the optimum though the design determines all parameters. */
  readonly flat: boolean;
}

export function fitWarnings(fit: Fit, state: OptimumState): Warning[] {
  const { matrices, dropped, factors } = fit;
  const warnings: Warning[] = [];
  if (fit.kind === 'lm')
    warnings.push({
      code: 'no-random-effects',
      message:
        'The formula has no random effects, so this is an ordinary linear model fitted by least squares.',
    });
  if (fit.hasMaximum) warnings.push(...optimumWarnings(fit, state));
  else warnings.push(NO_MAXIMUM_WARNING);
  if (dropped.length > 0)
    warnings.push({
      code: 'rank-deficient',
      message:
        `Dropped ${count(dropped.length, 'column')} of the fixed effects that other columns already determine: ` +
        `${dropped.map((j) => matrices.X.names[j]).join(', ')}.`,
    });
  if (matrices.droppedRows > 0)
    warnings.push({
      code: 'rows-dropped',
      message: `Dropped ${count(matrices.droppedRows, 'row')} with a missing value in a column the formula uses.`,
    });
  if (matrices.excludedRows)
    warnings.push({
      code: 'rows-excluded',
      message: `Left out ${count(matrices.excludedRows, 'row')} that the option subset does not take.`,
    });
  for (const clause of matrices.numbersAsText ?? [])
    warnings.push({
      code: 'numbers-as-text',
      message: `Numbers as text: ${clause}. Turn its cells into numbers, or put it into factor() if it names groups.`,
    });
  for (const { group } of factors)
    if (group.levels.length < FEW_GROUPS)
      warnings.push({
        code: 'few-groups',
        message: `${group.name} has only ${count(group.levels.length, 'group')}: variances between groups are poorly determined.`,
      });
  for (const message of state.notes) warnings.push({ code: 'option-without-effect', message });
  return warnings;
}

function optimumWarnings(fit: Fit, state: OptimumState): Warning[] {
  const warnings: Warning[] = [];
  if (state.doubt !== null)
    warnings.push({
      code: 'not-converged',
      message: `The optimum could not be verified: ${state.doubt}. Do not rely on these numbers.`,
    });
  if (fit.search.scope.sentBack) warnings.push({ code: 'lower-minimum', message: LOWER_FOUND });
  if (!fit.identification.isRegular)
    warnings.push({ code: 'not-identified', message: undeterminedSentence(fit) });
  if (state.flat) warnings.push({ code: 'not-identified', message: FLAT_SENTENCE });
  if (fit.singular) {
    const found = collapses(state.components);
    const what = found.map(({ sentence }) => sentence).join('; ') || 'a random effect has collapsed';
    // A term without variance can be left out at no cost, which cannot be said of correlations at their ends. Nothing can be
    // said of simpler models beside an optimum that is none.
    const verb = found.length > 0 && found.every(({ isZero }) => isZero) ? 'fits' : 'may fit';
    const advice = state.doubt === null ? ` A simpler random part ${verb} these data as well.` : '';
    warnings.push({ code: 'singular', message: `Boundary (singular) fit: ${what}.${advice}` });
  }
  return warnings;
}

interface Collapse {
  readonly sentence: string;
  /** Whether it is the variance of one term that is zero. */
  readonly isZero: boolean;
}

/** Which directions have collapsed, in words. */
function collapses(components: readonly VarianceComponent[]): Collapse[] {
  return components.flatMap((component) => {
    const { group, terms, correlations } = component;
    const { rank, varying, zero } = directionsOf(component);
    const found = zero.map((term) => ({
      sentence: `the variance of ${term} between the groups of ${group} is estimated as zero`,
      isZero: true,
    }));
    const add = (sentence: string) => found.push({ sentence, isZero: false });
    for (let a = 0; a < terms.length; a++)
      for (let b = 0; b < a; b++) {
        const r = correlations[a][b];
        if (r !== null && Math.abs(r) > AT_BOUND && !zero.includes(terms[a]) && !zero.includes(terms[b]))
          add(
            `the correlation of ${terms[b]} and ${terms[a]} between the groups of ${group} is estimated as ${r > 0 ? '1' : '−1'}`,
          );
      }
    if (rank < varying && found.every(({ isZero }) => isZero))
      add(`the random effects of ${group} vary in ${rank} of ${varying} directions`);
    return found;
  });
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
