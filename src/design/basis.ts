/**
 * What data-dependent functions learnt from the data they were fitted to, as plain data, so that new rows can be coded
 * in the same way. Kept under the text of the call, such as `poly(Days, 2)`.
 */
export type Basis = PolynomialBasis | ScaleBasis | LevelsBasis | SplineBasis | SummaryBasis | GroupMeansBasis;

/** Orthogonal polynomials by their three-term recurrence, as R's attribute `coefs` of poly(). */
export interface PolynomialBasis {
  readonly type: 'poly';
  readonly degree: number;
  /** `degree` centres of the recurrence. */
  readonly alpha: readonly number[];
  /** `degree + 2` squared lengths: 1, n, |p_1|², ..., |p_degree|². */
  readonly norm2: readonly number[];
}

/** scale(): (x − center) / scale; null is not done. */
export interface ScaleBasis {
  readonly type: 'scale';
  readonly center: number | null;
  readonly scale: number | null;
}

/** bs() and ns(). */
export interface SplineBasis {
  readonly type: 'spline';
  /** Of cubic pieces, with straight lines beyond the boundary. */
  readonly natural: boolean;
  readonly degree: number;
  /** Whether the columns can add up to a constant. */
  readonly intercept: boolean;
  /** Inner knots, ascending, within the boundary. */
  readonly knots: readonly number[];
  readonly boundary: readonly [number, number];
}

/** factor(): the levels in order. */
export interface LevelsBasis {
  readonly type: 'levels';
  readonly levels: readonly string[];
}

/** mean(), median(), sd(), min() and max() of a column. */
export interface SummaryBasis {
  readonly type: 'summary';
  readonly value: number;
}

/** ave(): the mean of each group, with its label in each of the grouping columns. */
export interface GroupMeansBasis {
  readonly type: 'group means';
  readonly groups: readonly { readonly labels: readonly string[]; readonly mean: number }[];
}
