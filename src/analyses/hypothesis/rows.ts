/** Linear hypotheses about the fixed effects as weights and values: what is asked, before anything is known of the fit. */

/** lᵀbeta = value. */
export interface HypothesisRow {
  /** As the person wrote it, or would have. */
  readonly label: string;
  /** One per column of X, those that the fit drops among them. */
  readonly weights: Float64Array;
  readonly value: number;
}

/** What hypotheses can be about. */
export interface Coefficients {
  /** Of all columns of X, as R prints them. */
  readonly names: readonly string[];
  /** The columns of each term, by its label. */
  readonly terms: ReadonlyMap<string, readonly number[]>;
}

/** Most coefficients that a message lists. */
const LISTED = 12;

export function listedNames({ names }: Coefficients): string {
  if (names.length === 0) return 'none';
  if (names.length <= LISTED) return names.join(', ');
  return `${names.slice(0, LISTED - 2).join(', ')} and ${names.length - LISTED + 2} more`;
}

/** `2*recipeB - recipeC = 0.5`. */
export function rowText(weights: Float64Array, value: number, { names }: Coefficients): string {
  const summands = names.flatMap((name, j) => (weights[j] === 0 ? [] : [summand(weights[j], name)]));
  const [first = '+ 0', ...others] = summands;
  const begin = first.startsWith('+') ? first.slice(2) : `-${first.slice(2)}`;
  return `${[begin, ...others].join(' ')} = ${value}`;
}

function summand(weight: number, name: string): string {
  const size = Math.abs(weight);
  return `${weight < 0 ? '-' : '+'} ${size === 1 ? '' : `${size}*`}${name}`;
}
