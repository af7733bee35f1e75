/** Parts of a written file put together from pieces of its own and of the file that was opened. */

import type { Piece } from '../markup';
import { SLICERS } from './keep';

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Children of a sheet in the order that they must have (ISO/IEC 29500-1 18.3.1.99). */
export const SHEET_ORDER =
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(
    ' ',
  );
/** Those of a workbook (18.2.27). */
export const BOOK_ORDER =
  'fileVersion fileSharing workbookPr AlternateContent revisionPtr absPath workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst'.split(
    ' ',
  );
/** Children of the styles in their order (18.8.39). */
export const STYLE_ORDER =
  'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst'.split(' ');

/** Pieces in the order of their names; those of one name, and those of none in the list, as they come. */
export function ordered(pieces: readonly Piece[], names: readonly string[]): string[] {
  const place = ({ name }: Piece): number => {
    const at = names.indexOf(name);
    return at < 0 ? names.length : at;
  };
  return [...pieces].sort((a, b) => place(a) - place(b)).map(({ text }) => text);
}

/** A part of the written file with the namespaces that the file has declared as well. */
export function assembled(
  { open, name }: { readonly open: string; readonly name: string },
  filesOpen: string,
  pieces: readonly string[],
): string {
  const own = new Set([...open.matchAll(/\s([\w.:-]+)\s*=/g)].map(([, attribute]) => attribute));
  const more = [...filesOpen.matchAll(/\s([\w.:-]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)].filter(
    ([, attribute]) => !own.has(attribute) && /^(?:xmlns:|mc:|xml:)/.test(attribute),
  );
  return `${DECLARATION}${open}${more.map(([text]) => text).join('')}>${pieces.join('')}</${name}>`;
}

/** Relations by their new ids: in attributes with a prefix, as `r:id` and `r:embed`. */
export function withIds(xml: string, ids: ReadonlyMap<string, string>): string {
  return xml.replace(
    /(\s[\w.-]+:[\w.-]+\s*=\s*)(["'])([^"']*)\2/g,
    (all: string, name: string, quote: string, id: string) =>
      ids.has(id) && !name.trimStart().startsWith('xmlns') ? `${name}${quote}${ids.get(id)}${quote}` : all,
  );
}

/** Extensions without those that list slicers and timelines. */
export function withoutSlicers(xml: string): string {
  return xml.replace(/<(ext)\b(?:(?!<\/\1>)[\s\S])*<\/\1>/g, (all: string) => (SLICERS.test(all) ? '' : all));
}
