/** How the model was fitted, as a methods section says it: the same in all styles. */

import { plainNames } from '../../formula';
import { count } from '../../layout/spoken';
import { counted, list, percent } from '../../layout/words';
import { ddfWords } from '../../model/ddfWords';
import type { MethodFacts, ModelVerdicts } from './verdicts';

export function methodsSentences(facts: MethodFacts, { outcome, level }: ModelVerdicts): string[] {
  return [
    modelSentence(facts, outcome),
    testsSentence(facts, level),
    `The software was ${facts.software}; the model formula was ${facts.formula}.`,
  ];
}

function modelSentence(facts: MethodFacts, outcome: string): string {
  const { family, method, fixed, random } = facts;
  const isMixed = family === 'mixed';
  const kind = isMixed ? 'a linear mixed model' : 'an ordinary linear model';
  const effects =
    fixed.length === 0
      ? 'with an overall mean'
      : `with fixed ${fixed.length === 1 ? 'effect' : 'effects'} of ${list(fixed)}`;
  const by = isMixed ? methodWords(method) : 'least squares';
  const groups = random.map(randomWords);
  const among = groups.length === 0 ? '' : ` and random effects by ${list(groups)}`;
  const more = [...(facts.hasWeights ? ['prior weights'] : []), ...(facts.hasOffset ? ['an offset'] : [])];
  const also = more.length === 0 ? '' : `, ${list(more)}`;
  return `${outcome} was analysed by ${kind} ${effects}${among}${also}, fitted by ${by} to ${rowsText(facts)}.`;
}

function methodWords(method: MethodFacts['method']): string {
  return method === 'REML' ? 'restricted maximum likelihood (REML)' : 'maximum likelihood (ML)';
}

function randomWords({ group, effects, isCorrelated }: MethodFacts['random'][number]): string {
  return `${plainNames(group)} (${isCorrelated ? 'correlated: ' : ''}${list(effects)})`;
}

function rowsText({ rows, missingRows, excludedRows, groups }: MethodFacts): string {
  const levels = groups.map(({ group, levels: n }) => `${count(n)} levels of ${plainNames(group)}`);
  const of = levels.length === 0 ? '' : ` (${list(levels)})`;
  const left = [
    ...(missingRows === 0 ? [] : [`${counted(missingRows, 'row')} with missing values left out`]),
    ...(excludedRows === 0 ? [] : [`${counted(excludedRows, 'row')} left out by a condition`]),
  ];
  return `${counted(rows, 'row')}${of}${left.map((text) => `; ${text}`).join('')}`;
}

function testsSentence(facts: MethodFacts, level: number): string {
  const { ddf, hasTerms, testsRandom, deviationLimits } = facts;
  const parts = [
    ...(hasTerms ? [`terms were tested by type III tests, ${ddfWords(ddf).tests}`] : []),
    ...(facts.comparesWithFirst
      ? ["differences of several levels from the first were adjusted by Dunnett's method"]
      : []),
    ...(facts.comparesExtremes
      ? [
          "the difference of the highest from the lowest of many levels was adjusted for all pairs by Tukey's method",
        ]
      : []),
    ...(testsRandom
      ? [
          'random effects were tested by likelihood-ratio tests, p values corrected where a variance of zero lies on the boundary',
        ]
      : []),
    ...(deviationLimits === null ? [] : [limitsWords(deviationLimits)]),
    `intervals are at ${percent(level)}`,
  ];
  const text = parts.join('; ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function limitsWords(type: NonNullable<MethodFacts['deviationLimits']>): string {
  return type === 'profile'
    ? 'limits of standard deviations are those of profile likelihood (ML)'
    : "limits of standard deviations are Wald's on the log scale";
}
