import type { SpreadsheetHost } from '../host';

type Undo = () => Promise<void>;

/** Writes as one step of the spreadsheet's own undo where it can; `write` and the result give what takes all of it back. */
export function asOneStep(host: SpreadsheetHost, write: () => Promise<Undo>): Promise<Undo> {
  return host.asOneStep?.(write) ?? write();
}
