/**
 * Errors and warnings of the fitting core.
 *
 * An error is a sentence for the person who typed the formula: it says what was expected and what was found,
 * with the name, the number and, for formulas, the position. Shells show `message` as it is.
 */

/** What went wrong, in one word; shells map it to their own signal (a cell error, an exit code). */
export type ErrorCode =
  /** The formula or density text cannot be read. Carries `source` and `position`. */
  | 'syntax'
  /** A cell, a column or the shape of the data is not what the model needs. */
  | 'data'
  /** The model cannot be fitted to these data (too few groups, as many levels as rows, ...). */
  | 'model'
  /** An option or argument has a value that is not allowed. */
  | 'option'
  /** Well-formed, but outside what this version fits. */
  | 'unsupported'
  /** The arithmetic broke down (overflow, no finite starting value). */
  | 'numeric'
  /** The caller asked to stop. */
  | 'cancelled'
  /** Nobody thought of it: a fault of the program. */
  | 'unforeseen';

export class CellmerError extends Error {
  override readonly name = 'CellmerError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** For `syntax`: the text that was read and the 0-based position of the first wrong character in it. */
    readonly source?: string,
    readonly position?: number,
  ) {
    super(message);
  }
}

/**
 * Any error as one with a sentence: what nobody has thought of says what was being done, what happened, and where to report it.
 *
 * @param doing such as `fitting the model`
 */
export function foreseen(error: unknown, doing: string): CellmerError {
  if (error instanceof CellmerError) return error;
  const detail = (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
  if (error instanceof RangeError && OUT_OF_MEMORY.test(detail))
    return new CellmerError(
      'model',
      `There is not enough memory for ${doing}: fewer rows or a smaller model need less.`,
    );
  return new CellmerError(
    'unforeseen',
    `Something went wrong that should not have while ${doing}: ${detail}. ` +
      'Please report it: the page Support (docs/support.md) says where.',
  );
}

/**
 * What an error says to people. Errors that are of no class of the language's or the browser's own were thrown with a sentence.
 *
 * @param doing as for `foreseen`
 */
export function sentenceOf(error: unknown, doing: string): string {
  const isSentence = error instanceof Error && error.name === 'Error' && error.message !== '';
  return isSentence ? error.message : foreseen(error, doing).message;
}

/** How engines say that there is no room for an array or a text. */
const OUT_OF_MEMORY =
  /allocation failed|invalid (?:typed )?array length|invalid string length|out of memory/i;

/**
 * A syntax error with a caret line: three lines, the sentence, the source and a `^` under `position`.
 *
 * @param source the whole text that was read
 * @param position 0-based index into `source`; `source.length` points behind its end
 */
export function syntaxError(message: string, source: string, position: number): CellmerError {
  const caret = `${source}\n${' '.repeat(position)}^`;
  return new CellmerError('syntax', `${message} (at position ${position + 1})\n${caret}`, source, position);
}

/** A doubt that comes with a result and never replaces it. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

export type WarningCode =
  | 'singular'
  | 'not-identified'
  | 'no-maximum'
  | 'not-converged'
  | 'lower-minimum'
  | 'rank-deficient'
  | 'rows-dropped'
  | 'rows-excluded'
  | 'numbers-as-text'
  | 'option-without-effect'
  | 'few-groups'
  | 'no-random-effects'
  | 'boundary'
  | 'not-positive-definite'
  | 'negative-variance';
