/** Random numbers from a seed, handed in by whoever wants them: the core itself has no randomness. */

import { normal } from '../distributions';
import { CellmerError } from '../errors';
import { type Key, philox, type Words } from './philox';

export interface RandomStream {
  /** Uniform on the open interval (0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** Standard normal: the quantile at the next uniform number, one for one, so that streams stay in step. */
  normal(): number;
  /**
   * The i-th of independent streams, the same whatever was drawn before: replicate i has the same numbers whoever computes it.
   *
   * @param i whole number, 0 to 2⁵³ − 1
   */
  split(i: number): RandomStream;
}

/** Of a block. */
const WORDS = 4;
/** What the blocks of a counter are for: numbers of the stream itself, keys of streams split off. */
const NUMBERS = 0;
const KEYS = 1;

/**
 * @param seed whole number, 0 to 2⁵³ − 1
 * @throws CellmerError `option` for anything else
 */
export function randomStream(seed: number): RandomStream {
  if (!isIndex(seed))
    throw new CellmerError(
      'option',
      `a seed is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not ${String(seed)}`,
    );
  return streamOf(halves(seed));
}

function streamOf(key: Key): RandomStream {
  let block = 0;
  let words: Words = [0, 0, 0, 0];
  let next = WORDS;
  const uniform = (): number => {
    if (next === WORDS) {
      words = philox([...halves(block++), NUMBERS, 0], key);
      next = 0;
    }
    const [high, low] = [words[next] >>> 6, words[next + 1] >>> 6];
    next += 2;
    // 52 bits and a half: never 0 and never 1
    return (high * 2 ** 26 + low + 0.5) / 2 ** 52;
  };
  return {
    uniform,
    normal: () => normal.quantile(uniform()),
    split(i) {
      if (!isIndex(i)) throw new RangeError(`the number of a stream is whole and not negative, not ${i}`);
      const [first, second] = philox([...halves(i), KEYS, 0], key);
      return streamOf([first, second]);
    },
  };
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The lower and upper 32 bits. */
function halves(value: number): Key {
  return [value >>> 0, Math.floor(value / 2 ** 32)];
}
