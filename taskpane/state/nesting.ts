/** How a grouping factor stands to another: what the labels say, and what only the user knows. */

import type { ColumnSummary } from './columns';
import { partsOf, type FormTerm } from './form';
import {
  sharedLevels,
  summarizeGroups,
  variesWithin,
  type GroupSummary,
  type SharedLevels,
} from './grouping';
import {
  cardOf,
  combination,
  layoutOf,
  layoutText,
  withLayout,
  type FactorPair,
  type Layout,
} from './layouts';
import { columnNamed } from './selectors';
import type { PaneState } from './state';

export interface LayoutChoice {
  readonly layout: Layout;
  /** The random effects that it gives, such as `(1 | Block/Variety)`. */
  readonly formula: string;
}

export interface NestingQuestion {
  /** The inner factor is the one in question, such as cask; its labels come back in several groups of the outer one, such as batch. */
  readonly factors: FactorPair;
  readonly chosen: Layout;
  readonly choices: readonly LayoutChoice[];
  /** What the data say: the combinations as groups, and where the levels of the inner factor stand. */
  readonly units: GroupSummary;
  readonly levels: SharedLevels;
}

const LAYOUTS: readonly Layout[] = ['nested', 'crossed', 'combined'];

/**
 * The question of a card whose labels occur in several groups of a card before it: is cask a of batch 1 the same as cask a of
 * batch 2? null where there is nothing to ask, as when every label has one group only.
 */
export function nestingQuestion(state: PaneState, card: number): NestingQuestion | null {
  const { form } = state;
  const factors = factorsOf(state, card);
  const columns = factors && [columnNamed(state, factors.outer), columnNamed(state, factors.inner)];
  if (!columns?.[0]?.column || !columns[1]?.column) return null;
  const [outer, inner] = columns as [ColumnSummary, ColumnSummary];
  const [units, levels] = [summarizeGroups(columns), sharedLevels(inner, outer)];
  if (units === null || levels === null) return null;
  return {
    factors: factors!,
    chosen: layoutOf(form, card, factors!),
    choices: LAYOUTS.map((layout) => ({
      layout,
      formula: layoutText(withLayout(form, card, factors!, layout), factors!),
    })),
    units,
    levels,
  };
}

/** The factor that another stands within by its labels already, so that `(1 | batch) + (1 | sample)` is `(1 | batch/sample)`. */
export function nestedAlready(state: PaneState, card: number): string | null {
  const { group } = state.form.varies[card];
  if (group.columns.length !== 1) return null;
  return otherCard(state, group.columns[0], state.form.varies.length, (inner, outer) => {
    return !variesWithin([outer], [inner]) && variesWithin([inner], [outer]);
  });
}

export interface CombinationChoice {
  readonly group: FormTerm;
  readonly groups: number;
}

/** Units that the rows may be grouped by: plots, where a card has the blocks and a fixed effect the varieties. */
export function combinationChoices(state: PaneState): CombinationChoice[] {
  const { fixed, varies } = state.form;
  const columns = [...fixed, ...varies.map(({ group }) => group)].filter((term) => isLabels(state, term));
  const inners = [...new Set(columns.map((term) => term.columns[0]))];
  return varies.flatMap(({ group }, card) =>
    inners.flatMap((inner): CombinationChoice[] => {
      const outer = group.columns[0];
      // Of two groupings the combination is offered once.
      const isLater = cardOf(state.form, inner) > card || cardOf(state.form, inner) < 0;
      if (group.columns.length !== 1 || inner === outer || !isLater) return [];
      const pair = [columnNamed(state, outer), columnNamed(state, inner)];
      const units = summarizeGroups(pair);
      const isCrossed = variesWithin([pair[0]], [pair[1]]) && variesWithin([pair[1]], [pair[0]]);
      if (units === null || units.largest === 1 || !isCrossed) return [];
      return [{ group: combination({ outer, inner }), groups: units.groups }];
    }),
  );
}

/** Whether a term is one column of labels, or of numbers taken for groups. */
function isLabels(state: PaneState, { text, columns }: FormTerm): boolean {
  const column = columns.length === 1 ? columnNamed(state, columns[0])?.column : undefined;
  return column?.kind === 'factor' || text.startsWith('factor(');
}

function factorsOf(state: PaneState, card: number): FactorPair | null {
  const { form } = state;
  const { text, columns } = form.varies[card].group;
  if (columns.length > 2 || partsOf(text).length !== columns.length) return null;
  if (columns.length === 2) {
    // lme4 writes `batch/cask` as cask:batch: the outer factor is the one with a card of its own.
    const outer = columns.find((name) => cardOf(form, name) >= 0) ?? columns[0];
    return { outer, inner: columns.find((name) => name !== outer)! };
  }
  const [inner] = columns;
  const isCombined = form.varies.some(
    ({ group }) => group.columns.length > 1 && group.columns.includes(inner),
  );
  if (isCombined) return null;
  const outer = otherCard(state, inner, card, (a, b) => variesWithin([b], [a]) && variesWithin([a], [b]));
  return outer === null ? null : { outer, inner };
}

/** The column of the first card before the place `end` that stands so to the column. */
function otherCard(
  state: PaneState,
  name: string,
  end: number,
  isSo: (column: ColumnSummary, other: ColumnSummary) => boolean,
): string | null {
  const column = columnNamed(state, name);
  for (const { group } of state.form.varies.slice(0, end)) {
    const other = group.columns.length === 1 ? columnNamed(state, group.columns[0]) : undefined;
    if (other?.column && column?.column && other.name !== name && isSo(column, other)) return other.name;
  }
  return null;
}
