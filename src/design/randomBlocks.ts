/** Grouping factors and the columns of Z, one block per random term. */

import type { RandomTerm } from '../formula/ast';
import { requireGroups, requireFewerEffects } from './checks';
import type { ColumnStore } from './columnStore';
import { distinctLabels } from './combinations';
import type { FrameVariable, ModelFrame } from './frameTypes';
import { dropUnusedLevels, interactLevels, type Coded } from './levels';
import { planPredictor, type PredictorPlan, predictorColumns, requireLevels } from './termColumns';
import type { GroupingFactor, RandomBlock } from './types';

/** A random term whose columns are counted but not yet made. */
export interface BlockPlan {
  readonly group: GroupingFactor;
  readonly name: string;
  readonly predictor: PredictorPlan;
}

/**
 * The grouping factor of every random term and the coding of its columns; terms on the same factor share the object.
 *
 * Throws CellmerError `model` by lme4's checks: one level only, as many levels as rows, as many effects as rows.
 */
export function planRandomBlocks(frame: ModelFrame): BlockPlan[] {
  const { random } = frame.terms;
  const factors = new Map<string, GroupingFactor>();
  for (const term of random) {
    if (!factors.has(term.groupLabel)) factors.set(term.groupLabel, groupingFactor(term, frame));
  }
  factors.forEach((factor) => requireGroups(factor, frame.n));
  const names = uniqueNames(random.map((term) => term.groupLabel));
  return random.map((term, i) => {
    const group = factors.get(term.groupLabel)!;
    const predictor = planPredictor(term.terms, (label) => slopeVariable(label, term, frame));
    requireFewerEffects(term, group, predictor.width, frame.n);
    return { group, name: names[i], predictor };
  });
}

/** Makes the columns of the blocks; columns that X has too are the same arrays. */
export function randomBlocks(plans: readonly BlockPlan[], store: ColumnStore): RandomBlock[] {
  return plans.map(({ group, name, predictor }) => {
    const { names, columns } = predictorColumns(predictor, store);
    return { group, name, Z: { names, columns } };
  });
}

function groupingFactor({ group, groupLabel }: RandomTerm, frame: ModelFrame): GroupingFactor {
  const factors = group.map(({ label }): Coded => frame.groups.get(label)!);
  const joined = dropUnusedLevels(factors.reduce(interactLevels));
  return { name: groupLabel, levels: distinctLabels(joined, factors), codes: joined.codes };
}

/** A variable that groups the rows of a term is a factor in the term's columns too, as in lme4. */
function slopeVariable(label: string, term: RandomTerm, frame: ModelFrame): FrameVariable {
  const isGroup = term.group.some((variable) => variable.label === label);
  const variable = (isGroup ? frame.groups : frame.variables).get(label)!;
  // A column of zeros has no variance between groups; among the fixed effects it is found with the rank of X.
  if (variable.kind === 'factor') requireLevels(dropUnusedLevels(variable));
  return variable;
}

/** `Subject`, `Subject.1`, `Subject.2`, ..., passing over names that are taken. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let number = 1;
    while (taken.has(`${name}.${number}`)) number++;
    const free = `${name}.${number}`;
    taken.add(free);
    return free;
  });
}
