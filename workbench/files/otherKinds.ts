/** What a file is that is named as a workbook and is none of Excel's today. */

import { CellmerError } from '../../src/index';
import { FileProblem } from './bounds';
import { contentsOf, isZip } from './zip';

/** The first bytes of the container in which Excel kept workbooks until 2003, and keeps those with a password. */
const CONTAINER = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Why a file is no .xlsx workbook; null when it may be one. */
export function otherKind(bytes: Uint8Array): Error | null {
  if (CONTAINER.every((byte, i) => bytes[i] === byte))
    return new FileProblem(
      holds(bytes, 'EncryptedPackage')
        ? 'is locked with a password: take the password away in Excel (File, Info, Protect Workbook) and save it again'
        : 'is a workbook of Excel 2003 or before: save it as .xlsx in Excel and open that',
    );
  if (!isZip(bytes)) return new CellmerError('data', 'it is no workbook');
  const parts = contentsOf(bytes);
  if (parts.has('xl/workbook.bin'))
    return new FileProblem('is a binary workbook (.xlsb): save it as .xlsx in Excel and open that');
  if (parts.has('content.xml'))
    return new FileProblem('is a file of LibreOffice (.ods): save it as .xlsx there and open that');
  if (!parts.has('[Content_Types].xml'))
    return new CellmerError('data', 'it is an archive without a workbook');
  return null;
}

/** Names in such containers have two bytes to a letter. */
function holds(bytes: Uint8Array, name: string): boolean {
  const letters = [...name].map((letter) => letter.charCodeAt(0));
  for (let at = bytes.indexOf(letters[0]); at >= 0; at = bytes.indexOf(letters[0], at + 1))
    if (letters.every((letter, i) => bytes[at + 2 * i] === letter && bytes[at + 2 * i + 1] === 0))
      return true;
  return false;
}
