/** The state of the pane, and who wants to know when it changes. */

import type { Action } from '../state/actions';
import { reduce } from '../state/reducer';
import { INITIAL_STATE, type PaneState } from '../state/state';

export class Store {
  private state = INITIAL_STATE;
  private readonly listeners = new Set<(action: Action) => void>();
  private isClosed = false;

  readonly getState = (): PaneState => this.state;

  /** Returns a function that stops listening. */
  readonly subscribe = (listener: (action: Action) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly dispatch = (action: Action): void => {
    if (this.isClosed) return;
    const before = this.state;
    this.state = reduce(before, action);
    if (this.state !== before) this.listeners.forEach((listener) => listener(action));
  };

  /** Nothing happens any more. */
  close(): void {
    this.isClosed = true;
    this.listeners.clear();
  }
}
