/** Combinations of the levels of factors that no row has: what an interaction says about them is not in the data. */

import type { ModelFrame } from '../design';

export interface EmptyCells {
  /** The factors of the interaction, as `recipe:temperature`. */
  readonly factors: string;
  readonly empty: number;
  readonly combinations: number;
}

/** For each interaction of factors among the fixed effects that has empty cells. */
export function emptyCells({ terms, variables, n }: ModelFrame): EmptyCells[] {
  const found = new Map<string, EmptyCells>();
  for (const term of terms.fixed.terms) {
    const factors = term.variables.flatMap((v) => {
      const variable = variables.get(terms.fixed.variables[v].label);
      return variable?.kind === 'factor' ? [variable] : [];
    });
    if (factors.length < 2) continue;
    const name = factors.map(({ label }) => label).join(':');
    const combinations = factors.reduce((product, { levels }) => product * levels.length, 1);
    const occupied = new Set<number>();
    for (let i = 0; i < n; i++)
      occupied.add(factors.reduce((cell, { codes, levels }) => cell * levels.length + codes[i], 0));
    const empty = combinations - occupied.size;
    if (empty > 0) found.set(name, { factors: name, empty, combinations });
  }
  return [...found.values()];
}
