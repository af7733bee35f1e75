/**
 * Makes what students get of a teacher's workbook: without the sheet Key and whatever is named for it, with empty cells for the answers,
 * which are all that may be changed, and with the assignment and its version in the properties of the file.
 *
 * With a roster each student has a workbook with their own data and their own sealed keys; without one all have the same file, which tells
 * them no more than whether they have answered.
 */

import {
  BooleanNumber,
  type ICellData,
  type IStyleData,
  type IWorkbookData,
  type Nullable,
} from '@univerjs/core';
import { parseAddress, printAddress, readSlips, sealKey, type CellMatrix } from '../../src/index';
import { entriesOf, textOf } from '../files/zip';
import { savedFile } from '../files/saved';
import { partsOf } from '../files/write';
import type { StyleOfFile } from '../files/styles';
import { sheetPrefix } from '../files/package/moves';
import type { WorkbookParts } from '../files/toXlsx';
import { placeText, type Block, type Content, type Place } from './book';
import { same, type Question } from './key';
import { fileName } from '../../taskpane/course/fileName';
import { CourseworkProblem } from './problem';
import { protectSheets } from './protectSheets';
import { placeForKey, questionTables } from './questionTable';
import { placesOf, referencesIn } from './references';
import { idIn, type Roster } from './roster';
import { ANSWERS, ASSIGNMENT, VERSION } from './stamp';
import { Teacher, type Expected } from './teacher';

export interface HandOut {
  /** `HW3_ada.xlsx`, or `HW3.xlsx` for all. */
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface HandOuts {
  readonly files: readonly HandOut[];
  /** What the teacher should look at, sentences. */
  readonly warnings: readonly string[];
}

/**
 * @param onProgress told how many files are made
 * @throws Error with a sentence that names the cell which keeps the workbook from being handed out
 */
export async function makeHandOuts(
  key: File,
  roster: Roster | null,
  onProgress: (done: number, all: number) => void = () => undefined,
): Promise<HandOuts> {
  const teacher = await Teacher.open(key);
  try {
    return await new Maker(teacher).make(roster, onProgress);
  } finally {
    teacher.close();
  }
}

class Maker {
  private readonly warnings = new Set<string>();

  constructor(private readonly teacher: Teacher) {}

  async make(roster: Roster | null, onProgress: (done: number, all: number) => void): Promise<HandOuts> {
    const { teacher } = this;
    const { assignment, student: cell } = teacher.key;
    const students = roster?.rows.map((row) => row[roster.id] ?? null) ?? [null];
    if (roster && cell === null)
      this.warnings.add(
        'No cell is named “student”: all students have the same data, and each file differs in nothing but its name',
      );
    // Asked before the answers' cells are emptied, some of which may hold what is right.
    const expected: (Expected | null)[] = [];
    for (const student of students) expected.push(roster ? await teacher.expected(student) : null);
    const places = this.keyPlaces();
    teacher.book.put(places.map(({ place }) => [place, null] as const));
    await teacher.withoutAnswers();
    this.refuseReferences();
    if (!roster) await this.putChecksOfForm(places);
    const files: HandOut[] = [];
    for (const [i, student] of students.entries()) {
      await teacher.become(student);
      const own = expected[i];
      if (own) await this.putKeys(places, own, idIn(student));
      const name = roster ? `${assignment}_${idIn(student)}` : assignment;
      files.push({ file: `${fileName(name)}.xlsx`, bytes: await this.written(roster !== null) });
      onProgress(i + 1, students.length);
    }
    return { files, warnings: [...this.warnings] };
  }

  /** Where students see a key, or whether they have answered. */
  private keyPlaces(): KeyPlace[] {
    const { book, key } = this.teacher;
    const tables = questionTables(book);
    return key.questions.flatMap((question, index) => {
      const place = placeForKey(book, tables, question);
      if (place) return [{ question, index, ...place }];
      this.warnings.add(
        `Question “${question.label}” has no line in a table with the columns Question, Answer and Key: students are not told whether they have answered`,
      );
      return [];
    });
  }

  private async putKeys(places: readonly KeyPlace[], expected: Expected, student: string): Promise<void> {
    const { book } = this.teacher;
    const sealed = places.map(({ place, question, index }): readonly [Place, Content] => {
      const { key, slips } = expected.questions[index];
      return [place, sealedKey(question, key, slips, student)];
    });
    book.put(sealed);
    await book.still();
    this.lookForKeys(expected, student);
  }

