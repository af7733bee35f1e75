/** Events: who listens to what, and the messages that tell them. */

import { printAddress } from '../../src/table/address';
import type { Place } from './model/workbook';
import type { Worksheet } from './model/worksheet';
import type { EventName } from './protocol/core';
import type { Entry } from './calculation/customFunctions';

const CATEGORY = 65_536;
const TYPE: Readonly<Record<EventName, number>> = { selection: 2, changed: 10, calculated: 16 };
const WHOLE_WORKBOOK = 'Workbook';

export class Events {
  private readonly listeners = new Map<string, number>();

  /** @param send takes entries to the client, soon */
  constructor(private readonly send: (entry: Entry) => void) {}

  listen(event: EventName, target: string, change: 1 | -1): void {
    const key = `${event} ${target}`;
    this.listeners.set(key, Math.max(0, this.count(event, target) + change));
  }

  count(event: EventName, target: string): number {
    return this.listeners.get(`${event} ${target}`) ?? 0;
  }

  /** A new page listens to nothing yet. */
  forget(): void {
    this.listeners.clear();
  }

  /** The page finds out what is selected by asking. */
  selection(): void {
    this.send([CATEGORY, TYPE.selection, '', '{}', 0]);
  }

  changed(place: Place, changeType = 'RangeEdited'): void {
    this.fire('changed', place.sheet, {
      address: addressIn(place),
      changeType,
      source: 'Local',
      shiftDirection: 'None',
    });
  }

  calculated(place: Place): void {
    this.fire('calculated', place.sheet, { address: addressIn(place) });
  }

  private fire(event: EventName, sheet: Worksheet, detail: Readonly<Record<string, unknown>>): void {
    for (const target of [sheet.id, WHOLE_WORKBOOK]) {
      if (this.count(event, target) === 0) continue;
      const message = JSON.stringify({ ...detail, worksheetId: sheet.id });
      this.send([CATEGORY, TYPE[event], target, message, 0]);
    }
  }
}

/** Without the sheet, as events have it. */
function addressIn({ row, column, rows, columns }: Place): string {
  return printAddress({ sheet: null, row, column, rowCount: rows, columnCount: columns });
}
