/** Numbers labels in the order of their first appearance. */

import { composed } from './labels';

/** Int32 slots per entry of the hash table, 16 bytes: three key words, and the id plus one (0 is a free entry). */
const STRIDE = 4;
/** Entries of a new table, and by how much it grows; powers of two. */
const INITIAL_CAPACITY = 64;
const GROWTH = 4;
/** Texts up to this many characters, all below 256, are their own key. */
const PACKED_LENGTH = 11;
/** Set in the third word of keys that are only hashes; packed keys have their length in that byte. */
const HASHED = 0x80000000 | 0;

/**
 * An open-addressing hash table from text to 0, 1, 2, ...
 *
 * A key is 96 bits in three words. A short text of one-byte characters is packed into them together with its length,
 * so that equal words mean equal texts and the stored text need not be fetched from memory: with many levels that fetch
 * costs more than everything else. Other texts are hashed into the words and then compared with the stored text.
 */
export class LabelIndex {
  /** The labels in order of first appearance, composed; `labels[id]` has number `id`. */
  readonly labels: string[] = [];

  private capacity = INITIAL_CAPACITY;
  private slots = new Int32Array(INITIAL_CAPACITY * STRIDE);

  /** The number of `label`, a new one if it was never seen. Labels are equal when they are once `composed`. */
  idOf(label: string): number {
    // Key words: characters 0 to 3, 4 to 7, and 8 to 10 below the length.
    const length = label.length;
    let packed = length <= PACKED_LENGTH;
    let first = 0;
    let second = 0;
    let third = 0;
    if (packed) {
      let units = 0;
      for (let i = 0; i < length; i++) {
        const unit = label.charCodeAt(i);
        units |= unit;
        if (i < 4) first = (first << 8) | unit;
        else if (i < 8) second = (second << 8) | unit;
        else third = (third << 8) | unit;
      }
      third |= length << 24;
      packed = units < 256;
    }
    if (!packed) {
      first = 0x811c9dc5 | 0;
      second = length;
      for (let i = 0; i < length; i++) {
        const unit = label.charCodeAt(i);
        first = Math.imul(first ^ unit, 0x01000193);
        second = Math.imul(((second << 5) | (second >>> 27)) ^ unit, 0x9e3779b1);
      }
      third = length | HASHED;
    }

    // Linear probing from the mixed words; at most half of the entries are taken.
    const slots = this.slots;
    const mask = this.capacity - 1;
    let at = mixWords(first, second, third) & mask;
    for (;;) {
      const base = at * STRIDE;
      const id = slots[base + 3] - 1;
      if (id < 0) {
        // One-byte characters are composed already; what was found above is, too.
        const name = packed ? label : composed(label);
        return name === label ? this.insert(label, first, second, third, base) : this.idOf(name);
      }
      const same = slots[base] === first && slots[base + 1] === second && slots[base + 2] === third;
      if (same && (packed || this.labels[id] === label)) return id;
      at = (at + 1) & mask;
    }
  }

  private insert(label: string, first: number, second: number, third: number, base: number): number {
    const id = this.labels.length;
    this.labels.push(ownText(label));
    this.slots[base] = first;
    this.slots[base + 1] = second;
    this.slots[base + 2] = third;
    this.slots[base + 3] = id + 1;
    if ((id + 1) * 2 > this.capacity) this.grow();
    return id;
  }

  /** Enlarges the table. Positions follow from the key words alone, so no text is read again. */
  private grow(): void {
    const old = this.slots;
    const capacity = this.capacity * GROWTH;
    const slots = new Int32Array(capacity * STRIDE);
    const mask = capacity - 1;
    for (let from = 0; from < old.length; from += STRIDE) {
      if (old[from + 3] === 0) continue;
      let at = mixWords(old[from], old[from + 1], old[from + 2]) & mask;
      while (slots[at * STRIDE + 3] !== 0) at = (at + 1) & mask;
      for (let word = 0; word < STRIDE; word++) slots[at * STRIDE + word] = old[from + word];
    }
    this.slots = slots;
    this.capacity = capacity;
  }
}

/** From this length on an engine may keep a part of a text as a reference to the whole, which would then never be let go. */
const REFERRED_LENGTH = 13;

/** The same text, cut out of no other. */
function ownText(label: string): string {
  // Joining makes a text of its own when a part is taken of it.
  return label.length < REFERRED_LENGTH ? label : ` ${label}`.slice(1);
}

/** Mixes the key words into one hash; all its bits are usable. */
function mixWords(first: number, second: number, third: number): number {
  let hash = first ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
