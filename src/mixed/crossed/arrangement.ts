/** In what order the random effects of a component are numbered, so that the Cholesky factor of their matrix stays sparse. */

import { eliminationOrder, inverseOf, NodeSets, panelsOf } from '../../linalg/large/ordering';
import { densePanels, type Panels } from '../../linalg/large/panels';
import type { FactorPart } from '../evaluation';
import type { Component } from './components';

/** The rows of data by levels of the first factor: those of level j are `order[starts[j]]` to `order[starts[j + 1] − 1]`. */
export interface RowsByLevel {
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

export interface Arrangement {
  /** The levels of the first factor, neighbours among the effects close to one another: they share places in the cache. */
  readonly firstLevels: Int32Array;
  /** For each of the other factors where the effects of its levels here begin. */
  readonly bases: readonly Int32Array[];
  readonly panels: Panels;
}

/** From this many effects on their order is worth finding. */
const LARGE = 200;

/** @param others the factors but the first */
export function arrange(component: Component, others: readonly FactorPart[], rows: RowsByLevel): Arrangement {
  const { firstLevels, levels, size } = component;
  const sizes = Int32Array.from(levels.flatMap((list, f) => Array.from(list, () => others[f].k)));
  if (size < LARGE) {
    const asTheyCome = Int32Array.from(sizes.keys());
    return { firstLevels, bases: basesIn(component, asTheyCome, sizes), panels: densePanels(size) };
  }
  const nodes = nodesOf(component, others);
  const { order, below } = eliminationOrder(linkedNodes(component, others, nodes, rows));
  return {
    firstLevels: byFirstNode(component, others, nodes, rows, inverseOf(order)),
    bases: basesIn(component, order, sizes),
    panels: panelsOf(
      below,
      order.map((node) => sizes[node]),
    ),
  };
}

/** For each factor the numbers of its levels here among the levels of all of them. */
function nodesOf({ levels }: Component, others: readonly FactorPart[]): Int32Array[] {
  let end = 0;
  return levels.map((list, f) => {
    const nodes = new Int32Array(others[f].group.levels.length);
    list.forEach((level) => (nodes[level] = end++));
    return nodes;
  });
}

/** Where the effects of each level begin when the levels, numbered factor by factor, follow one another in that order. */
function basesIn({ levels }: Component, order: Int32Array, sizes: Int32Array): Int32Array[] {
  const baseOf = new Int32Array(order.length);
  let end = 0;
  for (const node of order) {
    baseOf[node] = end;
    end += sizes[node];
  }
  let from = 0;
  return levels.map((list) => baseOf.slice(from, (from += list.length)));
}

/** Levels that share a level of the first factor: their effects are linked once it is eliminated. */
function linkedNodes(
  { firstLevels, levels }: Component,
  others: readonly FactorPart[],
  nodes: readonly Int32Array[],
  { starts, order }: RowsByLevel,
): NodeSets {
  const count = levels.reduce((sum, list) => sum + list.length, 0);
  const links = new NodeSets(count);
  const met = new NodeSets(count, 1);
  const own = new Int32Array(count);
  for (const level of firstLevels) {
    met.bits.fill(0);
    for (let f = 0; f < others.length; f++) {
      const { codes } = others[f].group;
      for (let at = starts[level]; at < starts[level + 1]; at++) met.add(0, nodes[f][codes[order[at]]]);
    }
    for (let i = met.listInto(own, 0) - 1; i >= 0; i--) links.unite(own[i], met, 0);
  }
  for (let node = 0; node < count; node++) links.remove(node, node);
  return links;
}

/** The levels of the first factor, those first whose rows name a level that is eliminated early. */
function byFirstNode(
  { firstLevels }: Component,
  others: readonly FactorPart[],
  nodes: readonly Int32Array[],
  { starts, order }: RowsByLevel,
  place: Int32Array,
): Int32Array {
  const first = new Int32Array(starts.length);
  for (const level of firstLevels) {
    let least = place.length;
    for (let f = 0; f < others.length; f++) {
      const { codes } = others[f].group;
      for (let at = starts[level]; at < starts[level + 1]; at++)
        least = Math.min(least, place[nodes[f][codes[order[at]]]]);
    }
    first[level] = least;
  }
  return firstLevels.slice().sort((a, b) => first[a] - first[b] || a - b);
}
