/** A density as a function of the value that it is the density of. */

import type { NumberColumn } from './data';
import { columnLikelihood } from './index';

/** One row, whatever is in it: every name in the text is a parameter, y among them. */
const NO_DATA: readonly NumberColumn[] = [{ name: 'no column', values: Float64Array.of(0) }];

/**
 * The logarithm of the density of one row by its y, which is read as one more parameter; −Infinity, or NaN, where y cannot be.
 *
 * @param name of y in the text
 * @param order of the parameters where it is not that of the text
 */
export function logDensityOfY(
  text: string,
  name: string,
  order: readonly string[] | null,
): (y: number, par: ArrayLike<number>) => number {
  const row = columnLikelihood(text, NO_DATA);
  const names = row.parameters.map((parameter) => parameter.name);
  const others = order ?? names.filter((one) => one !== name);
  const places = names.map((one) => others.indexOf(one));
  return (y, par) => row.value(Float64Array.from(places, (at) => (at < 0 ? y : par[at])));
}
