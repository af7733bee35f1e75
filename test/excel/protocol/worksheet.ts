/** Excel.Worksheet and its collection. */

import { MAX_COLUMNS, MAX_ROWS, parseAddress } from '../../../src/table/address';
import type { Worksheet } from '../model/worksheet';
import { accessDenied, ExcelError, invalidArgument, itemNotFound, type HostObject } from './objects';
import { chartCollection } from './charts';
import type { Core } from './core';
import { rangeObject } from './range';
import { shapeCollection } from './shapes';
import { tableCollection } from './tables';

const WHOLE = { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS };

export function worksheetCollection(core: Core): HostObject {
  const { workbook } = core;
  const find = (key: unknown) => {
    const sheet = workbook.sheet(key);
    return sheet && worksheetObject(core, sheet);
  };
  const item = (key: unknown) => find(key) ?? missing(key);
  return {
    type: 'WorksheetCollection',
    items: () => workbook.sheets.map((sheet) => worksheetObject(core, sheet)),
    item,
    make: {
      GetItemOrNullObject: find,
      GetActiveWorksheet: () => worksheetObject(core, workbook.active),
      GetFirst: () => worksheetObject(core, workbook.sheets[0]),
      Add: (name?: string) => worksheetObject(core, add(core, name ?? workbook.freeName())),
    },
    call: { GetCount: () => workbook.sheets.length, ...listening(core, 'Workbook') },
  };
}

function add(core: Core, name: string): Worksheet {
  checkName(core, name);
  return core.addSheet(name);
}

function checkName({ workbook }: Core, name: string): void {
  if (!workbook.isSheetName(name)) throw invalidArgument(`the sheet name ${name}`);
  if (workbook.sheet(name))
    throw new ExcelError('ItemAlreadyExists', 'A resource with the same name or identifier already exists.');
}

export function worksheetObject(core: Core, sheet: Worksheet): HostObject {
  const whole = { sheet, ...WHOLE };
  const used = () => {
    const rect = sheet.used(WHOLE);
    return rect && rangeObject(core, { sheet, ...rect });
  };
  return {
    type: 'Worksheet',
    identity: () => ({ Id: sheet.id }),
    get: { Id: () => sheet.id, Name: () => sheet.name },
    set: {
      Name(name) {
        if (String(name).toLowerCase() !== sheet.name.toLowerCase()) checkName(core, String(name));
        sheet.name = String(name);
      },
    },
    child: {
      Tables: () => tableCollection(core, 'TableCollection', (table) => table.sheet === sheet),
      Shapes: () => shapeCollection(core, sheet),
      Charts: () => chartCollection(core, sheet),
      Protection: () => protection(sheet),
    },
    make: {
      GetRangeByIndexes: (row: number, column: number, rows: number, columns: number) =>
        rangeObject(core, { sheet, row, column, rows, columns }),
      GetCell: (row: number, column: number) =>
        rangeObject(core, { sheet, row, column, rows: 1, columns: 1 }),
      GetRange: (address?: string) => rangeObject(core, address ? { sheet, ...rectOf(address) } : whole),
      GetUsedRange: () => used() ?? rangeObject(core, { ...whole, rows: 1, columns: 1 }),
      GetUsedRangeOrNullObject: used,
    },
    call: {
      Activate: () => core.activate(sheet),
      Delete() {
        if (core.workbook.sheets.length === 1)
          throw new ExcelError('InvalidOperation', 'A workbook must contain at least one visible worksheet.');
        core.removeSheet(sheet);
      },
      Calculate: () => core.recalculateAll(),
      ...listening(core, sheet.id),
    },
  };
}

function rectOf(address: string) {
  const found = parseAddress(address);
  if (!found) throw invalidArgument(address);
  return { row: found.row, column: found.column, rows: found.rowCount, columns: found.columnCount };
}

function protection(sheet: Worksheet): HostObject {
  return {
    type: 'WorksheetProtection',
    get: { Protected: () => sheet.isProtected },
    call: {
      Protect() {
        if (sheet.isProtected) throw accessDenied();
        sheet.isProtected = true;
      },
      Unprotect: () => void (sheet.isProtected = false),
    },
  };
}

function listening(core: Core, target: string): HostObject['call'] {
  return {
    _RegisterDataChangedEvent: () => core.listen('changed', target, 1),
    _UnregisterDataChangedEvent: () => core.listen('changed', target, -1),
    _RegisterCalculatedEvent: () => core.listen('calculated', target, 1),
    _UnregisterCalculatedEvent: () => core.listen('calculated', target, -1),
  };
}

function missing(key: unknown): never {
  throw itemNotFound(`the sheet ${String(key)}`);
}
