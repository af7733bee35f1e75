/** Listeners to what happens in the workbook. */

import { touches } from '../../../functions/index';
import type { RangeAddress } from '../../host';
import { getSelection } from './read';

export function onSelectionChanged(listener: (range: RangeAddress) => void): () => void {
  return whileListening((context) =>
    context.workbook.onSelectionChanged.add(async () => {
      const range = await getSelection();
      if (range) listener(range);
    }),
  );
}

/** Values typed, cells moved, and formulas in the range that were calculated again. */
export function onDataChanged(range: RangeAddress, listener: () => void): () => void {
  const stops = [
    whileListening((context) =>
      context.workbook.worksheets.getItem(range.sheet).onChanged.add(async ({ address, changeType }) => {
        // Rows or columns that came or went may have moved the data, whatever the address says.
        if (changeType !== 'RangeEdited' || touches(address, range)) listener();
      }),
    ),
    whileListening((context) =>
      context.workbook.worksheets.getItem(range.sheet).onCalculated.add(async ({ address }) => {
        // Not every Excel says what it has calculated.
        if (!address || touches(address, range)) listener();
      }),
    ),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Cells anywhere in the workbook, said without their sheet; null when rows, columns or whole cells came or went. */
export function onAnythingChanged(listener: (address: string | null) => void): () => void {
  return whileListening((context) =>
    context.workbook.worksheets.onChanged.add(async ({ address, changeType }) =>
      listener(changeType === 'RangeEdited' ? address : null),
    ),
  );
}

/** Cells that were edited anywhere in the workbook, by the id of their sheet and their address on it. */
export function onSheetChanged(listener: (sheetId: string, address: string) => void): () => void {
  return whileListening((context) =>
    context.workbook.worksheets.onChanged.add(async ({ worksheetId, address, changeType }) => {
      if (changeType === 'RangeEdited') listener(worksheetId, address);
    }),
  );
}

/** Adds a listener and returns what takes it away, whether or not Excel has got round to adding it. */
function whileListening<T>(
  add: (context: Excel.RequestContext) => OfficeExtension.EventHandlerResult<T>,
): () => void {
  let stopped = false;
  let handle: OfficeExtension.EventHandlerResult<T> | null = null;
  const remove = (added: OfficeExtension.EventHandlerResult<T>) =>
    Excel.run(added.context as Excel.RequestContext, async (context) => {
      added.remove();
      await context.sync();
    });
  const starting = Excel.run(async (context) => {
    const added = add(context);
    await context.sync();
    return added;
  });
  // Only now: a second batch on this context waits for the first one to end. A sheet that is gone has nothing to listen to.
  starting.then((added) => (stopped ? remove(added) : void (handle = added))).catch(() => undefined);
  return () => {
    stopped = true;
    if (handle) remove(handle).catch(() => undefined);
  };
}
