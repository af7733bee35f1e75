import type { ICellData } from '@univerjs/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { isSealed } from '../../../src/index';
import { makeHandOuts, type HandOuts } from '../../../workbench/coursework/handOut';
import { readStored, type StoredBook } from '../../../workbench/coursework/stored';
import { readWorkbook } from '../../../workbench/files/read';
import type { StyleOfFile } from '../../../workbench/files/styles';
import { entriesOf, textOf } from '../../../workbench/files/zip';
import { fileOf, homework, homeworkSheets, LABELS, rightFor, rosterOf, xlsx } from './homework';

const ROSTER = 'name,student\nAda Lovelace,ada\nCarl Gauß,carl\n';

let forAll: HandOuts;
let forEach: HandOuts;
beforeAll(async () => {
  forAll = await makeHandOuts(await homework(), null);
  forEach = await makeHandOuts(await homework(), rosterOf(ROSTER));
});

async function allText(bytes: Uint8Array): Promise<string> {
  return (await Promise.all(entriesOf(bytes).map(textOf))).join('\n');
}

function column(book: StoredBook, column: number): unknown[] {
  return LABELS.map((_, i) => book.sheet('Homework')!.cell(4 + i, column));
}

describe('a hand-out for all', () => {
  test('is one file without the sheet Key, its names and its formulas', async () => {
    expect(forAll.files.map(({ file }) => file)).toEqual(['HW3.xlsx']);
    const [{ bytes }] = forAll.files;
    const book = await readStored(bytes, 'HW3.xlsx');
    expect(book.sheets.map(({ name }) => name)).toEqual(['Homework', 'Work']);
    expect([...book.names.keys()].sort()).toEqual(
      ['Q_MEAN', 'Q_METHOD', 'Q_N', 'Q_SD', 'Q_SE', 'Q_TOTAL', 'STUDENT'].sort(),
    );
    const text = await allText(bytes);
    for (const trace of ['STDEV', 'REML', 'variance', 'What goes wrong', 'Key!', 'key_of_sd'])
      expect(text).not.toContain(trace);
  });

  test('has the assignment and its version in its properties', async () => {
    const { properties } = await readStored(forAll.files[0].bytes, 'HW3.xlsx');
    expect(properties).toMatchObject({ 'cellmer.assignment': 'HW3', 'cellmer.version': '2' });
  });

  test('tells whether an answer is there and of its kind, by formulas of every spreadsheet', async () => {
    const book = await readStored(forAll.files[0].bytes, 'HW3.xlsx');
    expect(column(book, 5)).toEqual(LABELS.map(() => '… not answered yet'));
    expect(book.sheet('Homework')!.cell(3, 5)).toBe('Check');
    expect(book.formula({ sheet: 'Homework', row: 3, column: 7 })).toBeNull();
    expect(book.formula({ sheet: 'Homework', row: 7, column: 5 })).toContain('a formula is expected');
  });

  test('locks all but the answers and the cell for the id, on sheets that have anything on them', async () => {
    const parts = new Map(
      await Promise.all(
        entriesOf(forAll.files[0].bytes).map(async (one) => [one.path, await textOf(one)] as const),
      ),
    );
    const [homeworkXml, work] = [1, 2].map((i) => parts.get(`xl/worksheets/sheet${i}.xml`)!);
    expect(homeworkXml).toContain('<sheetProtection sheet="1"');
    expect(work).not.toContain('sheetProtection');
    const formats = [
      ...parts
        .get('xl/styles.xml')!
        .split('<cellXfs')[1]
        .matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/gs),
    ];
    const isOpen = (cell: string) => {
      const style = new RegExp(`<c r="${cell}"[^>]* s="(\\d+)"`).exec(homeworkXml)?.[1];
      return style !== undefined && formats[Number(style)][0].includes('locked="0"');
    };
    expect(['E5', 'E6', 'E7', 'E8', 'E9', 'E10', 'B2'].filter((cell) => !isOpen(cell))).toEqual([]);
    expect(['A1', 'A5', 'D5', 'F5'].filter(isOpen)).toEqual([]);
  });

  test('lets the workbench fill in its answers, and nothing else', async () => {
    const { workbook } = await readWorkbook(fileOf(forAll.files[0].bytes, 'HW3.xlsx'));
    const sheet = Object.values(workbook.sheets).find(({ name }) => name === 'Homework')!;
    const styleAt = (row: number, column: number) => {
      const style = (sheet.cellData as Record<number, Record<number, ICellData>>)[row]?.[column]?.s;
      return (typeof style === 'string' ? workbook.styles[style] : style) as StyleOfFile | undefined;
    };
    expect(styleAt(4, 4)?.file?.protection?.locked).toBe(false);
    expect(styleAt(1, 1)?.file?.protection?.locked).toBe(false);
    expect(styleAt(4, 3)?.file?.protection?.locked).toBeUndefined();
  });
});

describe('a hand-out for each of a roster', () => {
  test('is a file a student, with their data and sealed keys of their own', async () => {
    expect(forEach.files.map(({ file }) => file)).toEqual(['HW3_ada.xlsx', 'HW3_carl.xlsx']);
    expect(forEach.warnings).toEqual([]);
    const [ada, carl] = await Promise.all(forEach.files.map(({ file, bytes }) => readStored(bytes, file)));
    const data = (book: StoredBook) =>
      Array.from({ length: 10 }, (_, i) => book.sheet('Homework')!.cell(4 + i, 0));
    expect(data(ada)).toEqual(rightFor('ada').y);
    expect(data(carl)).toEqual(rightFor('carl').y);
    expect(column(ada, 5).every(isSealed)).toBe(true);
    expect(new Set([...column(ada, 5), ...column(carl, 5)]).size).toBe(12);
    expect(ada.formula({ sheet: 'Homework', row: 3, column: 7 })).toContain('CHECK.TABLE');
  });

  test('has no key to four digits anywhere in it, and none of its formulas', async () => {
    for (const [i, student] of ['ada', 'carl'].entries()) {
      const text = await allText(forEach.files[i].bytes);
      const { mean, sd, se, total, variance } = rightFor(student);
      for (const value of [mean, sd, se, variance, total])
        expect(text).not.toContain(value.toPrecision(6).slice(0, 5));
      for (const trace of ['STDEV', 'REML', 'SQRT', 'Divide by', 'Key!']) expect(text).not.toContain(trace);
    }
  });
});

describe('what cannot be handed out', () => {
  test('is a workbook whose cells look into the key: the cell is named', async () => {
    const { sheets, names } = homeworkSheets();
    const file = fileOf(await xlsx({ ...sheets, Work: [['=Key!C7*2']] }, names), 'key.xlsx');
    await expect(makeHandOuts(file, null)).rejects.toThrow(
      'A1 of Work looks into the sheet “Key”, which students do not get: =Key!C7*2',
    );
    const named = fileOf(await xlsx({ ...sheets, Work: [['=key_of_sd*2']] }, names), 'key.xlsx');
    await expect(makeHandOuts(named, null)).rejects.toThrow('A1 of Work looks into the sheet “Key”');
  });

  test('a cell that shows what is right is said', async () => {
    const { sheets, names } = homeworkSheets();
    const work = { ...sheets, Work: [['=STDEV.S(Homework!A5:A14)']] };
    const roster = rosterOf('student\nada\n');
    const { warnings } = await makeHandOuts(fileOf(await xlsx(work, names), 'key.xlsx'), roster);
    expect(warnings).toEqual(['A1 of Work shows the answer to question “Standard deviation” (of ada)']);
  });
});
