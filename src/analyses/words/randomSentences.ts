/** Verdicts on random effects as sentences. */

import { groupsOf } from './names';
import { plainRange } from './fitSentences';
import {
  apaLimits,
  apaP,
  journalLimits,
  journalP,
  randomStatistic,
  type WordsStyle,
  written,
} from './styles';
import type { Deviation, RandomVerdict } from './verdicts';

export function randomSentence(verdict: RandomVerdict, level: number, style: WordsStyle): string {
  const { group, words, effects, test } = verdict;
  const open = effects.every(({ sd }) => Number.isNaN(sd));
  const who = groupsOf(group);
  if (open) return `The data do not determine how much ${inSentence(who)} differ in their ${words}.`;
  const isFound = test === null ? null : test.pValue < 1 - level;
  const text = { apa: apaText, journal: journalText, plain: plainText }[style](verdict, level, isFound);
  return `${text}${remarkText(verdict)}.`;
}

/** Without the capital of a sentence's first word where that is no name. */
function inSentence(who: string): string {
  return who.replace(/^Groups of /, 'groups of ');
}

function remarkText({ test, remark }: RandomVerdict): string {
  return test === null && remark !== null ? `; no test of it alone, for without it this is ${remark}` : '';
}

/** `SD = 5.92, 95% CI [3.80, 8.75]`, and which effect's where there are several. */
function deviations(effects: readonly Deviation[], one: (effect: Deviation) => string): string {
  if (effects.length === 1) return one(effects[0]);
  return effects.map((effect) => `${effect.words}: ${one(effect)}`).join('; ');
}

const UNKNOWN = 'not determined by the data';

function apaText({ group, words, effects, test }: RandomVerdict, level: number, isFound: boolean | null) {
  const who = groupsOf(group);
  const sds = deviations(effects, ({ sd, ...limits }) => {
    if (Number.isNaN(sd)) return `SD ${UNKNOWN}`;
    const numbers = written(sd, limits);
    return `SD = ${sd === 0 ? '0' : numbers.value}${apaLimits(numbers, level)}`;
  });
  const tested = test === null ? '' : `, ${randomStatistic(test)}, ${apaP(test.pValue)}`;
  if (isFound === null) return `Between ${inSentence(who)}, the ${words} had ${sds}`;
  if (isFound) return `${who} differed in their ${words}${joined(effects, sds, tested)}`;
  return `No differences between ${inSentence(who)} in their ${words} were found${joined(effects, sds, tested)}`;
}

/** One standard deviation stands before the test, several behind it. */
function joined(effects: readonly Deviation[], sds: string, tested: string): string {
  return effects.length === 1 ? `, ${sds}${tested}` : `${tested} (${sds})`;
}

function journalText({ group, words, effects, test }: RandomVerdict, level: number): string {
  const [only] = effects;
  if (effects.length === 1) {
    const numbers = written(only.sd, only);
    const value = only.sd === 0 ? '0' : numbers.value;
    return `SD of the ${words} between ${inSentence(groupsOf(group))} ${value}${journalLimits(numbers, level, test?.pValue ?? null)}`;
  }
  const sds = deviations(effects, ({ sd, ...limits }) =>
    Number.isNaN(sd)
      ? UNKNOWN
      : `${sd === 0 ? '0' : written(sd, limits).value}${journalLimits(written(sd, limits), level, null)}`,
  );
  return `SDs between ${inSentence(groupsOf(group))}, ${words}: ${sds}${test === null ? '' : ` (${journalP(test.pValue)})`}`;
}

function plainText({ group, words, effects }: RandomVerdict, level: number, isFound: boolean | null): string {
  const who = groupsOf(group);
  const sds = deviations(effects, ({ sd, ...limits }) => {
    if (Number.isNaN(sd)) return UNKNOWN;
    const numbers = written(sd, limits);
    return `${sd === 0 ? '0' : numbers.value}${plainRange(numbers.ends, level)}`;
  });
  const isOne = effects.length === 1;
  if (isFound === false)
    return `No differences between ${inSentence(who)} in their ${words} were found; ${isOne ? 'the estimated distance from the average is' : 'estimated distances from the average are'} ${sds}`;
  const opening = isFound ? `${who} differ in their ${words}` : `${who} have their own ${words}`;
  return `${opening}; ${isOne ? 'the typical distance from the average is' : 'typical distances from the average are'} ${sds}`;
}
