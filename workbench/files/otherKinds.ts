/** What a file is that is named as a workbook. */

import { CellmerError } from '../../src/index';
import { FileProblem } from './bounds';
import type { OtherBook } from './otherBooks';
import { contentsOf, entriesOf, isZip, textOf } from './zip';

/** The first bytes of the container in which Excel kept workbooks until 2003, and keeps those with a password. */
const CONTAINER = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** The beginning of a workbook in such a container (BOF of BIFF8), and what stands behind it where it has a password (FILEPASS). */
const BEGINNING = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00];
const FILEPASS = 0x2f;
/** The record that begins it has that many bytes. */
const BEGINNING_SIZE = 20;

const LOCKED =
  'is locked with a password: take the password away in Excel (File, Info, Protect Workbook) and save it again';

/** Its kind, or why it is no workbook that can be opened. */
export async function kindOfBook(bytes: Uint8Array): Promise<'xlsx' | OtherBook | Error> {
  if (CONTAINER.every((byte, i) => bytes[i] === byte)) return kindInContainer(bytes);
  if (!isZip(bytes)) return namedWrongly(bytes);
  const parts = contentsOf(bytes);
  if (parts.has('xl/workbook.bin'))
    return new FileProblem('is a binary workbook (.xlsb): save it as .xlsx in Excel and open that');
  if ([...parts.keys()].some((path) => /^Index(?:\.zip$|\/.*\.iwa$)/.test(path)))
    return new FileProblem(
      'is a workbook of Numbers: export it to Excel there (File, Export To) and open that',
    );
  if (parts.has('content.xml')) {
    const manifest = entriesOf(bytes).find(({ path }) => path === 'META-INF/manifest.xml');
    const isLocked = manifest && (await textOf(manifest)).includes('encryption-data');
    return isLocked
      ? new FileProblem('is locked with a password: save it without one in LibreOffice')
      : 'ods';
  }
  if (!parts.has('[Content_Types].xml'))
    return new CellmerError('data', 'it is an archive without a workbook');
  if (![...parts.keys()].some((path) => path.startsWith('xl/')))
    return new CellmerError('data', 'it is a document of another program than Excel');
  return 'xlsx';
}

function kindInContainer(bytes: Uint8Array): OtherBook | Error {
  if (holds(bytes, 'EncryptedPackage')) return new FileProblem(LOCKED);
  if (holds(bytes, 'Workbook')) return hasPassword(bytes) ? new FileProblem(LOCKED) : 'xls';
  if (holds(bytes, 'Book'))
    return new FileProblem('is a workbook of Excel 95 or before: save it as .xlsx in Excel and open that');
  return new CellmerError('data', 'it is a document of another program than Excel');
}

/** What is no archive, though its name says so: pages of the web, and text, are often called .xls. */
function namedWrongly(bytes: Uint8Array): Error {
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 2000))
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(?:!doctype html|html|table|meta|head|style)/i.test(start))
    return new FileProblem(
      'is a page of the web with the name of a workbook: open it in Excel, save it as .xlsx and open that',
    );
  if (start.startsWith('<?xml') || start.startsWith('<Workbook'))
    return new FileProblem(
      'is a workbook as XML: open it in Excel or LibreOffice, save it as .xlsx and open that',
    );
  return new CellmerError('data', 'it is no workbook');
}

function hasPassword(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(BEGINNING[0]); at >= 0; at = bytes.indexOf(BEGINNING[0], at + 1))
    if (BEGINNING.every((byte, i) => bytes[at + i] === byte) && bytes[at + BEGINNING_SIZE] === FILEPASS)
      return bytes[at + BEGINNING_SIZE + 1] === 0;
  return false;
}

/** Names in such containers have two bytes to a letter. */
function holds(bytes: Uint8Array, name: string): boolean {
  const letters = [...name].map((letter) => letter.charCodeAt(0));
  for (let at = bytes.indexOf(letters[0]); at >= 0; at = bytes.indexOf(letters[0], at + 1))
    if (letters.every((letter, i) => bytes[at + 2 * i] === letter && bytes[at + 2 * i + 1] === 0))
      return true;
  return false;
}
