/** What can be said of a text beforehand, and what reading it has taken for granted. */

import type { Separator } from './separator';
import type { DecimalMark } from './writtenNumbers';

/** What is not said is found from the text. */
export interface TextOptions {
  /** Words for a missing value in every column, besides those that are known. */
  readonly missing?: readonly string[];
  readonly separator?: Separator;
  /** Of the numbers in all columns. */
  readonly decimal?: DecimalMark;
  /** Lines above the table that are no part of it. */
  readonly skip?: number;
  /** How many lines hold names. */
  readonly headers?: 0 | 1 | 2;
  /** Whether a line of units stands below the names. */
  readonly units?: boolean;
  /** Whether every row begins with its name, which has none itself. */
  readonly rowNames?: boolean;
  /** A language as browsers name it, such as `de` or `en-US`: in its order are dates that could be two. */
  readonly locale?: string;
  /** The language in whose order they are where nothing is said and nothing else tells. */
  readonly home?: string;
  /** Columns that are text, whatever they look like. */
  readonly text?: readonly string[];
  /** Whether words such as `.` and `-` among numbers are missing values; so where nothing is said. */
  readonly knownWords?: boolean;
}

/** One thing that was taken for granted. */
export interface TextNote {
  /** Without a full stop. */
  readonly sentence: string;
  /** What reads it otherwise; null where nothing does. */
  readonly instead: TextOptions | null;
}
