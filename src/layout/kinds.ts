/**
 * What kinds of values there are in tables, and how each is shown wherever it is: on which side it stands, with how many digits a
 * person reads it, and as what Excel formats it. Cells and JSON hold all digits.
 */

/** How many: behind the point, or counted from the first that is not zero. */
export type Digits = { readonly decimals: number } | { readonly significant: number };

interface Kind {
  /** The side of its column that it stands at: text begins on one line, numbers end on one. */
  readonly align: 'start' | 'end';
  /** Null for what is no number, and for numbers that stand as they are. */
  readonly digits: Digits | null;
  /** Excel's number format. */
  readonly numberFormat: (value: number) => string;
}

const GENERAL = (): string => 'General';
const WHOLE = (): string => '0';
const FOUR_DECIMALS = (): string => '0.0000';
/** As many decimals as say something beside what is before the point. */
const BY_SIZE = (value: number): string => (Math.abs(value) >= 1000 ? '0.00' : '0.0000');

const words: Kind = { align: 'start', digits: null, numberFormat: GENERAL };
const number = (digits: Digits, numberFormat = BY_SIZE): Kind => ({ align: 'end', digits, numberFormat });

export const KINDS = {
  /** Names its row: the first columns of a table, which go where labels are not wanted. */
  label: words,
  text: words,
  /** TRUE or FALSE, or a verdict in a word. */
  flag: words,
  count: number({ decimals: 0 }, WHOLE),
  /** Of one response and with standard errors beside it: shown with as many decimals as these need. */
  estimate: number({ significant: 5 }),
  standardError: number({ significant: 3 }),
  /** An end of an interval: shown with three digits of the interval's width. */
  limit: number({ significant: 5 }),
  /** Degrees of freedom, whole or not. */
  df: number({ decimals: 1 }, (value) => (Number.isInteger(value) ? '0' : '0.00')),
  /** t, z, F or chi-square. */
  statistic: number({ decimals: 2 }),
  p: number({ decimals: 3 }, FOUR_DECIMALS),
  variance: number({ significant: 4 }),
  deviation: number({ significant: 4 }),
  correlation: number({ decimals: 3 }, FOUR_DECIMALS),
  /** A part of one: a weight, a relative likelihood, a probability. */
  share: number({ decimals: 3 }, FOUR_DECIMALS),
  /** Log-likelihood or -2 of it, of which differences matter and not the size. */
  criterion: number({ decimals: 2 }),
  /** AIC or BIC. */
  informationCriterion: number({ decimals: 1 }),
  sumOfSquares: number({ significant: 6 }),
  /** Of a question, as somebody has set them. */
  points: { align: 'end', digits: null, numberFormat: GENERAL },
  /** Any other number, with digits of its own. */
  number: number({ significant: 5 }),
} as const satisfies Readonly<Record<string, Kind>>;

export type ColumnKind = keyof typeof KINDS;
