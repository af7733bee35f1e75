/** Combinations of the levels of several factors: found by their codes, and named so that no two are alike. */

import type { Coded } from './levels';

/**
 * Numbers combinations of codes 0, 1, 2, ... in the order in which they are first added. Codes are joined one by one, so
 * that no key is larger than the combinations so far times the levels of one factor.
 */
class Combinations {
  private readonly tables: readonly Map<number, number>[];

  /** @param sizes number of levels of each factor, at least one */
  constructor(private readonly sizes: readonly number[]) {
    this.tables = sizes.map(() => new Map<number, number>());
  }

  /** The number of a combination, a new one if it was never added. */
  add(codes: readonly number[]): number {
    return this.find(codes, (table, key) => {
      const id = table.size;
      table.set(key, id);
      return id;
    });
  }

  /** The number of a combination; -1 when it was never added. */
  idOf(codes: readonly number[]): number {
    return this.find(codes, () => -1);
  }

  private find(
    codes: readonly number[],
    missing: (table: Map<number, number>, key: number) => number,
  ): number {
    let id = 0;
    for (let f = 0; f < codes.length && id >= 0; f++) {
      const key = id * this.sizes[f] + codes[f];
      id = this.tables[f].get(key) ?? missing(this.tables[f], key);
    }
    return id;
  }
}

/**
 * The combinations that make the levels of an interaction.
 *
 * @param codes n 0-based indices into the levels of the interaction
 * @param factors what it is made of, with codes for the same rows
 * @returns `combinations`, and the level of each of them by its number
 */
export function combinationsOf(
  codes: Int32Array,
  levelCount: number,
  factors: readonly Coded[],
): { readonly combinations: Combinations; readonly levels: readonly number[] } {
  const combinations = new Combinations(factors.map(({ levels }) => levels.length));
  const levels: number[] = [];
  firstRows(codes, levelCount).forEach((row, level) => {
    levels[combinations.add(factors.map((factor) => factor.codes[row]))] = level;
  });
  return { combinations, levels };
}

/**
 * Labels of an interaction that tell its levels apart: `a:b` as it is, and where two would be the same text, as for
 * "x:y" with "z" and "x" with "y:z", all parts with a colon or a quote in quotation marks: `"x:y":z`.
 *
 * @param interaction with the joined labels as its levels
 * @param factors what it is made of, with codes for the same rows
 */
export function distinctLabels({ codes, levels }: Coded, factors: readonly Coded[]): readonly string[] {
  if (factors.length === 1 || !factors.some((factor) => factor.levels.some((level) => level.includes(':'))))
    return levels;
  if (new Set(levels).size === levels.length) return levels;
  const rows = firstRows(codes, levels.length);
  return rows.map((row) => factors.map((factor) => quotedPart(factor.levels[factor.codes[row]])).join(':'));
}

function quotedPart(level: string): string {
  return /[:"]/.test(level) ? `"${level.replaceAll('"', '""')}"` : level;
}

/** The first row of every level. */
function firstRows(codes: Int32Array, levelCount: number): number[] {
  const rows = new Array<number>(levelCount).fill(-1);
  let found = 0;
  for (let i = 0; i < codes.length && found < levelCount; i++) {
    if (rows[codes[i]] >= 0) continue;
    rows[codes[i]] = i;
    found++;
  }
  return rows;
}
