/** What there is to say of a grouping factor beside its groups. */

import { partsOf, type FormTerm, type ModelForm, type VariesBy } from './form';
import { summarizeGroups } from './grouping';
import { hasLabels, type Columns } from './varies';

/** Fewer groups than this say little of how groups differ. */
const FEW = 5;

/**
 * The fixed effect that has a mean for each group of a card already, so that levels of their own are left nothing to be; null
 * where there is none. A line through numbers is none: each value may lie off it.
 */
export function fixedTwin({ fixed }: ModelForm, card: VariesBy, columns: Columns): FormTerm | null {
  if (!card.intercept) return null;
  const own = [...card.group.columns].sort().join();
  const isTwin = (term: FormTerm) =>
    [...term.columns].sort().join() === own &&
    partsOf(term.text).every((part) => isByLevel(part, term, columns));
  return fixed.find(isTwin) ?? null;
}

/** Whether a factor of a term has an effect for each of its levels. */
function isByLevel(part: string, { columns: names }: FormTerm, columns: Columns): boolean {
  if (/^(?:factor|relevel)\(/.test(part)) return true;
  const own = names.filter((name) => part.includes(name));
  return hasLabels({ text: part, columns: own }, columns);
}

/** The number of levels of a card's factor, where they are few; null where they are not, and for units made of several factors. */
export function hasFewLevels(card: VariesBy, columns: Columns): number | null {
  const { group, intercept, slopes } = card;
  if (group.columns.length !== 1 || (!intercept && slopes.length === 0)) return null;
  const column = columns.find(({ name }) => name === group.columns[0]);
  const groups = summarizeGroups([column])?.groups ?? FEW;
  return groups < FEW ? groups : null;
}
