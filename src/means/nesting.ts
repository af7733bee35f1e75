/**
 * Factors whose levels belong to levels of others, found as emmeans finds them: in the data, where each level of one occurs with a
 * single level of another, and in the formula, where a factor stands only in interactions that have the other's effects in full.
 */

import { termCodings, type ModelFrame } from '../design';
import { namesIn } from '../formula';
import { placesAlong, type ReferenceGrid } from './referenceGrid';

/** The factors that each nested one lies in. */
export type Nesting = ReadonlyMap<string, readonly string[]>;

export function nestingOf(grid: ReferenceGrid, frame: ModelFrame): Nesting {
  const names = grid.variables.filter(({ levels }) => levels.length > 1).map(({ name }) => name);
  if (names.length < 2) return new Map();
  const found = nestedInData(grid, names);
  for (const [name, parents] of nestedInFormula(grid, frame, names))
    found.set(name, union(found.get(name) ?? [], parents));
  return closed(found);
}

function nestedInData(grid: ReferenceGrid, names: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const places = new Map(
    grid.variables.map(({ name }, v) => [name, placesAlong(grid.variables, v, grid.size)]),
  );
  const levelCount = new Map(grid.variables.map(({ name, levels }) => [name, levels.length]));
  for (const name of names) {
    const isParent = (other: string): boolean => found.get(other)?.includes(name) === true;
    const others = names.filter((other) => other !== name && !isParent(other));
    const parents = others.filter((other) =>
      hasOneEach(places.get(name)!, places.get(other)!, grid.counts, levelCount.get(name)!),
    );
    if (parents.length > 0) found.set(name, parents);
  }
  return found;
}

/** Whether no level occurs with two levels of the other, and some with one. */
function hasOneEach(own: Int32Array, other: Int32Array, counts: Float64Array, levels: number): boolean {
  const partner = new Int32Array(levels).fill(-1);
  for (let i = 0; i < own.length; i++) {
    if (counts[i] === 0) continue;
    if (partner[own[i]] >= 0 && partner[own[i]] !== other[i]) return false;
    partner[own[i]] = other[i];
  }
  return partner.some((place) => place >= 0);
}

/** Factors without a main effect, in those that have their indicators in full beside them. */
function nestedInFormula(
  { variables }: ReferenceGrid,
  { terms, variables: all }: ModelFrame,
  names: readonly string[],
): Map<string, string[]> {
  const { fixed } = terms;
  const isFactor = fixed.variables.map(({ label }) => all.get(label)?.kind === 'factor');
  // As R's attribute `factors` has it, which counts the intercept as there.
  const codings = termCodings({ ...fixed, intercept: true }, isFactor);
  const columnOf = fixed.variables.map(({ expr }) => namesIn(expr).map(({ name }) => name));
  const own = (name: string): number[] =>
    [...columnOf.keys()].filter((v) => isFactor[v] && columnOf[v].length === 1 && columnOf[v][0] === name);
  const found = new Map<string, string[]>();
  for (const { name, values } of variables) {
    const places = own(name);
    if (!names.includes(name) || values !== null || places.length === 0) continue;
    const having = fixed.terms.flatMap(({ variables: of }, t) =>
      of.some((v) => places.includes(v)) ? [t] : [],
    );
    if (having.some((t) => fixed.terms[t].variables.length === 1)) continue;
    const codingIn = (t: number, v: number): string => codings[t][fixed.terms[t].variables.indexOf(v)];
    const isWithin = having.filter((t) =>
      fixed.terms[t].variables.some((v) => places.includes(v) && codingIn(t, v) === 'contrasts'),
    );
    const sets = (isWithin.length > 0 ? isWithin : having).map((t) =>
      fixed.terms[t].variables
        .filter((v) => !places.includes(v) && isFactor[v] && codingIn(t, v) === 'dummies')
        .flatMap((v) => columnOf[v])
        .filter((other) => names.includes(other)),
    );
    const parents = union([], withoutSupersets(sets).flat());
    if (parents.length > 0) found.set(name, parents);
  }
  return found;
}

/** The sets that contain no other, empty ones left out. */
function withoutSupersets(sets: readonly string[][]): string[][] {
  const some = sets.filter((set) => set.length > 0);
  return some.filter(
    (set, i) =>
      !some.some(
        (other, j) =>
          j !== i && other.every((name) => set.includes(name)) && (other.length < set.length || j < i),
      ),
  );
}

/** Parents of parents are parents; what would be its own is nested in nothing. */
function closed(found: ReadonlyMap<string, readonly string[]>): Nesting {
  const all = new Map(found);
  for (const [name, parents] of all)
    all.set(
      name,
      union(
        parents.flatMap((parent) => all.get(parent) ?? []),
        parents,
      ),
    );
  for (const [name, parents] of [...all]) if (parents.includes(name)) all.delete(name);
  return all;
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
