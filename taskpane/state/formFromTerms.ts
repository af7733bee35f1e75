/** A formula's terms as a form, where the form can hold them. */

import { namesIn, termText, type ModelTerms, type RandomTerm, type Terms } from '../../src/index';
import type { FormTerm, ModelForm, VariesBy } from './form';

/** What in a formula the form has no place for. */
export type Richness = 'response' | 'no-response' | 'offset' | 'random';

export type FormReading =
  { readonly form: ModelForm; readonly rich: null } | { readonly form: null; readonly rich: Richness };

/** @param columnNames all columns of the data: a response that is not one of them is a computed one */
export function formFromTerms(terms: ModelTerms, columnNames: readonly string[]): FormReading {
  const { response, fixed, random } = terms;
  if (response === null) return tooRich('no-response');
  if (response.expr.type !== 'name' || !columnNames.includes(response.expr.name)) return tooRich('response');
  if (fixed.offsets.length > 0) return tooRich('offset');
  const varies: VariesBy[] = [];
  for (const terms of byGroup(random)) {
    const card = variesBy(terms);
    if (card === null) return tooRich('random');
    varies.push(card);
  }
  const form: ModelForm = {
    outcome: response.expr.name,
    intercept: fixed.intercept,
    fixed: formTerms(fixed),
    varies,
  };
  return { form, rich: null };
}

function tooRich(rich: Richness): FormReading {
  return { form: null, rich };
}

function formTerms(terms: Terms): FormTerm[] {
  return terms.terms.map((term) => ({
    text: termText(term, terms.variables),
    columns: distinct(
      term.variables.flatMap((index) => namesIn(terms.variables[index].expr).map(({ name }) => name)),
    ),
  }));
}

function byGroup(random: readonly RandomTerm[]): RandomTerm[][] {
  const groups = new Map<string, RandomTerm[]>();
  for (const term of random) {
    const found = groups.get(term.groupLabel);
    if (found) found.push(term);
    else groups.set(term.groupLabel, [term]);
  }
  return [...groups.values()];
}

/** One correlated term, or single effects that are all uncorrelated; a mixture of both has no switch. */
function variesBy(terms: readonly RandomTerm[]): VariesBy | null {
  const correlated = terms.length === 1;
  if (!correlated && terms.some(({ terms: t }) => (t.intercept ? 1 : 0) + t.terms.length !== 1)) return null;
  if (terms.filter(({ terms: t }) => t.intercept).length > 1) return null;
  return {
    group: groupTerm(terms[0]),
    intercept: terms.some(({ terms: t }) => t.intercept),
    slopes: terms.flatMap(({ terms: t }) => formTerms(t)),
    correlated,
  };
}

function groupTerm({ group, groupLabel }: RandomTerm): FormTerm {
  return {
    text: group.length === 1 ? group[0].label : groupLabel,
    columns: distinct(group.flatMap(({ expr }) => namesIn(expr).map(({ name }) => name))),
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
