/**
 * Settings that belong to the workbook, such as the model of the pane. They live in the workbook's custom data, so that
 * they go where it goes: into snapshots and, as document properties, into .xlsx files.
 */

import { SETTING_PREFIX } from '../taskpane/settingProperties';
import type { Spreadsheet } from './univer';

export function loadSetting(spreadsheet: Spreadsheet, key: string): string | null {
  return allSettings(spreadsheet)[SETTING_PREFIX + key] ?? null;
}

export function saveSetting(spreadsheet: Spreadsheet, key: string, value: string): void {
  const workbook = spreadsheet.api.getActiveWorkbook();
  workbook?.setCustomMetadata({ ...workbook.getCustomMetadata(), [SETTING_PREFIX + key]: value });
}

/** Every setting of the open workbook by its full name. */
export function allSettings(spreadsheet: Spreadsheet): Record<string, string> {
  const custom = spreadsheet.api.getActiveWorkbook()?.getCustomMetadata() ?? {};
  const own = Object.entries(custom).filter(
    (entry): entry is [string, string] => entry[0].startsWith(SETTING_PREFIX) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(own);
}
