/** Excel.Table and Excel.NamedItem, and the collections of them. */

import type { Table } from '../model/workbook';
import { itemNotFound, type HostObject } from './objects';
import type { Core } from './core';
import { rangeObject } from './range';
import { worksheetObject } from './worksheet';

export function tableCollection(core: Core, type: string, isIn: (table: Table) => boolean): HostObject {
  const find = (key: unknown) => {
    const table = core.workbook.table(key);
    return table && isIn(table) ? tableObject(core, table) : null;
  };
  const item = (key: unknown) => find(key) ?? missing(key);
  return {
    type,
    items: () => core.workbook.tables.filter(isIn).map((table) => tableObject(core, table)),
    item,
    make: { GetItem: item, GetItemOrNullObject: find },
    call: { GetCount: () => core.workbook.tables.filter(isIn).length },
  };
}

function tableObject(core: Core, table: Table): HostObject {
  const { id, name, sheet, rect } = table;
  const body = { row: rect.row + 1, rows: rect.rows - 1 };
  return {
    type: 'Table',
    identity: () => ({ Id: id }),
    get: { Id: () => id, Name: () => name },
    child: { Worksheet: () => worksheetObject(core, sheet) },
    make: {
      GetRange: () => rangeObject(core, { sheet, ...rect }),
      GetHeaderRowRange: () => rangeObject(core, { sheet, ...rect, rows: 1 }),
      GetDataBodyRange: () => rangeObject(core, { sheet, ...rect, ...body }),
    },
  };
}

export function nameCollection(core: Core): HostObject {
  const { names } = core.workbook;
  const object = (name: string): HostObject => ({
    type: 'NamedItem',
    identity: () => ({ _Id: name }),
    get: { Name: () => name, Type: () => 'Range' },
    make: {
      GetRange: () => rangeObject(core, names.get(name)!),
      GetRangeOrNullObject: () => rangeObject(core, names.get(name)!),
    },
  });
  const find = (key: unknown) => {
    const name = String(key).toLowerCase();
    return names.has(name) ? object(name) : null;
  };
  const item = (key: unknown) => find(key) ?? missing(key);
  return {
    type: 'NamedItemCollection',
    items: () => [...names.keys()].map(object),
    item,
    make: { GetItemOrNullObject: find },
    call: { GetCount: () => names.size },
  };
}

function missing(key: unknown): never {
  throw itemNotFound(String(key));
}
