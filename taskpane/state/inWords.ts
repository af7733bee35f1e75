/** What a result says, for somebody who has never read such tables: slopes of plain numbers, spread between groups. */

import type { FitResult, FixedEffect } from '../../src/index';
import type { ModelForm } from './form';
import { columnNamed } from './selectors';
import type { PaneState } from './state';

export interface Trend {
  readonly column: string;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** The overall mean, where nothing explains it. */
export function overallMean({ form }: PaneState, { fixedEffects }: FitResult): FixedEffect | null {
  return form.fixed.length === 0 ? (fixedEffects.find(({ term }) => term === '(Intercept)') ?? null) : null;
}

export interface Spread {
  readonly group: string;
  readonly effects: readonly { readonly term: string; readonly sd: number }[];
}

/** Columns of numbers that stand in the model as they are and in no product: their coefficient is a slope. */
export function trends(state: PaneState, { fixedEffects }: FitResult): Trend[] {
  return plainColumns(state.form).flatMap((column) => {
    if (columnNamed(state, column)?.column?.kind !== 'number') return [];
    const effect = fixedEffects.find(({ term }) => term === column || term === `\`${column}\``);
    return effect ? [{ column, estimate: effect.estimate, lower: effect.lower, upper: effect.upper }] : [];
  });
}

function plainColumns({ fixed }: ModelForm): string[] {
  const [single, products] = [
    fixed.filter(({ columns }) => columns.length === 1),
    fixed.filter(({ columns }) => columns.length > 1),
  ];
  const names = single.flatMap(({ columns, text }) =>
    text === columns[0] || text === `\`${columns[0]}\`` ? columns : [],
  );
  const isElsewhere = (name: string): boolean =>
    products.some(({ columns }) => columns.includes(name)) ||
    single.filter(({ columns }) => columns[0] === name).length > 1;
  return names.filter((name) => !isElsewhere(name));
}

/** Standard deviations by grouping factor, as far as the data determine them; the parts of `(x || g)`, g and g.1, are one. */
export function spreads({ varianceComponents, groups }: FitResult): Spread[] {
  const byGroup = new Map<string, { term: string; sd: number }[]>();
  for (const { group, terms, standardDeviations } of varianceComponents) {
    const name = groups.some((one) => one.group === group) ? group : group.replace(/\.\d+$/, '');
    const effects = byGroup.get(name) ?? [];
    terms.forEach((term, i) => {
      if (!Number.isNaN(standardDeviations[i])) effects.push({ term, sd: standardDeviations[i] });
    });
    if (effects.length > 0) byGroup.set(name, effects);
  }
  return [...byGroup].map(([group, effects]) => ({ group, effects }));
}
