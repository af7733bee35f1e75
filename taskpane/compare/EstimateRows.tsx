/**
 * Estimates by the levels that they are of. In a narrow place each has its label and its limits on lines of their own and what is
 * read next to it, letters or a p value; the other numbers need more room.
 */

import type { ReportTable } from '../../src/index';
import { tableView } from '../state/tableView';
import { text } from '../text';
import { shownOf } from './shownColumns';

export interface EstimateRowsProps {
  /** What the table is called. */
  readonly label: string;
  readonly table: ReportTable;
}

export function EstimateRows({ label: name, table }: EstimateRowsProps) {
  const { corner, columns, rows } = tableView(table, shownOf(table));
  const isLabel = (j: number): boolean =>
    table.columns.some((one) => one.name === columns[j].name && one.kind === 'label');
  const labels = [...columns.keys()].filter(isLabel);
  const numbers = [...columns.keys()].filter((j) => !isLabel(j));
  const classOf = (j: number): string => classOfColumn(columns[j].name, j === columns.length - 1);
  return (
    <div className="cm-card cm-estimates">
      <table aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{[corner, ...labels.map((j) => columns[j].title)].join(text.compare.and)}</th>
            {numbers.map((j) => (
              <th key={j} scope="col" title={columns[j].hint} className={classOf(j)}>
                {columns[j].title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, shown, cells }, i) => (
            <tr key={i}>
              <th scope="row" title={[label, ...labels.map((j) => cells[j])].join(text.compare.and)}>
                {[shown, ...labels.map((j) => cells[j])].join(text.compare.and)}
              </th>
              {numbers.map((j) => (
                <td key={j} className={classOf(j)}>
                  {columns[j].name === 'lower' && <i>{columns[j].title} </i>}
                  {cells[j]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which columns stay where there is little room, and where. */
function classOfColumn(name: string, isLast: boolean): string {
  if (name === 'estimate') return 'cm-estimates-first';
  if (name === 'lower') return 'cm-estimates-ci';
  return isLast && (name === 'letters' || name === 'pValue') ? 'cm-estimates-last' : 'cm-estimates-more';
}
