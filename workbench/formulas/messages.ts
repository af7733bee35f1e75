/** The sentences behind error values: Excel shows them on a card at the cell, the workbench beside the grid. */

import { type Place, placeKey } from './places';

export class ErrorMessages {
  private readonly messages = new Map<string, string>();

  /** The sentence of the last calculation there, which need not be what the cell shows now. */
  at(place: Place): string | null {
    return this.messages.get(placeKey(place)) ?? null;
  }

  set(place: Place, message: string | null): void {
    if (message === null) this.messages.delete(placeKey(place));
    else this.messages.set(placeKey(place), message);
  }
}
