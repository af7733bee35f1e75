/** The sentences behind error values: Excel shows them on a card at the cell, the workbench beside the grid. */

import { type Place, placeKey } from './places';

export class ErrorMessages {
  private readonly messages = new Map<string, string>();
  private readonly listeners = new Set<() => void>();

  at(place: Place): string | null {
    return this.messages.get(placeKey(place)) ?? null;
  }

  set(place: Place, message: string | null): void {
    const key = placeKey(place);
    if ((this.messages.get(key) ?? null) === message) return;
    if (message === null) this.messages.delete(key);
    else this.messages.set(key, message);
    for (const listener of this.listeners) listener();
  }

  /** @returns a function that ends the subscription */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
