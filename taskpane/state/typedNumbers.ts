/** Numbers as people type them into one field. */

import { CellmerError } from '../../src/index';
import { text } from '../text';

/** A number of Excel's or R's, such as -1.5, .5, 1e-3. */
const NUMBER = /^[-+\u2212]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+\u2212]?\d+)?$/;

/**
 * Numbers with blanks, commas, semicolons or new lines between them, and a decimal point.
 *
 * @throws CellmerError `data` for a piece that is no number
 */
export function numbersIn(typed: string): Float64Array {
  const pieces = typed.split(/[\s,;]+/).filter((piece) => piece !== '');
  return Float64Array.from(pieces, (piece) => {
    const number = NUMBER.test(piece) ? Number(piece.replaceAll('\u2212', '-')) : NaN;
    if (Number.isFinite(number)) return number;
    throw new CellmerError('data', text.likelihood.notANumber(piece));
  });
}
