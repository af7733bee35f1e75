import { CellValueType, type ICellData, type IWorkbookData } from '@univerjs/core';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { toXlsx, type WorkbookParts } from '../../../workbench/files/toXlsx';
import { buildWorkbook, SheetBuilder } from '../../../workbench/workbook/build';
import { cellXml, partsOf } from './parts';

function book(sheet: SheetBuilder): IWorkbookData {
  return buildWorkbook('book', 'Book', [sheet]);
}

async function written(snapshot: IWorkbookData, more: Partial<WorkbookParts> = {}): Promise<Uint8Array> {
  return writeXlsx(
    toXlsx({ snapshot, spills: {}, sharedFormula: () => null, names: [], settings: {}, ...more }),
  );
}

const text = (v: string): ICellData => ({ v, t: CellValueType.STRING });

describe('what Excel finds in a saved file', () => {
  test('text that begins like a formula is text: the file has no formula at all', async () => {
    const texts = [
      '=HYPERLINK("http://example.com","x")',
      '+1+1',
      '-1',
      '@SUM(A1)',
      "=cmd|' /C calc'!A0",
      '</t></si><f>1+1</f>',
    ];
    const bytes = await written(book(new SheetBuilder('S').values(0, 0, [texts])));
    expect(partsOf(bytes).get('xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >/]/);
    texts.forEach((_, j) => expect(cellXml(bytes, `${'ABCDEF'[j]}1`)).toContain(' t="s"'));
    expect(partsOf(bytes).get('xl/sharedStrings.xml')).toContain('<t>=HYPERLINK(');
    expect(partsOf(bytes).get('xl/sharedStrings.xml')).not.toContain('<f>');
  });

  test('text that a formula spilled stays text too', async () => {
    const snapshot = book(new SheetBuilder('S').formula(0, 0, '=F(1)'));
    const ranges = { 0: { 0: { startRow: 0, startColumn: 0, endRow: 1, endColumn: 0 } } };
    const spills = { 'sheet-1': { ranges, cells: { 0: { 0: text('=1+1') }, 1: { 0: text('=1+1') } } } };
    const bytes = await written(snapshot, { spills });
    expect(cellXml(bytes, 'A1')).toContain('<f t="array" ref="A1:A2">F(1)</f><v>=1+1</v>');
    expect(cellXml(bytes, 'A2')).toMatch(/t="s"/);
  });

  test('a spilling formula points to the metadata of a dynamic array', async () => {
    const snapshot = book(new SheetBuilder('S').formula(0, 0, '=F(1)'));
    const ranges = { 0: { 0: { startRow: 0, startColumn: 0, endRow: 0, endColumn: 1 } } };
    const spills = { 'sheet-1': { ranges, cells: { 0: { 0: { v: 1 }, 1: { v: 2 } } } } };
    const bytes = await written(snapshot, { spills });
    expect(cellXml(bytes, 'A1')).toMatch(/^<c r="A1"[^>]* cm="1"/);
    expect(partsOf(bytes).get('xl/metadata.xml')).toContain('fDynamic="1"');
    expect(partsOf(bytes).get('[Content_Types].xml')).toContain('/xl/metadata.xml');
  });

  test('a function of the add-in that gives one cell today may give a block tomorrow', async () => {
    const sheet = new SheetBuilder('S')
      .formula(0, 0, '=LMER.FIT(B1:D9, "y ~ x")')
      .formula(0, 1, '=SUM(C1:C9)');
    const bytes = await written(book(sheet));
    expect(cellXml(bytes, 'A1')).toContain('cm="1"');
    expect(cellXml(bytes, 'A1')).toContain('<f t="array" ref="A1">_xldudf_LMER_FIT(B1:D9, "y ~ x")</f>');
    expect(cellXml(bytes, 'B1')).toContain('<f>SUM(C1:C9)</f>');
  });

  test('an error is an error, and the same letters as text are text', async () => {
    const snapshot = book(new SheetBuilder('S').values(0, 0, [[{ error: '#N/A' }, 'x']]));
    snapshot.sheets['sheet-1'].cellData![0][1] = { v: '#N/A', t: CellValueType.FORCE_STRING };
    const bytes = await written(snapshot);
    expect(cellXml(bytes, 'A1')).toContain('t="e"><v>#N/A</v>');
    expect(cellXml(bytes, 'B1')).toContain('t="inlineStr"');
  });

  test('blank cells are not there, and a formula that still computes has no value', async () => {
    const snapshot = book(new SheetBuilder('S').values(0, 0, [[1, null, '', 2]]));
    snapshot.sheets['sheet-1'].cellData![1] = { 0: { f: '=F(1)', v: '#GETTING_DATA', t: 1 } };
    const bytes = await written(snapshot);
    expect(cellXml(bytes, 'B1') + cellXml(bytes, 'C1')).toBe('');
    expect(cellXml(bytes, 'A2')).toBe('<c r="A2"><f>F(1)</f></c>');
  });

  test('a sheet without frozen rows has no pane', async () => {
    const plain = await written(book(new SheetBuilder('S').values(0, 0, [[1]])));
    const frozen = await written(book(new SheetBuilder('S').values(0, 0, [[1]]).freeze(2)));
    const sheet = (bytes: Uint8Array): string => partsOf(bytes).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet(plain)).not.toContain('<pane');
    expect(sheet(frozen)).toContain('<pane ySplit="2" topLeftCell="A3" state="frozen"');
  });

  test('names have no equals sign, and a name of one sheet belongs to it', async () => {
    const names = [
      { name: 'rate', range: '=0.5' },
      { name: 'days', range: 'S!$A$1:$A$9', scope: 'S' },
    ];
    const bytes = await written(book(new SheetBuilder('S')), { names });
    const workbook = partsOf(bytes).get('xl/workbook.xml');
    expect(workbook).toContain('<definedName name="rate">0.5</definedName>');
    expect(workbook).toContain('<definedName name="days" localSheetId="0">S!$A$1:$A$9</definedName>');
  });

  test('a setting is a custom document property', async () => {
    const settings = { 'cellmer.form': '{"formula":"y ~ 1 + (1 | g) & <x>"}' };
    const bytes = await written(book(new SheetBuilder('S')), { settings });
    expect(partsOf(bytes).get('docProps/custom.xml')).toContain('name="cellmer.form"><vt:lpwstr>');
  });
});
