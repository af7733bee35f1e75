import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eliminationOrder, NodeSets, panelsOf } from '../../../src/linalg/large/ordering';
import { densePanels, extent, type Panels } from '../../../src/linalg/large/panels';
import { generator } from '../../reference/randomDesigns';

type Edge = readonly [number, number];

function setsOf(count: number, edges: readonly Edge[]): NodeSets {
  const sets = new NodeSets(count);
  for (const [a, b] of edges) {
    sets.add(a, b);
    sets.add(b, a);
  }
  return sets;
}

/** Edges of a random graph without loops. */
function randomEdges(count: number, share: number, seed: number): Edge[] {
  const random = generator(seed);
  const pairs = Array.from({ length: count }, (_, a) => Array.from({ length: a }, (_, b): Edge => [a, b]));
  return pairs.flat().filter(() => random.uniform() < share);
}

/** For each node, by elimination one after the other in that order, the later ones that it is linked to then. */
function fillOf(edges: readonly Edge[], order: readonly number[]): Set<number>[] {
  const place = order.map((_, node) => order.indexOf(node));
  const later = order.map(() => new Set<number>());
  for (const [a, b] of edges) later[Math.min(place[a], place[b])].add(Math.max(place[a], place[b]));
  for (const own of later) {
    const rising = [...own].sort((a, b) => a - b);
    rising.slice(1).forEach((node) => later[rising[0]].add(node));
  }
  return later;
}

const entriesOf = (later: readonly Set<number>[]): number => later.reduce((sum, own) => sum + own.size, 0);

const graphs = fc.record({
  count: fc.integer({ min: 1, max: 90 }),
  share: fc.constantFrom(0, 0.02, 0.05, 0.2, 1),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

describe('eliminationOrder', () => {
  test('orders every node once and says what its elimination leaves linked', () => {
    fc.assert(
      fc.property(graphs, ({ count, share, seed }) => {
        const edges = randomEdges(count, share, seed);
        const { order, below } = eliminationOrder(setsOf(count, edges));
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
        const fill = fillOf(edges, [...order]);
        fill.forEach((own, at) => expect([...below.list(at)]).toEqual([...own].sort((a, b) => a - b)));
      }),
    );
  });

  test('fills nothing in where nothing need be: in a star, and in a tree', () => {
    const star: Edge[] = Array.from({ length: 50 }, (_, i) => [0, i + 1]);
    const tree: Edge[] = Array.from({ length: 62 }, (_, i) => [i + 1, i >> 1]);
    for (const edges of [star, tree]) {
      const count = edges.length + 1;
      const { order } = eliminationOrder(setsOf(count, edges));
      expect(entriesOf(fillOf(edges, [...order]))).toBe(edges.length);
    }
  });

  test('fills in less than the nodes as they come, in a grid', () => {
    const edges = Array.from({ length: 400 }, (_, i): Edge[] => [
      ...(i % 20 < 19 ? [[i, i + 1] as const] : []),
      ...(i < 380 ? [[i, i + 20] as const] : []),
    ]).flat();
    const natural = entriesOf(fillOf(edges, [...Array(400).keys()]));
    const { order } = eliminationOrder(setsOf(400, edges));
    expect(entriesOf(fillOf(edges, [...order]))).toBeLessThan(natural / 2);
  });
});

/** Whether a panel has an entry at (i, j), i ≥ j. */
function isIn({ starts, pointer, rows }: Panels, i: number, j: number): boolean {
  const p = starts.findIndex((_, at) => j < starts[at + 1]);
  return i < starts[p + 1] || rows.subarray(pointer[p], pointer[p + 1]).includes(i);
}

describe('panelsOf', () => {
  test('covers what is filled in, and wherever two rows of a panel meet', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(1, 2, 3), ({ count, share, seed }, most) => {
        const edges = randomEdges(count, share, seed);
        const random = generator(seed);
        const sizes = Int32Array.from({ length: count }, () => 1 + random.integer(most));
        const { order, below } = eliminationOrder(setsOf(count, edges));
        const starts = [0];
        for (const size of sizes) starts.push(starts[starts.length - 1] + size);
        const panels = panelsOf(below, sizes);
        expect(panels.starts[panels.starts.length - 1]).toBe(starts[count]);
        fillOf(edges, [...order]).forEach((own, at) =>
          own.forEach((other) => expect(isIn(panels, starts[other], starts[at])).toBe(true)),
        );
        for (let p = 0; p + 1 < panels.starts.length; p++) {
          const own = panels.rows.subarray(panels.pointer[p], panels.pointer[p + 1]);
          own.forEach((i, at) => own.subarray(0, at).forEach((j) => expect(isIn(panels, i, j)).toBe(true)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('makes those of a dense matrix where everything is linked', () => {
    const { below } = eliminationOrder(setsOf(130, randomEdges(130, 1, 1)));
    expect(panelsOf(below, new Int32Array(130).fill(1))).toEqual(densePanels(130));
  });
});

test('panels of a dense matrix are no wider than what stays in the cache', () => {
  expect(extent(densePanels(100))).toEqual({ widest: 48, longest: 52 });
  expect(densePanels(1)).toEqual({
    starts: Int32Array.of(0, 1),
    pointer: Int32Array.of(0, 0),
    rows: new Int32Array(0),
  });
});
