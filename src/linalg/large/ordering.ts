/**
 * In what order the rows of a sparse symmetric matrix are eliminated so that its Cholesky factor stays sparse: minimum degree
 * (George & Liu 1989, SIAM Review 31, 1-19), with the graph as rows of bits, so that the fill of a step is the union of
 * rows. Then panels of columns that have about the same entries.
 */

import { type Panels, panelsFrom, WIDEST } from './panels';

/** Sets of nodes 0 to `count` − 1, one for each node unless another number is given, 32 nodes in a word. */
export class NodeSets {
  readonly words: number;
  readonly bits: Uint32Array;

  constructor(
    readonly count: number,
    sets = count,
  ) {
    this.words = (count + 31) >>> 5;
    this.bits = new Uint32Array(sets * this.words);
  }

  add(set: number, node: number): void {
    this.bits[set * this.words + (node >>> 5)] |= 1 << (node & 31);
  }

  remove(set: number, node: number): void {
    this.bits[set * this.words + (node >>> 5)] &= ~(1 << (node & 31));
  }

  /** Adds what a set of others has. */
  unite(set: number, others: NodeSets, other: number): void {
    const { words, bits } = this;
    for (let w = 0, to = set * words, from = other * words; w < words; w++)
      bits[to + w] |= others.bits[from + w];
  }

  size(set: number): number {
    let count = 0;
    for (let at = set * this.words; at < (set + 1) * this.words; at++) count += bitsIn(this.bits[at]);
    return count;
  }

  /** Writes its nodes, rising, and returns how many there are. */
  listInto(out: Int32Array, set: number): number {
    const { words, bits } = this;
    let end = 0;
    for (let w = 0; w < words; w++)
      for (let word = bits[set * words + w]; word !== 0; word &= word - 1)
        out[end++] = (w << 5) + 31 - Math.clz32(word & -word);
    return end;
  }

  list(set: number): Int32Array {
    const nodes = new Int32Array(this.count);
    return nodes.slice(0, this.listInto(nodes, set));
  }
}

export interface Elimination {
  /** Nodes in the order of their elimination. */
  readonly order: Int32Array;
  /** For each node, by its place in the order, the later ones that its column of the factor has entries for. */
  readonly below: NodeSets;
}

/**
 * @param neighbours of each node, symmetric, without itself; written over
 */
export function eliminationOrder(neighbours: NodeSets): Elimination {
  const { count } = neighbours;
  const order = minimumDegree(neighbours);
  const place = inverseOf(order);
  const nodes = new Int32Array(count);
  const parent = order.map((node) => {
    let first = count;
    for (let i = neighbours.listInto(nodes, node) - 1; i >= 0; i--) first = Math.min(first, place[nodes[i]]);
    return first;
  });
  const final = childrenFirst(parent).map((at) => order[at]);
  const finalPlace = inverseOf(final);
  const below = new NodeSets(count);
  final.forEach((node, at) => {
    for (let i = neighbours.listInto(nodes, node) - 1; i >= 0; i--) below.add(at, finalPlace[nodes[i]]);
  });
  return { order: final, below };
}

/**
 * Eliminates the node with the fewest neighbours next, and right after it those that had no other neighbours than it and its
 * own; leaves for each node the neighbours that it had when its turn came.
 */
function minimumDegree(neighbours: NodeSets): Int32Array {
  const { count, words, bits } = neighbours;
  const degree = Int32Array.from({ length: count }, (_, node) => neighbours.size(node));
  const isLeft = new Uint32Array(words).fill(-1);
  const order = new Int32Array(count);
  const isNext: number[] = [];
  const own = new Int32Array(count);
  const used = new Int32Array(words);
  for (let step = 0; step < count; step++) {
    const next = isNext.pop();
    const node = next ?? leastOf(degree);
    order[step] = node;
    isLeft[node >>> 5] &= ~(1 << (node & 31));
    const row = node * words;
    let filled = 0;
    for (let w = 0; w < words; w++) if ((bits[row + w] &= isLeft[w]) !== 0) used[filled++] = w;
    degree[node] = GONE;
    const size = neighbours.listInto(own, node);
    // Of neighbours that are linked throughout each loses the node, and nothing is to be added
    if (next !== undefined || size === count - step - 1) {
      for (let i = 0; i < size; i++) degree[own[i]]--;
      continue;
    }
    for (let i = 0; i < size; i++) {
      const other = own[i];
      const to = other * words;
      // Without the node itself, and without `other`, which the union adds
      let now = degree[other] - 2;
      for (let u = 0; u < filled; u++) {
        const w = used[u];
        const added = bits[row + w] & ~bits[to + w];
        if (added === 0) continue;
        now += bitsIn(added);
        bits[to + w] |= added;
      }
      neighbours.remove(other, other);
      degree[other] = now;
      if (now === size - 1) isNext.push(other);
    }
  }
  return order;
}

