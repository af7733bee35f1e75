/** What is asked of a simulation of a density, and what comes of it. */

import { CellmerError } from '../errors';
import type { GivenValue } from '../likelihood/parameterValues';
import type { CellMatrix } from '../table';

/** Null, or false, for what was not given. */
export interface SimulationOptions {
  /** How many groups of `size` values each, or of `sizes`. */
  readonly groups: number | null;
  readonly size: number | null;
  readonly sizes: readonly number[] | null;
  /** Of a binomial or multinomial count. */
  readonly trials: number | null;
  /** Digits behind the point, to which values are rounded. */
  readonly digits: number | null;
  /** Samples beside each other. */
  readonly repeats: number | null;
  /** Whether the estimates are the parameters exactly. */
  readonly exact: boolean;
  /** Whether a density as text is one of whole numbers. */
  readonly whole: boolean;
}

export type SimulationOptionName = keyof SimulationOptions;

export interface DensitySimulation {
  /** A name, or a density or its logarithm as text. */
  readonly density: string;
  /** The parameters by name, or in order. @throws CellmerError for cells that are none */
  readonly given: () => readonly GivenValue[];
  /** The same as they stand in the sheet. */
  readonly cells: CellMatrix;
  readonly rows: number | null;
  /** Whole, from 0 on. */
  readonly seed: number;
  readonly options: SimulationOptions;
}

/** A table of simulated data. */
export interface Simulated {
  readonly columns: readonly SimulatedColumn[];
}

export interface SimulatedColumn {
  readonly title: string;
  readonly isLabel: boolean;
  readonly isCount: boolean;
  readonly values: ArrayLike<number | string>;
}

/** A sheet has one row more, for the header. */
export const MOST_ROWS = 1_048_575;
const MOST_COLUMNS = 16_384;
const MOST_VALUES = 1_000_000;

/** @throws CellmerError `option` for more than a sheet, or a reader, can hold */
export function checkSize(rows: number, columns: number): void {
  if (rows <= MOST_ROWS && columns <= MOST_COLUMNS && rows * columns <= MOST_VALUES) return;
  const found = columns === 1 ? `${rows} values` : `${rows} rows of ${columns} values`;
  throw new CellmerError(
    'option',
    `That would be ${found}: expected at most ${MOST_ROWS} rows, ${MOST_COLUMNS} columns and ${MOST_VALUES} values.`,
  );
}

/** @throws CellmerError `option` for an option that means nothing to the density */
export function refuseOthers(
  options: SimulationOptions,
  known: readonly SimulationOptionName[],
  density: string,
  reasons: Partial<Record<SimulationOptionName, string>> = {},
): void {
  for (const name of Object.keys(options) as SimulationOptionName[]) {
    const isGiven = options[name] !== null && options[name] !== false;
    if (!isGiven || known.includes(name)) continue;
    throw new CellmerError(
      'option',
      `The option ${name} has no meaning for ${density}: ${reasons[name] ?? REASONS[name]}.`,
    );
  }
}

const REASONS: Readonly<Record<SimulationOptionName, string>> = {
  groups: 'groups are those of "one-way normal"',
  size: 'it is the number of values in each group of "one-way normal"',
  sizes: 'they are the numbers of values in the groups of "one-way normal"',
  trials: 'they are those of "binomial", "beta-binomial" and "multinomial"',
  digits: 'its values are whole numbers',
  repeats: 'each of its samples has several columns; ask for more rows',
  exact:
    'no shift and no scale makes the estimates of a sample exactly the parameters. "normal", "lognormal", "exponential", "laplace", "one-way normal" and "multivariate normal" have it',
  whole: 'it says of a density as text that it is one of whole numbers',
};

/** @throws CellmerError `option` where the number of rows is left out */
export function neededRows(rows: number | null): number {
  if (rows !== null) return rows;
  throw new CellmerError('option', 'rows is empty: expected how many values, such as 50.');
}

/** @throws CellmerError `option` where the number of trials is left out */
export function neededTrials({ trials }: SimulationOptions, density: string): number {
  if (trials !== null) return trials;
  throw new CellmerError(
    'option',
    `"${density}" needs the number of trials in each row: expected an option such as "trials=100".`,
  );
}

/** @throws CellmerError `option` where both are given */
export function refuseRoundedExactness({ exact, digits }: SimulationOptions): void {
  if (exact && digits !== null)
    throw new CellmerError(
      'option',
      `exact=1 and digits=${digits} exclude each other: rounded data have other estimates. Expected one of them; a number format ` +
        'shows fewer digits without rounding.',
    );
}
