/** How two grouping factors stand to each other, as random effects. */

import { columnTerm, randomTexts, withCard, withGroup, type FormTerm, type ModelForm } from './form';

/**
 * Each combination is a unit within its outer group, `(1 | Block/Variety)`; both factors have effects of their own,
 * `(1 | Block) + (1 | Variety)`; or the combinations alone have, `(1 | Block:Variety)`.
 */
export type Layout = 'nested' | 'crossed' | 'combined';

export interface FactorPair {
  readonly outer: string;
  readonly inner: string;
}

/** The combinations of two columns as groups. */
export function combination({ outer, inner }: FactorPair): FormTerm {
  return { text: `${columnTerm(outer).text}:${columnTerm(inner).text}`, columns: [outer, inner] };
}

/** The card whose groups are the values of one column. */
export function cardOf({ varies }: ModelForm, name: string): number {
  return varies.findIndex(({ group }) => group.text === columnTerm(name).text);
}

/** @param card the place of the inner factor's card; that of the outer one is found, or made */
export function withLayout(form: ModelForm, card: number, factors: FactorPair, layout: Layout): ModelForm {
  const group = layout === 'crossed' ? columnTerm(factors.inner) : combination(factors);
  const outer = withOuter(
    withCard(form, card, () => ({ group })),
    card,
    factors.outer,
  );
  // Without a tick the outer factor is no term, and its card is still there to change one's mind.
  const isTicked = layout !== 'combined';
  return withCard(outer, cardOf(outer, factors.outer), ({ intercept, slopes }) => ({
    intercept: isTicked && (intercept || slopes.length === 0),
    slopes: isTicked ? slopes : [],
  }));
}

function withOuter(form: ModelForm, card: number, name: string): ModelForm {
  if (cardOf(form, name) >= 0) return form;
  const { varies } = withGroup({ ...form, varies: [] }, 0, columnTerm(name));
  return { ...form, varies: [...form.varies.slice(0, card), ...varies, ...form.varies.slice(card)] };
}

/** Which of the layouts a form has. */
export function layoutOf(form: ModelForm, card: number, { outer, inner }: FactorPair): Layout {
  if (form.varies[card].group.text === columnTerm(inner).text) return 'crossed';
  const { intercept, slopes } = form.varies[cardOf(form, outer)] ?? { intercept: false, slopes: [] };
  return intercept || slopes.length > 0 ? 'nested' : 'combined';
}

/** The random effects of both factors as a formula has them. */
export function layoutText(form: ModelForm, { outer, inner }: FactorPair): string {
  const names = [outer, inner];
  const cards = form.varies.filter(({ group }) => group.columns.every((name) => names.includes(name)));
  return randomTexts(cards).join(' + ');
}
