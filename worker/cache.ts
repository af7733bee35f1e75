/** The results most recently used, within a number of results and of bytes. */

import type { FitResult } from '../src/index';

export interface CacheLimits {
  readonly entries: number;
  readonly bytes: number;
}

export class ResultCache {
  /** A Map keeps the order of insertion: the first entry is the one unused for longest. */
  private readonly results = new Map<string, { readonly result: FitResult; readonly bytes: number }>();
  private bytes = 0;

  constructor(private readonly limits: CacheLimits) {}

  get size(): number {
    return this.results.size;
  }

  get(key: string): FitResult | undefined {
    const found = this.results.get(key);
    if (!found) return undefined;
    this.results.delete(key);
    this.results.set(key, found);
    return found.result;
  }

  /** Keeps the result, unless it alone is larger than the limit, and forgets the oldest to make room. */
  set(key: string, result: FitResult): void {
    this.delete(key);
    const bytes = resultBytes(result);
    if (bytes > this.limits.bytes) return;
    this.results.set(key, { result, bytes });
    this.bytes += bytes;
    for (const oldest of this.results.keys()) {
      if (this.results.size <= this.limits.entries && this.bytes <= this.limits.bytes) break;
      this.delete(oldest);
    }
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

/** What a result holds in long arrays; the rest is small and counted as a flat sum. */
function resultBytes(result: FitResult): number {
  let bytes =
    16_384 + result.fitted.byteLength + result.residuals.byteLength + (result.keptRows?.byteLength ?? 0);
  for (const { levels, values, conditionalVariance } of Object.values(result.randomEffects))
    bytes += values.byteLength + conditionalVariance.byteLength + 32 * levels.length;
  const p = result.vcov.names.length;
  return bytes + 8 * (2 * p * p + 2 * result.hessian.names.length ** 2);
}
