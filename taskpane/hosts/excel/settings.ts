/**
 * Settings that go with the workbook. Where it cannot be written, because it is open for reading only, they are kept by
 * the browser under the workbook's address, so that the model is there again all the same.
 */

import { officeHelpers } from './helpers';
import { run } from './run';

const CONTAINER = 'cellmer';

export async function loadSetting(key: string): Promise<string | null> {
  const stored = await run(async (context, sync) => {
    const setting = context.workbook.settings.getItemOrNullObject(key);
    setting.load('value');
    await sync();
    return setting.isNullObject ? null : String(setting.value);
  });
  return stored ?? (await kept(key));
}

export async function saveSetting(key: string, value: string): Promise<void> {
  try {
    await run(async (context, sync) => {
      context.workbook.settings.add(key, value);
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
  if (here === null || typeof localStorage === 'undefined') return null;
  const { Storage } = await officeHelpers();
  return new Storage<string>(CONTAINER).get(here) ?? null;
}

/** Whether it could be kept. */
async function keep(key: string, value: string): Promise<boolean> {
  const here = keyHere(key);
  if (here === null || typeof localStorage === 'undefined') return false;
  const { Storage } = await officeHelpers();
  try {
    new Storage<string>(CONTAINER).set(here, value);
    return true;
  } catch {
    return false;
  }
}
