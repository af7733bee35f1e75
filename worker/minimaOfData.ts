/** What is known of the minima of models, for the data most recently asked about. */

import { KnownMinima } from '../src/index';

/** A few hundred bytes each. */
const MOST_DATA = 500;

export class MinimaOfData {
  /** A Map keeps the order of insertion: the first are the data not asked about for longest. */
  private readonly known = new Map<string, KnownMinima>();

  /** @param superseded told the data for which a fit turned out not to have ended at the least minimum */
  constructor(private readonly superseded: (data: string) => void) {}

  of(data: string): KnownMinima {
    const minima =
      this.known.get(data) ??
      new KnownMinima([], (_value, isBelowFit) => {
        if (isBelowFit) this.superseded(data);
      });
    this.known.delete(data);
    this.known.set(data, minima);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_DATA) break;
      this.known.delete(oldest);
    }
    return minima;
  }

  clear(): void {
    this.known.clear();
  }
}
