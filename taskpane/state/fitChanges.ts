/** From one state of the fit to the next. */

import type { FitAction } from './actions';
import type { FitState } from './state';

/** What arrives for another fit than the one under way is late and ignored. */
export function reduceFit(fit: FitState, action: Exclude<FitAction, { type: 'fit/keep' }>): FitState {
  const { key } = action;
  if (action.type === 'fit/started')
    return {
      ...fit,
      running: { key, slow: false, evaluation: 0, criterion: null },
      failure: null,
      cancelledKey: null,
    };
  if (fit.running?.key !== key) return fit;
  switch (action.type) {
    case 'fit/slow':
      return { ...fit, running: { ...fit.running, slow: true } };
    case 'fit/step':
      return {
        ...fit,
        running: { ...fit.running, evaluation: action.evaluation, criterion: action.criterion },
      };
    case 'fit/done': {
      const { result, milliseconds } = action;
      return { ...fit, running: null, result, resultKey: key, milliseconds };
    }
    case 'fit/failed':
      return { ...fit, running: null, failure: { key, error: action.error } };
    case 'fit/cancelled':
      return { ...fit, running: null, cancelledKey: key };
    case 'fit/dropped':
      return { ...fit, running: null };
  }
}
