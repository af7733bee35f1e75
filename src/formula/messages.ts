/** How the formula module words its errors. */

import { syntaxError, type CellmerError } from '../errors';

/** `syntaxError` whose caret also stands right where the source contains line breaks or tabs. */
export function syntaxErrorAt(message: string, source: string, position: number): CellmerError {
  return syntaxError(message, source.replace(/[\r\n\t\v\f\u2028\u2029]/g, ' '), position);
}
