/** The seed of a student's own data. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from './bytes';
import { plainText } from './plainText';

/** Seeds are 1 to this, a prime: whatever takes a whole number of 32 bits with a sign takes them. */
const LARGEST_SEED = 2 ** 31 - 1;
/** Of the hash: 48 bits, so that all seeds are as good as equally likely. */
const DIGITS = 12;

/**
 * A whole number, 1 to 2³¹ − 1, that follows from two texts: the first 48 bits of SHA-256 of both, with a line feed between
 * them, in UTF-8, modulo 2³¹ − 1, plus 1. Capital letters, blanks around a text and how many stand within it, and how an accent
 * is stored, make no difference.
 */
export function courseSeed(student: string, assignment: string): number {
  const text = `${plainText(student)}\n${plainText(assignment)}`;
  const first = bytesToHex(sha256(utf8(text))).slice(0, DIGITS);
  return (Number.parseInt(first, 16) % LARGEST_SEED) + 1;
}
