/** Excel.Workbook, its settings, and the services beside it. */

import type { Core } from './core';
import { ExcelError, invalidArgument, itemNotFound, type HostObject } from './objects';
import { rangeObject } from './range';
import { nameCollection, tableCollection } from './tables';
import { worksheetCollection } from './worksheet';

export function workbookObject(core: Core): HostObject {
  const { workbook } = core;
  const selected = () => {
    if (workbook.selection) return rangeObject(core, workbook.selection);
    throw new ExcelError('InvalidSelection', 'The current selection is invalid for this operation.');
  };
  return {
    type: 'Workbook',
    child: {
      Worksheets: () => worksheetCollection(core),
      Tables: () => tableCollection(core, 'TableCollection', () => true),
      Names: () => nameCollection(core),
      Settings: () => settingCollection(core),
      Properties: () => documentProperties(core),
      Application: () => application(core),
    },
    make: {
      GetSelectedRange: selected,
      GetActiveCell: () => {
        const { sheet, row, column } = workbook.selection ?? { sheet: workbook.active, row: 0, column: 0 };
        return rangeObject(core, { sheet, row, column, rows: 1, columns: 1 });
      },
    },
    call: {
      _RemoveReference: (id: string) => void core.references.delete(id),
      _RemoveAllReferences: () => core.references.clear(),
    },
  };
}

function application(core: Core): HostObject {
  return {
    type: 'Application',
    get: { CalculationMode: () => 'Automatic' },
    call: { Calculate: () => core.recalculateAll() },
  };
}

function settingCollection({ workbook: { settings } }: Core): HostObject {
  const object = (key: string): HostObject => ({
    type: 'Setting',
    identity: () => ({ _Id: key }),
    get: { Key: () => key, Value: () => settings.get(key) },
    set: { Value: (value) => void settings.set(key, value) },
    call: { Delete: () => void settings.delete(key) },
  });
  const find = (key: unknown) => (settings.has(String(key)) ? object(String(key)) : null);
  return {
    type: 'SettingCollection',
    items: () => [...settings.keys()].map(object),
    item(key) {
      const found = find(key);
      if (!found) throw itemNotFound(`the setting ${String(key)}`);
      return found;
    },
    make: {
      GetItemOrNullObject: find,
      Add(key: string, value: unknown) {
        settings.set(key, value);
        return object(key);
      },
    },
    call: { GetCount: () => settings.size },
  };
}

/** Of document properties only those that anybody may add; a text has at most 255 characters there. */
function documentProperties({ workbook: { properties } }: Core): HostObject {
  const object = (key: string): HostObject => ({
    type: 'CustomProperty',
    identity: () => ({ _Id: key }),
    get: { Key: () => key, Value: () => properties.get(key), Type: () => 'String' },
    call: { Delete: () => void properties.delete(key) },
  });
  const find = (key: unknown) => (properties.has(String(key)) ? object(String(key)) : null);
  const custom: HostObject = {
    type: 'CustomPropertyCollection',
    items: () => [...properties.keys()].map(object),
    item(key) {
      const found = find(key);
      if (!found) throw itemNotFound(`the property ${String(key)}`);
      return found;
    },
    make: {
      GetItemOrNullObject: find,
      Add(key: string, value: unknown) {
        if (key.length > 255 || String(value).length > 255) throw invalidArgument(key);
        properties.set(key, value);
        return object(key);
      },
    },
    call: { GetCount: () => properties.size },
  };
  return { type: 'DocumentProperties', child: { Custom: () => custom } };
}

/** Where the page hands in what its custom functions returned. */
export function customFunctionsService(core: Core): HostObject {
  return {
    type: 'CustomFunctions',
    call: {
      SetInvocationArrayResults: (results: unknown[][]) => core.settle(results),
      SetInvocationResults: (results: Invocation[]) =>
        core.settle(results.map(({ id, failed, value, errorCode }) => [id, !failed, value, errorCode])),
      _SetOsfControlContainerReadyForCustomFunctions: () => core.functionsReady(),
      _GetEnabledFeatures: () => [],
    },
  };
}

/** The page says that its buttons can be pressed. */
export function addInService(): HostObject {
  return { type: 'AddinInternalService', call: { NotifyActionHandlerReady: () => undefined } };
}

/** Whether the page is to be seen; a command on the ribbon asks for that. */
export function appRuntimeService(): HostObject {
  let shown = 'Visible';
  return {
    type: 'AppRuntimeService',
    call: {
      GetAppRuntimeState: () => shown,
      SetAppRuntimeState(state: string) {
        if (!['Inactive', 'Background', 'Visible'].includes(state)) throw invalidArgument(state);
        shown = state;
      },
    },
  };
}

interface Invocation {
  readonly id: number;
  readonly failed?: boolean;
  readonly value?: unknown;
  readonly errorCode?: number;
}
