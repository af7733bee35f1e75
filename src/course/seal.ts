/**
 * A sealed key as text: `CK1.d3.8X0M21KQ.…`. Open in it are how answers are compared (`d3` to three digits, `a5e-4` to within 0.0005, `t` as
 * text) and a salt; what is right, and what is said to known slips, is encrypted with a slow hash of the class that an answer is in. Whoever
 * reads the seal learns nothing of them but by trying answers.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { CellmerError } from '../errors';
import { bytesNumber, fromBase32, joined, numberBytes, toBase32, utf8, utf8Text } from './bytes';
import type { SlowHash } from './slowHash';
import type { Tolerance } from './tolerance';

/** How answers are compared: as numbers, or as text. */
export type Rule = Tolerance | 'text';

/** What a class opens: the key, or a wrong answer and what to say to it. */
export interface Entry {
  readonly isKey: boolean;
  /** Null for text, which its class says whole. */
  readonly value: number | null;
  /** Empty for the key. */
  readonly words: string;
}

/** An entry, and what opens it. */
export interface HiddenEntry extends Entry {
  readonly classes: readonly string[];
}

export interface Seal {
  readonly rule: Rule;
  readonly salt: Uint8Array;
  readonly records: readonly Sealed[];
}

/** An encrypted entry behind a mark by which its class is known. */
interface Sealed {
  readonly mark: string;
  readonly encrypted: Uint8Array;
}

const VERSION = 'CK1';
const SALT_BYTES = 5;
/** 40 bits of the hash say whether a class is the right one; the others encrypt. */
const MARK_BYTES = 5;
const LENGTH_BYTES = 2;
const CHECK_BYTES = 2;
/** Flags of an entry. */
const [IS_KEY, HAS_NUMBER] = [1, 2];

/** Whether a text begins as sealed keys do. */
export function isSealed(cell: unknown): cell is string {
  return typeof cell === 'string' && cell.trim().startsWith(`${VERSION}.`);
}

/**
 * The salt of a key. The same key has the same seal wherever it is calculated, so that the salt follows from it, through the slow hash:
 * trying keys against the salt takes as long as trying answers.
 *
 * @param identity of what is sealed
 */
export function saltOf(identity: string, hash: SlowHash): Uint8Array {
  return hash(`salt:${identity}`, utf8(VERSION)).slice(0, SALT_BYTES);
}

export function writeSeal(
  rule: Rule,
  salt: Uint8Array,
  entries: readonly HiddenEntry[],
  hash: SlowHash,
): string {
  const places = entries
    .flatMap((entry) => entry.classes.map((name) => ({ entry, key: keyOf(rule, name, salt, hash) })))
    .sort((one, other) => (one.key.mark < other.key.mark ? -1 : 1));
  const records = places.map(({ entry, key: { mark, secret } }, i) => {
    const encrypted = crypted(entryBytes(entry), secret, i);
    const length = Uint8Array.of(encrypted.length >> 8, encrypted.length & 255);
    return joined(bytesOf(mark), length, encrypted);
  });
  const body = [VERSION, ruleText(rule), toBase32(salt), toBase32(joined(...records))].join('.');
  return `${body}.${checkOf(body)}`;
}

/** @throws CellmerError `data` for a text that is no seal, or not all of one */
export function readSeal(text: string): Seal {
  const parts = text.trim().split('.');
  const [version, ruleName, saltText, recordText, check] = parts;
  const isWhole = parts.length === 5 && check === checkOf(parts.slice(0, 4).join('.'));
  const rule = isWhole ? readRule(ruleName) : null;
  const salt = isWhole ? fromBase32(saltText) : null;
  const bytes = isWhole ? fromBase32(recordText) : null;
  if (version === VERSION && rule && salt && bytes) return { rule, salt, records: recordsIn(bytes) };
  throw new CellmerError(
    'data',
    'The sealed key is not as it was written by CHECK.KEY: expected all of its text, unchanged. Copy it again.',
  );
}

/** What the class of an answer opens: nothing for nearly all. */
export function entriesIn({ rule, salt, records }: Seal, className: string, hash: SlowHash): Entry[] {
  const { mark, secret } = keyOf(rule, className, salt, hash);
  return records.flatMap((record, i) =>
    record.mark === mark ? [readEntry(crypted(record.encrypted, secret, i))] : [],
  );
}

function keyOf(rule: Rule, className: string, salt: Uint8Array, hash: SlowHash) {
  const bytes = hash(`${ruleText(rule)}:${className}`, salt);
  return { mark: toBase32(bytes.slice(0, MARK_BYTES)), secret: bytes.slice(MARK_BYTES) };
}

/** The bytes, combined with a stream of its own for each record: what encrypts them opens them too. */
function crypted(bytes: Uint8Array, secret: Uint8Array, record: number): Uint8Array {
  const result = bytes.slice();
  for (let begin = 0; begin < bytes.length; begin += 32) {
    const stream = sha256(joined(secret, Uint8Array.of(record >> 8, record & 255, begin >> 5)));
    for (let i = begin; i < Math.min(begin + 32, bytes.length); i++) result[i] ^= stream[i - begin];
  }
  return result;
}

function entryBytes({ isKey, value, words }: Entry): Uint8Array {
  const flags = Uint8Array.of((isKey ? IS_KEY : 0) | (value === null ? 0 : HAS_NUMBER));
  return joined(flags, value === null ? new Uint8Array() : numberBytes(value), utf8(words));
}

function readEntry(bytes: Uint8Array): Entry {
  const hasNumber = (bytes[0] & HAS_NUMBER) !== 0;
  const rest = bytes.slice(1);
  return {
    isKey: (bytes[0] & IS_KEY) !== 0,
    value: hasNumber ? bytesNumber(rest) : null,
    words: utf8Text(rest.slice(hasNumber ? 8 : 0)),
  };
}

function recordsIn(bytes: Uint8Array): Sealed[] {
  const records: Sealed[] = [];
  for (let at = 0; at + MARK_BYTES + LENGTH_BYTES < bytes.length;) {
    const begin = at + MARK_BYTES + LENGTH_BYTES;
    const end = begin + 256 * bytes[begin - 2] + bytes[begin - 1];
    records.push({ mark: toBase32(bytes.slice(at, at + MARK_BYTES)), encrypted: bytes.slice(begin, end) });
    at = end;
  }
  return records;
}

function bytesOf(mark: string): Uint8Array {
  return fromBase32(mark)!;
}

/** By which a key that was copied in part is known. */
function checkOf(body: string): string {
  return toBase32(sha256(utf8(body)).slice(0, CHECK_BYTES));
}

function ruleText(rule: Rule): string {
  if (rule === 'text') return 't';
  return 'digits' in rule ? `d${rule.digits}` : `a${withoutPoint(rule.absolute)}`;
}

/** `25e-4` for 0.0025: points part the seal. */
function withoutPoint(value: number): string {
  const [digits, exponent] = value.toExponential().split('e');
  const [whole, decimals = ''] = digits.split('.');
  return `${whole}${decimals}e${Number(exponent) - decimals.length}`;
}

function readRule(text: string): Rule | null {
  if (text === 't') return 'text';
  const value = Number(text.slice(1));
  if (!(value > 0)) return null;
  if (text.startsWith('d')) return { digits: value };
  return text.startsWith('a') ? { absolute: value } : null;
}
