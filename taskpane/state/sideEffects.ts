/** What a choice has changed besides the thing that was chosen, so that the pane can say it. */

import type { FormAction } from './actions';
import { hasTerm, partsOf, sameParts, withoutTerm, type FormTerm, type ModelForm } from './form';
import type { ModelNote, NotePlace, SideEffect } from './modelNote';
import type { PaneState } from './state';

/** What to say of a choice in the form; null where nothing but the thing itself has changed. */
export function noteOf(before: PaneState, after: PaneState, action: FormAction): ModelNote | null {
  const { text, rich, problem } = before.formula;
  const isReplaced = text.trim() !== '' && (rich !== null || problem !== null);
  const effects: SideEffect[] = [
    ...(isReplaced ? [{ kind: 'formula-left', formula: text } as const] : []),
    ...effectsOf(before.form, after.form, action),
  ];
  if (effects.length === 0) return null;
  const typed = isReplaced && problem !== null ? text : null;
  return { place: placeOf(action), effects, offer: offerOf(before.form, after.form, action), typed };
}

const PLACES: Partial<Record<FormAction['type'], NotePlace>> = {
  'form/outcome': 'outcome',
  'form/addFixed': 'fixed',
  'form/removeFixed': 'fixed',
  'form/changeFixed': 'fixed',
  'form/interact': 'fixed',
};

function placeOf({ type }: FormAction): NotePlace {
  return PLACES[type] ?? 'varies';
}

function effectsOf(before: ModelForm, after: ModelForm, action: FormAction): SideEffect[] {
  switch (action.type) {
    // These say beforehand all that they do.
    case 'form/accept':
    case 'form/layout':
    case 'form/groupToFixed':
      return [];
    case 'form/changeFixed':
      return changeEffects(before, after, action.to);
    case 'form/removeFixed':
      return [...productsLeft(after, action.text), ...leftAndCame(before, after, action)];
    default:
      return leftAndCame(before, after, action);
  }
}

/** Everything that is in one of the two forms only and was not chosen. */
function leftAndCame(before: ModelForm, after: ModelForm, action: FormAction): SideEffect[] {
  const left = before.fixed.filter(({ text }) => !hasTerm(after.fixed, text) && !isChosen(text, action));
  const came = after.fixed.filter(({ text }) => !hasTerm(before.fixed, text) && !isChosen(text, action));
  return [
    ...(came.length > 0 ? [{ kind: 'fixed-came', terms: came } as const] : []),
    ...(left.length > 0 ? [{ kind: 'fixed-left', terms: left } as const] : []),
    ...before.varies.flatMap((card, at) => cardEffects(card, at, after, action)),
  ];
}

function isChosen(text: string, action: FormAction): boolean {
  switch (action.type) {
    case 'form/addFixed':
      return text === action.term.text;
    case 'form/removeFixed':
      return text === action.text;
    case 'form/interact':
      return sameParts(text, `${action.term.text}:${action.other.text}`);
    default:
      return false;
  }
}

function cardEffects(
  { group, slopes }: ModelForm['varies'][number],
  at: number,
  after: ModelForm,
  action: FormAction,
): SideEffect[] {
  if ('card' in action && action.card === at) return [];
  const now = after.varies.find((card) => card.group.text === group.text);
  if (!now) return [{ kind: 'group-left', group }];
  const terms = slopes.filter(({ text }) => !hasTerm(now.slopes, text));
  return terms.length > 0 ? [{ kind: 'slopes-left', group, terms }] : [];
}

function changeEffects(before: ModelForm, after: ModelForm, to: FormTerm): SideEffect[] {
  const isNew = ({ text }: FormTerm) => partsOf(text).includes(to.text);
  const products = after.fixed.filter(
    (term) => term.text !== to.text && isNew(term) && !hasTerm(before.fixed, term.text),
  );
  const groups = after.varies.flatMap(({ group, slopes }, i) =>
    slopes.some((term) => isNew(term) && !hasTerm(before.varies[i].slopes, term.text)) ? [group] : [],
  );
  const isMerged = after.fixed.length < before.fixed.length;
  return [
    ...(products.length + groups.length > 0 ? [{ kind: 'changed-in', products, groups } as const] : []),
    ...(isMerged ? [{ kind: 'merged', term: to } as const] : []),
  ];
}

function productsLeft(after: ModelForm, text: string): SideEffect[] {
  const products = productsWith(after, text);
  return products.length > 0 ? [{ kind: 'products-stay', term: text, products }] : [];
}

/** The products that contain all factors of a term. */
function productsWith({ fixed }: ModelForm, text: string): FormTerm[] {
  const parts = partsOf(text);
  return fixed.filter((term) => {
    const its = partsOf(term.text);
    return its.length > parts.length && parts.every((part) => its.includes(part));
  });
}

function offerOf(before: ModelForm, after: ModelForm, action: FormAction): ModelNote['offer'] {
  if (action.type !== 'form/removeFixed') return null;
  const products = productsWith(after, action.text);
  if (products.length > 0) {
    const without = (terms: readonly FormTerm[]) =>
      products.reduce((rest, { text }) => withoutTerm(rest, text), terms);
    const varies = after.varies.map((card) => ({ ...card, slopes: without(card.slopes) }));
    return { kind: 'drop-products', form: { ...after, fixed: without(after.fixed), varies } };
  }
  const hadSlopes = before.varies.some(({ slopes }) => hasTerm(slopes, action.text));
  return hadSlopes ? { kind: 'keep-slopes', form: { ...after, varies: before.varies } } : null;
}
