/** The largest of many differences, and whether it is small enough. */

import { toNumber, type GoldenNumber } from './golden';

export interface ComparisonRow {
  readonly quantity: string;
  /** Largest |found - wanted| / scale; infinite when a number is missing. */
  readonly worstDifference: number;
  readonly tolerance: number;
  readonly pass: boolean;
  /** How many numbers were compared. */
  readonly compared: number;
  /** What a reader has to know about this comparison. */
  readonly note?: string;
}

export class WorstDifference {
  private worst = 0;
  private compared = 0;

  constructor(
    private readonly quantity: string,
    private readonly tolerance: number,
  ) {}

  /**
   * Takes one pair into account. What the golden result does not know (NaN) is not compared.
   *
   * @param scale positive: what a difference of 1 means
   */
  add(found: number | undefined, wanted: GoldenNumber, scale: number): this {
    const target = toNumber(wanted);
    if (Number.isNaN(target)) return this;
    this.compared++;
    const difference = found === target ? 0 : Math.abs((found ?? NaN) - target) / scale;
    // A missing number, or one that is not finite, is as wrong as can be.
    this.worst = Math.max(this.worst, Number.isFinite(difference) ? difference : Infinity);
    return this;
  }

  row(note?: string): ComparisonRow {
    const { quantity, tolerance, compared, worst } = this;
    return { quantity, worstDifference: worst, tolerance, pass: worst <= tolerance, compared, note };
  }
}
