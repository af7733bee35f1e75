/** The results most recently used, within a number of results and of bytes. */

export interface CacheLimits {
  readonly entries: number;
  readonly bytes: number;
}

interface Entry {
  readonly result: unknown;
  readonly bytes: number;
  readonly group: string;
}

export class ResultCache {
  /** A Map keeps the order of insertion: the first entry is the one unused for longest. */
  private readonly results = new Map<string, Entry>();
  private bytes = 0;

  constructor(private readonly limits: CacheLimits) {}

  get size(): number {
    return this.results.size;
  }

  get(key: string): unknown | undefined {
    const found = this.results.get(key);
    if (!found) return undefined;
    this.results.delete(key);
    this.results.set(key, found);
    return found.result;
  }

  /**
   * Keeps the result, unless it alone is larger than the limit, and forgets the oldest to make room.
   *
   * @param group of results that are superseded together
   */
  set(key: string, result: unknown, group = ''): void {
    this.delete(key);
    const bytes = sizeOf(result);
    if (bytes > this.limits.bytes) return;
    this.results.set(key, { result, bytes, group });
    this.bytes += bytes;
    for (const oldest of this.results.keys()) {
      if (this.results.size <= this.limits.entries && this.bytes <= this.limits.bytes) break;
      this.delete(oldest);
    }
  }

  forget(group: string): void {
    for (const [key, entry] of this.results) if (entry.group === group) this.delete(key);
  }

  clear(): void {
    this.results.clear();
    this.bytes = 0;
  }

  private delete(key: string): void {
    this.bytes -= this.results.get(key)?.bytes ?? 0;
    this.results.delete(key);
  }
}

/** What a result holds in arrays and texts, roughly. */
export function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  // Texts and numbers, such as the names of the levels, are alike throughout.
  if (Array.isArray(value) && typeof value[0] !== 'object')
    return (typeof value[0] === 'string' ? 32 : 8) * value.length;
  let bytes = 64;
  for (const part of Object.values(value)) bytes += sizeOf(part);
  return bytes;
}
