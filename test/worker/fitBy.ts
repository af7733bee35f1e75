import type { FitResult, ModelRequest } from '../../src/index';
import type { FitService, FitWatch } from '../../worker/index';

/** The summary of a model, by a service. */
export function fitBy(
  service: FitService,
  request: ModelRequest,
  watch?: FitWatch,
): FitResult | Promise<FitResult> {
  return service.analyse(request, { kind: 'summary' }, watch);
}
