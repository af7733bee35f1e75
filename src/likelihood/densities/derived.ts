/** Quantities that follow from the parameters of a density. */

import { columnLikelihood } from '../expression';
import type { Derived } from '../peaks';
import type { DensityParameter } from './types';

/** One row, whatever is in it: every name in the text is a parameter. */
const NO_DATA = [{ name: 'no column', values: Float64Array.of(0) }];

/** @param formula in the names of the parameters */
export function derivedQuantity(
  name: string,
  formula: string,
  parameters: readonly Pick<DensityParameter, 'name'>[],
): Derived {
  // As it stands: no form of it is taken for a density.
  const compiled = columnLikelihood(`LN(EXP(${formula}))`, NO_DATA);
  const places = compiled.parameters.map((one) => parameters.findIndex((two) => two.name === one.name));
  return {
    name,
    at(par) {
      const { value, gradient } = compiled.derivatives(Float64Array.from(places, (place) => par[place]));
      const all = new Float64Array(par.length);
      places.forEach((place, k) => (all[place] = gradient[k]));
      return { value, gradient: all };
    },
  };
}
