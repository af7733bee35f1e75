/**
 * Philox4x32-10, a generator that counts: ten rounds turn a counter of 128 bits and a key of 64 into 128 random bits, so that
 * any number of a stream can be had without those before it (Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy
 * as 1, 2, 3, SC '11, section 4).
 */

/** Four numbers of 32 bits, as Int32Array and Uint32Array hold them. */
export type Words = readonly [number, number, number, number];
export type Key = readonly [number, number];

const ROUNDS = 10;
const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
/** Golden ratio and √3 − 1, by which the key grows from round to round. */
const WEYL = [0x9e3779b9, 0xbb67ae85] as const;

/** @returns four whole numbers in [0, 2³²) */
export function philox(counter: Words, key: Key): Words {
  let [a, b, c, d] = counter;
  let [k, l] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const first = highWord(MULTIPLIERS[0], a);
    const second = highWord(MULTIPLIERS[1], c);
    const nextB = Math.imul(MULTIPLIERS[1], c);
    const nextD = Math.imul(MULTIPLIERS[0], a);
    a = second ^ b ^ k;
    c = first ^ d ^ l;
    b = nextB;
    d = nextD;
    k = (k + WEYL[0]) | 0;
    l = (l + WEYL[1]) | 0;
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** The upper half of the product of two numbers of 32 bits: `Math.imul` gives the lower one. */
function highWord(x: number, y: number): number {
  const [xh, xl] = [x >>> 16, x & 0xffff];
  const [yh, yl] = [y >>> 16, y & 0xffff];
  const middle = xh * yl + ((xl * yl) >>> 16);
  const cross = xl * yh + (middle & 0xffff);
  return (xh * yh + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000)) | 0;
}
