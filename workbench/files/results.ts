/**
 * What formulas gave, as .xlsx files keep it beside them: whoever opens a file without the add-in sees the last results.
 *
 * The library writes an error that a formula gave as text, and asks Excel to calculate everything when it opens the file,
 * which leaves `#NAME?` in place of those results where there is no add-in. Both are mended in what it has written.
 */

import { CellValueType, type ICellData } from '@univerjs/core';
import type { CellValue, WriteSheet } from 'hucre/xlsx';
import { changeParts } from './zip';

/** Shown while a function computes. */
const PENDING = '#GETTING_DATA';
/** Errors that files know only together with data of a kind that nothing else here needs, and what Excel writes beside those. */
const NEWER_ERRORS: ReadonlySet<string> = new Set(['#SPILL!', '#CALC!']);

/** What a cell shows, as a file can hold it. */
export function storedValue(value: CellValue): CellValue {
  return typeof value === 'string' && NEWER_ERRORS.has(value) ? '#VALUE!' : value;
}

/** What a formula gave, its value as `storedValue` has it; null where there is nothing that Excel could show before it calculates. */
export function storedResult({ v, t }: ICellData, value: CellValue): CellValue {
  // A formula whose functions are not known here may be known to Excel.
  if (value === PENDING || value === '#NAME?') return null;
  const isEmptyText = value === null && v === '' && t !== CellValueType.NUMBER;
  return isEmptyText ? '' : value;
}

const ERRORS = '#NULL!|#DIV/0!|#VALUE!|#REF!|#NUM!|#N/A';
const IS_ERROR = new RegExp(`^(?:${ERRORS})$`);
/** The end of a cell's mark, its formula, and an error in the place of a text. */
const ERROR_AS_TEXT = new RegExp(` t="str">(<f[^<>]*>[^<]*</f><v>(?:${ERRORS})</v>)`, 'g');

/** The version of Excel's calculation that all versions since 2019 write: a file of another one is calculated when it is opened. */
const CALCULATION = 191029;

/**
 * The file with errors as errors, and with results that stand until something changes, unless one is missing.
 *
 * @param sheets as they were written, in their order
 */
export function withResults(
  bytes: Uint8Array,
  sheets: readonly WriteSheet[],
): Promise<Uint8Array<ArrayBuffer>> {
  const results = sheets.map(({ cells }) =>
    [...(cells?.values() ?? [])].flatMap(({ formula, formulaResult }) =>
      formula === undefined ? [] : [formulaResult ?? null],
    ),
  );
  const isStale = results.some((ofSheet) => ofSheet.includes(null));
  const withErrors = new Set(
    results.flatMap((ofSheet, i) =>
      ofSheet.some((result) => IS_ERROR.test(String(result))) ? [`xl/worksheets/sheet${i + 1}.xml`] : [],
    ),
  );
  return changeParts(
    bytes,
    (path) => path === WORKBOOK || withErrors.has(path),
    async (path, text) =>
      path === WORKBOOK
        ? (await text()).replace(
            /<calcPr [^>]*>/,
            `<calcPr calcId="${CALCULATION}"${isStale ? ' fullCalcOnLoad="1"' : ''}/>`,
          )
        : (await text()).replace(ERROR_AS_TEXT, ' t="e">$1'),
  );
}

const WORKBOOK = 'xl/workbook.xml';
