/** A sheet on paper: one section per page, with nothing of the page around it. */

import { FluentProvider } from '@fluentui/react-components';
import { useLayoutEffect, useMemo, useRef, type CSSProperties } from 'react';
import { lightTheme } from '../../taskpane/theme';
import { drawChart } from '../charts/draw';
import { ChartFrame } from '../charts/Figure';
import { readPoints } from '../charts/points';
import { isChart, type StoredChart } from '../charts/stored';
import type { WordedImage } from '../files/charts/parts';
import type { Spreadsheet } from '../univer';
import { lookOf, type CellLook } from './look';
import { LINE_HEIGHT, MARGIN, total, type Line, type PageLayout } from './pages';
import type { PrintedDrawing, PrintedSheet } from './printedSheet';

type Page = PageLayout['pages'][number];

export function PrintView({ spreadsheet, printed }: { spreadsheet: Spreadsheet; printed: PrintedSheet }) {
  const { workbook, sheet, layout } = printed;
  const { pages, orientation, room, scale } = layout;
  const line = { height: LINE_HEIGHT, width: room.width };
  return (
    <FluentProvider theme={lightTheme}>
      <style>{`@page { size: ${orientation}; margin: ${MARGIN}px }`}</style>
      {pages.map((page, i) => (
        <section key={i} style={{ width: room.width }}>
          <header style={line}>
            <span>{sheet.getSheetName()}</span>
            <span>{workbook.getName()}</span>
          </header>
          <div className="wb-print-room" style={{ width: room.width, height: room.height }}>
            <div className="wb-print-cells" style={{ transform: `scale(${scale})` }}>
              <Cells printed={printed} page={page} />
              <Drawings spreadsheet={spreadsheet} printed={printed} page={page} />
            </div>
          </div>
          <footer style={line}>
            Page {i + 1} of {pages.length}
          </footer>
        </section>
      ))}
    </FluentProvider>
  );
}

