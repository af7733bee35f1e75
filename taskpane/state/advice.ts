/** What collapsed in a boundary fit, and which simpler models remain. */

import type { FitResult } from '../../src/index';
import { effectCount, formulaText, sameParts, withoutTerm, type ModelForm, type VariesBy } from './form';

export type Collapse =
  | { readonly kind: 'variance'; readonly group: string; readonly term: string }
  | {
      readonly kind: 'correlation';
      readonly group: string;
      readonly terms: readonly [string, string];
      readonly sign: 1 | -1;
    }
  /** A direction that is no single variance or correlation. */
  | { readonly kind: 'direction'; readonly group: string };

const AT_BOUND = 1 - 1e-6;

export function collapses(result: FitResult): Collapse[] {
  const found: Collapse[] = [];
  for (const { group, terms, isZero, correlations } of result.varianceComponents) {
    terms.forEach((term, a) => {
      if (isZero[a]) found.push({ kind: 'variance', group, term });
    });
    for (let a = 0; a < terms.length; a++)
      for (let b = 0; b < a; b++) {
        const r = correlations[a][b];
        if (r === null || isZero[a] || isZero[b] || !(Math.abs(r) >= AT_BOUND)) continue;
        found.push({ kind: 'correlation', group, terms: [terms[b], terms[a]], sign: r > 0 ? 1 : -1 });
      }
  }
  if (found.length > 0) return found;
  return result.varianceComponents.slice(0, 1).map(({ group }): Collapse => ({ kind: 'direction', group }));
}

export interface SimplerModel {
  readonly formula: string;
  readonly change:
    | { readonly kind: 'uncorrelated' | 'drop-group' | 'intercept-only'; readonly group: string }
    | { readonly kind: 'drop-slope'; readonly group: string; readonly term: string };
}

/** Up to three models without what collapsed, the closest first. */
export function simplerModels(form: ModelForm, result: FitResult): SimplerModel[] {
  const collapsed = collapses(result);
  const models = form.varies.flatMap((card, i) => simplerCards(card, collapsed).map(replace(form, i)));
  return models
    .filter((model, i) => models.findIndex(({ formula }) => formula === model.formula) === i)
    .slice(0, 3);
}

type Simpler = readonly [card: VariesBy | null, change: SimplerModel['change']];

function simplerCards(card: VariesBy, collapsed: readonly Collapse[]): Simpler[] {
  const group = card.group.text;
  // `Subject.1` is the second term of Subject.
  // And lme4 calls the plots of Block/Variety Variety:Block.
  const own = collapsed.filter(
    (c) => sameParts(c.group, group) || sameParts(c.group.replace(/\.\d+$/, ''), group),
  );
  if (own.length === 0) return [];
  if (effectCount(card) === 1) return [[null, { kind: 'drop-group', group }]];
  const zero = own.flatMap((c) => (c.kind === 'variance' ? [c.term] : []));
  const simpler: Simpler[] = card.slopes
    .filter(({ text }) => zero.includes(text))
    .map(({ text }) => [
      { ...card, slopes: withoutTerm(card.slopes, text) },
      { kind: 'drop-slope', group, term: text },
    ]);
  if (card.correlated && zero.length === 0)
    simpler.push([
      { ...card, correlated: false },
      { kind: 'uncorrelated', group },
    ]);
  if (card.intercept && card.slopes.length > 0)
    simpler.push([
      { ...card, slopes: [] },
      { kind: 'intercept-only', group },
    ]);
  return simpler;
}

function replace(form: ModelForm, at: number): (simpler: Simpler) => SimplerModel {
  return ([card, change]) => {
    const varies = form.varies.flatMap((before, i) => (i !== at ? [before] : card ? [card] : []));
    return { formula: formulaText({ ...form, varies }), change };
  };
}
