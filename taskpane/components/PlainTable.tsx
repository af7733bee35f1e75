/**
 * A table of a label and numbers per row, which scrolls sideways where it is wider than the pane. In a pane that is not wide the labels
 * stand on lines of their own.
 */

import { Fragment, type CSSProperties, type ReactNode } from 'react';

export interface PlainTableProps {
  readonly label: string;
  readonly header: readonly ReactNode[];
  /** The sides at which the cells of each column stand; without, at the end. */
  readonly aligned?: readonly ('start' | 'end')[];
  /** Whether a label stands on a line of its own, above its numbers; the header then has none for it. */
  readonly stacked?: boolean;
  readonly rows: readonly {
    readonly key: string;
    readonly label: ReactNode;
    readonly cells: readonly string[];
  }[];
}

export function PlainTable({ label, header, aligned, rows, stacked = false }: PlainTableProps) {
  const sideOf = (column: number) => (aligned?.[column] === 'start' ? 'cm-start' : undefined);
  return (
    <div className="cm-card cm-scroll" tabIndex={0} role="group" aria-label={label}>
      <table
        className={stacked ? 'cm-plain cm-stacked' : 'cm-plain'}
        style={{ '--cm-numbers': header.length - (stacked ? 0 : 1) } as CSSProperties}
      >
        <thead>
          <tr>
            {header.map((cell, i) => (
              <th key={i} scope="col" className={sideOf(i - (stacked ? 0 : 1))}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.key}>
              {stacked && (
                <tr>
                  <th scope="rowgroup" colSpan={header.length}>
                    {row.label}
                  </th>
                </tr>
              )}
              <tr className={stacked ? 'cm-stacked-cells' : undefined}>
                {!stacked && <th scope="row">{row.label}</th>}
                {row.cells.map((cell, i) => (
                  <td key={i} className={sideOf(i)}>
                    {cell}
                  </td>
                ))}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
