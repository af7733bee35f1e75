/**
 * The order of levels: that of R in the C locale, which compares the bytes of UTF-8 and so the code points.
 * JavaScript's own `<` compares UTF-16 units, which puts U+1F600 before U+FFFD.
 */

/** Runs up to this length are sorted by insertion. */
const SMALL_RUN = 12;
/** Keys stay below 2^52: exact in a double, and their quotients round down correctly. */
const EXACT_BITS = 52;

/** Moves surrogates behind all other units, so that units compare as the code points they belong to. */
function unitRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Compares by code points, as bytes of UTF-8 compare: negative, zero or positive. */
export function compareCodePoints(a: string, b: string): number {
  return compareFrom(a, b, 0);
}

/** `compareCodePoints` of texts that agree up to unit `start`. */
function compareFrom(a: string, b: string, start: number): number {
  const end = Math.min(a.length, b.length);
  for (let i = start; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return unitRank(x) - unitRank(y);
  }
  return a.length - b.length;
}

/**
 * The order that sorts distinct labels by code points: `labels[order[0]]` comes first.
 *
 * A radix sort in steps: each step packs the next few characters and the position within the run into one double, so
 * that the engine's sort of a Float64Array does the work, and then sorts the runs that still agree. Several times faster
 * than a comparison function at a hundred thousand labels.
 */
export function sortLabels(labels: readonly string[]): Int32Array {
  const order = new Int32Array(labels.length);
  let sorted = true;
  for (let i = 0; i < labels.length; i++) {
    order[i] = i;
    if (i > 0 && sorted) sorted = compareFrom(labels[i - 1], labels[i], 0) <= 0;
  }
  if (!sorted) sortRun(labels, order, 0, labels.length, 0, unitBase(labels));
  return order;
}

/** Labels that are sorted in one step, and that are merged in one. */
const STEP_LABELS = 1 << 15;

/** The same in steps of some milliseconds: pieces are sorted as above and merged. */
export function* sortLabelSteps(labels: readonly string[]): Generator<void, Int32Array, void> {
  if (labels.length <= STEP_LABELS) return sortLabels(labels);
  let runs: Int32Array[] = [];
  for (let from = 0; from < labels.length; from += STEP_LABELS) {
    runs.push(sortLabels(labels.slice(from, from + STEP_LABELS)).map((place) => from + place));
    yield;
  }
  while (runs.length > 1) {
    const merged: Int32Array[] = [];
    for (let i = 0; i + 1 < runs.length; i += 2) merged.push(yield* merge(labels, runs[i], runs[i + 1]));
    if (runs.length % 2 === 1) merged.push(runs[runs.length - 1]);
    runs = merged;
  }
  return runs[0];
}

function* merge(labels: readonly string[], a: Int32Array, b: Int32Array): Generator<void, Int32Array, void> {
  const order = new Int32Array(a.length + b.length);
  for (let i = 0, j = 0; i + j < order.length;) {
    const takesA = j === b.length || (i < a.length && compareFrom(labels[a[i]], labels[b[j]], 0) < 0);
    order[i + j] = takesA ? a[i] : b[j];
    if (takesA) i++;
    else j++;
    if ((i + j) % STEP_LABELS === 0) yield;
  }
  return order;
}

/** One more than the largest digit of a label's character; digit 0 is the end of the text. */
function unitBase(labels: readonly string[]): number {
  let units = 0;
  for (const label of labels) {
    for (let i = 0; i < label.length; i++) units |= label.charCodeAt(i);
  }
  // The union of all bits bounds every unit; ranks of units beyond the surrogates need the whole range.
  return units < 0xd800 ? units + 2 : 0x10001;
}

/** Sorts `order[from..to)`, whose labels agree in their first `depth` units. */
function sortRun(
  labels: readonly string[],
  order: Int32Array,
  from: number,
  to: number,
  depth: number,
  base: number,
): void {
  const length = to - from;
  if (length <= SMALL_RUN) {
    insertionSort(labels, order, from, to, depth);
    return;
  }
  const start = depth + commonPrefix(labels, order, from, to, depth);
  const digits = Math.max(1, Math.floor((EXACT_BITS - Math.log2(length)) / Math.log2(base)));

  // Key of each label: its next `digits` characters, then its place in the run.
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    keys[i] = packUnits(labels[order[from + i]], start, digits, base) * length + i;
  }
  keys.sort();

  // Rearrange, and sort what still agrees.
  const before = order.slice(from, to);
  let runStart = 0;
  let prefix = Math.floor(keys[0] / length);
  for (let i = 0; i <= length; i++) {
    const next = i < length ? Math.floor(keys[i] / length) : -1;
    if (next !== prefix) {
      if (i - runStart > 1) sortRun(labels, order, from + runStart, from + i, start + digits, base);
      runStart = i;
      prefix = next;
    }
    if (i < length) order[from + i] = before[keys[i] - next * length];
  }
}

/** The units `start` to `start + digits` of a label as one number in base `base`. */
function packUnits(label: string, start: number, digits: number, base: number): number {
  let key = 0;
  for (let i = start; i < start + digits; i++) {
    key = key * base + (i < label.length ? unitRank(label.charCodeAt(i)) + 1 : 0);
  }
  return key;
}

/** How many units beyond `depth` all labels of the run share. */
function commonPrefix(
  labels: readonly string[],
  order: Int32Array,
  from: number,
  to: number,
  depth: number,
): number {
  const first = labels[order[from]];
  let shared = first.length - depth;
  for (let k = from + 1; k < to && shared > 0; k++) {
    const label = labels[order[k]];
    let i = 0;
    while (i < shared && label.charCodeAt(depth + i) === first.charCodeAt(depth + i)) i++;
    shared = i;
  }
  return Math.max(0, shared);
}

function insertionSort(
  labels: readonly string[],
  order: Int32Array,
  from: number,
  to: number,
  depth: number,
): void {
  for (let k = from + 1; k < to; k++) {
    const id = order[k];
    const label = labels[id];
    let at = k;
    while (at > from && compareFrom(labels[order[at - 1]], label, depth) > 0) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = id;
  }
}
