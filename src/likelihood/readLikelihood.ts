/** A density, by name or as an expression, and its data made into a log-likelihood. */

import type { CellMatrix } from '../table';
import { expressionLikelihood } from './expression';
import type { LogLikelihood } from './logLikelihood';
import { onewayLikelihood } from './onewayLikelihood';

/** A log-likelihood that may say how its text was understood. */
export interface ReadLikelihood extends LogLikelihood {
  readonly sentence?: string;
}

const ONEWAY = /^one-?\s?way\s+normal$/i;

/**
 * @param density a name, or an expression in the headers of the data and free parameters
 * @param address where the cells stand, to name them in messages
 */
export function readLikelihood(
  density: string,
  cells: CellMatrix,
  address: string | null = null,
): ReadLikelihood {
  if (ONEWAY.test(density.trim())) return onewayLikelihood(cells, address);
  return expressionLikelihood(density, cells, address);
}
