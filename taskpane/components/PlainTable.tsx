/** A table of a label and numbers per row, which scrolls sideways where it is wider than the pane. */

import type { ReactNode } from 'react';

export interface PlainTableProps {
  readonly label: string;
  readonly header: readonly ReactNode[];
  readonly rows: readonly {
    readonly key: string;
    readonly label: ReactNode;
    readonly cells: readonly string[];
  }[];
}

export function PlainTable({ label, header, rows }: PlainTableProps) {
  return (
    <div className="cm-card cm-scroll" tabIndex={0} role="group" aria-label={label}>
      <table className="cm-plain">
        <thead>
          <tr>
            {header.map((cell, i) => (
              <th key={i} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
