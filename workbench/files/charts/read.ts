/**
 * Pictures and charts of an .xlsx file as those of Univer. Charts of points and lines are read, ours and others; what cannot
 * be shown is said.
 */

import { DrawingTypeEnum, ImageSourceType } from '@univerjs/core';
import type { ISheetDrawing } from '@univerjs/preset-sheets-drawing';
import type { Sheet, Workbook } from 'hucre/xlsx';
import { parseAddress } from '../../../src/index';
import { FIGURE, type StoredChart, type StoredRange, type StoredSeries } from '../../charts/stored';
import type { DrawingsOfSheet } from '../package/keep';
import { SERIES_COLORS, seriesColor } from '../../../taskpane/palette';
import { DRAWINGS, type CellAnchor, type DrawingResource, type Offsets } from './parts';

type Image = NonNullable<Sheet['images']>[number];
type Chart = NonNullable<Sheet['charts']>[number];
type Series = NonNullable<Chart['series']>[number];

export interface ReadDrawings {
  /** Where snapshots keep what lies over the cells. */
  readonly resource: { readonly name: string; readonly data: string };
  /** By sheet. */
  readonly bySheet: readonly DrawingsOfSheet[];
  /** Charts that cannot be shown, by their titles or kinds. */
  readonly leftOut: readonly string[];
}

export function readDrawings(
  workbook: Workbook,
  sheetIds: readonly string[],
  unitId: string,
  offsets: Offsets,
): ReadDrawings {
  const resource: Record<string, DrawingResource[string]> = {};
  const leftOut: string[] = [];
  const bySheet: DrawingsOfSheet[] = [];
  const idOf = (name: string | null, own: string): string | null =>
    name === null ? own : (sheetIds[workbook.sheets.findIndex((sheet) => sheet.name === name)] ?? null);
  workbook.sheets.forEach((sheet, i) => {
    const place = { unitId, subUnitId: sheetIds[i] };
    const read = (sheet.charts ?? []).map((chart) => ({
      chart,
      data: readChart(chart, (name) => idOf(name, sheetIds[i])),
    }));
    const pictures = (sheet.images ?? []).map((image, k) =>
      pictureDrawing(image, { ...place, drawingId: `picture-${i}-${k}` }, offsets),
    );
    const charts = read.map(({ chart, data }, k) =>
      data ? chartDrawing(data, chart, { ...place, drawingId: `chart-${i}-${k}` }, offsets) : null,
    );
    const drawings = [...pictures, ...charts.filter((chart) => chart !== null)];
    bySheet.push({ pictures, charts });
    leftOut.push(...read.flatMap(({ chart, data }) => (data ? [] : [chart.title ?? chart.kinds.join(', ')])));
    const data = Object.fromEntries(drawings.map((one) => [one.drawingId, one]));
    if (drawings.length > 0) resource[sheetIds[i]] = { data, order: Object.keys(data) };
  });
  return { resource: { name: DRAWINGS, data: JSON.stringify(resource) }, bySheet, leftOut };
}

interface Place {
  readonly unitId: string;
  readonly subUnitId: string;
  readonly drawingId: string;
}

/** Rows and columns of what says only where it begins. */
const [ROWS, COLUMNS] = [15, 6];

function positionOf(anchor: Partial<CellAnchor> & Pick<CellAnchor, 'from'>, offsets: Offsets) {
  const { from, to = { row: from.row + ROWS, col: from.col + COLUMNS } } = anchor;
  const position = offsets.of({ from, to });
  return { sheetTransform: position, axisAlignSheetTransform: position };
}

function pictureDrawing(
  { data, type, anchor, title, altText }: Image,
  place: Place,
  offsets: Offsets,
): ISheetDrawing {
  const mime = type === 'svg' ? 'svg+xml' : type;
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < data.length; i += 0x8000)
    binary += String.fromCharCode(...data.subarray(i, i + 0x8000));
  return {
    ...place,
    ...positionOf(anchor, offsets),
    drawingType: DrawingTypeEnum.DRAWING_IMAGE,
    imageSourceType: ImageSourceType.BASE64,
    source: `data:image/${mime};base64,${btoa(binary)}`,
    title,
    description: altText,
  } as ISheetDrawing;
}

function chartDrawing(data: StoredChart, { anchor }: Chart, place: Place, offsets: Offsets): ISheetDrawing {
  return {
    ...place,
    ...positionOf(anchor ?? { from: { row: 0, col: 0 } }, offsets),
    drawingType: DrawingTypeEnum.DRAWING_DOM,
    componentKey: FIGURE,
    data,
    allowTransform: true,
  } as unknown as ISheetDrawing;
}

/** null for what is no chart of points and lines over cells of this workbook. */
function readChart(chart: Chart, idOf: (sheet: string | null) => string | null): StoredChart | null {
  const [kind, another] = new Set(chart.kinds);
  if (another !== undefined || (kind !== 'scatter' && kind !== 'line') || !chart.series?.length) return null;
  const isCategory = kind === 'line';
  const range = (text: string | undefined): StoredRange | null => {
    const found = text === undefined ? null : parseAddress(text.replaceAll('$', ''));
    const sheetId = found && idOf(found.sheet);
    if (!found || sheetId === null) return null;
    return {
      sheetId,
      row: found.row,
      column: found.column,
      rows: found.rowCount,
      columns: found.columnCount,
    };
  };
  const series = chart.series.map((one, k): StoredSeries | null => {
    const y = range(one.valuesRef);
    const x = range(one.categoriesRef) ?? (isCategory ? y : null);
    return x && y && { name: one.name ?? '', x, y, ...lookOf(one, k, isCategory) };
  });
  if (series.some((one) => one === null)) return null;
  return {
    kind: isCategory ? 'category' : 'scatter',
    title: chart.title ?? '',
    description: chart.altText ?? '',
    xTitle: chart.axes?.x?.title ?? '',
    yTitle: chart.axes?.y?.title ?? '',
    series: series as StoredSeries[],
  };
}

/** What `chartXml` makes of a mark and a colour, the other way round. */
function lookOf(
  { marker, stroke, color }: Series,
  k: number,
  isCategory: boolean,
): Pick<StoredSeries, 'mark' | 'color'> {
  const shade = `#${String(marker?.fill ?? color ?? '').toLowerCase()}`;
  const known = SERIES_COLORS.indexOf(shade);
  const own = known >= 0 ? known : shade === seriesColor('quiet') ? ('quiet' as const) : k;
  const { symbol } = marker ?? {};
  if (symbol === 'dash') return { mark: 'limits', color: own };
  if (symbol !== undefined && symbol !== 'none') return { mark: 'points', color: own };
  if (stroke?.dash !== undefined && stroke.dash !== 'solid') return { mark: 'dashes', color: own };
  const isThin = !isCategory && stroke?.width !== undefined && stroke.width < THIN;
  return { mark: isThin ? 'limits' : 'line', color: own };
}

/** Limits along numbers are thinner lines than this, in points. */
const THIN = 1;
