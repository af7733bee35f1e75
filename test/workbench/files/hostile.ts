/** Files as they may come from anywhere: a workbook with a sheet of one's own, and archives that lie. */

import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { changeParts } from '../../../workbench/files/zip';
import { partsOf } from './parts';

const SHEET = 'xl/worksheets/sheet1.xml';
export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const NAMESPACES = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATIONSHIPS}"`;

/** A workbook whose only sheet is what stands between the ends of `<worksheet>`. */
export async function withSheet(content: string): Promise<Uint8Array<ArrayBuffer>> {
  const xml = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${content}</worksheet>`;
  return changeParts(
    await plainBook(),
    (path) => path === SHEET,
    () => xml,
  );
}

/** A workbook of a text with a bold cell beside it, so that it has texts and styles to speak of. */
export async function plainBook(): Promise<Uint8Array<ArrayBuffer>> {
  const cells = new Map([['0,1', { style: { font: { bold: true } } }]]);
  return new Uint8Array(await writeXlsx({ sheets: [{ name: 'S', rows: [['one', null]], cells }] }));
}

/** A workbook whose first sheet is a chart of the second one's cells, and nothing else. */
export async function chartSheetBook(): Promise<Uint8Array<ArrayBuffer>> {
  const rows = [['x', 'y'], ...[1, 2, 3].map((x) => [x, x * x])];
  const series = [{ name: 'y', categories: 'Data!$A$2:$A$4', values: 'Data!$B$2:$B$4' }];
  const charts = [{ type: 'line' as const, title: 'T', series, anchor: { from: { row: 0, col: 0 } } }];
  const parts = partsOf(new Uint8Array(await writeXlsx({ sheets: [{ name: 'Data', rows, charts }] })));
  const relations = 'xl/worksheets/_rels/sheet1.xml.rels';
  const change = (path: string, from: string | RegExp, to: string): void => {
    parts.set(path, parts.get(path)!.replace(from, to));
  };
  parts.set('xl/chartsheets/_rels/sheet1.xml.rels', parts.get(relations)!);
  parts.delete(relations);
  change(SHEET, /<drawing [^>]*>/, '');
  parts.set(
    'xl/chartsheets/sheet1.xml',
    `<?xml version="1.0"?><chartsheet ${NAMESPACES}><drawing r:id="rId1"/></chartsheet>`,
  );
  change('xl/workbook.xml', '<sheets>', '<sheets><sheet name="Chart1" sheetId="9" r:id="rId90"/>');
  const relation = `<Relationship Id="rId90" Type="${RELATIONSHIPS}/chartsheet" Target="chartsheets/sheet1.xml"/>`;
  change('xl/_rels/workbook.xml.rels', '</Relationships>', `${relation}</Relationships>`);
  change('xl/drawings/drawing1.xml', /twoCellAnchor/g, 'absoluteAnchor');
  change(
    'xl/drawings/drawing1.xml',
    /<xdr:from>.*<\/xdr:to>/s,
    '<xdr:pos x="0" y="0"/><xdr:ext cx="9308523" cy="6078415"/>',
  );
  return archive([...parts].map(([path, content]) => ({ path, content })));
}

export interface Part {
  readonly path: string;
  /** Unpacked. */
  readonly content: Uint8Array | string;
  /** What the list says of its size, unpacked; the truth by default. */
  readonly said?: number;
  /** Sizes stand in the extra field, as some programs write them. */
  readonly inExtra?: boolean;
}

/** A ZIP archive, written down part by part (APPNOTE 4.3). */
export function archive(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { path, content, said, inExtra = false } of parts) {
    const plain = Buffer.from(content as string);
    const packed = deflateRawSync(plain);
    const size = said ?? plain.length;
    const name = Buffer.from(path);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(inExtra ? 0xffffffff : packed.length, 14);
    fixed.writeUInt32LE(inExtra ? 0xffffffff : size, 18);
    fixed.writeUInt16LE(name.length, 22);
    const extra = inExtra ? Buffer.alloc(20) : Buffer.alloc(0);
    if (inExtra) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
    }
    fixed.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, name, extra, packed]);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fixed, place, name, extra]));
    files.push(file);
    at += file.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(Buffer.concat(list).length, 8);
  end.writeUInt32LE(at, 12);
  return new Uint8Array(Buffer.concat([...files, ...list, Buffer.from('PK\x05\x06'), end]));
}
