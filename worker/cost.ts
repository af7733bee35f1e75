/** How long a fit will take, roughly, before it is started: enough to decide where it runs. */

import type { Analysis, AnalysisKind, ModelInput, Terms } from '../src/index';

/** Columns taken for a variable that is computed, such as poly(x, 3) or factor(x): not known before it is. */
const COMPUTED_WIDTH = 5;

/** Evaluations of the criterion a fit usually needs, derivatives included. */
const EVALUATIONS = 20;

/** What may be done at once: some milliseconds, and some tens where the code runs for the first time. */
export const SMALL_COST = 1e6;

/** What takes as long as several fits. */
const FITS: Partial<Record<AnalysisKind, number>> = { intervals: 15, profile: 40, code: 0 };

/**
 * Multiplications, within a factor of ten or so: one pass over the rows for all cross-products of columns, then
 * evaluations that cost the same per group however many rows it has. A million of them take about 2 ms.
 */
export function fitCost(input: ModelInput, { kind }: Pick<Analysis, 'kind'> = { kind: 'summary' }): number {
  return plainCost(input) * (FITS[kind] ?? 1);
}

function plainCost({ table, terms }: ModelInput): number {
  const fixed = width(terms.fixed);
  let cost = 30 * table.rowCount;
  let random = 0;
  const effects = new Map<string, number>();
  for (const term of terms.random) {
    const k = width(term.terms);
    const levels = levelCount(term.group.map(({ label }) => label));
    random += k;
    cost += EVALUATIONS * levels * k * (k + fixed) ** 2;
    effects.set(term.groupLabel, (effects.get(term.groupLabel) ?? 0) + k * levels);
  }
  // All factors but the largest are held in full, unless they turn out to be nested.
  const counts = [...effects.values()];
  const remaining = counts.reduce((sum, count) => sum + count, 0) - Math.max(0, ...counts);
  cost += EVALUATIONS * remaining ** 3;
  return cost + table.rowCount * (fixed + random) ** 2;

  function width({ intercept, terms: list, variables }: Terms): number {
    const widths = variables.map(({ label, expr }) => {
      if (expr.type !== 'name') return COMPUTED_WIDTH;
      const column = table.columns.get(expr.name) ?? table.columns.get(label);
      return column?.kind === 'factor' ? Math.max(1, column.levels.length - 1) : 1;
    });
    const columns = list.map((term) => term.variables.reduce((product, v) => product * widths[v], 1));
    return columns.reduce((sum, count) => sum + count, intercept ? 1 : 0);
  }

  /** Levels of a grouping factor; a column of numbers may have as many as it has rows. */
  function levelCount(names: readonly string[]): number {
    const counts = names.map((name) => {
      const column = table.columns.get(name);
      return column?.kind === 'factor' ? column.levels.length : table.rowCount;
    });
    return Math.min(
      table.rowCount,
      counts.reduce((product, count) => product * count, 1),
    );
  }
}
