/** How the characters of a text file are written as bytes. */

import { CellmerError } from '../errors';

/** Bytes that cannot be read as text, whatever is in it. */
export class UnreadableText extends CellmerError {}

/** Names as a `TextDecoder` knows them. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes of the beginning that are looked at for UTF-16 without a mark. */
export const SAMPLE = 4096;

/**
 * The encoding that a byte order mark names; without one UTF-16 where every other byte is zero, and otherwise the likelier of
 * UTF-8 and Windows-1252: UTF-8 unless more bytes break its rules than characters beyond ASCII keep them.
 *
 * @throws UnreadableText
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const survey = new EncodingSurvey();
  survey.add(bytes);
  return survey.encoding();
}

/** Looks through bytes that come in pieces. */
export class EncodingSurvey {
  private head = new Uint8Array(0);
  private hasZeros = false;
  /** Characters of several bytes, and bytes above 127 that belong to none (RFC 3629; overlong forms pass for characters). */
  private kept = 0;
  private broken = 0;
  /** Bytes of a character of several that are still to come. */
  private expected = 0;
  /** How many of the last bytes would then belong to none. */
  private begun = 0;

  /** Whether all bytes so far are characters of ASCII, which are the same in all encodings of single bytes. */
  get isPlain(): boolean {
    return !this.hasZeros && this.kept + this.broken + this.begun === 0;
  }

  add(bytes: Uint8Array): void {
    if (this.head.length < SAMPLE)
      this.head = joinedBytes(this.head, bytes.subarray(0, SAMPLE - this.head.length));
    this.hasZeros ||= bytes.includes(0);
    for (let i = 0; i < bytes.length; i++) if (bytes[i] >= 0x80 || this.expected > 0) this.addByte(bytes[i]);
  }

  /** What the bytes so far are. @throws UnreadableText */
  encoding(): TextEncoding {
    const [first, second, third] = this.head;
    if (first === 0xff && second === 0xfe) return 'utf-16le';
    if (first === 0xfe && second === 0xff) return 'utf-16be';
    if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
    if (this.hasZeros) return wideEncoding(this.head);
    return this.broken + this.begun > this.kept ? 'windows-1252' : 'utf-8';
  }

  private addByte(byte: number): void {
    if (this.expected > 0) {
      if ((byte & 0xc0) === 0x80) {
        this.begun++;
        if (--this.expected > 0) return;
        this.kept++;
        this.begun = 0;
        return;
      }
      // What had begun is no character.
      this.broken += this.begun;
      this.begun = this.expected = 0;
    }
    if (byte < 0x80) return;
    this.expected = byte >= 0xf8 || byte < 0xc2 ? 0 : byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    if (this.expected === 0) this.broken++;
    else this.begun = 1;
  }
}

export function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Latin letters in UTF-16 have a zero in their upper half, and nothing else has zeros in one half only. */
function wideEncoding(bytes: Uint8Array): TextEncoding {
  const zeros = [0, 0];
  bytes.forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0));
  const [even, odd] = zeros;
  if (Math.min(even, odd) === 0 && Math.max(even, odd) * 4 > bytes.length)
    return odd > 0 ? 'utf-16le' : 'utf-16be';
  const [, what = 'it holds bytes that no text has'] =
    WORKBOOKS.find(([beginning]) => beginning.every((byte, i) => bytes[i] === byte)) ?? [];
  throw new UnreadableText('data', what);
}

/** How workbooks begin: as archives, and as the containers of Excel until 2003. */
const WORKBOOKS: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'it is a workbook or an archive, and no text: save the sheet as CSV UTF-8'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'it is a workbook or a document, and no text: save the sheet as CSV UTF-8'],
];