  /** What every spreadsheet can tell: whether there is an answer, and of what kind. They take the place of keys and of what checks these. */
  private async putChecksOfForm(places: readonly KeyPlace[]): Promise<void> {
    const { book } = this.teacher;
    const checked = places.map(({ place, question }): readonly [Place, Content] => {
      const isNumber = typeof book.cell(question.key) === 'number';
      const mustBeFormula = question.rules.some(({ kind }) => kind !== 'no');
      return [place, { formula: checkOfForm(question.answer, isNumber, mustBeFormula) }];
    });
    const heads = places.map(({ head }): readonly [Place, Content] => [head, 'Check']);
    const sheets = new Set(places.map(({ place }) => place.sheet));
    const tables = [...sheets].flatMap((sheet) =>
      placesOf(book.used(sheet)).filter((place) =>
        referencesIn(book, place).functions.includes('CHECK.TABLE'),
      ),
    );
    book.put([...tables.map((place): readonly [Place, Content] => [place, null]), ...checked, ...heads]);
    await book.still();
  }

  /** @throws CourseworkProblem where something that stays asks for the sheet of the key */
  private refuseReferences(): void {
    const { book, key } = this.teacher;
    for (const sheet of book.sheets.filter((name) => name !== key.sheet))
      for (const place of placesOf(book.used(sheet)))
        if (referencesIn(book, place).blocks.some((block) => block.sheet === key.sheet))
          throw new CourseworkProblem(
            `${placeText(place)} looks into the sheet “${key.sheet}”, which students do not get: ${book.formula(place)}`,
          );
  }

  /** Numbers in cells that stay, where they are those of a key to four digits. */
  private lookForKeys({ questions }: Expected, student: string): void {
    const { book, key } = this.teacher;
    const four = new Map<string, string>();
    key.questions.forEach(({ label }, i) =>
      questions[i].key.flat().forEach((cell) => {
        if (typeof cell === 'number' && !isShort(cell)) four.set(cell.toPrecision(4), label);
      }),
    );
    for (const sheet of book.sheets.filter((name) => name !== key.sheet))
      book.cells(book.used(sheet)).forEach((line, row) =>
        line.forEach((cell, column) => {
          const label = typeof cell === 'number' ? four.get(cell.toPrecision(4)) : undefined;
          if (label !== undefined)
            this.warnings.add(
              `${placeText({ sheet, row, column })} shows the answer to question “${label}”${student ? ` (of ${student})` : ''}`,
            );
        }),
      );
  }

  private async written(isOwn: boolean): Promise<Uint8Array<ArrayBuffer>> {
    const { book, key, file } = this.teacher;
    const open = [
      ...key.questions.flatMap(({ answer }) => placesOf(answer)),
      ...(key.student && !isOwn ? [key.student] : []),
    ];
    const parts = withoutKey(partsOf(book.opened), key.sheet);
    const unlocked = { ...parts, snapshot: unlock(parts.snapshot, open), settings: this.stamp() };
    const shown = unlocked.snapshot.sheetOrder.find(
      (id) => unlocked.snapshot.sheets[id].hidden !== BooleanNumber.TRUE,
    );
    const { bytes } = await savedFile(unlocked, shown ?? unlocked.snapshot.sheetOrder[0], {
      kept: file.kept,
      shifts: [],
    });
    const used = unlocked.snapshot.sheetOrder.map((id) => isUsed(unlocked.snapshot.sheets[id].cellData));
    const whole = await protectSheets(bytes, used);
    await refuseTraces(whole, key.sheet);
    return whole;
  }

