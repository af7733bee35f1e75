/** Keys that mean the workbook wherever the focus is, in place of the browser's own commands for the page. */

import { useEffect } from 'react';

export function usePageKeys(keys: Readonly<Record<'p' | 's', () => void>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { ctrlKey, metaKey, altKey, shiftKey } = event;
      const key = event.key.toLowerCase();
      if (ctrlKey === metaKey || altKey || shiftKey || (key !== 'p' && key !== 's')) return;
      event.preventDefault();
      event.stopPropagation();
      // What a dialog asks comes first.
      if (document.querySelector('[role="dialog"][aria-modal="true"]') === null) keys[key]();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [keys]);
}
