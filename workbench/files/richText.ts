/** Formats of parts of a text: the grid shows the text in one format, and a file that is saved has its parts again while it is the same. */

import type { ICellData } from '@univerjs/core';
import type { Cell as XlsxCell } from 'hucre/xlsx';

type Runs = NonNullable<XlsxCell['richText']>;

/** What a cell keeps of its text as the file has it. */
interface InParts {
  readonly runs?: Runs;
}

/** Null where the text is in one format. */
export function readParts({ richText }: XlsxCell): { readonly custom: Required<InParts> } | null {
  return richText?.some(({ font }) => font !== undefined) ? { custom: { runs: richText } } : null;
}

/** Null where the text is in one format, or another one than it was. */
export function partsOf({ v, custom }: ICellData): Runs | null {
  const runs = (custom as InParts | null | undefined)?.runs;
  return runs && runs.map(({ text }) => text).join('') === v ? runs : null;
}