  private stamp(): Record<string, string> {
    const { assignment, version, questions } = this.teacher.key;
    const answers = questions.map(({ label, answerName }) => [label, answerName]);
    return { [ASSIGNMENT]: assignment, [VERSION]: version, [ANSWERS]: JSON.stringify(answers) };
  }
}

interface KeyPlace {
  readonly question: Question;
  /** Among all questions. */
  readonly index: number;
  readonly place: Place;
  /** The title of its column. */
  readonly head: Place;
}

/** Null for what has no single key. */
function sealedKey(
  { label, tolerance }: Question,
  key: CellMatrix,
  slips: CellMatrix,
  student: string,
): string | null {
  const right = key[0][0];
  if (key.length * key[0].length !== 1 || right === null || right === undefined) return null;
  const value = typeof right === 'boolean' ? String(right).toUpperCase() : right;
  if (typeof value === 'object') return null;
  return sealKey(value, { tolerance, slips: readSlips(slips, value), name: `${label} ${student}` });
}

function checkOfForm(answer: Block, isNumber: boolean, mustBeFormula: boolean): string {
  const { sheet, row, column, rows, columns } = answer;
  const cells = printAddress({ sheet, row, column, rowCount: rows, columnCount: columns });
  const first = printAddress({ sheet, row, column, rowCount: 1, columnCount: 1 });
  const count = rows * columns;
  const answered = mustBeFormula
    ? `IF(ISFORMULA(${first}),"✓ answered by a formula","✗ a formula is expected")`
    : isNumber && count === 1
      ? `IF(ISFORMULA(${first}),"✓ answered by a formula","✓ answered by a number")`
      : '"✓ answered"';
  const ofKind = isNumber ? `IF(COUNT(${cells})<${count},"✗ a number is expected",${answered})` : answered;
  return `=IF(COUNTA(${cells})<${count},"… not answered yet",${ofKind})`;
}

/** Everything but the sheet, and names of its own or for its cells. */
function withoutKey(parts: WorkbookParts, sheet: string): WorkbookParts {
  const { snapshot } = parts;
  const ids = snapshot.sheetOrder.filter((id) => !same(snapshot.sheets[id].name ?? '', sheet));
  const mark = sheetPrefix(sheet).toLowerCase();
  return {
    ...parts,
    snapshot: {
      ...snapshot,
      sheetOrder: ids,
      sheets: Object.fromEntries(ids.map((id) => [id, snapshot.sheets[id]])),
    },
    names: parts.names.filter(
      ({ range, scope }) =>
        !same(scope ?? '', sheet) &&
        !same(parseAddress(range)?.sheet ?? '', sheet) &&
        !range.toLowerCase().includes(mark),
    ),
  };
}

function unlock(snapshot: IWorkbookData, places: readonly Place[]): IWorkbookData {
  const sheets = structuredClone(snapshot.sheets);
  for (const { sheet, row, column } of places) {
    const found = Object.values(sheets).find(({ name }) => name === sheet);
    if (!found) continue;
    const cells = (found.cellData ??= {}) as Record<number, Record<number, ICellData>>;
    const line = (cells[row] ??= {});
    line[column] = { ...line[column], s: unlocked(line[column]?.s, snapshot.styles) };
  }
  return { ...snapshot, sheets };
}

function unlocked(style: ICellData['s'], styles: Record<string, Nullable<IStyleData>>): StyleOfFile {
  const own = ((typeof style === 'string' ? styles[style] : style) ?? {}) as StyleOfFile;
  return { ...own, file: { ...own.file, protection: { ...own.file?.protection, locked: false } } };
}

function isUsed(cells: unknown): boolean {
  return Object.values((cells ?? {}) as Record<number, Record<number, ICellData>>).some((line) =>
    Object.values(line).some(({ v, f, si }) => (v !== null && v !== undefined && v !== '') || f || si),
  );
}

/** A whole number and one of few digits are found in any data. */
function isShort(value: number): boolean {
  return Number(value.toPrecision(3)) === value;
}

/** @throws CourseworkProblem where a part of the file speaks of the sheet all the same */
async function refuseTraces(bytes: Uint8Array, sheet: string): Promise<void> {
  const traces = [sheetPrefix(sheet), `'${sheet.replaceAll("'", "''")}'!`, `sheet="${sheet}"`].map((text) =>
    text.toLowerCase(),
  );
  for (const entry of entriesOf(bytes)) {
    if (!/\.(?:xml|rels|vml)$/i.test(entry.path)) continue;
    const text = (await textOf(entry)).toLowerCase().replaceAll('&apos;', "'");
    if (traces.some((trace) => text.includes(trace)))
      throw new CourseworkProblem(
        `the part ${entry.path} of the workbook speaks of the sheet “${sheet}”, which students do not get: expected are no charts, rules and pivot tables that need it`,
      );
  }
}
