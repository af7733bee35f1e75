/** The columns of one linear predictor, with R's names, order and coding. */

import type { Term, Terms } from '../formula/ast';
import type { Column, ColumnStore } from './columnStore';
import { type Coding, termCodings } from './contrasts';
import { CellmerError } from '../errors';
import type { FrameVariable } from './frameTypes';
import type { NamedColumns } from './types';
import type { Slopes } from './values';

/** A linear predictor whose columns are counted but not yet made. */
export interface PredictorPlan {
  readonly intercept: boolean;
  /** One entry per term: its variables with their codings. */
  readonly terms: readonly (readonly CodedVariable[])[];
  /** Columns per term. */
  readonly widths: readonly number[];
  /** Columns in all, the intercept included. */
  readonly width: number;
}

interface CodedVariable {
  readonly variable: FrameVariable;
  readonly coding: Coding;
}

/** The columns of a predictor; `assign` gives the term of each, -1 for the intercept. */
export interface PredictorColumns extends NamedColumns {
  readonly assign: Int32Array;
  /** How fast each moves with the column that slopes are asked for. */
  readonly slopes: readonly Slopes[];
}

/**
 * Decides the coding of every factor and counts the columns.
 *
 * Throws CellmerError `model` at a factor with fewer than two levels.
 *
 * @param lookup the evaluated variable of a label
 * @param everyLevel a column for each level of every factor in every term, whether or not others determine it
 */
export function planPredictor(
  terms: Terms,
  lookup: (label: string) => FrameVariable,
  everyLevel = false,
): PredictorPlan {
  const variables = terms.variables.map(({ label }) => lookup(label));
  const codings = everyLevel
    ? terms.terms.map((term) => term.variables.map((): Coding => 'dummies'))
    : termCodings(
        terms,
        variables.map((variable) => variable.kind === 'factor'),
      );
  const planned = terms.terms.map((term: Term, t) =>
    term.variables.map((v, i) => ({ variable: variables[v], coding: codings[t][i] })),
  );
  planned.flat().forEach(({ variable }) => requireLevels(variable));
  const widths = planned.map((parts) => parts.reduce((product, part) => product * widthOf(part), 1));
  const width = widths.reduce((sum, w) => sum + w, terms.intercept ? 1 : 0);
  return { intercept: terms.intercept, terms: planned, widths, width };
}

/** Throws CellmerError `model` at a factor with one level: it has no effect that could be told from the intercept. */
export function requireLevels(variable: FrameVariable): void {
  if (variable.kind !== 'factor' || variable.levels.length > 1) return;
  throw new CellmerError(
    'model',
    `${variable.label} is "${variable.levels[0]}" in every row that is used, so its effect cannot be estimated: ` +
      'expected at least two different values; leave it out of the formula',
  );
}

function widthOf({ variable, coding }: CodedVariable): number {
  switch (variable.kind) {
    case 'number':
      return 1;
    case 'matrix':
      return variable.columns.length;
    case 'factor':
      return variable.levels.length - (coding === 'contrasts' ? 1 : 0);
  }
}

/** Makes the columns: the intercept, then term after term; within a term the first variable varies fastest. */
export function predictorColumns(plan: PredictorPlan, store: ColumnStore): PredictorColumns {
  const made = plan.terms.map((parts) => termColumns(parts, store));
  const names = distinctNames(made.flat());
  const columns = made.flatMap((term) => term.map(({ values }) => values));
  const assign = made.flatMap((term, t) => term.map(() => t));
  const slopes = made.flatMap((term) => term.map((column) => column.slopes));
  if (plan.intercept) {
    names.unshift('(Intercept)');
    columns.unshift(store.ones());
    assign.unshift(-1);
    slopes.unshift(null);
  }
  return { names, columns, assign: Int32Array.from(assign), slopes };
}

/** R's names; where two columns have the same, as the numbers x2 and the level 2 of x, the exact ones. */
function distinctNames(columns: readonly Column[]): string[] {
  const counts = new Map<string, number>();
  for (const { name } of columns) counts.set(name, (counts.get(name) ?? 0) + 1);
  return columns.map(({ name, exactName }) => (counts.get(name)! > 1 ? exactName : name));
}

function termColumns(parts: readonly CodedVariable[], store: ColumnStore): Column[] {
  const [first, ...rest] = parts.map((part) => variableColumns(part, store));
  return rest.reduce(
    (products, next) => next.flatMap((column) => products.map((product) => store.product(product, column))),
    first,
  );
}

function variableColumns({ variable, coding }: CodedVariable, store: ColumnStore): Column[] {
  const { label } = variable;
  switch (variable.kind) {
    case 'number':
      return [
        {
          name: label,
          exactName: label,
          key: label,
          values: variable.values,
          slopes: variable.slopes ?? null,
        },
      ];
    case 'matrix':
      return variable.columns.map((values, k) => {
        const name = label + variable.names[k];
        return { name, exactName: name, key: name, values, slopes: variable.slopes?.[k] ?? null };
      });
    case 'factor': {
      const { contrasts } = variable;
      if (coding === 'contrasts' && contrasts)
        return contrasts.columns.map((_, c) => store.contrast(variable, contrasts, c));
      const columns: Column[] = [];
      const base = coding === 'contrasts' ? 1 : 0;
      for (let level = base; level < variable.levels.length; level++) {
        columns.push(store.indicator(variable, level));
      }
      return columns;
    }
  }
}
