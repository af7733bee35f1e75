/** What the studio asks of a likelihood, each question said once: how it is answered, and what that costs in maxima. */

import { EVALUATIONS, likelihoodCost } from './cost';
import { densityTraits } from './densities';
import { openLikelihood, type LikelihoodPlace } from './place';
import type { Evaluations } from './readLikelihood';
import { studyLikelihood, SURFACE_SIDE, type LikelihoodStudy, type StudyRequest } from './study';

interface Answers {
  /** The whole study. */
  readonly study: LikelihoodStudy;
  /** The likelihood at one value of each parameter on show; null where the data are impossible. */
  readonly place: LikelihoodPlace | null;
}
export type LikelihoodKind = keyof Answers;
export type LikelihoodAnswer<K extends LikelihoodKind = LikelihoodKind> = Answers[K];

/** Plain data. */
export type LikelihoodQuestion<K extends LikelihoodKind = LikelihoodKind> = {
  readonly study: { readonly kind: 'study'; readonly request: StudyRequest };
  readonly place: {
    readonly kind: 'place';
    readonly request: StudyRequest;
    readonly values: readonly number[];
  };
}[K];

interface Described<K extends LikelihoodKind> {
  readonly answer: (question: LikelihoodQuestion<K>, evaluations?: Evaluations) => LikelihoodAnswer<K>;
  /** Searches for a maximum that the answer takes, about. */
  readonly maxima: (question: LikelihoodQuestion<K>) => number;
}

const QUESTIONS: { readonly [K in LikelihoodKind]: Described<K> } = {
  study: {
    answer: ({ request }, evaluations) => studyLikelihood(request, evaluations),
    maxima: ({ request }) => studyMaxima(request),
  },
  place: {
    answer: ({ request, values }, evaluations) => openLikelihood(request, evaluations).at(values),
    maxima: () => 1,
  },
};

/**
 * @param evaluations through which the likelihood is read and evaluated
 * @throws CellmerError what reading the density and maximizing its likelihood throw
 */
export function answerLikelihood<K extends LikelihoodKind>(
  question: LikelihoodQuestion<K>,
  evaluations?: Evaluations,
): LikelihoodAnswer<K> {
  return describedBy<K>(question).answer(question, evaluations);
}

/** In units of `fitCost`. */
export function likelihoodQuestionCost(question: LikelihoodQuestion): number {
  const { density } = question.request;
  return likelihoodCost(density, valuesIn(question), describedBy(question).maxima(question));
}

/** Values of all its columns together. */
export function valuesIn({ request }: LikelihoodQuestion): number {
  return request.columns.reduce((sum, { values }) => sum + values.length, 0);
}

function describedBy<K extends LikelihoodKind>({ kind }: LikelihoodQuestion): Described<K> {
  return QUESTIONS[kind] as unknown as Described<K>;
}

/** Points of a curve, about, and where an interval or the edge of the picture is searched for. */
const POINTS = { maximum: 0, coarse: 20, fine: 150 } as const;
const POINTS_PER_INTERVAL = 20;

/** Each point is an evaluation, or with further parameters a search for their best values. */
function studyMaxima({ density, detail, second = '' }: StudyRequest): number {
  const parameters = densityTraits(density)?.parameters ?? 2;
  const intervals = detail === 'maximum' ? 0 : detail === 'coarse' ? 2 : parameters + 1;
  const points = POINTS[detail] + POINTS_PER_INTERVAL * intervals;
  return 1 + points / (parameters === 1 ? EVALUATIONS : 1) + (second === '' ? 0 : surfaceMaxima(parameters));
}

function surfaceMaxima(parameters: number): number {
  return parameters > 2 ? SURFACE_SIDE.searched ** 2 : SURFACE_SIDE.plain ** 2 / EVALUATIONS;
}
