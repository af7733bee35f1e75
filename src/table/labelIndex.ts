/** Numbers labels in the order of their first appearance. */

/** Int32 slots per entry of the hash table: the two key words, the id plus one (0 is free), and padding to 16 bytes. */
const STRIDE = 4;
/** Entries of a new table; a power of two. */
const INITIAL_CAPACITY = 1024;
/** Texts up to this many characters, all below 256, are their own key. */
const PACKED_LENGTH = 7;

/**
 * An open-addressing hash table from text to 0, 1, 2, ...
 *
 * A key is 64 bits in two words. A short text of one-byte characters is packed into them together with its length, so
 * that equal words mean equal texts and the stored text need not be fetched from memory: with many levels that fetch
 * costs more than everything else. Longer texts are hashed into 63 bits, marked by the sign of the second word, and
 * compared with the stored text.
 */
export class LabelIndex {
  /** The labels in order of first appearance; `labels[id]` has number `id`. */
  readonly labels: string[] = [];

  private capacity = INITIAL_CAPACITY;
  private slots = new Int32Array(INITIAL_CAPACITY * STRIDE);

  /** The number of `label`, a new one if it was never seen. Labels are equal when their UTF-16 units are. */
  idOf(label: string): number {
    // Key words.
    const length = label.length;
    let low = 0;
    let high = 0;
    let units = 0;
    if (length <= PACKED_LENGTH) {
      for (let i = 0; i < length; i++) {
        const unit = label.charCodeAt(i);
        units |= unit;
        if (i < 4) low = (low << 8) | unit;
        else high = (high << 8) | unit;
      }
      high |= length << 24;
    }
    const packed = length <= PACKED_LENGTH && units < 256;
    if (!packed) {
      low = 0x811c9dc5 | 0;
      high = length;
      for (let i = 0; i < length; i++) {
        const unit = label.charCodeAt(i);
        low = Math.imul(low ^ unit, 0x01000193);
        high = Math.imul(((high << 5) | (high >>> 27)) ^ unit, 0x9e3779b1);
      }
      high |= 0x80000000;
    }

    // Linear probing from the mixed words; at most half of the slots are taken.
    const slots = this.slots;
    const mask = this.capacity - 1;
    let at = slotOf(low, high) & mask;
    for (;;) {
      const base = at * STRIDE;
      const id = slots[base + 2] - 1;
      if (id < 0) return this.insert(label, low, high, base);
      if (slots[base] === low && slots[base + 1] === high && (packed || this.labels[id] === label)) return id;
      at = (at + 1) & mask;
    }
  }

  private insert(label: string, low: number, high: number, base: number): number {
    const id = this.labels.length;
    this.labels.push(label);
    this.slots[base] = low;
    this.slots[base + 1] = high;
    this.slots[base + 2] = id + 1;
    if ((id + 1) * 2 > this.capacity) this.grow();
    return id;
  }

  /** Doubles the table. Positions follow from the key words alone, so no text is read again. */
  private grow(): void {
    const old = this.slots;
    const capacity = this.capacity * 2;
    const slots = new Int32Array(capacity * STRIDE);
    const mask = capacity - 1;
    for (let from = 0; from < old.length; from += STRIDE) {
      if (old[from + 2] === 0) continue;
      let at = slotOf(old[from], old[from + 1]) & mask;
      while (slots[at * STRIDE + 2] !== 0) at = (at + 1) & mask;
      slots[at * STRIDE] = old[from];
      slots[at * STRIDE + 1] = old[from + 1];
      slots[at * STRIDE + 2] = old[from + 2];
    }
    this.slots = slots;
    this.capacity = capacity;
  }
}

/** Mixes the two key words into one; all its bits are usable. */
function slotOf(low: number, high: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
