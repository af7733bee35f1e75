/** What a card of "Varies by" offers and costs. */

import { quoteName } from '../../src/index';
import type { ColumnSummary } from './columns';
import { naturalType, typedTerm, typeInModel, typeOf } from './columnTypes';
import { hasTerm, type FormTerm, type ModelForm, type VariesBy } from './form';
import { summarizeGroups, variesWithin, type GroupSummary } from './grouping';

export type Columns = readonly ColumnSummary[];

export interface SlopeChoice {
  readonly term: FormTerm;
  readonly on: boolean;
  /** Whether it is a fixed effect too. */
  readonly isFixed: boolean;
  /** What differs from group to group: a slope of numbers, an effect of labels, a level for each of them. */
  readonly kind: 'slope' | 'effect' | 'levels';
  /** Whether it varies within a group; only then can its slope differ from group to group. */
  readonly varies: boolean;
}

const find = (columns: Columns, names: readonly string[]) =>
  names.map((name) => columns.find((column) => column.name === name));

/** A slope per fixed effect, and those that the formula has beyond them. */
export function slopeChoices(form: ModelForm, card: VariesBy, columns: Columns): SlopeChoice[] {
  const extra = card.slopes.filter(({ text }) => !hasTerm(form.fixed, text));
  const by = find(columns, card.group.columns);
  // What the groups themselves are made of has one value in each: nobody asks for its slope.
  const fixed = form.fixed.filter(
    (term) =>
      hasTerm(card.slopes, term.text) || !term.columns.every((name) => card.group.columns.includes(name)),
  );
  return [...fixed, ...extra].map((term) => ({
    term,
    on: hasTerm(card.slopes, term.text),
    isFixed: hasTerm(form.fixed, term.text),
    kind: kindOf(term, card, columns),
    varies: variesWithin(find(columns, term.columns), by),
  }));
}

function kindOf(term: FormTerm, { intercept, slopes }: VariesBy, columns: Columns): SlopeChoice['kind'] {
  if (!hasLabels(term, columns)) return 'slope';
  const isFirst = slopes.length === 0 || slopes[0].text === term.text;
  return !intercept && isFirst ? 'levels' : 'effect';
}

/** Whether a term is made of labels, alone or together with numbers. */
export function hasLabels(term: FormTerm, columns: Columns): boolean {
  return find(columns, term.columns).some(
    (summary) => summary !== undefined && (typeInModel(summary, [term]) ?? naturalType(summary)) === 'group',
  );
}

export function groupsOf(card: VariesBy, columns: Columns): GroupSummary | null {
  return summarizeGroups(find(columns, card.group.columns));
}

/**
 * Number of variances and covariances; null where the number of columns of a term is known only to the fit, as for
 * `poly(x, 2)`.
 */
export function covarianceParameters(card: VariesBy, columns: Columns): number | null {
  let first = !card.intercept;
  const widths = card.slopes.map((term) => {
    const width = columnsOf(term, columns, first);
    first = false;
    return width;
  });
  if (widths.some((width) => width === null)) return null;
  const sizes = [...(card.intercept ? [1] : []), ...(widths as number[])];
  const triangle = (k: number) => (k * (k + 1)) / 2;
  return card.correlated
    ? triangle(sizes.reduce((sum, size) => sum + size, 0))
    : sizes.reduce((sum, size) => sum + triangle(size), 0);
}

/** Columns of the design that a term takes: one for numbers, one less than levels for labels (all of them, if `full`). */
function columnsOf(term: FormTerm, columns: Columns, full: boolean): number | null {
  if (term.text !== term.columns.map(quoteName).join(':')) return null;
  return find(columns, term.columns).reduce<number | null>((product, summary) => {
    if (product === null || !summary?.column) return null;
    const { column } = summary;
    return product * (column.kind === 'number' ? 1 : column.levels.length - (full ? 0 : 1));
  }, 1);
}

/** Columns that can be read and are not left out. */
export function usable(columns: Columns): ColumnSummary[] {
  return columns.filter((column) => column.column && column.name !== '' && typeOf(column) !== 'out');
}

/** Columns that can group rows: all but the outcome, those that look like groups first. */
export function groupChoices(form: ModelForm, columns: Columns): readonly ColumnSummary[] {
  const others = usable(columns).filter(({ name }) => name !== form.outcome);
  const isFirst = (column: ColumnSummary): boolean =>
    column.type === undefined ? column.looksLikeGroups : column.type === 'group';
  return [...others.filter(isFirst), ...others.filter((column) => !isFirst(column))];
}

/** Columns that can still become fixed effects, those that group the rows last. */
export function fixedChoices(form: ModelForm, columns: Columns): readonly ColumnSummary[] {
  const groups = form.varies.map(({ group }) => group);
  const among = (terms: readonly FormTerm[], column: ColumnSummary): boolean =>
    [quoteName(column.name), typedTerm(column).text].some((text) => hasTerm(terms, text));
  const others = usable(columns).filter(
    (column) => column.name !== form.outcome && !among(form.fixed, column),
  );
  const isGroup = (column: ColumnSummary): boolean => among(groups, column);
  return [...others.filter((column) => !isGroup(column)), ...others.filter(isGroup)];
}
