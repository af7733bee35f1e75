/** Bytes in memory as a source that is read piece by piece. */

import type { ByteSource } from '../src/index';

/** @param sizes of the pieces, over and over; by default all is one piece */
export function byteSource(
  content: string | Uint8Array,
  sizes: readonly number[] = [Infinity],
): ByteSource & { readonly passes: () => number } {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  let passes = 0;
  return {
    size: bytes.length,
    *pieces() {
      passes++;
      for (let at = 0, k = 0; at < bytes.length; k++) {
        const size = sizes[k % sizes.length];
        // A copy that is overwritten afterwards, as a buffer would be that is used again.
        const piece = bytes.slice(at, at + size);
        yield piece;
        piece.fill(0x3f);
        at += size;
      }
    },
    decoder: (encoding) => new TextDecoder(encoding),
    passes: () => passes,
  };
}
