/** What all parts of a file are restored with. */

import type { Shift } from '../../../shifts';
import { copierOf, type Copier } from '../copier';
import {
  filesOf,
  partText,
  relationsOf,
  SLICERS,
  workbookPath,
  type KeptPackage,
  type KeptSheet,
} from '../keep';
import { Moves } from '../moves';
import { kindOf, type Relation } from '../relations';
import { tableToday } from '../tables';
import type { LineFormats } from '../../styles';

/** What the workbook has become. */
export interface Today {
  /** In their order; those of the file by the ids that they got then. */
  readonly sheets: readonly TodaysSheet[];
  readonly shifts: readonly Shift[];
  /** Place of the sheet in view. */
  readonly active: number;
}

export interface TodaysSheet {
  readonly id: string;
  readonly name: string;
  readonly isHidden: boolean;
  /** Whether no cell has anything in it. */
  readonly isEmpty: boolean;
  readonly columnFormats: LineFormats;
  readonly rowFormats: LineFormats;
  /** Of the grid: the formats of columns further right are those of the file. */
  readonly columnCount: number;
  /** Whether its filter is the one of the file. */
  readonly hasFilesFilter: boolean;
  /** The drawings that are as they were in the file, and that `written` is without. */
  readonly unchanged: ReadonlySet<string>;
  /** What a cell holds; 0-based. */
  readonly valueAt: (row: number, column: number) => unknown;
}

/** A table that is still there. */
export interface TodaysTable {
  readonly relation: Relation;
  /** Its part as it is to be written; null where the file's own still says all. */
  readonly xml: string | null;
}

export interface Restoring {
  readonly copier: Copier;
  readonly moves: Moves;
  readonly kept: KeptPackage;
  readonly today: Today;
  /** By the id of the sheet, what the file has of it. */
  readonly before: ReadonlyMap<string, KeptSheet>;
  /** What the workbook's part refers to, in the file. */
  readonly relations: readonly Relation[];
  /** By the id of their sheet. */
  readonly tables: ReadonlyMap<string, readonly TodaysTable[]>;
  /** Whether all that slicers filter is still there. */
  readonly hasSlicers: boolean;
  /** What the file had and this one has not, in words. */
  readonly lost: Set<string>;
}

/** @param written the workbook as the library writes it, sheets in the order of `today` */
export async function restoringOf(written: Uint8Array, kept: KeptPackage, today: Today): Promise<Restoring> {
  const names = new Map(today.sheets.map(({ id, name }) => [id, name]));
  const places = kept.sheets.map(({ id, name }) => ({ id, was: name, now: names.get(id) ?? null }));
  const moves = new Moves(places, today.shifts);
  const copier = await copierOf(filesOf(written), filesOf(kept.bytes), moves);
  const relations = await relationsOf(copier.files, await workbookPath(copier.files));
  const before = new Map(kept.sheets.map((sheet) => [sheet.id, sheet]));
  const lost = new Set(kept.losses);
  const { tables, areWhole } = await tablesOf(copier, moves, before, today, lost);
  const hasSlicers = areWhole && places.every(({ now }) => now !== null);
  if (!hasSlicers && relations.some(isOfSlicer)) lost.add('slicers');
  return { copier, moves, kept, today, before, relations, tables, hasSlicers, lost };
}

/** Whether a part belongs to what filters a table or a pivot table. */
export function isOfSlicer(relation: Relation): boolean {
  return SLICERS.test(kindOf(relation));
}

async function tablesOf(
  { files }: Copier,
  moves: Moves,
  before: ReadonlyMap<string, KeptSheet>,
  { sheets }: Today,
  lost: Set<string>,
): Promise<{ tables: Map<string, TodaysTable[]>; areWhole: boolean }> {
  const tables = new Map<string, TodaysTable[]>();
  let areWhole = true;
  for (const { id, valueAt } of sheets) {
    const there: TodaysTable[] = [];
    tables.set(id, there);
    const relations = await relationsOf(files, before.get(id)?.path ?? '');
    for (const relation of relations.filter((one) => kindOf(one) === 'table')) {
      const xml = await partText(files, relation.target);
      const fitting = tableToday(xml, id, moves, valueAt);
      if (typeof fitting === 'string') there.push({ relation, xml: fitting === xml ? null : fitting });
      else areWhole = false;
      if (fitting !== null && typeof fitting !== 'string') lost.add(fitting.problem);
    }
  }
  return { tables, areWhole };
}

/** New ids for relations, so that they differ from those that the written file has. */
export function keptIds(relations: readonly Relation[]): ReadonlyMap<string, string> {
  return new Map(relations.map(({ id }, k) => [id, `kept${k + 1}`]));
}

/** Relations by their new ids. */
export function renamed(relations: readonly Relation[], ids: ReadonlyMap<string, string>): Relation[] {
  return relations.map((one) => ({ ...one, id: ids.get(one.id)! }));
}
