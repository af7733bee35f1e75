/** Protection of sheets as an Excel file says it, and where workbooks of Univer keep that. */

import type { Sheet, Workbook } from 'hucre/xlsx';

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
}

/** Where a workbook keeps that no sheets may come, go or change their names. */
export const STRUCTURE = 'structureIsLocked';

export function readProtection({ protection }: Sheet): Protection {
  if (!protection?.sheet) return {};
  const allowed = ALLOWANCES.filter((one) => protection[one]);
  return { protection: Object.fromEntries(allowed.map((one) => [one, true])) };
}

export function readStructure({ workbookProtection }: Workbook): Readonly<Record<string, boolean>> {
  return workbookProtection?.lockStructure ? { [STRUCTURE]: true } : {};
}
