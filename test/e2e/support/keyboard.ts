/** A person who has a keyboard and nothing else. */

import type { Page } from 'playwright-core';

export interface Keyboard {
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Tabs until the focus is on what is named so. */
  tabTo(name: RegExp): Promise<void>;
  /** The same the other way round. */
  tabBackTo(name: RegExp): Promise<void>;
  /** Goes down an open menu until the item is reached, and takes it; `open` opens its own menu instead. */
  choose(item: RegExp, how?: 'take' | 'open'): Promise<void>;
}

const MOST_STEPS = 60;

export function keyboardOf(page: Page): Keyboard {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
    });
  const go = async (key: string, name: RegExp): Promise<void> => {
    const passed: string[] = [];
    for (let i = 0; i < MOST_STEPS; i++) {
      await press(key);
      const label = await focused();
      if (name.test(label)) return;
      passed.push(label.slice(0, 30));
    }
    throw new Error(`${key} never comes to ${String(name)}, but to ${passed.join(' | ')}`);
  };
  return {
    press,
    type: (text) => page.keyboard.type(text),
    tabTo: (name) => go('Tab', name),
    tabBackTo: (name) => go('Shift+Tab', name),
    async choose(item, how = 'take') {
      await page.getByRole('menuitem', { name: item }).first().waitFor();
      // A menu that opens takes the focus by itself.
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem');
      if (!item.test(await focused())) await go('ArrowDown', item);
      await press(how === 'take' ? 'Enter' : 'ArrowRight');
    },
  };
}
