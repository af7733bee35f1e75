import type { FitResult, RandomEffects } from '../src/index';

/** The random effects of one grouping factor. */
export function randomEffectsOf({ randomEffects }: FitResult, factor: string): RandomEffects {
  const found = randomEffects.find(({ group }) => group === factor);
  if (found === undefined) throw new Error(`no random effects of ${factor}`);
  return found;
}
