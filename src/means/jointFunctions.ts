/**
 * The hypotheses of joint tests over a grid: that no main effect, or no interaction, of some variables is seen in the means, as emmeans'
 * `joint_tests()` has them (Lenth). They are about means, and so the same in every coding; where combinations have no data they are
 * about those functions of them that the data determine.
 */

import type { ModelFrame } from '../design';
import { namesIn } from '../formula';
import type { Fit } from '../fits';
import { nullDirections } from '../inference/estimable';
import { estimableSpace, type FunctionSpace, orthonormal } from './estimableSpace';
import { type MarginalBlock, restricted, sizeOf } from './marginalBlock';
import { combinationsOf, nestedMargin } from './margins';
import { type Nesting, nestingOf } from './nesting';
import { gridMatrix, type ReferenceGrid } from './referenceGrid';

export interface JointFunctions {
  /** `A:B`. */
  readonly term: string;
  readonly space: FunctionSpace;
}

export interface JointGroup {
  /** One level of each variable that the tests are within. */
  readonly levels: readonly string[];
  /** Main effects first, then interactions by order. */
  readonly terms: readonly JointFunctions[];
  /** All differences between points of the grid, and all that the terms test; null where the grid is too large. */
  readonly whole: { readonly all: readonly Float64Array[]; readonly tested: readonly Float64Array[] } | null;
}

/** Points of a grid whose differences are looked at one by one. */
const MOST_POINTS = 2000;

/** @param by variables within whose levels the tests are made */
export function jointFunctions(
  grid: ReferenceGrid,
  { frame, fit }: { readonly frame: ModelFrame; readonly fit: Fit },
  by: readonly string[],
): JointGroup[] {
  const { X } = fit.matrices;
  const functions = gridMatrix(grid, frame, fit.matrices);
  const block = { ...grid, width: X.columns.length, functions };
  const nulls = nullDirections(X.columns, fit.kept, fit.dropped);
  const nesting = nestingOf(grid, frame);
  const names = grid.variables.filter(({ levels }) => levels.length > 1).map(({ name }) => name);
  const subsets = termsAmong(
    names.filter((name) => !by.includes(name)),
    frame,
    nesting,
  );
  const held = by.map((name) => grid.variables.find((variable) => variable.name === name)!);
  return combinationsOf([...held].reverse()).map((reversed): JointGroup => {
    const levels = [...reversed].reverse();
    const part = restricted(block, new Map(by.map((name, v) => [name, [levels[v]]])));
    const spaceOf = (these: readonly string[]): FunctionSpace =>
      estimableSpace(
        differences(nestedMargin(part, these, 'equal', nesting), outerOf(these, nesting)),
        nulls,
      );
    const terms = subsets.map((these) => ({ term: these.join(':'), space: spaceOf(these) }));
    const tested = orthonormal(terms.flatMap(({ space }) => space.basis));
    const whole =
      part.size > MOST_POINTS ? null : { all: estimableSpace(consecutive(part), nulls).basis, tested };
    return { levels, terms, whole };
  });
}

/** Sets of variables that stand together in some term, or of which one lies in the others; by their number. */
function termsAmong(names: readonly string[], { terms }: ModelFrame, nesting: Nesting): string[][] {
  const inTerms = terms.fixed.terms.map(({ variables }) =>
    variables.flatMap((v) => namesIn(terms.fixed.variables[v].expr).map(({ name }) => name)),
  );
  const together = [...inTerms, ...[...nesting].map(([name, outer]) => [name, ...outer])];
  const isTogether = (these: readonly string[]): boolean =>
    together.some((all) => these.every((name) => all.includes(name)));
  const hasOuter = (these: readonly string[]): boolean =>
    outerOf(these, nesting).every((name) => these.includes(name));
  const found: string[][] = [];
  // What stands together does so with one name less.
  let sets: string[][] = [[]];
  while (sets.length > 0) {
    sets = sets.flatMap((set) => laterThan(set, names).map((name) => [...set, name])).filter(isTogether);
    found.push(...sets.filter(hasOuter));
  }
  return found;
}

/** The names behind the last one of a set. */
function laterThan(set: readonly string[], names: readonly string[]): readonly string[] {
  return set.length === 0 ? names : names.slice(names.indexOf(set[set.length - 1]) + 1);
}

function outerOf(these: readonly string[], nesting: Nesting): string[] {
  return these.flatMap((name) => nesting.get(name) ?? []);
}

/** Interactions of differences between neighbouring levels, within each combination of the levels of the outer variables. */
function differences(margin: MarginalBlock, outer: readonly string[]): Float64Array[] {
  const { variables } = margin;
  const steps = variables.map((_, v) => sizeOf(variables.slice(0, v)));
  const isOuter = variables.map(({ name }) => outer.includes(name));
  const rows: Float64Array[] = [];
  for (let i = 0; i < margin.size; i++) {
    const place = (v: number): number => Math.floor(i / steps[v]) % variables[v].levels.length;
    const free = [...variables.keys()].filter((v) => !isOuter[v]);
    if (free.some((v) => place(v) === variables[v].levels.length - 1)) continue;
    const ends = free.reduce<[number, number][]>(
      (all, v) => all.flatMap(([at, sign]): [number, number][] => [[at, -sign], [at + steps[v], sign]]), // prettier-ignore
      [[i, 1]],
    );
    rows.push(combination(margin, ends));
  }
  return rows;
}

function consecutive(block: MarginalBlock): Float64Array[] {
  return Array.from(
    { length: block.size - 1 },
    (_, i) =>
    combination(block, [[i, -1], [i + 1, 1]]), // prettier-ignore
  );
}

function combination(
  { functions, width }: MarginalBlock,
  ends: readonly (readonly [row: number, weight: number])[],
): Float64Array {
  const sum = new Float64Array(width);
  for (const [row, weight] of ends)
    for (let j = 0; j < width; j++) sum[j] += weight * functions[row * width + j];
  return sum;
}
