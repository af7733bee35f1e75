/** Light, dark, or as the system has it; the choice is kept in the browser. */

import { useSyncExternalStore } from 'react';
import type { ThemeChoice } from '../../taskpane/mount';
import { store, stored } from './stored';

const KEY = 'cellmer.theme';

export function storedTheme(): ThemeChoice {
  const choice = stored(KEY);
  return choice === 'light' || choice === 'dark' ? choice : 'auto';
}

export function applyTheme(choice: ThemeChoice): void {
  store(KEY, choice === 'auto' ? null : choice);
  document.documentElement.style.colorScheme = resolveTheme(choice);
}

export function resolveTheme(choice: ThemeChoice): 'light' | 'dark' {
  if (choice !== 'auto') return choice;
  return systemQuery().matches ? 'dark' : 'light';
}

/** The theme to show for a choice, now and whenever the system changes its mind. */
export function useResolvedTheme(choice: ThemeChoice): 'light' | 'dark' {
  return useSyncExternalStore(watchSystem, () => resolveTheme(choice));
}

function watchSystem(onChange: () => void): () => void {
  const query = systemQuery();
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

function systemQuery(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}
