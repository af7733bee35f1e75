/** A density that is known by name. */

import type { NumberColumn } from '../expression/data';
import type { ClosedFormMaximum, FreeParameter } from '../logLikelihood';
import type { DirectLikelihood } from './passes';
import type { Quantile } from './quantiles';

/** A sample in fewer rows, and the log-density of such a row. */
export interface CondensedSample {
  readonly columns: readonly NumberColumn[];
  readonly logDensity: string;
}

export interface Support {
  readonly isWhole: boolean;
  readonly lower: number;
  readonly upper: number;
}

export interface DensityParameter {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  /** What it is called in expressions, where its name means something else there. */
  readonly symbol?: string;
}

export interface NamedDensity {
  readonly name: string;
  /** As a menu shows it; the name with a capital where this is left out. */
  readonly title?: string;
  /** Other names people know it by, in lower case. */
  readonly aliases: readonly string[];
  /** Parameters in their order. */
  readonly parameters: readonly DensityParameter[];
  /** The same with the bounds that the values give them, where they give any. */
  readonly parametersOf?: (values: Float64Array) => readonly FreeParameter[];
  /** The log-density of `y` in the language of expressions. */
  readonly logDensity: string;
  /** Where `y` can be: whole numbers from the lower to the upper end, or all numbers between them. */
  readonly support: Support;
  /** The same by the parameters, where a sample of it has a narrower one: one turn of a circle. */
  readonly supportAt?: (par: ArrayLike<number>) => Pick<Support, 'lower' | 'upper'>;
  /** Logarithm of the factor of the likelihood that holds no parameter; 1 where this is left out. */
  readonly constant?: (values: Float64Array) => number;
  /** What is wrong with values that it cannot have, as the end of a sentence; null when nothing is. */
  readonly refuse?: (values: Float64Array) => string | null;
  /** Why possible values have no maximum of the likelihood, as the end of a sentence; null where they have one. */
  readonly noMaximum?: (values: Float64Array) => string | null;
  /** For many equal values, and where a few sums are all that the likelihood depends on. */
  readonly condense?: (values: Float64Array) => CondensedSample;
  /** The log-likelihood in one pass over the values, where no few rows stand for them. */
  readonly direct?: (values: Float64Array) => DirectLikelihood;
  /** Starting values inside the domain; only asked for where there is no closed form, or where it is not to be used. */
  readonly start: (values: Float64Array) => readonly number[];
  /**
   * The sampler, by inversion: a uniform number in (0, 1) gives a value. Of functions that are the same in every engine, so that
   * samples are equal to the last bit. Where this is left out the density itself is integrated and inverted.
   *
   * @param par inside its bounds
   */
  readonly quantile?: (par: ArrayLike<number>) => Quantile;
  /**
   * A sample moved so that its maximum-likelihood estimates are `par` exactly; left out where no shift and no scale can do that.
   * What it cannot be done to comes back with numbers that are not finite.
   */
  readonly exactly?: (values: Float64Array, par: ArrayLike<number>) => Float64Array;
  /** The maximum, where a formula gives it; `null` leaves it to the search. */
  readonly closedForm?: (values: Float64Array) => ClosedFormMaximum | null;
  /** What is known of it where some values are censored; left out where none may be. */
  readonly censored?: {
    /** Its distribution function, with # in the place of the value. */
    readonly distribution: string;
    /** The median as a formula in the parameters. */
    readonly median: string;
  };
  /** How data were read that are not values alone, and what is to be said of it. */
  readonly sentence?: string;
  readonly readings?: readonly string[];
  /** `Peaks.corner`, of the values and without regard to bounds: the best within them is the nearest to it. */
  readonly corner?: (values: Float64Array, held: Float64Array) => readonly number[];
  /** `Peaks.starts`; empty where `start` does. */
  readonly starts?: (values: Float64Array, held: Float64Array) => readonly (readonly number[])[];
  /** `Peaks.ordered`. */
  readonly ordered?: (par: Float64Array) => Float64Array;
  /** `Peaks.isProper`. */
  readonly isProper?: (values: Float64Array, par: Float64Array) => boolean;
  /** `Peaks.information`. */
  readonly information?: (values: Float64Array, par: Float64Array) => Float64Array;
  /** Quantities that follow from the parameters: their names, and formulas in those of the parameters. */
  readonly derived?: readonly (readonly [name: string, formula: string])[];
  /** `Peaks.remarks`. */
  readonly remarks?: (values: Float64Array, par: Float64Array) => readonly string[];
}
