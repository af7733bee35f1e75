/** Pictures and charts of a workbook of Univer in an .xlsx file. */

import { DrawingTypeEnum, ImageSourceType, type IWorkbookData } from '@univerjs/core';
import type { CellValue, WriteSheet } from 'hucre/xlsx';
import { columnLetters } from '../../../src/index';
import { isChart, type ChartDrawing, type StoredRange } from '../../charts/stored';
import { sheetPrefix } from '../package/moves';
import { changeParts } from '../zip';
import { chartXml, type ChartCells } from './chartXml';
import { cellAnchor, drawingsOf, withOffsets, type WordedImage } from './parts';

type Image = NonNullable<WriteSheet['images']>[number];
type Chart = NonNullable<WriteSheet['charts']>[number];

/** What the library has to know of what lies over the cells of a sheet. */
export function writeDrawings(
  snapshot: IWorkbookData,
  sheetId: string,
): Pick<WriteSheet, 'images' | 'charts'> {
  const { pictures, charts } = overCells(snapshot, sheetId);
  return {
    ...(pictures.length > 0 && { images: pictures.map(imageOf) }),
    ...(charts.length > 0 && { charts: charts.map(chartOf) }),
  };
}

/** Pictures whose data are in the workbook, and charts: all that files are given. */
function overCells(snapshot: IWorkbookData, sheetId: string) {
  const drawings = drawingsOf(snapshot, sheetId);
  const pictures = drawings.filter((one): one is WordedImage => {
    const { drawingType, imageSourceType, source } = one as WordedImage;
    const isImage =
      drawingType === DrawingTypeEnum.DRAWING_IMAGE && imageSourceType === ImageSourceType.BASE64;
    return isImage && DATA.test(source);
  });
  return { pictures, charts: drawings.filter(isChart) };
}

const DATA = /^data:image\/(png|jpeg|gif|svg\+xml|webp);base64,/;

function imageOf({ source, sheetTransform, transform, title, description }: WordedImage): Image {
  const [prefix, type] = DATA.exec(source)!;
  const data = Uint8Array.from(atob(source.slice(prefix.length)), (character) => character.charCodeAt(0));
  return {
    data,
    type: type === 'svg+xml' ? 'svg' : (type as Image['type']),
    anchor: cellAnchor(sheetTransform),
    width: transform?.width ?? undefined,
    height: transform?.height ?? undefined,
    title,
    altText: description,
  };
}

/** A stand-in: its part is written anew, see `withCharts`. */
function chartOf({ data, sheetTransform }: ChartDrawing): Chart {
  return {
    type: data.kind === 'scatter' ? 'scatter' : 'line',
    title: data.title,
    series: data.series.map(({ name }) => ({ name, values: 'A1:A1' })),
    anchor: cellAnchor(sheetTransform),
    frameTitle: data.title,
    altText: data.description,
  };
}

/**
 * The file with the charts as they are, and everything in its true place.
 *
 * @param sheets as they were written, in the order of the snapshot
 */
export function withCharts(
  bytes: Uint8Array,
  snapshot: IWorkbookData,
  sheets: readonly WriteSheet[],
): Promise<Uint8Array<ArrayBuffer>> {
  const cellsOf = (range: StoredRange): ChartCells => {
    const rows = sheets[snapshot.sheetOrder.indexOf(range.sheetId)]?.rows ?? [];
    return { reference: reference(snapshot, range), values: valuesIn(rows, range) };
  };
  const texts = new Map<string, (text: () => Promise<string>) => Promise<string> | string>();
  let number = 0;
  snapshot.sheetOrder.forEach((id, i) => {
    const { pictures, charts } = overCells(snapshot, id);
    for (const { data } of charts) {
      const cells = data.series.map(({ x, y }) => ({ x: cellsOf(x), y: cellsOf(y) }));
      texts.set(`xl/charts/chart${++number}.xml`, () => chartXml(data, cells));
    }
    const anchors = [...pictures, ...charts].map(({ sheetTransform }) => sheetTransform);
    texts.set(`xl/drawings/drawing${i + 1}.xml`, async (text) => withOffsets(await text(), anchors));
  });
  return changeParts(
    bytes,
    (path) => texts.has(path),
    (path, text) => texts.get(path)!(text),
  );
}

function valuesIn(rows: NonNullable<WriteSheet['rows']>, range: StoredRange): ChartCells['values'] {
  return Array.from({ length: range.rows }, (_, i) =>
    Array.from({ length: range.columns }, (__, j) => plain(rows[range.row + i]?.[range.column + j])),
  );
}

function plain(value: CellValue | undefined): string | number | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** `'Sleep study'!$A$2:$A$181`. */
function reference({ sheets }: IWorkbookData, { sheetId, row, column, rows, columns }: StoredRange): string {
  const sheet = sheets[sheetId]?.name ?? '';
  const corner = (r: number, c: number): string => `$${columnLetters(c)}$${r + 1}`;
  return `${sheetPrefix(sheet)}${corner(row, column)}:${corner(row + Math.max(1, rows) - 1, column + Math.max(1, columns) - 1)}`;
}
