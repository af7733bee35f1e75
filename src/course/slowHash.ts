/** The hash that sealed keys are made with. It is slow on purpose: trying a thousand answers takes about a minute. */

import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from './bytes';

/** Some 40 ms of a page's time each. All sealed keys rest on it: another number would open none of them. */
const ITERATIONS = 40_000;
const LENGTH = 32;

/** 32 bytes that follow from a text and a salt. */
export type SlowHash = (text: string, salt: Uint8Array) => Uint8Array;

/** PBKDF2 with HMAC-SHA-256 (RFC 8018). */
export const slowHash: SlowHash = (text, salt) =>
  pbkdf2(sha256, utf8(text), salt, { c: ITERATIONS, dkLen: LENGTH });
