/** A table of estimates with limits. In a narrow pane a label and its limits stand above the numbers of the row. */

import type { ReportTable } from '../../src/index';
import { tableView } from '../state/tableView';

export interface LimitsTableProps {
  /** What the table is called, where no heading says it. */
  readonly label?: string;
  readonly table: ReportTable;
  /** The columns of numbers in their order, four or five. */
  readonly numbers: readonly string[];
  /** Whether in a wide pane the limits come after the numbers, and not after the first of them. */
  readonly limitsLast?: boolean;
  /** How a label is shown, where it is not as a term. */
  readonly labelOf?: (label: string) => string;
  /** Titles of columns, by name, other than those that the pane has for them. */
  readonly titles?: Readonly<Record<string, string>>;
}

export function LimitsTable({ label: name, table, numbers, limitsLast, labelOf, titles }: LimitsTableProps) {
  const { corner, columns, rows } = tableView(table, [['lower', 'upper'], ...numbers]);
  const [ci, ...others] = columns.map((one) => ({ ...one, title: titles?.[one.name] ?? one.title }));
  const classes = ['cm-card cm-coef', numbers.length < 5 && 'cm-coef-four', limitsLast && 'cm-coef-last'];
  return (
    <table className={classes.filter(Boolean).join(' ')} aria-label={name}>
      <thead>
        <tr>
          <th scope="col" className="cm-coef-term">
            {corner}
          </th>
          <th scope="col" className="cm-coef-ci">
            {ci.title}
          </th>
          {others.map(({ name: column, title, hint }) => (
            <th key={column} scope="col" title={hint}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, shown, cells: [limits, ...values] }) => (
          <tr key={label}>
            <th scope="row" className="cm-coef-term" title={label}>
              {labelOf ? labelOf(label) : shown}
            </th>
            <td className="cm-coef-ci">
              <i>{ci.title} </i>
              {limits}
            </td>
            {values.map((value, j) => (
              <td key={others[j].name}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
