/** A first model for new data: the leftmost numbers that were observed vary around a mean of their own in each group. */

import { canBeResponse, factorOf, isDesign, type NumericColumn } from '../../src/index';
import type { ColumnSummary } from './columns';
import { columnTerm, EMPTY_FORM, withGroup, type ModelForm } from './form';

/** Groups below which a column is no grouping factor: so few have means of their own, but say little of how groups differ. */
const FEWEST_GROUPS = 5;
/** The same for a column whose name says that its values are units. */
const FEWEST_UNITS = 3;
/** A fixed effect of more labels than this is no first guess. */
const MOST_TREATMENTS = 20;

/** Words in the names of columns, in lower case. */
const UNITS =
  /^(?:subject|participant|person|patient|pupil|student|child|worker|animal|cow|block|batch|plot|school|site|id)s?$/;
const TREATMENTS =
  /^(?:treatment|treat|trt|condition|cond|arm|dose|drug|variety|method|diet|recipe|sex|gender|period|visit|occasion)s?$/;

/**
 * The grouping factor is the column that looks like groups and has the most of them, if it leaves at least two rows to a group
 * on average; a factor of few levels, or of treatments by its name, is none. The outcome is the leftmost column of numbers that
 * does not look like groups, does not number the rows, varies within groups, and does not look like a design; where none is so,
 * the leftmost. Where nothing groups the rows, the leftmost factor of few levels is a fixed effect.
 */
export function guessForm(columns: readonly ColumnSummary[], rowCount: number): ModelForm {
  const usable = columns.filter(
    ({ column, name }) => column && columns.filter((other) => other.name === name).length === 1,
  );
  const groups = usable
    .filter((column) => canGroup(column, rowCount))
    .reduce<ColumnSummary | null>(
      (most, next) => (most === null || next.distinct > most.distinct ? next : most),
      null,
    );
  const outcome = guessOutcome(usable, groups);
  if (!outcome) return EMPTY_FORM;
  if (groups === null)
    return { ...EMPTY_FORM, outcome: outcome.name, fixed: treatmentsOf(usable, outcome).map(nameTerm) };
  return withGroup({ ...EMPTY_FORM, outcome: outcome.name }, 0, nameTerm(groups));
}

const nameTerm = ({ name }: ColumnSummary) => columnTerm(name);

function canGroup({ name, looksLikeGroups, distinct }: ColumnSummary, rowCount: number): boolean {
  const fewest = isNamed(name, UNITS) ? FEWEST_UNITS : FEWEST_GROUPS;
  return looksLikeGroups && distinct >= fewest && distinct <= rowCount / 2 && !isNamed(name, TREATMENTS);
}

function isNamed(name: string, words: RegExp): boolean {
  const parts = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return parts.split(/[^\p{L}]+/u).some((word) => words.test(word));
}

function guessOutcome(
  usable: readonly ColumnSummary[],
  groups: ColumnSummary | null,
): ColumnSummary | undefined {
  const numbers = usable.filter(
    ({ column, looksLikeGroups }) => column!.kind === 'number' && !looksLikeGroups,
  );
  const grouping = groups === null ? null : factorOf(groups.column!);
  return (
    numbers.find(
      ({ column }) =>
        column!.kind === 'number' &&
        !numbersRows(column!) &&
        (grouping === null || canBeResponse(column!, grouping)) &&
        !isDesign(column!, grouping),
    ) ?? numbers[0]
  );
}

function treatmentsOf(usable: readonly ColumnSummary[], outcome: ColumnSummary): ColumnSummary[] {
  const found = usable.find(
    ({ name, column, distinct }) =>
      column!.kind === 'factor' &&
      name !== outcome.name &&
      distinct > 1 &&
      distinct <= (isNamed(name, TREATMENTS) ? MOST_TREATMENTS : FEWEST_GROUPS - 1),
  );
  return found ? [found] : [];
}

/** Whether each row has the number after that of the row above: a name of the row and nothing observed. */
function numbersRows({ values }: NumericColumn): boolean {
  return values.every((value, row) => value === values[0] + row);
}
