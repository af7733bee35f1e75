/** The value of the parameter that is tried, and the log-likelihood there. */

import { useEffect, useMemo, useState } from 'react';
import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { defaultTried, pointAt } from '../../state/curveView';

export interface Tried {
  /** As typed or as the slider says; null while it is the one proposed. */
  readonly typed: string | null;
  /** null for what is no number. */
  readonly value: number | null;
  /** null while it is not known, and where the data are impossible. */
  readonly logLik: number | null;
  readonly isKnown: boolean;
}

/** Between a key and the question for the likelihood at a value that is not on the curve, in milliseconds. */
const SETTLE = 150;

export function useTried(study: LikelihoodStudy): Tried {
  const { state, controller } = usePane();
  const typed = state.likelihood.choice.tried;
  const value = useMemo(() => (typed === null ? defaultTried(study) : readNumber(typed)), [study, typed]);
  const [asked, setAsked] = useState<{ study: LikelihoodStudy; value: number; logLik: number | null } | null>(
    null,
  );
  const known = value === null ? null : knownAt(study, value);
  const isOpen = value !== null && known === undefined;
  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      const settle = (logLik: number | null) => isCurrent && setAsked({ study, value, logLik });
      controller.likelihoodAt(value).then(settle, () => settle(null));
    }, SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [study, value, isOpen, controller]);
  if (!isOpen) return { typed, value, logLik: known ?? null, isKnown: true };
  const isAnswered = asked?.study === study && asked.value === value;
  return { typed, value, logLik: isAnswered ? asked.logLik : null, isKnown: isAnswered };
}

/** From the curve; undefined where it has no point. */
function knownAt(study: LikelihoodStudy, value: number): number | null | undefined {
  const { maximum, index, points } = study;
  if (value === maximum.parameters[index].estimate) return maximum.logLik;
  // A curve that was not computed knows nothing.
  if (points.every(({ logLik }) => logLik === null)) return undefined;
  return pointAt(study, value)?.logLik;
}

/** A number as typed, with a decimal point or comma; null for anything else. */
function readNumber(typed: string): number | null {
  const plain = typed.trim().replace(',', '.').replace('\u2212', '-');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) ? value : null;
}
