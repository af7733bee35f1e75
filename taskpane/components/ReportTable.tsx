/** A table of a report, which scrolls sideways where it is wider than the pane. */

import type { ReactNode } from 'react';
import type { ReportTable as Table } from '../../src/index';
import { tableView, type Shown } from '../state/tableView';
import { PlainTable } from './PlainTable';

export interface ReportTableProps {
  /** What the table is called. */
  readonly label: string;
  readonly table: Table;
  /** The columns in their order; without, all that are no labels. */
  readonly show?: readonly Shown[];
  /** Whether a label stands on a line of its own, above its numbers. */
  readonly stacked?: boolean;
  /** How a label is shown, where it is not as a term. */
  readonly labelOf?: (label: string, row: number) => ReactNode;
  /** What stands over the labels, where it is not what the table has there. */
  readonly corner?: string;
  /** Titles of columns, by name, other than those that the pane has for them. */
  readonly titles?: Readonly<Record<string, ReactNode>>;
}

export function ReportTable(props: ReportTableProps) {
  const { label, table, show, stacked = false, labelOf, titles } = props;
  const { corner, columns, rows } = tableView(table, show);
  const header = columns.map(({ name, title, hint }, j) => (
    <span key={j} title={hint}>
      {titles?.[name] ?? title}
    </span>
  ));
  return (
    <PlainTable
      label={label}
      stacked={stacked}
      header={stacked ? header : [props.corner ?? corner, ...header]}
      aligned={columns.map(({ align }) => align)}
      rows={rows.map((row, i) => ({
        key: String(i),
        label: labelOf ? labelOf(row.label, i) : row.shown,
        cells: row.cells,
      }))}
    />
  );
}
