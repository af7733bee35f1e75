/** When a page has come to rest. */

import type { Page, PageScreenshotOptions } from 'playwright-core';

const MOST_PICTURES = 50;

/** The picture of a page once two in a row are equal: nothing is drawn, moved or faded any more. */
export async function stillPicture(page: Page, options: PageScreenshotOptions = {}): Promise<Buffer> {
  let last = await page.screenshot({ ...options, path: undefined });
  for (let i = 0; i < MOST_PICTURES; i++) {
    const next = await page.screenshot(options);
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error(`the page is still being drawn after ${MOST_PICTURES} pictures`);
}

/** Longest that is waited for a rest, in milliseconds. */
const LONGEST = 1000;

/** Until the page has nothing to do, twice, so that what the first rest brings about is over too. */
export async function idle(page: Page): Promise<void> {
  for (let i = 0; i < 2; i++)
    await page.evaluate(
      (timeout) => new Promise<void>((settle) => requestIdleCallback(() => settle(), { timeout })),
      LONGEST,
    );
}
