/** The keys of the pane as a whole. */

import type { KeyboardEvent } from 'react';

export type Shortcut = 'fit' | 'undo' | 'redo';

/** What the keys ask for; null where nothing, or where the field with the focus undoes its own typing. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (key === 'Enter') return 'fit';
  if (isTextField(target)) return null;
  switch (key.toLowerCase()) {
    case 'z':
      return shiftKey ? 'redo' : 'undo';
    case 'y':
      return shiftKey ? null : 'redo';
    default:
      return null;
  }
}

const NOT_TYPED = ['checkbox', 'radio', 'button', 'range'];

function isTextField(target: EventTarget): boolean {
  if (target instanceof HTMLInputElement) return !NOT_TYPED.includes(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
