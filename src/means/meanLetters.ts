/** Letters of marginal means: within each group two means share one exactly where their difference is not significant. */

import type { LinearFunctions } from '../fits';
import type { AdjustmentName } from './adjustments';
import { compareWithin, groupSize } from './compare';
import { contrastPlans } from './contrastRequest';
import { compactLetters } from './letters';
import type { Margins } from './types';

export interface MeanLetters {
  /** One per row of the margins, empty where there is no mean; those of lower means come first. */
  readonly letters: readonly string[];
  /** What a reader has to know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * @param functions L·beta of the margins
 * @param level 1 − the level at which differences are significant
 */
export function meanLetters(
  margins: Margins,
  functions: LinearFunctions,
  options: { readonly adjust: AdjustmentName; readonly level: number },
): MeanLetters {
  const [{ sets }] = contrastPlans(
    margins,
    { of: 'means', choice: { family: 'pairwise', control: null } },
    false,
  );
  const { rows, words } = compareWithin(margins, functions, sets, options);
  const alpha = 1 - options.level;
  const size = groupSize(margins);
  const different = new Set<number>();
  for (const { group, contrast, pValue } of rows)
    if (pValue < alpha) different.add(pairKey(contrast.places, group * size, margins.rows));
  const letters: string[] = Array.from({ length: margins.rows }, () => '');
  const isShort = sets.map((_, group) => {
    const ordered = ascending(margins, functions, group * size, size);
    const found = compactLetters(ordered.length, (i, j) =>
      different.has(pairKey([ordered[i], ordered[j]], 0, margins.rows)),
    );
    found?.forEach((one, i) => (letters[ordered[i]] = one));
    return found === null;
  });
  return { letters, notes: [isShort.includes(true) ? TOO_MANY : said(alpha, words)] };
}

const TOO_MANY =
  'There are no letters: so many means differ from each other in so many ways that the alphabet is too short.';

function said(alpha: number, words: string | null): string {
  const shown = Number(alpha.toPrecision(6));
  const how = words === null ? '' : `, ${words}`;
  return `Means that share a letter do not differ significantly at ${shown}${how}; that does not show that they are the same.`;
}

/** The rows of a group that there are and that the data determine, lowest mean first. */
function ascending(margins: Margins, functions: LinearFunctions, first: number, size: number): number[] {
  const { absent, estimable, offset } = margins;
  const meanOf = (row: number): number => functions.estimates[row] + offset[row];
  return Array.from({ length: size }, (_, i) => first + i)
    .filter((row) => absent[row] === 0 && estimable[row] === 1)
    .sort((a, b) => meanOf(a) - meanOf(b) || a - b);
}

function pairKey([a, b]: readonly number[], first: number, rows: number): number {
  return (first + Math.min(a, b)) * rows + first + Math.max(a, b);
}