/** In place of the degree of a node that has been eliminated. */
const GONE = 0x7fffffff;

function leastOf(degree: Int32Array): number {
  let least = 0;
  for (let node = 1; node < degree.length; node++) if (degree[node] < degree[least]) least = node;
  return least;
}

/** The nodes of a forest in an order in which children come before their parent and subtrees stay together. */
function childrenFirst(parent: Int32Array): Int32Array {
  const count = parent.length;
  const child = new Int32Array(count + 1).fill(-1);
  const sibling = new Int32Array(count).fill(-1);
  for (let node = count - 1; node >= 0; node--) {
    sibling[node] = child[parent[node]];
    child[parent[node]] = node;
  }
  const out = new Int32Array(count);
  let end = 0;
  // `count` stands above all roots
  for (const path = [count]; path.length > 0;) {
    const node = path[path.length - 1];
    const next = child[node];
    if (next >= 0) {
      child[node] = sibling[next];
      path.push(next);
    } else {
      path.pop();
      if (node < count) out[end++] = node;
    }
  }
  return out;
}

/** What a panel takes beside its multiplications: the gathering and scattering of each pair of rows, in multiplications. */
const PER_PAIR = 8;
const PER_PANEL = 2000;

/**
 * Panels of neighbouring nodes, each with `sizes[node]` columns, as long as fewer of them cost less than the entries that are
 * zero in them.
 *
 * @param below as from `eliminationOrder`; written over
 */
export function panelsOf(below: NodeSets, sizes: Int32Array): Panels {
  const { count } = below;
  const startOf = new Int32Array(count + 1);
  sizes.forEach((size, node) => (startOf[node + 1] = startOf[node] + size));
  const nodes = new Int32Array(count);
  const heightOf = (sets: NodeSets, set: number): number => {
    let height = 0;
    for (let i = sets.listInto(nodes, set) - 1; i >= 0; i--) height += sizes[nodes[i]];
    return height;
  };
  const panel = new NodeSets(count, 1);
  const starts = [0];
  const lists: number[][] = [];
  for (let from = 0, to = 0; from < count; from = to) {
    panel.bits.fill(0);
    panel.unite(0, below, from);
    let width = sizes[from];
    let cost = costOf(width, heightOf(panel, 0));
    for (to = from + 1; to < count && width + sizes[to] <= WIDEST; to++) {
      const before = panel.bits.slice();
      panel.unite(0, below, to);
      panel.remove(0, to);
      const together = costOf(width + sizes[to], heightOf(panel, 0));
      if (together > cost + costOf(sizes[to], heightOf(below, to))) {
        panel.bits.set(before);
        break;
      }
      width += sizes[to];
      cost = together;
    }
    const own = nodes.slice(0, panel.listInto(nodes, 0));
    if (own.length > 0) {
      below.unite(own[0], panel, 0);
      below.remove(own[0], own[0]);
    }
    starts.push(startOf[to]);
    lists.push([...own].flatMap((node) => Array.from({ length: sizes[node] }, (_, a) => startOf[node] + a)));
  }
  return panelsFrom(Int32Array.from(starts), lists);
}

/** Of a panel of that many columns with m rows below it: factor and inverse, in multiplications. */
function costOf(width: number, m: number): number {
  return PER_PANEL + 1.5 * width * (m + width) * (m + width) + PER_PAIR * m * m;
}

/** The place of each node in an order. */
export function inverseOf(order: Int32Array): Int32Array {
  const place = new Int32Array(order.length);
  order.forEach((node, at) => (place[node] = at));
  return place;
}

/** How many bits are set. */
function bitsIn(word: number): number {
  let pairs = word - ((word >>> 1) & 0x55555555);
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
