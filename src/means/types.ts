/**
 * Linear functions of the fixed effects that have names: marginal means over a reference grid, slopes, and contrasts of either.
 * Everything in this folder is about weights and numbers; a fitted model comes in as its `Contrasts`.
 */

/** A variable that rows differ by. */
export interface MarginVariable {
  readonly name: string;
  /** As they are shown, in their order. */
  readonly levels: readonly string[];
  /** The numbers that the levels are, of a numeric variable; null for a factor. */
  readonly values: readonly number[] | null;
}

/**
 * A family of linear functions, one per combination of levels: those of `by` outermost, and of each list the first variable
 * changes fastest, as in emmeans. So row r lies in group ⌊r / (rows per group)⌋, and comparisons are made within groups.
 */
export interface Margins {
  readonly factors: readonly MarginVariable[];
  readonly by: readonly MarginVariable[];
  readonly rows: number;
  /** rows×p, row-major: weights of the coefficients that the fit kept; of rows that are not estimable what is in these. */
  readonly L: Float64Array;
  /** What is known of each: the offset, as a mean over the grid. */
  readonly offset: Float64Array;
  /** 1 where the data determine the row. */
  readonly estimable: Uint8Array;
  /** Whether they determine Σ weights[i]·(row places[i]): what is unknown of single rows may cancel. */
  determines(places: readonly number[], weights: readonly number[]): boolean;
  /** 1 in rows that there cannot be, for one factor lies in another: they are not shown, and in no contrast. */
  readonly absent: Uint8Array;
  /** What a reader has to know of how they were made, in sentences. */
  readonly notes: readonly string[];
}

/** A contrast of a group's rows: only the places where it has weights. */
export interface SparseContrast {
  /** One, or one per factor where contrasts are made of contrasts. */
  readonly labels: readonly string[];
  /** Rows within the group, 0-based. */
  readonly places: readonly number[];
  readonly weights: readonly number[];
}

/** The contrasts that are made within each group. */
export interface ContrastSet {
  readonly contrasts: readonly SparseContrast[];
  /** Which comparisons they are, which decides what adjustments are exact for them: all pairs of `means` means, all with one, or others. */
  readonly kind: 'pairs' | 'control' | 'other';
  readonly means: number;
}
