/**
 * Workbooks that are saved as “Strict Open XML”: the same parts with other names for what they are made of (ISO/IEC 29500-1, where Excel's
 * usual ones are those of 29500-4). They are opened as usual ones, and saved as such.
 */

import { changeParts, entriesOf, textOf } from './zip';

const STRICT = 'http://purl.oclc.org/ooxml/';
const NAME = /http:\/\/purl\.oclc\.org\/ooxml\/(\w+)\/([\w/]+)/g;
const MARKUP = /\.(?:xml|rels|vml)$/i;

/** The file as it was where it is a usual one. */
export async function asUsual(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const roots = entriesOf(bytes).find(({ path }) => path === '_rels/.rels');
  if (!roots || !(await textOf(roots)).includes(STRICT)) return bytes;
  return changeParts(
    bytes,
    (path) => MARKUP.test(path),
    async (path, text) => {
      const xml = (await text()).replace(NAME, (_, family: string, name: string) => usual(family, name));
      return path.endsWith('workbook.xml') ? xml.replace(/\sconformance="strict"/, '') : xml;
    },
  );
}

function usual(family: string, name: string): string {
  const words = name.replace(/(extended|custom)Properties$/, '$1-properties');
  return `http://schemas.openxmlformats.org/${family}/2006/${words}`;
}