function Cells({ printed: { sheet }, page }: { printed: PrintedSheet; page: Page }) {
  const rows = [...page.rows.repeated, ...page.rows.own];
  const columns = [...page.columns.repeated, ...page.columns.own];
  return (
    <table style={{ width: total(columns) }}>
      <colgroup>
        {columns.map(({ index, size }) => (
          <col key={index} style={{ width: size }} />
        ))}
      </colgroup>
      <tbody>
        {rows.map((row) => {
          const looks = columns.map(({ index }) => lookOf(sheet, row.index, index));
          return (
            <tr key={row.index} style={{ height: row.size }}>
              {columns.map((column, j) => (
                <PrintedCell
                  key={column.index}
                  look={looks[j]}
                  merged={mergedAt(sheet, row, column, rows, columns)}
                  row={row}
                  beside={room(columns, looks, j)}
                  column={column}
                />
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Where a merged cell begins on a page, and what of it is there; `inside` for the cells that it covers. */
type Merged = { readonly rows: readonly Line[]; readonly columns: readonly Line[] } | 'inside' | null;

function mergedAt(
  sheet: PrintedSheet['sheet'],
  row: Line,
  column: Line,
  rows: readonly Line[],
  columns: readonly Line[],
): Merged {
  const range = sheet.getSheet().getMergedCell(row.index, column.index);
  if (!range) return null;
  const own = {
    rows: rows.filter(({ index }) => index >= range.startRow && index <= range.endRow),
    columns: columns.filter(({ index }) => index >= range.startColumn && index <= range.endColumn),
  };
  return own.rows[0] === row && own.columns[0] === column ? own : 'inside';
}

/** How far a text may reach over the empty cells before and after its own. */
function room(columns: readonly Line[], looks: readonly (CellLook | null)[], at: number) {
  if (!looks[at]?.spreads) return { before: 0, after: 0 };
  const isFree = (j: number): boolean => j >= 0 && j < columns.length && (looks[j]?.text ?? '') === '';
  let [before, after] = [0, 0];
  for (let j = at - 1; isFree(j); j--) before += columns[j].size;
  for (let j = at + 1; isFree(j); j++) after += columns[j].size;
  return { before, after };
}

interface PrintedCellProps {
  readonly look: CellLook | null;
  readonly merged: Merged;
  readonly row: Line;
  readonly column: Line;
  readonly beside: { readonly before: number; readonly after: number };
}

function PrintedCell({ look, merged, row, column, beside }: PrintedCellProps) {
  if (merged === 'inside') return null;
  if (!look) return <td colSpan={merged?.columns.length} rowSpan={merged?.rows.length} />;
  const width = merged ? total(merged.columns) : column.size;
  const height = merged ? total(merged.rows) : row.size;
  const before = look.align === 'left' || merged ? 0 : beside.before;
  const after = look.align === 'right' || merged ? 0 : beside.after;
  // A text in the middle spreads to both sides alike.
  const even = look.align === 'center' ? Math.min(before, after) : null;
  const text: CSSProperties = {
    ...look.font,
    height: height - edges(look.box.borderTop, look.box.borderBottom),
    width:
      width + (even === null ? before + after : 2 * even) - edges(look.box.borderLeft, look.box.borderRight),
    marginLeft: -(even ?? before),
    justifyContent: look.align,
    whiteSpace: look.wraps ? 'pre-wrap' : 'pre',
    textAlign: look.align,
  };
  return (
    <td style={look.box} colSpan={merged?.columns.length} rowSpan={merged?.rows.length}>
      {look.text !== '' && (
        <div style={text}>
          <span>{look.text}</span>
        </div>
      )}
    </td>
  );
}

function edges(...borders: (CSSProperties['borderTop'] | undefined)[]): number {
  return borders.reduce<number>((sum, border) => sum + (parseFloat(String(border ?? 0)) || 0), 0);
}

interface DrawingsProps {
  readonly spreadsheet: Spreadsheet;
  readonly printed: PrintedSheet;
  readonly page: Page;
}

/** What lies over the cells of a page; what is too large for one goes on on the next. */
function Drawings({ spreadsheet, printed, page }: DrawingsProps) {
  const [left, right] = extent(printed.columns, page.columns.own);
  const [top, bottom] = extent(printed.rows, page.rows.own);
  const here = printed.drawings.filter(
    (one) =>
      one.left < right && one.left + one.width > left && one.top < bottom && one.top + one.height > top,
  );
  if (here.length === 0) return null;
  const place: CSSProperties = {
    left: total(page.columns.repeated),
    top: total(page.rows.repeated),
    width: right - left,
    height: bottom - top,
  };
  return (
    <div className="wb-print-drawings" style={place}>
      {here.map((one) => (
        <div
          key={one.drawing.drawingId}
          style={{ left: one.left - left, top: one.top - top, width: one.width, height: one.height }}
        >
          <PrintedOver spreadsheet={spreadsheet} printed={printed} over={one} />
        </div>
      ))}
    </div>
  );
}

/** Where lines that follow one another begin and end, from the first of all on. */
function extent(all: readonly Line[], own: readonly Line[]): [start: number, end: number] {
  const start = total(all.slice(0, all.indexOf(own[0])));
  return [start, start + total(own)];
}

function PrintedOver({
  spreadsheet,
  printed,
  over: { drawing },
}: {
  readonly spreadsheet: Spreadsheet;
  readonly printed: PrintedSheet;
  readonly over: PrintedDrawing;
}) {
  if (isChart(drawing))
    return <PrintedChart spreadsheet={spreadsheet} workbook={printed.workbook} chart={drawing.data} />;
  const { source, description } = drawing as Partial<WordedImage>;
  return source ? <img src={source} alt={description ?? ''} /> : null;
}

function PrintedChart({
  spreadsheet,
  workbook,
  chart,
}: {
  readonly spreadsheet: Spreadsheet;
  readonly workbook: PrintedSheet['workbook'];
  readonly chart: StoredChart;
}) {
  const picture = useRef<HTMLDivElement>(null);
  const points = useMemo(() => readPoints(spreadsheet, workbook, chart), [spreadsheet, workbook, chart]);
  useLayoutEffect(() => {
    const at = picture.current!;
    const svg = drawChart(chart, points, { width: at.clientWidth, height: at.clientHeight });
    at.replaceChildren(...(svg ? [svg] : []));
  }, [chart, points]);
  return <ChartFrame chart={chart} picture={picture} />;
}
