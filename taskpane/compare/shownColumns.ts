/** Which columns of a table of estimates the pane shows, in which order. */

import type { ReportTable } from '../../src/index';
import type { Shown } from '../state/tableView';

/** All labels, then what is read first, the estimate and its limits; letters last, as on the sheet. */
export function shownOf({ columns }: ReportTable): Shown[] {
  const names = columns.map(({ name }) => name);
  const labels = names.filter((_, i) => i > 0 && columns[i].kind === 'label');
  const has = (name: string): boolean => names.includes(name);
  const first: Shown[] = ['estimate', ...(has('lower') ? [['lower', 'upper'] as const] : [])];
  const told = new Set(['lower', 'upper', 'estimate', ...labels, names[0]]);
  return [...labels, ...first, ...names.filter((name) => !told.has(name))];
}
