/** Protection of sheets as an Excel file says it, and where workbooks of Univer keep that. */

import type { Sheet, Workbook } from 'hucre/xlsx';
import { parseAddress } from '../../src/index';
import type { Block } from '../shifts';
import { attributeOf } from './package/relations';

const ALLOWANCES = [
  'formatCells',
  'formatColumns',
  'formatRows',
  'insertColumns',
  'insertRows',
  'deleteColumns',
  'deleteRows',
  'sort',
  'autoFilter',
] as const;

/** By Excel's names. */
export type Allowance = (typeof ALLOWANCES)[number];

/** What may be done on a protected sheet; nothing else may. */
export type Allowances = Readonly<Partial<Record<Allowance, boolean>>>;

/** What a sheet keeps of it: nothing where it is not protected. */
export interface Protection {
  readonly protection?: Allowances;
  /** Where locked cells may be written into all the same, when the file was opened. */
  readonly openRanges?: readonly Block[];
}

/** Where a workbook keeps that no sheets may come, go or change their names. */
export const STRUCTURE = 'structureIsLocked';

export function readProtection({ protection }: Sheet, openRanges: readonly Block[]): Protection {
  if (!protection?.sheet) return {};
  const allowed = ALLOWANCES.filter((one) => protection[one]);
  return {
    protection: Object.fromEntries(allowed.map((one) => [one, true])),
    ...(openRanges.length > 0 && { openRanges }),
  };
}

/** Ranges of a sheet in which everybody may edit: those that ask for no password and name nobody. */
export function openRanges(sheetXml: string): readonly Block[] {
  const end = sheetXml.lastIndexOf('sheetData>');
  const ranges = sheetXml.slice(Math.max(0, end)).matchAll(RANGE);
  return [...ranges].flatMap(([range]) =>
    /\s(?:password|hashValue|securityDescriptor)=|securityDescriptor>/.test(range)
      ? []
      : (attributeOf(range, 'sqref') ?? '').split(' ').flatMap((place) => {
          const cells = parseAddress(place);
          return cells ? [blockOf(cells)] : [];
        }),
  );
}

const RANGE = /<((?:[\w.-]+:)?protectedRange)\s[^>]*?(?:\/>|>[\s\S]*?<\/\1>)/g;

function blockOf({
  row,
  column,
  rowCount,
  columnCount,
}: NonNullable<ReturnType<typeof parseAddress>>): Block {
  return { top: row, left: column, bottom: row + rowCount, right: column + columnCount };
}

export function readStructure({ workbookProtection }: Workbook): Readonly<Record<string, boolean>> {
  return workbookProtection?.lockStructure ? { [STRUCTURE]: true } : {};
}
