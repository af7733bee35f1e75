/** Columns of model matrices that were computed, each once, so that X and Z share them. */

import type { Contrasts } from './contrastMatrices';
import type { FactorVariable } from './frameTypes';
import { pairSlopes, PRODUCT } from './smooth';
import type { Slopes } from './values';

/** A column with its name in R and a key that no other column of the frame has. */
export interface Column {
  readonly name: string;
  /** The name with levels in quotation marks, for columns whose names would be the same. */
  readonly exactName: string;
  readonly key: string;
  readonly values: Float64Array;
  /** How fast it moves with the column that slopes are asked for. */
  readonly slopes: Slopes;
}

/** Between parts of a key; labels and levels come from cells and formulas, which have no such characters. */
const LEVEL = '\u0000';
const TIMES = '\u0001';
const CONTRAST = '\u0002';

export class ColumnStore {
  private readonly columns = new Map<string, Float64Array>();

  constructor(
    /** Length of the columns. */
    private readonly n: number,
  ) {}

  /** The intercept. */
  ones(): Float64Array {
    return this.get('', () => new Float64Array(this.n).fill(1));
  }

  /** 1 in the rows that have the level, 0 elsewhere. */
  indicator({ label, codes, levels, slopes = null }: FactorVariable, level: number): Column {
    const key = label + LEVEL + levels[level];
    const values = this.get(key, () => {
      const out = new Float64Array(this.n);
      for (let i = 0; i < out.length; i++) if (codes[i] === level) out[i] = 1;
      return out;
    });
    return { name: label + levels[level], exactName: `${label}"${levels[level]}"`, key, values, slopes };
  }

  /** The entries that a contrast has for the levels of the rows. */
  contrast(
    { label, codes, slopes = null }: FactorVariable,
    { names, columns }: Contrasts,
    c: number,
  ): Column {
    const name = label + names[c];
    const key = label + CONTRAST + names[c];
    const values = this.get(key, () => {
      const out = new Float64Array(this.n);
      for (let i = 0; i < out.length; i++) out[i] = columns[c][codes[i]];
      return out;
    });
    return { name, exactName: `${label}"${names[c]}"`, key, values, slopes };
  }

  /** The product of two columns, row by row. */
  product(a: Column, b: Column): Column {
    const key = a.key + TIMES + b.key;
    const values = this.get(key, () => {
      const out = new Float64Array(this.n);
      for (let i = 0; i < out.length; i++) out[i] = a.values[i] * b.values[i];
      return out;
    });
    return {
      name: `${a.name}:${b.name}`,
      exactName: `${a.exactName}:${b.exactName}`,
      key,
      values,
      slopes: pairSlopes(a, b, values, PRODUCT),
    };
  }

  private get(key: string, make: () => Float64Array): Float64Array {
    let values = this.columns.get(key);
    if (values === undefined) {
      values = make();
      this.columns.set(key, values);
    }
    return values;
  }
}
