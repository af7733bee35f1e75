/** What is asked of two fits together: only the engine that has fitted both knows. */

import type { ModelFrame } from '../design';
import { type Nesting, nestingOf as nestingOfModels } from '../inference/nesting';
import type { MixedFit } from '../mixed/mixedFit';
import { embedded } from '../mixed/search/embedding';
import type { Fit } from './fit';
import type { LinearMixedFit } from './linearMixed';

/** A fit with the variables that its model has. */
export interface FittedFrame {
  readonly frame: ModelFrame;
  readonly fit: Fit;
}

/** Null unless `smaller` is a special case of `larger`; both on the same rows, with the same response and weights. */
export function nestingOf(smaller: FittedFrame, larger: FittedFrame): Nesting | null {
  const model = ({ frame, fit }: FittedFrame): Parameters<typeof nestingOfModels>[0] => {
    const { model: working, identification } = engineOf(fit);
    return { frame, model: working, identification };
  };
  return nestingOfModels(model(smaller), model(larger));
}

/** Where the larger model's search reaches what the smaller one has found; null where a term has no counterpart. */
export function thetaOf(smaller: Fit, larger: Fit): Float64Array | null {
  return embedded(engineOf(smaller), engineOf(larger));
}

/** Both kinds that there are come from one engine. */
function engineOf(fit: Fit): MixedFit {
  return (fit as LinearMixedFit).engine;
}
