/** The values that are tried, one for each parameter on show, and the likelihood there. */

import { useEffect, useMemo, useState } from 'react';
import {
  likelihoodQuestionCost,
  openLikelihood,
  type LikelihoodPlace,
  type LikelihoodStudy,
  type OpenLikelihood,
  type StudyRequest,
} from '../../../src/index';
import { usePane } from '../../paneContext';
import { pointAt } from '../../state/curveView';
import { proposedValues } from '../../state/tried';

export interface Tried {
  /** As typed or dragged, one for each parameter; null while it is the one proposed. */
  readonly typed: readonly (string | null)[];
  /** null for what is no number. */
  readonly values: readonly number[] | null;
  /** null while it is not known, and where the data are impossible. */
  readonly place: LikelihoodPlace | null;
  readonly isKnown: boolean;
  readonly isDragged: boolean;
}

/** Between a key and the question for the likelihood at a value that is not known here, in milliseconds. */
const SETTLE = 150;
/** Up to this cost the page itself looks wherever it is asked to: in a fraction of a frame. */
const ON_PAGE = 4e6;

/** The likelihood on show where it is small enough to be looked at while something is dragged; else null. */
export function useOpenLikelihood(): OpenLikelihood | null {
  const { state } = usePane();
  const { resultRequest: request } = state.likelihood;
  return useMemo(() => (request && isSmall(request) ? openLikelihood(request) : null), [request]);
}

function isSmall(request: StudyRequest): boolean {
  return likelihoodQuestionCost({ kind: 'place', request, values: [] }) <= ON_PAGE;
}

/** @param dragged values that are not in the state yet; null when nothing is dragged */
export function useTried(
  study: LikelihoodStudy,
  open: OpenLikelihood | null,
  dragged: readonly number[] | null,
): Tried {
  const { state, controller } = usePane();
  const { choice } = state.likelihood;
  const typed = study.surface ? [choice.tried, choice.triedSecond] : [choice.tried];
  const values = useStable(dragged ?? numbersOf(typed, study));
  const here = useMemo(() => (values && open ? open.at(values) : null), [values, open]);
  const [asked, setAsked] = useState<Answer | null>(null);
  const isAsked = values !== null && open === null;
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      const settle = (place: LikelihoodPlace | null) => isCurrent && setAsked({ study, values, place });
      controller.likelihoodAt(values).then(settle, () => settle(null));
    }, SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [study, values, isAsked, controller]);
  const tried = { typed, values, isDragged: dragged !== null };
  if (!isAsked) return { ...tried, place: here, isKnown: true };
  if (asked?.study === study && asked.values === values)
    return { ...tried, place: asked.place, isKnown: true };
  const known = study.surface ? null : knownOn(study, values[0]);
  return { ...tried, place: known, isKnown: known !== null };
}

interface Answer {
  readonly study: LikelihoodStudy;
  readonly values: readonly number[];
  readonly place: LikelihoodPlace | null;
}

/** The height of the curve, which has no slopes; null where it has no point. */
function knownOn(study: LikelihoodStudy, value: number): LikelihoodPlace | null {
  const { maximum, index } = study;
  const isTop = value === maximum.parameters[index].estimate;
  const logLik = isTop ? maximum.logLik : pointAt(study, value)?.logLik;
  const none = Float64Array.of(NaN);
  return logLik == null ? null : { par: new Float64Array(0), logLik, score: none, information: none };
}

function numbersOf(typed: readonly (string | null)[], study: LikelihoodStudy): readonly number[] | null {
  const proposed = proposedValues(study);
  const values = typed.map((text, i) => (text === null ? proposed[i] : readNumber(text)));
  return values.every((value) => value !== null) ? values : null;
}

/** The same array for as long as its numbers are the same. */
function useStable(values: readonly number[] | null): readonly number[] | null {
  const key = values && values.join();
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => values, [key]);
}

/** A number as typed, with a decimal point or comma; null for anything else. */
function readNumber(typed: string): number | null {
  const plain = typed.trim().replace(',', '.').replace('\u2212', '-');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) ? value : null;
}
