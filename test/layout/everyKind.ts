/** A report with one column of every kind, for what each renderer makes of it. */

import { KINDS, type ColumnKind } from '../../src/layout/kinds';
import { columnsOf, reportOf, tableOf, type Value } from '../../src/layout/report';

export const REASON = 'There is no such number, and this says why.';

const kinds = Object.keys(KINDS) as ColumnKind[];
const row = (label: string, value: Value): Value[] => [label, ...kinds.map(() => value)];

export const everyTable = tableOf(
  'every',
  columnsOf(['name', 'name', 'label'], ...kinds.map((kind) => [kind, kind, kind] as const)),
  [row('row', 0.123456789), row('missing', { none: REASON })],
);

export const everyKind = reportOf([everyTable]);
