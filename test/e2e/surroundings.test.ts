/** The page where its surroundings deny it something, and where something goes wrong that nobody waits for. */

import { afterEach, expect, test } from 'vitest';
import { openWorkbench, type, valueOf, type OpenWorkbench } from './support/workbench';

let workbench: OpenWorkbench | undefined;
afterEach(() => workbench?.close());

/** As browsers are that are told to keep nothing: to touch a store is an error. */
function denyStorage(): void {
  const denied = {
    get: (): never => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    },
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, denied);
  navigator.locks.request = () => Promise.reject(new DOMException('Access is denied.', 'SecurityError'));
}

test('a browser that stores nothing has the whole page, and is told that work is not kept', async () => {
  workbench = await openWorkbench({ prepare: denyStorage });
  const { page, complaints } = workbench;
  await expect
    .poll(() => page.getByRole('alert').allTextContents())
    .toContainEqual(
      expect.stringMatching(/^This browser does not keep unsaved work: save it as a file \(.*\)\.$/),
    );
  await type(page, 'K1', '=1+2');
  await expect.poll(() => valueOf(page, 'K1')).toBe(3);
  await page.getByRole('button', { name: /theme/i }).first().click();
  await page.getByRole('menuitemradio', { name: /dark/i }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark');
  await page.getByRole('button', { name: 'Use selection' }).waitFor();
  expect(complaints).toEqual([]);
});

test('in a frame without rights the page works too', async () => {
  workbench = await openWorkbench();
  const { page, url } = workbench;
  // A page of the same machine that is not the workbench.
  await page.goto(`${url}none`);
  await page.setContent(`<iframe sandbox="allow-scripts" width="1400" height="850" src="${url}"></iframe>`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Use selection' }).waitFor({ timeout: 60_000 });
  const inside = page.frames()[1];
  await expect
    .poll(() => inside.evaluate(async () => (await window.cellmer?.read('F9'))?.[0][0]), { timeout: 60_000 })
    .toEqual(expect.any(Number));
});

test('what nobody waits for is said, and everything stays as it is', async () => {
  workbench = await openWorkbench();
  const { page } = workbench;
  await type(page, 'K1', '41');
  await page.evaluate(() => void Promise.reject(new TypeError('x is not a function')));
  const problem = page.getByRole('alert').filter({ hasText: 'Something went wrong that should not have' });
  await expect.poll(() => problem.first().textContent()).toContain('x is not a function. Please report it');
  expect(await valueOf(page, 'K1')).toBe(41);
});
