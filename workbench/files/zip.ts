/**
 * Exchanges single files inside a ZIP archive (APPNOTE 6.3): the library for .xlsx writes and reads all of a workbook but for
 * what charts have of their own. Files that are exchanged are stored as they are; all others stay packed as they were.
 */

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Sizes of the fixed parts of the three records. */
const SIZE = { end: 22, central: 46, local: 30 } as const;
const DEFLATED = 8;
/** Names in UTF-8; nothing else is said of a file that is exchanged. */
const UTF8 = 0x0800;

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** The packed bytes. */
  readonly packed: Uint8Array;
}

/**
 * @param change the text that takes the place of a file's own, or null to leave the file alone; it is asked for each file whose path
 *   `isWanted`
 * @throws Error when this is no such archive, or a wanted file is packed in a way that is not known
 */
export async function changeParts(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
  change: (path: string, text: () => Promise<string>) => Promise<string | null> | string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const entries: Entry[] = [];
  let isChanged = false;
  for (const entry of entriesOf(bytes)) {
    const text = isWanted(entry.path) ? await change(entry.path, () => textOf(entry)) : null;
    isChanged ||= text !== null;
    entries.push(text === null ? entry : storedEntry(entry.path, text));
  }
  return isChanged ? archiveOf(entries) : new Uint8Array(bytes);
}

function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - SIZE.end;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw new Error('this is no ZIP archive');
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== CENTRAL)
      throw new Error('the list of files in the ZIP archive is damaged');
    const [name, extra, comment] = [28, 30, 32].map((i) => view.getUint16(at + i, true));
    const local = view.getUint32(at + 42, true);
    const start = local + SIZE.local + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packedSize = view.getUint32(at + 20, true);
    entries.push({
      path: new TextDecoder().decode(bytes.subarray(at + SIZE.central, at + SIZE.central + name)),
      // Sizes stand in the list: none follow the packed bytes.
      flags: view.getUint16(at + 8, true) & ~0x0008,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize,
      size: view.getUint32(at + 24, true),
      packed: bytes.subarray(start, start + packedSize),
    });
    at += SIZE.central + name + extra + comment;
  }
  return entries;
}

async function textOf({ path, method, packed }: Entry): Promise<string> {
  if (method === 0) return new TextDecoder().decode(packed);
  if (method !== DEFLATED) throw new Error(`${path} is packed in a way that is not known`);
  const unpacked = new Blob([new Uint8Array(packed)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(unpacked).text();
}

function storedEntry(path: string, text: string): Entry {
  const packed = new TextEncoder().encode(text);
  const { length } = packed;
  return { path, method: 0, flags: UTF8, crc: crc32(packed), packedSize: length, size: length, packed };
}

function archiveOf(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const names = entries.map(({ path }) => new TextEncoder().encode(path));
  const sum = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0);
  const files = sum(entries.map(({ packedSize }, i) => SIZE.local + names[i].length + packedSize));
  const list = sum(names.map(({ length }) => SIZE.central + length));
  const out = new Uint8Array(files + list + SIZE.end);
  const view = new DataView(out.buffer);
  let at = 0;
  const starts = entries.map((entry, i) => {
    const start = at;
    view.setUint32(at, LOCAL, true);
    describeEntry(view, at + 4, entry, names[i].length);
    out.set(names[i], at + SIZE.local);
    out.set(entry.packed, at + SIZE.local + names[i].length);
    at += SIZE.local + names[i].length + entry.packedSize;
    return start;
  });
  entries.forEach((entry, i) => {
    view.setUint32(at, CENTRAL, true);
    view.setUint16(at + 4, 20, true);
    describeEntry(view, at + 6, entry, names[i].length);
    view.setUint32(at + 42, starts[i], true);
    out.set(names[i], at + SIZE.central);
    at += SIZE.central + names[i].length;
  });
  view.setUint32(at, END, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, list, true);
  view.setUint32(at + 16, files, true);
  return out;
}

/** What the record before a file and that in the list have in common. */
function describeEntry(view: DataView, at: number, entry: Entry, nameLength: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, entry.flags, true);
  view.setUint16(at + 4, entry.method, true);
  // The first of January 1980, the earliest day that there is.
  view.setUint16(at + 8, 0x21, true);
  view.setUint32(at + 10, entry.crc, true);
  view.setUint32(at + 14, entry.packedSize, true);
  view.setUint32(at + 18, entry.size, true);
  view.setUint16(at + 22, nameLength, true);
}

/** CRC-32 as ZIP has it: the reflected polynomial 0xEDB88320. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
