/** What LMER.CHECK does beyond the fit's own search to know that its minimum is the least. */

import type { Steps } from '../optimize/steps';
import { stopWhenAsked, type Subject } from './subject';

/** A lower value met on the way is searched from, and the proof begun again, so often. */
const MOST_PROOFS = 3;

/** Whether the minimum is proved to be the least; the fit goes to a lower one that is met on the way. */
export function* provesLeast(subject: Subject): Steps<boolean> {
  for (let proofs = 0; proofs < MOST_PROOFS; proofs++) {
    const { fit, control } = subject;
    if (fit.proof === undefined) return false;
    const { isProved, lower } = yield* fit.proof(() => stopWhenAsked(control));
    if (isProved) return true;
    if (lower === null || !(yield* subject.searchFrom(lower))) return false;
  }
  return false;
}
