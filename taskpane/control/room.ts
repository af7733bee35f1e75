/** Keeps looking whether there is room for what would be inserted. */

import { findRoom, roomAt, withMargin } from '../room';
import { addressText } from '../state/address';
import { wantedRoom, type WantedRoom } from '../state/selectors';
import type { Desk } from './desk';

const FREE = { free: true, firstOccupied: null } as const;

export class RoomWatch {
  /** The place that was looked at last. */
  private checked: string | null = null;

  constructor(private readonly desk: Desk) {}

  follow(): void {
    const { getState, timers, run } = this.desk;
    const { tab, insert } = getState();
    // What is being inserted is itself in the way.
    if (tab !== 'results' || insert.busy || insert.outcome?.kind === 'inserted') return;
    const wanted = wantedRoom(getState());
    if (!wanted || wanted.key === this.checked) return;
    this.checked = wanted.key;
    timers.later('room', () => run(this.check(wanted)));
  }

  /** What was found does not hold any more. */
  forget(): void {
    this.checked = null;
  }

  /** Somebody else has just looked at this place. */
  taken(key: string): void {
    this.desk.timers.never('room');
    this.checked = key;
  }

  /** Looks whether there is room, and where no cell was asked for, for the first place to the right that has room. */
  private async check({ key, place }: WantedRoom): Promise<void> {
    const { host, getState, dispatch } = this.desk;
    const isSuggested = getState().insert.target === null;
    const report = await roomAt(host, isSuggested ? withMargin(place) : place);
    if (key !== this.checked) return;
    if (!report.free && isSuggested) {
      const found = await findRoom(host, place, report);
      if (key !== this.checked) return;
      if (found) {
        this.checked = addressText(found);
        dispatch({ type: 'insert/suggestion', target: { ...found, rows: 1, columns: 1 } });
        return dispatch({ type: 'insert/room', key: this.checked, report: FREE });
      }
    }
    dispatch({ type: 'insert/room', key, report });
  }
}
