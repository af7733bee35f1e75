/** What the means of a group are called, as emmeans calls them. */

import type { MarginVariable } from './types';

export interface LevelNames {
  /** Levels of the factors with blanks between them. */
  readonly plain: readonly string[];
  /** The same as they stand in a label: numbers behind the name of their variable, and whatever holds a sign in parentheses. */
  readonly inLabels: readonly string[];
}

const SIGNS = /[-+/*]/;

/** @param namesNumbers whether levels that are numbers go with the name of their variable */
export function levelNames(factors: readonly MarginVariable[], namesNumbers = true): LevelNames {
  const shown = factors.map(({ name, levels }) =>
    namesNumbers && levels.every(isNumber) ? levels.map((level) => `${name}${level}`) : levels,
  );
  return {
    plain: combined(factors.map(({ levels }) => levels)),
    inLabels: combined(shown).map((name) => (SIGNS.test(name) ? `(${name})` : name)),
  };
}

function isNumber(level: string): boolean {
  return level.trim() !== '' && Number.isFinite(Number(level));
}

/** The first list changes fastest; of no list at all there is one combination, without a name. */
function combined(lists: readonly (readonly string[])[]): readonly string[] {
  if (lists.length === 0) return [''];
  return lists.reduceRight((rest, list) => rest.flatMap((later) => list.map((level) => `${level} ${later}`)));
}

/**
 * The place of a mean by its name, as it is or as labels have it; capitals do not matter where nothing else tells names apart.
 * −1 where there is none.
 */
export function placeNamed({ plain, inLabels }: LevelNames, name: string): number {
  for (const names of [plain, inLabels]) {
    const at = names.indexOf(name);
    if (at >= 0) return at;
  }
  const lower = name.toLowerCase();
  const alike = [...plain.keys()].filter((i) => plain[i].toLowerCase() === lower);
  return alike.length === 1 ? alike[0] : -1;
}
