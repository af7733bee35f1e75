/** What a student gets back: their own file with one sheet more, on which the marks stand, and no key. */

import { writeXlsx } from 'hucre/xlsx';
import { escaped } from '../files/charts/xml';
import { piecesOf } from '../files/markup';
import { assembled, BOOK_ORDER, DECLARATION, ordered } from '../files/package/assemble';
import { CONTENTS } from '../files/package/copier';
import { filesOf, partText, relationsOf, sheetTags, workbookPath } from '../files/package/keep';
import { attributeOf, ContentTypes, relationsPath, relationsXml } from '../files/package/relations';
import { archiveOf, newEntry } from '../files/zip';
import type { Graded } from './grade';
import { rounded } from './gradebook';
import { same, type Key } from './key';

const TITLE = 'Marks';
const PART = 'xl/worksheets/cellmerMarks.xml';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';
const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

type Line = readonly (string | number | null)[];

/** @param file the student's own, where it is an .xlsx file; null makes a workbook with nothing but the marks */
export async function markedWorkbook(
  file: Uint8Array | null,
  key: Key,
  graded: Graded,
): Promise<Uint8Array<ArrayBuffer>> {
  const lines = marksLines(key, graded);
  if (file === null) {
    const columns = WIDTHS.map((width) => ({ width }));
    const sheet = { name: TITLE, rows: lines.map((line) => [...line]), columns };
    return new Uint8Array(await writeXlsx({ sheets: [sheet] }));
  }
  return withSheet(file, lines);
}

function marksLines({ assignment, questions }: Key, { student, marks, total }: Graded): Line[] {
  const most = questions.reduce((sum, { points }) => sum + points, 0);
  return [
    [`Marks for ${assignment}`, student],
    ['Total', rounded(total), `of ${rounded(most)}`],
    [],
    ['Question', 'Points', 'Of', 'Message'],
    ...questions.map(({ label, points }, i): Line => [
      label,
      rounded(marks[i].points),
      points,
      marks[i].message,
    ]),
  ];
}

const WIDTHS = [34, 22, 9, 90];

/** Everything in the file stays as it is. */
async function withSheet(bytes: Uint8Array, lines: readonly Line[]): Promise<Uint8Array<ArrayBuffer>> {
  const files = filesOf(bytes);
  const workbook = await workbookPath(files);
  const book = piecesOf(await partText(files, workbook));
  const list = book.children.find(({ name }) => name === 'sheets')?.text ?? '<sheets></sheets>';
  const tags = sheetTags(list);
  const relations = await relationsOf(files, workbook);
  const number = Math.max(0, ...tags.map((tag) => Number(attributeOf(tag, 'sheetId')) || 0)) + 1;
  const name = free(
    TITLE,
    tags.map((tag) => attributeOf(tag, 'name') ?? ''),
  );
  const id = free(
    'cellmerMarks',
    relations.map((one) => one.id),
  ).replace(' ', '');
  // The prefixes that the part has for the names of both.
  const [own, ofRelations] = [prefixOf(book.open, NAMESPACE), prefixOf(book.open, RELATIONS)];
  const tag = `<${own}sheet name="${escaped(name)}" sheetId="${number}" ${ofRelations || 'r:'}id="${id}"${
    ofRelations ? '' : ` xmlns:r="${RELATIONS}"`
  }/>`;
  const pieces = book.children.map((piece) =>
    piece.name === 'sheets' ? { ...piece, text: piece.text.replace(/(?=<\/[^<>]*sheets\s*>$)/, tag) } : piece,
  );
  const types = new ContentTypes(await partText(files, CONTENTS));
  types.set(PART, TYPE);
  const written = [
    await newEntry(workbook, assembled(book, '', ordered(pieces, BOOK_ORDER))),
    await newEntry(
      relationsPath(workbook),
      relationsXml([...relations, { id, type: RELATION, target: PART, isExternal: false }]),
    ),
    await newEntry(CONTENTS, types.toXml()),
    await newEntry(PART, sheetXml(lines)),
  ];
  for (const entry of written) files.set(entry.path, entry);
  return archiveOf([...files.values()]);
}

/** `x:`, or empty for the namespace of names without a prefix, or where there is none. */
function prefixOf(open: string, namespace: string): string {
  return new RegExp(`xmlns:([\\w.-]+)\\s*=\\s*["']${namespace}["']`).exec(open)?.[1].concat(':') ?? '';
}

/** A name with a number behind it where others have it already. */
export function free(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let i = 2; taken.some((one) => same(one, name)); i++) name = `${wanted} ${i}`;
  return name;
}

function sheetXml(lines: readonly Line[]): string {
  const columns = WIDTHS.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  const rows = lines.map((line, i) => {
    const isTitle = i === 0 || lines[i - 1].length === 0;
    const cells = line.map((cell) => {
      if (cell === null) return '<c/>';
      if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
      const format = isTitle ? '<rPr><b/></rPr>' : '';
      return `<c t="inlineStr"><is><r>${format}<t xml:space="preserve">${escaped(cell)}</t></r></is></c>`;
    });
    return `<row r="${i + 1}">${cells.join('')}</row>`;
  });
  return `${DECLARATION}<worksheet xmlns="${NAMESPACE}"><cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
}
