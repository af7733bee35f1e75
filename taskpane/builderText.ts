/** What the pane says of the model while it is built: its history, what a choice has changed besides, how factors belong together. */

import { ddfWords } from '../src/index';
import type { FormTerm } from './state/form';
import type { GroupSummary, SharedLevels } from './state/grouping';
import type { FactorPair, Layout } from './state/layouts';
import type { SideEffect } from './state/modelNote';
import { count } from './state/numbers';
import { brief, list, plural, termName } from './words';

const name = (term: string) => brief(termName(term));
const names = (terms: readonly FormTerm[]) => list(terms.map(({ text }) => name(text)));

const LAYOUTS: Readonly<Record<Layout, (factors: FactorPair, example: string) => string>> = {
  nested: ({ outer, inner }) => `Each ${brief(outer)} × ${brief(inner)} is a unit of its own`,
  crossed: ({ outer, inner }, example) =>
    `${brief(inner)} ${brief(example)} is the same in every ${brief(outer)}`,
  combined: ({ outer }) => `Only these units differ, ${brief(outer)} as such does not`,
};

function sideEffect(effect: SideEffect): string {
  switch (effect.kind) {
    case 'fixed-came':
      return `${names(effect.terms)} came along, since an interaction stands on what it is made of.`;
    case 'fixed-left':
      return `${names(effect.terms)} left the fixed effects.`;
    case 'slopes-left':
      return `The effect of ${names(effect.terms)} differs by ${name(effect.group.text)} no more.`;
    case 'group-left':
      return `${name(effect.group.text)} groups the rows no more.`;
    case 'changed-in': {
      const slopes = effect.groups.map(({ text }) => `what varies by ${name(text)}`);
      return `The same in ${list([...effect.products.map(({ text }) => name(text)), ...slopes])}.`;
    }
    case 'merged':
      return `${name(effect.term.text)} was there already and stands once.`;
    case 'products-stay':
      return effect.products.length === 1
        ? `${names(effect.products)} stays, without its main effect ${name(effect.term)}.`
        : `${names(effect.products)} stay, without their main effect ${name(effect.term)}.`;
    case 'formula-left':
      return 'These choices took the place of the formula as typed.';
    case 'ddf':
      return `Kenward-Roger belongs to REML; the degrees of freedom are by ${ddfWords(effect.ddf).name} now.`;
    case 'guess':
      return 'These data lack columns of the model before. This is a first guess; that model stays with its data.';
    case 'returned':
      return 'These data lack columns of the model before. Their own last model is back.';
  }
}

export const builderText = {
  edits: 'Steps of the model',
  undo: 'Undo',
  undoKeys: 'Undo (Ctrl+Z)',
  redoKeys: 'Redo (Ctrl+Y)',
  history: 'Models so far',
  historyOf: (address: string) => `Models so far of ${address}`,
  otherOptions: 'other options',
  back: (address: string) => `Back to ${address}`,

  sideEffects: (effects: readonly SideEffect[]) => effects.map(sideEffect).join(' '),
  offers: { 'drop-products': 'Remove it too', 'keep-slopes': 'Keep that' },

  alsoFixed: (group: string) =>
    `${brief(group)} is a fixed effect too. Each of its levels has a mean there, so nothing is left to vary.`,
  onlyFixed: 'Keep the fixed one',
  onlyRandom: 'Keep this one',
  fewLevels: (levels: number) => `${plural(levels, 'level')} say little of how levels differ.`,
  toFixed: 'Make it a fixed effect',

  layoutQuestion: ({ outer, inner }: FactorPair) =>
    `How do ${brief(outer)} and ${brief(inner)} belong together?`,
  layout: (layout: Layout, factors: FactorPair, example: string) => LAYOUTS[layout](factors, example),
  units: ({ groups, smallest, largest }: GroupSummary) => {
    if (largest === 1) return `${plural(groups, 'unit')} of one row each: that is the residual`;
    return smallest === largest
      ? `${plural(groups, 'unit')} of ${count(smallest)} rows`
      : `${plural(groups, 'unit')} of ${count(smallest)} – ${count(largest)} rows`;
  },
  levels: ({ levels, shared, everywhere }: SharedLevels, { outer }: FactorPair) => {
    if (shared === 0) return `no level is in two of ${brief(outer)}: the same model as the first`;
    if (everywhere === levels) return `every level is in every ${brief(outer)}`;
    return `${count(shared)} of ${plural(levels, 'level')} ${shared === 1 ? 'is' : 'are'} in more than one ${brief(outer)}`;
  },
  nestedAlready: (inner: string, outer: string) =>
    `Each ${brief(inner)} is in one ${brief(outer)} only, so it stands within ${brief(outer)} already.`,

  interactions: 'Interactions',
  moreInteractions: 'Interaction of',
  reference: 'Reference',
  referenceOf: (column: string, level: string) => `Reference level of ${column}: ${level}. Change`,
};
