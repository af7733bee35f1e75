/** Fewer of many, evenly. */

/** Places of at most `most` of n things in order, the first and the last among them. */
export function evenly(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)));
}

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SEED = 20240229;

/** At most `most` of the places 0 … n − 1 in rising order, drawn at random and always the same (Knuth's selection sampling). */
export function sampled(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  const random = seeded(SEED);
  const chosen: number[] = [];
  for (let i = 0; i < n && chosen.length < most; i++)
    if ((n - i) * random() < most - chosen.length) chosen.push(i);
  return chosen;
}

/** Least and largest of the finite values; [0, 1] of none. */
export function extent(values: Iterable<number>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low && value !== -Infinity) low = value;
    if (value > high && value !== Infinity) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}
