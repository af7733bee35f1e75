/**
 * Puts into a file that the workbench has written what the file that it opened has beside cells: what stands on its sheets, and the parts
 * that belong to it. Parts are copied as they are, packed as they were, unless they speak of cells that have moved since.
 */

import { archiveOf } from '../../zip';
import { CONTENTS } from '../copier';
import type { KeptPackage } from '../keep';
import { restoreProperties } from './properties';
import { restoringOf, type Today } from './restoring';
import { restoreSheet } from './sheet';
import { addLineFormats, restoreStyles } from './styles';
import { restoreWorkbook } from './workbook';

export interface Restored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the file had and this one has not, in words. */
  readonly lost: readonly string[];
}

/** @param written the workbook as the library writes it, sheets in the order of `today` */
export async function restored(written: Uint8Array, kept: KeptPackage, today: Today): Promise<Restored> {
  const restoring = await restoringOf(written, kept, today);
  const { copier, before, lost } = restoring;
  const formats = await addLineFormats(restoring);
  const whole = new Set<number>();
  for (const [i, sheet] of today.sheets.entries()) {
    const file = before.get(sheet.id);
    if (file && (await restoreSheet(restoring, i, file, formats))) whole.add(i);
  }
  await restoreStyles(restoring);
  await restoreProperties(copier);
  await restoreWorkbook(restoring, whole);
  await copier.put(CONTENTS, copier.types.toXml());
  return { bytes: archiveOf([...copier.out.values()]), lost: [...lost] };
}
