/** Verdicts on terms of the fixed effects as sentences. What was not found is never said to be absent. */

import { list } from '../../layout/words';
import { apaP, journalP, termStatistic, type WordsStyle } from './styles';
import { apaAmount, apaDetails } from './terms/apa';
import { isDetermined, UNKNOWN, type Whole } from './terms/common';
import { journalDetails } from './terms/journal';
import { plainDetails } from './terms/plain';
import type { TermSize, TermVerdict } from './verdicts';

/** A sentence, and another one where a reader has to know more of it. */
export function fixedSentences(verdict: TermVerdict, whole: Whole, style: WordsStyle): string[] {
  const { variables, test, beyondData } = verdict;
  const name = variables.join(' × ');
  if (test === null) return [`Nothing can be said about ${name}: other terms of the model determine it.`];
  const isFound = test.pValue < 1 - whole.level;
  const main = { apa: apaTerm, plain: plainTerm, journal: journalTerm }[style];
  return [main({ ...verdict, test }, whole, isFound), ...beyondData.map((one) => beyondSentence(name, one))];
}

function beyondSentence(name: string, variable: string): string {
  return `This is about ${name} where ${variable} is 0, which the data do not reach: with ${variable} centred, as in ${variable} minus its mean, it is about the middle of the data.`;
}

type Tested = TermVerdict & { readonly test: NonNullable<TermVerdict['test']> };

function apaTerm(verdict: Tested, whole: Whole, isFound: boolean): string {
  const { test, size } = verdict;
  const tested = `${termStatistic(test)}, ${apaP(test.pValue)}`;
  const details = apaDetails(size, whole, isFound);
  const where = contextText(verdict);
  // The test of a single slope says the same as that of its term.
  if (size.kind === 'slope') {
    const slope = isDetermined(size.amount) ? apaAmount(size.amount, whole, true) : null;
    if (slope !== null) return `${headline(verdict, whole, isFound, 'past')}${where}, ${slope}.`;
  }
  const opening = `${headline(verdict, whole, isFound, 'past')}, ${tested}`;
  return details === ''
    ? `${opening}${where}.`
    : `${opening}: ${details}${where}${adjustedText(size, 'apa')}.`;
}

function plainTerm(verdict: Tested, whole: Whole, isFound: boolean): string {
  const { size } = verdict;
  const details = plainDetails(size, whole, isFound);
  const told = whole.ratio === null ? whole : { ...whole, outcome: whole.ratio.of };
  const opening = headline(verdict, told, isFound, 'present');
  const where = contextText(verdict);
  return details === ''
    ? `${opening}${where}.`
    : `${opening}: ${details}${where}${adjustedText(size, 'plain')}.`;
}

function journalTerm(verdict: Tested, whole: Whole): string {
  const { variables, test, size } = verdict;
  const details = journalDetails(size, whole);
  const tested = `${termStatistic(test).replace(' = ', '=')}, ${journalP(test.pValue)}`;
  const isOne = size.kind === 'slope' || (size.kind === 'levels' && size.compared === 'both');
  const parts =
    details === '' ? tested : isOne && !details.includes(UNKNOWN) ? details : `${details}; ${tested}`;
  return `${variables.join(' × ')}: ${parts}${contextText(verdict)}${adjustedText(size, 'journal')}.`;
}

/** `condition mattered`, `No effect of condition was found`. */
function headline(
  { variables, size, isWhole }: TermVerdict,
  { outcome }: Whole,
  isFound: boolean,
  tense: 'past' | 'present',
): string {
  const isPast = tense === 'past';
  if (isWhole) return wholeHeadline(variables, outcome, isFound, isPast);
  if (variables.length > 1) {
    if (!isFound) return `No interaction of ${list(variables)}${isPast ? '' : ` on ${outcome}`} was found`;
    return isPast
      ? `${list(variables)} interacted`
      : `How much ${variables[0]} matters for ${outcome} depends on ${list(variables.slice(1))}`;
  }
  const [name] = variables;
  if (!isFound) return `No effect of ${name} on ${outcome} was found`;
  if (size.kind === 'slope' && isDetermined(size.amount)) {
    const rises = size.amount.estimate > 0;
    if (isPast) return `${outcome} ${rises ? 'rose' : 'fell'} with ${name}`;
    return `${outcome} ${rises ? 'rises' : 'falls'} with ${name}`;
  }
  return isPast ? `${name} mattered for ${outcome}` : `${outcome} depends on ${name}`;
}

/** Of a term whose test is about all that its variables do. */
function wholeHeadline(
  variables: readonly string[],
  outcome: string,
  isFound: boolean,
  isPast: boolean,
): string {
  if (variables.length > 1)
    return isFound
      ? `${list(variables)} together ${isPast ? 'mattered' : 'matter'} for ${outcome}`
      : `No effect of ${list(variables)} together on ${outcome} was found`;
  return isFound
    ? `The means of ${outcome} by ${variables[0]} ${isPast ? 'were' : 'are'} not all zero`
    : `The means of ${outcome} by ${variables[0]} were not found to depart from zero`;
}

/** What else the numbers are about. */
function contextText({ over, atZero }: TermVerdict): string {
  const average = over.length === 0 ? '' : `, averaged over ${list(over)}`;
  const zero = atZero.length === 0 ? '' : `, where ${list(atZero)} ${atZero.length === 1 ? 'is' : 'are'} 0`;
  return `${average}${zero}`;
}

/** That the p values and limits of several differences are not those of one alone, which tables of coefficients have. */
function adjustedText(size: TermSize, style: WordsStyle): string {
  if (size.kind !== 'levels' || size.compared === 'both') return '';
  const method = size.compared === 'with first' ? "Dunnett's method" : "Tukey's method";
  return {
    apa: `; intervals and p values of the differences adjusted by ${method}`,
    plain: '; the intervals allow for several comparisons',
    journal: `; differences adjusted by ${method}`,
  }[style];
}
