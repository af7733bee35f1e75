/** The workbook as an .xlsx file, with all that the file it came from has beside cells. */

import type { IWorkbookData } from '@univerjs/core';
import { writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { MAX_COLUMNS } from '../../src/index';
import type { Shift } from '../shifts';
import { DRAWINGS, drawingsOf, type DrawingResource } from './charts/parts';
import { withCharts } from './charts/write';
import { filterLook, withFilters } from './filters';
import { lookOfDrawing, movedLook, type KeptPackage } from './package/keep';
import { Moves } from './package/moves';
import { restored, type Restored } from './package/restore/restore';
import { namesTables, nameTables } from './package/structured';
import { withResults } from './results';
import { lineFormats } from './styles';
import { toXlsx, type WorkbookParts } from './toXlsx';

export interface Origin {
  /** Null where the workbook is from no Excel file. */
  readonly kept: KeptPackage | null;
  /** Rows and columns that have come and gone since. */
  readonly shifts: readonly Shift[];
}

/** @param active id of the sheet in view */
export async function savedFile(
  parts: WorkbookParts,
  active: string,
  { kept, shifts }: Origin,
): Promise<Restored> {
  const { sheetOrder } = parts.snapshot;
  const activeSheet = Math.max(0, sheetOrder.indexOf(active));
  const unchanged = kept ? unchangedDrawings(kept, parts.snapshot, shifts) : new Map<string, Set<string>>();
  const snapshot = withoutDrawings(parts.snapshot, unchanged);
  const options = { ...toXlsx({ ...parts, snapshot }), activeSheet };
  if (kept && namesTables(snapshot))
    await nameTables(options.sheets, snapshot, kept, movesSince(kept, snapshot, shifts));
  const written = await withResults(await writeXlsx(options), options.sheets);
  const bytes = await withFilters(await withCharts(written, snapshot, options.sheets), snapshot);
  if (!kept) return { bytes, lost: [] };
  const filters = new Map(kept.sheets.map(({ id, filter }) => [id, filter]));
  const sheets = sheetOrder.map((id, i) => ({
    id,
    name: options.sheets[i].name,
    isHidden: snapshot.sheets[id].hidden === 1,
    isEmpty: isEmpty(options.sheets[i]),
    columnFormats: lineFormats(snapshot.sheets[id].columnData),
    rowFormats: lineFormats(snapshot.sheets[id].rowData),
    columnCount: snapshot.sheets[id].columnCount ?? MAX_COLUMNS,
    hasFilesFilter: filters.has(id) && filters.get(id) === filterLook(snapshot, id),
    unchanged: unchanged.get(id) ?? new Set<string>(),
    valueAt: (row: number, column: number) => options.sheets[i].rows?.[row]?.[column],
  }));
  return restored(bytes, kept, { sheets, shifts, active: activeSheet });
}

/** What has become of the cells of the file. */
function movesSince({ sheets }: KeptPackage, snapshot: IWorkbookData, shifts: readonly Shift[]): Moves {
  const places = sheets.map(({ id, name }) => ({ id, was: name, now: snapshot.sheets[id]?.name ?? null }));
  return new Moves(places, shifts);
}

function isEmpty({ rows = [], cells }: WriteSheet): boolean {
  const hasFormula = [...(cells?.values() ?? [])].some(({ formula }) => formula !== undefined);
  return !hasFormula && rows.every((row) => row.every((value) => value === null || value === undefined));
}

/** By sheet, the pictures and charts that are as the file has them. */
function unchangedDrawings(
  kept: KeptPackage,
  snapshot: IWorkbookData,
  shifts: readonly Shift[],
): Map<string, Set<string>> {
  const moves = movesSince(kept, snapshot, shifts);
  return new Map(
    kept.sheets.map(({ id, shown }) => {
      const looks = new Map(drawingsOf(snapshot, id).map((one) => [one.drawingId, lookOfDrawing(one)]));
      const same = shown.filter(
        (one) => one !== null && looks.get(one.drawingId) === movedLook(one, id, moves, shifts),
      );
      return [id, new Set(same.map((one) => one!.drawingId))];
    }),
  );
}

function withoutDrawings(
  snapshot: IWorkbookData,
  left: ReadonlyMap<string, ReadonlySet<string>>,
): IWorkbookData {
  const resources = snapshot.resources?.map((resource) => {
    if (resource.name !== DRAWINGS || !resource.data) return resource;
    const all = Object.entries(JSON.parse(resource.data) as DrawingResource).map(([id, sheet]) => {
      const isLeft = (drawing: string): boolean => left.get(id)?.has(drawing) ?? false;
      const data = Object.fromEntries(
        Object.entries(sheet.data ?? {}).filter(([drawing]) => !isLeft(drawing)),
      );
      return [id, { data, order: (sheet.order ?? []).filter((drawing) => !isLeft(drawing)) }] as const;
    });
    return { ...resource, data: JSON.stringify(Object.fromEntries(all)) };
  });
  return { ...snapshot, resources };
}
