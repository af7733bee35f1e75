/** How the characters of a text file are written as bytes. */

import { CellmerError } from '../errors';

/** Names as a `TextDecoder` knows them. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes of the beginning that are looked at for UTF-16 without a mark. */
const SAMPLE = 4096;

/**
 * The encoding that a byte order mark names; without one UTF-16 where every other byte is zero, and otherwise the likelier of
 * UTF-8 and Windows-1252: UTF-8 unless more bytes break its rules than characters beyond ASCII keep them.
 *
 * @throws CellmerError `data` for bytes that no text has
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (bytes.includes(0)) return wideEncoding(bytes.subarray(0, SAMPLE));
  const { kept, broken } = utf8Characters(bytes);
  return broken > kept ? 'windows-1252' : 'utf-8';
}

/** Latin letters in UTF-16 have a zero in their upper half, and nothing else has zeros in one half only. */
function wideEncoding(bytes: Uint8Array): TextEncoding {
  const zeros = [0, 0];
  bytes.forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0));
  const [even, odd] = zeros;
  if (Math.min(even, odd) === 0 && Math.max(even, odd) * 4 > bytes.length)
    return odd > 0 ? 'utf-16le' : 'utf-16be';
  throw new CellmerError('data', 'it holds bytes that no text has');
}

/** Characters of several bytes, and bytes above 127 that belong to none (RFC 3629; overlong forms pass for characters). */
function utf8Characters(bytes: Uint8Array): { readonly kept: number; readonly broken: number } {
  let kept = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte < 0x80) continue;
    const length = byte >= 0xf8 || byte < 0xc2 ? 0 : byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    let found = 0;
    while (found < length && (bytes[i + found + 1] & 0xc0) === 0x80) found++;
    if (length === 0 || found < length) broken++;
    else {
      kept++;
      i += length;
    }
  }
  return { kept, broken };
}
