/**
 * Settings that go with the workbook, as custom properties, which the workbench reads and writes too. Where it cannot be written, because it is open for reading only, they are kept by
 * the browser under the workbook's address, so that the model is there again all the same.
 */

import type { Storage } from '@microsoft/office-js-helpers';
import { propertiesToSettings, SETTING_PREFIX, settingsToProperties } from '../../settingProperties';
import { officeHelpers } from './helpers';
import { run } from './run';

const CONTAINER = 'cellmer';

export async function loadSetting(key: string): Promise<string | null> {
  const stored = await run(async (context, sync) => {
    const { properties, settings } = context.workbook;
    properties.custom.load(['items/key', 'items/value']);
    // Where they were before they were properties.
    const earlier = settings.getItemOrNullObject(key);
    earlier.load('value');
    await sync();
    const name = SETTING_PREFIX + key;
    const found = propertiesToSettings(
      Object.fromEntries(properties.custom.items.map((one) => [one.key, one.value as unknown])),
    )[name];
    return found ?? (earlier.isNullObject ? null : String(earlier.value));
  });
  return stored ?? (await kept(key));
}

export async function saveSetting(key: string, value: string): Promise<void> {
  try {
    await run(async (context, sync) => {
      const { custom } = context.workbook.properties;
      custom.load('items/key');
      const earlier = context.workbook.settings.getItemOrNullObject(key);
      earlier.load('key');
      await sync();
      const properties = settingsToProperties({ [SETTING_PREFIX + key]: value });
      // Pieces of a value that was longer.
      const isOld = (name: string) => name.startsWith(`${SETTING_PREFIX}${key}/`) && !(name in properties);
      for (const one of custom.items) if (isOld(one.key)) one.delete();
      for (const [name, piece] of Object.entries(properties)) custom.add(name, piece);
      if (!earlier.isNullObject) earlier.delete();
      await sync();
    });
  } catch (error) {
    if (!(await keep(key, value))) throw error;
  }
}

/** null for a workbook that has not been saved yet: it has no address of its own. */
function keyHere(key: string): string | null {
  const { url } = Office.context.document;
  return url ? `${key} ${url}` : null;
}

async function kept(key: string): Promise<string | null> {
  const here = keyHere(key);
  if (here === null) return null;
  try {
    return (await storage()).get(here) ?? null;
  } catch {
    return null;
  }
}

/** Whether it could be kept. */
async function keep(key: string, value: string): Promise<boolean> {
  const here = keyHere(key);
  if (here === null) return false;
  try {
    (await storage()).set(here, value);
    return true;
  } catch {
    return false;
  }
}

/** Rejects where the browser has none, or is told to keep nothing. */
async function storage(): Promise<Storage<string>> {
  const helpers = await officeHelpers();
  return new helpers.Storage<string>(CONTAINER);
}
