/**
 * Exchanges single files inside a ZIP archive (APPNOTE 6.3): the library for .xlsx writes and reads all of a workbook but for
 * what charts have of their own. Files that are not exchanged stay packed as they were.
 *
 * What the list of an archive says is judged before anything is unpacked, and nothing is unpacked further than it says. The
 * archive is then written anew from that list, so that nobody reads anything else in it.
 */

import { damaged, FileProblem, megabytes, MOST, tooLarge } from './bounds';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Sizes of the fixed parts of the three records. */
const SIZE = { end: 22, central: 46, local: 30 } as const;
const DEFLATED = 8;
/** What the list says of a size or place that takes more than four bytes, or is written so: an extra field has it. */
const IN_EXTRA = 0xffffffff;
const ZIP64 = { id: 0x0001, end: 0x06064b50, locator: 0x07064b50 } as const;
/** The list ends with a comment of at most this length behind its last record. */
const LONGEST_COMMENT = 0xffff;
/** Names in UTF-8; nothing else is said of a file that is exchanged. */
const UTF8 = 0x0800;

/** A file inside an archive. */
export interface Entry {
  readonly path: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** The packed bytes. */
  readonly packed: Uint8Array;
}

/** Whether these bytes begin as an archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= SIZE.end && viewOf(bytes).getUint32(0, true) === LOCAL;
}

/** Paths of all files in an archive, and how large they are, unpacked. */
export function contentsOf(bytes: Uint8Array): ReadonlyMap<string, number> {
  return new Map(entriesOf(bytes).map(({ path, size }) => [path, size]));
}

/**
 * @param change the text that takes the place of a file's own, or null to leave the file alone; it is asked for each file whose path
 *   `isWanted`
 * @throws FileProblem when the archive is damaged or unpacks to more than can be opened
 */
export async function changeParts(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
  change: (path: string, text: () => Promise<string>) => Promise<string | null> | string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const entries: Entry[] = [];
  for (const entry of entriesOf(bytes)) {
    const text = isWanted(entry.path) ? await change(entry.path, () => textOf(entry)) : null;
    entries.push(text === null ? entry : await newEntry(entry.path, text));
  }
  return archiveOf(entries);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The files in an archive, still packed.
 *
 * @throws FileProblem when it is damaged or unpacks to more than can be opened
 */
export function entriesOf(bytes: Uint8Array): Entry[] {
  let entries: Entry[];
  try {
    entries = listed(bytes, viewOf(bytes));
  } catch (error) {
    // A place beyond the end of the file.
    throw error instanceof FileProblem ? error : damaged('it is cut off', error);
  }
  const sum = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0);
  const unpacked = sum(entries.map(({ size }) => size));
  if (unpacked > MOST.bytes) throw tooLarge(`unpacks to ${megabytes(unpacked)}`, megabytes(MOST.bytes));
  if (sum(entries.map(({ packedSize }) => packedSize)) > bytes.length)
    throw damaged('parts of it lie over each other');
  return entries;
}

/** @throws RangeError when something lies beyond the end */
function listed(bytes: Uint8Array, view: DataView): Entry[] {
  const entries: Entry[] = [];
  let { at, count } = listPlace(view);
  for (; count > 0; count--) {
    if (view.getUint32(at, true) !== CENTRAL) throw damaged('the list of its parts is not whole');
    const [name, extra, comment] = [28, 30, 32].map((i) => view.getUint16(at + i, true));
    const long = longNumbers(view, at + SIZE.central + name, extra);
    // In the order in which the extra field has those that are missing.
    const [said, packedSize, local] = [24, 20, 42].map((i) => {
      const number = view.getUint32(at + i, true);
      return number === IN_EXTRA ? (long.shift() ?? IN_EXTRA) : number;
    });
    const method = view.getUint16(at + 10, true);
    const start = local + SIZE.local + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packedSize > bytes.length) throw damaged('it is cut off');
    // What says that it is empty is empty, whatever is packed there.
    const packed = said === 0 ? new Uint8Array() : bytes.subarray(start, start + packedSize);
    entries.push({
      path: new TextDecoder().decode(bytes.subarray(at + SIZE.central, at + SIZE.central + name)),
      // Sizes stand in the list: none follow the packed bytes.
      flags: view.getUint16(at + 8, true) & ~0x0008,
      method,
      crc: view.getUint32(at + 16, true),
      packedSize: packed.length,
      size: method === 0 ? packed.length : said,
      packed,
    });
    at += SIZE.central + name + extra + comment;
  }
  return entries;
}

/** Where the list begins, and how many files are in it. */
function listPlace(view: DataView): { at: number; count: number } {
  let end = view.byteLength - SIZE.end;
  const first = Math.max(0, end - LONGEST_COMMENT);
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) throw damaged('the list of its parts is missing');
  const at = view.getUint32(end + 16, true);
  const count = view.getUint16(end + 10, true);
  const locator = end - 20;
  if ((at !== IN_EXTRA && count !== 0xffff) || view.getUint32(locator, true) !== ZIP64.locator)
    return { at, count };
  const long = longNumber(view, locator + 8);
  if (view.getUint32(long, true) !== ZIP64.end) throw damaged('the list of its parts is missing');
  return { at: longNumber(view, long + 48), count: longNumber(view, long + 32) };
}

/** Numbers of eight bytes in the extra field of a file. */
function longNumbers(view: DataView, at: number, length: number): number[] {
  for (let field = at; field + 4 <= at + length; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== ZIP64.id) continue;
    const count = Math.floor(view.getUint16(field + 2, true) / 8);
    return Array.from({ length: count }, (_, i) => longNumber(view, field + 4 + 8 * i));
  }
  return [];
}

function longNumber(view: DataView, at: number): number {
  return view.getUint32(at, true) + 2 ** 32 * view.getUint32(at + 4, true);
}

/** As text; the same errors as of `unpacked`. */
export async function textOf(entry: Entry): Promise<string> {
  return new TextDecoder().decode(await unpacked(entry));
}

/** @throws FileProblem when it cannot be unpacked, or into more than it says */
export async function unpacked({ path, method, packed, size }: Entry): Promise<Uint8Array> {
  if (method === 0 || packed.length === 0) return packed;
  if (method !== DEFLATED) throw damaged(`${path} is packed in a way that is not known`);
  const bytes = new Uint8Array(size);
  let filled = 0;
  const stream = new Blob([new Uint8Array(packed)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  try {
    for (let piece = await stream.read(); !piece.done; piece = await stream.read()) {
      // Larger than there is room for: a RangeError.
      bytes.set(piece.value, filled);
      filled += piece.value.length;
    }
  } catch (error) {
    void stream.cancel().catch(() => undefined);
    throw damaged(`${path} cannot be unpacked`, error);
  }
  return bytes.subarray(0, filled);
}

/** A file that is packed; text in UTF-8. */
export async function newEntry(path: string, content: string | Uint8Array): Promise<Entry> {
  const whole = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const packing = new Blob([whole]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const packed = new Uint8Array(await new Response(packing).arrayBuffer());
  const sizes = { packedSize: packed.length, size: whole.length };
  return { path, method: DEFLATED, flags: UTF8, crc: crc32(whole), ...sizes, packed };
}

export function archiveOf(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
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
