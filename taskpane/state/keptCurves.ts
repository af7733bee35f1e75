/** Curves that were kept: snapshots that stand behind the curve on show, with what inserts them into the sheet. */

import type { LikelihoodStudy } from '../../src/index';

export interface KeptCurve {
  /** Given by the person; at first of which numbers it is. */
  readonly name: string;
  readonly parameter: string;
  /** Density and data as the functions take them. */
  readonly args: readonly string[];
  readonly estimate: number;
  /** Of the likelihood interval; null where it has no end, or none was looked for. */
  readonly limits: readonly [number | null, number | null];
  /** At the estimate. */
  readonly logLik: number;
  readonly constant: number;
  readonly values: readonly number[];
  /** null where the data are impossible. */
  readonly logLiks: readonly (number | null)[];
}

export const MOST_KEPT = 6;

/** The curve of a study as it is now. */
export function keptCurve(study: LikelihoodStudy, title: string, args: readonly string[]): KeptCurve {
  const { maximum, index, limits, points, constant } = study;
  const { name, estimate } = maximum.parameters[index];
  return {
    name: title,
    parameter: name,
    args,
    estimate,
    limits: [limits[index]?.lower ?? null, limits[index]?.upper ?? null],
    logLik: maximum.logLik,
    constant,
    values: points.map(({ value }) => value),
    logLiks: points.map(({ logLik }) => logLik),
  };
}

/** A name that none of the others has: `5 of 30`, `5 of 30 (2)`. */
export function freshName(title: string, kept: readonly KeptCurve[]): string {
  const names = kept.map(({ name }) => name);
  let name = title;
  for (let k = 2; names.includes(name); k++) name = `${title} (${k})`;
  return name;
}

/** Those that can stand behind the curve of a parameter: of the same name. */
export function curvesBehind(kept: readonly KeptCurve[], parameter: string): readonly KeptCurve[] {
  return kept.filter((curve) => curve.parameter === parameter && curve.logLiks.some((y) => y !== null));
}

/** Whether a stored value is a list of kept curves. */
export function areKeptCurves(value: unknown): value is KeptCurve[] {
  return Array.isArray(value) && value.length <= MOST_KEPT && value.every(isKeptCurve);
}

function isKeptCurve(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, parameter, args, estimate, limits, logLik, constant, values, logLiks } = value as Record<
    keyof KeptCurve,
    unknown
  >;
  return (
    [name, parameter].every((text) => typeof text === 'string') &&
    [estimate, logLik, constant].every(isNumber) &&
    isListOf(args, (text) => typeof text === 'string') &&
    isListOf(limits, isNumberOrNull) &&
    limits.length === 2 &&
    isListOf(values, isNumber) &&
    isListOf(logLiks, isNumberOrNull) &&
    values.length === logLiks.length
  );
}

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isNumberOrNull = (value: unknown): boolean => value === null || isNumber(value);
const isListOf = (value: unknown, test: (one: unknown) => boolean): value is unknown[] =>
  Array.isArray(value) && value.every(test);
