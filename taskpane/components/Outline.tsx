/** The blocks to be inserted as a small picture of the sheet. */

import type { Footprint, InsertedBlock } from '../state/insertion';
import { text } from '../text';

const WIDTH = 84;
const TOP = 14;
const MOST_HEIGHT = 96;
/** Rows and columns beyond these are not drawn one by one. */
const MOST_ROWS = 24;
const MOST_COLUMNS = 12;

const ROLES: Readonly<Record<InsertedBlock['block'], string>> = {
  fixef: 'fixed',
  vcov: 'fixed',
  varcomp: 'vary',
  ranef: 'vary',
  chart: 'other',
  words: 'other',
  fit: 'other',
  hessian: 'other',
  'vcov-all': 'other',
  predictions: 'fixed',
  residuals: 'other',
  shown: 'other',
};

export interface OutlineProps {
  readonly footprint: Footprint;
  /** Letters of the first and last column. */
  readonly from: string;
  readonly to: string;
}

export function Outline({ footprint, from, to }: OutlineProps) {
  const rows = Math.min(footprint.rows, MOST_ROWS);
  const columns = Math.min(footprint.columns, MOST_COLUMNS);
  const rowHeight = Math.min(5, (MOST_HEIGHT - TOP) / rows);
  const columnWidth = (WIDTH - 1) / columns;
  const height = TOP + rows * rowHeight + 1;
  const scale = rows / footprint.rows;
  return (
    <svg
      className="cm-outline"
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={text.insert.footprint(footprint.rows, footprint.columns)}
    >
      <text x="0" y="9">
        {from}
      </text>
      {from !== to && (
        <text x={WIDTH} y="9" textAnchor="end">
          {to}
        </text>
      )}
      <rect
        className="cm-outline-frame"
        x="0.5"
        y={TOP - 0.5}
        width={WIDTH - 1}
        height={height - TOP}
        rx="1"
      />
      {footprint.tables.map(({ block, offset, look: { rows: high, columns: wide } }) =>
        Array.from({ length: Math.max(1, Math.round(high * scale)) }, (_, i) => (
          <rect
            key={`${block}${i}`}
            className={`cm-outline-${ROLES[block]}${i === 0 ? ' cm-outline-head' : ''}`}
            x="1"
            y={TOP + (offset * scale + i) * rowHeight + 0.5}
            width={Math.max(2, Math.min(wide, MOST_COLUMNS) * columnWidth - 1)}
            height={Math.max(0.5, rowHeight - 1)}
          />
        )),
      )}
      <path d={columnLines(columns, columnWidth, height - TOP)} />
    </svg>
  );
}

/** Gaps between the columns, drawn over the rows. */
function columnLines(columns: number, width: number, height: number): string {
  const lines = Array.from(
    { length: columns - 1 },
    (_, j) => `M${(j + 1) * width + 0.5} ${TOP + 0.5}v${height - 2}`,
  );
  return lines.join('');
}
