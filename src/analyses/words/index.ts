/** A model in words: a verdict per term and per random effect, and what a methods section tells. */

import { responseLink } from '../../means/response';
import type { Steps } from '../../optimize/steps';
import { reportOf, tableOf, columnsOf, type Report } from '../../layout/report';
import type { ModelIntervalType } from '../intervals';
import type { FitResult } from '../fitResult';
import { modelSize, type ModelSize } from '../modelSize';
import { NO_MAXIMUM } from '../noMaximum';
import { statisticNumber } from '../statistics';
import type { Subject } from '../subject';
import { warningsOfTests } from '../warnings';
import { amountOf, fixedVerdicts } from './fixedVerdicts';
import { columnWords, variableWords } from './names';
import { deviationType, randomVerdictFits, randomVerdictSteps } from './randomVerdicts';
import { sentencesOf, type WordsStyle } from './sentences';
import type { MethodFacts, ModelVerdicts, RandomVerdict, TermVerdict } from './verdicts';

export interface WordsQuestion {
  readonly style: WordsStyle;
  /** What has fitted the model, with its version. */
  readonly software: string;
}

export interface ModelWords extends ModelVerdicts {
  readonly style: WordsStyle;
}

/** In place of warnings that call effects by the names of their columns. */
const DOUBTS: Readonly<Record<string, string>> = {
  singular:
    'The fit is singular: a variance of the random effects is estimated as zero, or effects as depending on each other entirely, so that a simpler random part may fit these data as well.',
  'not-identified':
    'The data do not determine all variances and correlations of the random effects: a simpler random part makes the same model.',
  'rank-deficient': 'Some of the fixed effects are left out, since others determine them.',
};

function doubtsOf({ fit, summary }: Subject): string[] {
  const doubts = warningsOfTests(summary).map(({ code, message }) => DOUBTS[code] ?? message);
  const isKnown = fit.kept.every((_, j) => {
    const unit = Float64Array.from(fit.kept, (__, c) => (c === j ? 1 : 0));
    return fit.identification.variance(unit) && fit.identification.estimate(unit);
  });
  return isKnown ? doubts : [...doubts, OF_SIMPLER];
}

const OF_SIMPLER =
  'Random effects of their own can take the place of some of the fixed effects: estimates, limits and tests of these are those of the simpler model.';

export function* wordsSteps(subject: Subject, { style, software }: WordsQuestion): Steps<ModelWords> {
  yield* subject.summarySteps();
  if (!subject.fit.hasMaximum) return { style, ...withoutEstimates(subject, software) };
  const { rows: random, type } = yield* randomVerdictSteps(subject, deviationType(modelSize(subject.input)));
  yield* subject.summarySteps();
  yield;
  const fixed = fixedVerdicts(subject);
  const { summary } = subject;
  return {
    style,
    ...outcomeOf(subject),
    level: summary.level,
    doubts: doubtsOf(subject),
    mean: meanOf(summary),
    fixed,
    random,
    explained: explainedOf(summary),
    methods: methodFacts(subject, software, { fixed, random, type }),
  };
}

export function wordsFits(size: ModelSize): number {
  return 1 + randomVerdictFits(size);
}

function withoutEstimates(subject: Subject, software: string): ModelVerdicts {
  return {
    ...outcomeOf(subject),
    level: subject.summary.level,
    doubts: [NO_MAXIMUM],
    mean: null,
    fixed: [],
    random: [],
    explained: null,
    methods: methodFacts(subject, software, { fixed: [], random: [], type: null }),
  };
}

function outcomeOf({ frame }: Subject): Pick<ModelVerdicts, 'outcome' | 'ratio'> {
  const difference = responseLink(frame)?.difference ?? null;
  return {
    outcome: variableWords(frame.response.label),
    ratio: difference && { of: variableWords(difference.of), base: difference.base },
  };
}

function meanOf({ fixedEffects }: FitResult): ModelVerdicts['mean'] {
  const [first, ...others] = fixedEffects;
  return others.length === 0 && first?.term === '(Intercept)' ? amountOf(first) : null;
}

function explainedOf(summary: FitResult): ModelVerdicts['explained'] {
  const isMixed = summary.varianceComponents.length > 0;
  const hasFixed = summary.fixedEffects.some(({ term }) => term !== '(Intercept)');
  return {
    marginal: hasFixed ? statisticNumber(summary, 'R2m') : null,
    conditional: isMixed ? statisticNumber(summary, 'R2c') : null,
    icc: isMixed ? (statisticNumber(summary, 'ICC') ?? statisticNumber(summary, 'ICC.adjusted')) : null,
    sigma: statisticNumber(summary, 'sigma'),
  };
}

interface Made {
  readonly fixed: readonly TermVerdict[];
  readonly random: readonly RandomVerdict[];
  readonly type: ModelIntervalType | null;
}

function methodFacts(subject: Subject, software: string, { fixed, random, type }: Made): MethodFacts {
  const { input, frame, summary } = subject;
  const { terms } = input;
  const words = (of: (typeof terms)['fixed'], variables: readonly number[]): string =>
    variables.map((v) => variableWords(of.variables[v].label)).join(' × ');
  const compares = (how: string): boolean =>
    fixed.some(({ size }) => size.kind === 'levels' && size.compared === how);
  return {
    software,
    formula: summary.formula,
    family: summary.family,
    method: summary.method,
    ddf: summary.ddf,
    rows: frame.n,
    missingRows: frame.droppedRows,
    excludedRows: frame.excludedRows,
    fixed: terms.fixed.terms.map(({ variables }) => words(terms.fixed, variables)),
    random: terms.random.map((term) => {
      const lookup = (label: string) =>
        (term.group.some((one) => one.label === label) ? frame.groups : frame.variables).get(label)!;
      const effects = columnWords(term.terms, lookup).map((column) => column.words);
      return { group: term.groupLabel, effects, isCorrelated: effects.length > 1 };
    }),
    groups: summary.groups,
    hasWeights: frame.weights !== null,
    hasOffset: frame.offset !== null,
    hasTerms: fixed.some(({ test }) => test !== null),
    comparesWithFirst: compares('with first'),
    comparesExtremes: compares('extremes'),
    testsRandom: random.some(({ test }) => test !== null),
    deviationLimits: random.length > 0 ? type : null,
  };
}

/** One sentence per row. */
export function wordsReport(words: ModelWords): Report {
  const rows = sentencesOf(words, words.style).map(({ text }) => [text]);
  return reportOf([tableOf('sentences', columnsOf(['sentence', null, 'text']), rows)]);
}
