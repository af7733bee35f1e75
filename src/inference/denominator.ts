/** Which denominator degrees of freedom the tests of a fit have. */

import { CellmerError } from '../errors';

/** As the option ddf spells them, the default first. */
export const DENOMINATORS = ['satterthwaite', 'kenward-roger', 'residual', 'asymptotic'] as const;

export type DenominatorDf = (typeof DENOMINATORS)[number];

/**
 * What was asked for; a linear model has the degrees of freedom of its residuals, and nothing else but asymptotic tests.
 *
 * @throws CellmerError `option` for Kenward-Roger with a fit by ML
 */
export function denominatorFor(
  { isLinear, isRestricted }: { readonly isLinear: boolean; readonly isRestricted: boolean },
  wanted: DenominatorDf,
): DenominatorDf {
  if (isLinear) return wanted === 'asymptotic' ? wanted : 'residual';
  if (wanted === 'kenward-roger' && !isRestricted)
    throw new CellmerError(
      'option',
      'Kenward-Roger degrees of freedom belong to a fit by REML: leave the method away, or choose satterthwaite.',
    );
  return wanted;
}
