/** Which random effects of several grouping factors are linked by rows of data, directly or through others. */

import type { FactorPart } from '../evaluation';

/** Random effects that are linked to none outside: V is block diagonal over the rows of different components. */
export interface Component {
  /** Levels of the first factor. */
  readonly firstLevels: Int32Array;
  /** For each of the other factors the levels that belong here. */
  readonly levels: readonly Int32Array[];
  /** Random effects of the other factors. */
  readonly size: number;
}

/** Small components are kept together up to this size: one matrix of 16 costs less than 16 of one. */
const PACKED_SIZE = 16;

/**
 * The components of a model with several grouping factors. Fully crossed factors are one component; factors nested in one
 * another fall into many.
 *
 * @param parts at least two factors
 */
export function components(parts: readonly FactorPart[]): Component[] {
  const [first, ...others] = parts;
  const roots = linkedLevels(parts);
  const starts = startsOf(parts);
  // Components in order of the first of their levels; small ones share a number with those before.
  const sizes = new Map<number, number>();
  others.forEach(({ group, k }, f) =>
    group.levels.forEach((_, level) => {
      const root = roots[starts[f + 1] + level];
      sizes.set(root, (sizes.get(root) ?? 0) + k);
    }),
  );
  const { numbers, sizes: packed } = pack(sizes);

  const members = packed.map(() => parts.map((): number[] => []));
  [first, ...others].forEach(({ group }, f) =>
    group.levels.forEach((_, level) => members[numbers.get(roots[starts[f] + level])!][f].push(level)),
  );
  return members.map(([firstLevels, ...levels], c) => ({
    firstLevels: Int32Array.from(firstLevels),
    levels: levels.map((list) => Int32Array.from(list)),
    size: packed[c],
  }));
}

/** Where the levels of each factor begin when all are numbered through. */
function startsOf(parts: readonly FactorPart[]): number[] {
  let end = 0;
  return parts.map(({ group }) => {
    const start = end;
    end += group.levels.length;
    return start;
  });
}

/** For every level of every factor the representative of its component (union by rows, with path halving). */
function linkedLevels(parts: readonly FactorPart[]): Int32Array {
  const starts = startsOf(parts);
  const parent = Int32Array.from(
    { length: parts.reduce((sum, { group }) => sum + group.levels.length, 0) },
    (_, node) => node,
  );
  const rootOf = (node: number): number => {
    while (parent[node] !== node) node = parent[node] = parent[parent[node]];
    return node;
  };
  const { codes } = parts[0].group;
  for (let f = 1; f < parts.length; f++) {
    const others = parts[f].group.codes;
    for (let i = 0; i < codes.length; i++) {
      const a = rootOf(codes[i]);
      const b = rootOf(starts[f] + others[i]);
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return parent.map((_, node) => rootOf(node));
}

/** Numbers the components, several small ones alike as long as their sizes together stay within PACKED_SIZE. */
function pack(found: ReadonlyMap<number, number>): { numbers: Map<number, number>; sizes: number[] } {
  const numbers = new Map<number, number>();
  const sizes: number[] = [];
  let open = -1;
  for (const [root, size] of found) {
    if (open >= 0 && sizes[open] + size <= PACKED_SIZE) {
      numbers.set(root, open);
      sizes[open] += size;
      continue;
    }
    numbers.set(root, sizes.length);
    if (size <= PACKED_SIZE) open = sizes.length;
    sizes.push(size);
  }
  return { numbers, sizes };
}
