/** What a file is: its bytes tell, for names are often others' (pages and texts called .xls, workbooks called .csv). */

import { CellmerError, encodingOf, UnreadableText } from '../../src/index';
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

/** Other files that people have data in, by how they begin. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^%PDF/, 'is a PDF document: copy the table in it into a workbook and open that'],
  [/^\$FL[23]/, 'is a file of SPSS: save it as .csv or .xlsx there and open that'],
  [/^<stata_dta>/, 'is a file of Stata: export it as .csv or .xlsx there and open that'],
  [
    /^<(?:!doctype html|html|table|meta|head|style)/i,
    'is a page of the web, whatever its name says: open it in Excel, save it as .xlsx and open that',
  ],
  [
    /^<Workbook\b|^<\?xml[^]*<(?:\?mso-application\b[^>]*Excel|Workbook\b)/,
    'is a workbook as XML: open it in Excel or LibreOffice, save it as .xlsx and open that',
  ],
];

/**
 * Its kind, or why it is nothing that can be opened.
 *
 * @param isNamedText whether its name says that it is text; then anything is that is nothing else
 */
export async function kindOf(
  bytes: Uint8Array,
  isNamedText: boolean,
): Promise<'xlsx' | OtherBook | 'text' | Error> {
  if (CONTAINER.every((byte, i) => bytes[i] === byte)) return kindInContainer(bytes);
  if (isZip(bytes)) return kindOfArchive(bytes);
  const start = new TextDecoder().decode(bytes.subarray(0, 2000)).trimStart();
  const other = OTHERS.find(([beginning]) => beginning.test(start));
  if (other) return new FileProblem(other[1]);
  return isNamedText || isTable(bytes) ? 'text' : new CellmerError('data', 'it is no workbook');
}

async function kindOfArchive(bytes: Uint8Array): Promise<'xlsx' | OtherBook | Error> {
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

// eslint-disable-next-line no-control-regex -- no text has them
const CONTROL = /[\0-\x08\x0e-\x19]/;

/** Whether it is text, in lines that something separates. */
function isTable(bytes: Uint8Array): boolean {
  try {
    const start = new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, 2000));
    return !CONTROL.test(start) && /^[^\r\n]*[\t,;|][^\r\n]*[\r\n]+[^\r\n]/m.test(start);
  } catch (error) {
    if (error instanceof UnreadableText) return false;
    throw error;
  }
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
