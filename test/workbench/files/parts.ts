/** The parts of a written .xlsx file, to look at what Excel will read. */

import { inflateRawSync } from 'node:zlib';

const CENTRAL = 0x02014b50;

/** Texts of the files inside a ZIP archive by their path (APPNOTE 4.3.12: the central directory lists them all). */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  const buffer = Buffer.from(bytes);
  const end = buffer.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const parts = new Map<string, string>();
  let at = buffer.readUInt32LE(end + 16);
  while (buffer.readUInt32LE(at) === CENTRAL) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((i) => buffer.readUInt16LE(at + i));
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
    const local = buffer.readUInt32LE(at + 42);
    const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const packed = buffer.subarray(start, start + buffer.readUInt32LE(at + 20));
    const isDeflated = buffer.readUInt16LE(at + 10) === 8;
    parts.set(name, (isDeflated ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

/** The `<c>` element of a cell of the first sheet, such as `C7`. */
export function cellXml(bytes: Uint8Array, address: string): string {
  const sheet = partsOf(bytes).get('xl/worksheets/sheet1.xml') ?? '';
  return new RegExp(`<c r="${address}"[^>]*?(?:/>|>.*?</c>)`).exec(sheet)?.[0] ?? '';
}
