/**
 * A table of estimates with limits. In a pane that is not wide a label stands above the numbers of its row; in a narrow one the limits
 * come on request.
 */

import { useId, useState } from 'react';
import type { ReportTable } from '../../src/index';
import { tableView } from '../state/tableView';
import { text } from '../text';

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

/** Up to so many characters a label leaves room for limits on its line. */
const SHORT_LABEL = 20;

export function LimitsTable({ label: name, table, numbers, limitsLast, labelOf, titles }: LimitsTableProps) {
  const { corner, columns, rows } = tableView(table, [['lower', 'upper'], ...numbers]);
  const [ci, ...others] = columns.map((one) => ({ ...one, title: titles?.[one.name] ?? one.title }));
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const classes = [
    'cm-coef',
    numbers.length < 5 && 'cm-coef-four',
    limitsLast && 'cm-coef-last',
    isOpen && 'cm-coef-open',
  ];
  return (
    <div className="cm-card cm-limits">
      <table className={classes.filter(Boolean).join(' ')} aria-label={name} id={id}>
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
          {rows.map(({ label, shown, cells: [limits, ...values] }) => {
            const own = labelOf ? labelOf(label) : shown;
            return (
              <tr key={label} className={own.length <= SHORT_LABEL ? 'cm-short' : undefined}>
                <th scope="row" className="cm-coef-term" title={label}>
                  {own}
                </th>
                <td className="cm-coef-ci">
                  <i>{ci.title} </i>
                  {limits}
                </td>
                {values.map((value, j) => (
                  <td key={others[j].name}>{value}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <button
        type="button"
        className="cm-link cm-limits-more"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? text.results.hideLimits(ci.title) : text.results.showLimits(ci.title)}
      </button>
    </div>
  );
}
