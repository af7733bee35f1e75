/** Protection of sheets in a file that has been written: it has no password, and keeps nobody from anything but mistakes. */

import { assembled, ordered, SHEET_ORDER } from '../files/package/assemble';
import { piecesOf } from '../files/markup';
import { changeParts } from '../files/zip';

const PROTECTION = {
  name: 'sheetProtection',
  text: '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"/>',
};

/**
 * @param wanted by sheet, in the order of the file; one that is protected already keeps what it has
 */
export function protectSheets(
  bytes: Uint8Array,
  wanted: readonly boolean[],
): Promise<Uint8Array<ArrayBuffer>> {
  const paths = new Set(wanted.flatMap((is, i) => (is ? [`xl/worksheets/sheet${i + 1}.xml`] : [])));
  return changeParts(
    bytes,
    (path) => paths.has(path),
    async (_, text) => {
      const sheet = piecesOf(await text());
      if (sheet.children.some(({ name }) => name === PROTECTION.name)) return null;
      return assembled(sheet, '', ordered([...sheet.children, PROTECTION], SHEET_ORDER));
    },
  );
}
