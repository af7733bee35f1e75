/** Whether a grouping factor is crossed with another or nested in it: what the labels say, and what only the user knows. */

import { columnTerm, type FormTerm, type ModelForm } from './form';
import { variesWithin } from './grouping';
import { columnNamed } from './selectors';
import type { PaneState } from './state';
import { partsOf } from './termChanges';

export interface NestingQuestion {
  /** The factor in question, such as cask. */
  readonly inner: string;
  /** The factor that its labels come back in, such as batch. */
  readonly outer: string;
  readonly isNested: boolean;
  /** The card's group, crossed and nested. */
  readonly crossed: FormTerm;
  readonly nested: FormTerm;
}

/**
 * The question of a card whose labels occur in several groups of a card before it: is cask a of batch 1 the same as cask a of
 * batch 2? null where there is nothing to ask, as when every label has one group only.
 */
export function nestingQuestion(state: PaneState, card: number): NestingQuestion | null {
  const { form } = state;
  const parts = partsOf(form.varies[card].group.text);
  const { columns } = form.varies[card].group;
  if (columns.length > 2 || parts.length !== columns.length) return null;
  if (columns.length === 2) {
    // lme4 writes `batch/cask` as cask:batch: the outer factor is the one with a card of its own.
    const outer = columns.find((name) => isGroup(form, name)) ?? columns[0];
    const inner = columns.find((name) => name !== outer)!;
    return { inner, outer, isNested: true, crossed: columnTerm(inner), nested: form.varies[card].group };
  }
  const [inner] = columns;
  const outer = outerOf(state, form, card, inner);
  if (outer === null) return null;
  const crossed = columnTerm(inner);
  const nested = { text: `${columnTerm(outer).text}:${crossed.text}`, columns: [outer, inner] };
  return { inner, outer, isNested: false, crossed, nested };
}

function isGroup({ varies }: ModelForm, name: string): boolean {
  return varies.some(({ group }) => group.columns.length === 1 && group.columns[0] === name);
}

/** A single column of an earlier card that shares no labels one to one with this one. */
function outerOf(state: PaneState, { varies }: ModelForm, card: number, inner: string): string | null {
  for (let i = 0; i < card; i++) {
    const { columns } = varies[i].group;
    if (columns.length !== 1 || columns[0] === inner) continue;
    const [a, b] = [columnNamed(state, columns[0]), columnNamed(state, inner)];
    if (a?.column && b?.column && variesWithin([a], [b]) && variesWithin([b], [a])) return columns[0];
  }
  return null;
}
