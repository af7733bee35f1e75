/** The parts of the page that F6 leads through, Shift+F6 backwards, and Escape out of the grid into the name box. */

import { IEditorBridgeService } from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';

const NAME_BOX = '[data-u-comp="defined-name"] input';

/** Each with where it begins: what takes the focus when it is entered. */
const REGIONS = [
  { within: '.wb-top', start: 'button' },
  { within: '.wb-grid', start: '[id^="__editor_"][id$="DOCS_NORMAL"]' },
  { within: '.wb-side:not([hidden]) .wb-pane', start: '[role="tab"][aria-selected="true"], button, input' },
  { within: '[data-u-comp="slide-tab-bar"]', start: '[role="tab"][aria-selected="true"]' },
] as const;

export type Region = 'top' | 'grid' | 'pane' | 'tabs';
const NAMES: readonly Region[] = ['top', 'grid', 'pane', 'tabs'];

export function focusRegion(region: Region): boolean {
  const { within, start } = REGIONS[NAMES.indexOf(region)];
  const first = document.querySelector(within)?.querySelector<HTMLElement>(start);
  first?.focus();
  return first !== null && first !== undefined && document.activeElement === first;
}

/** Where the focus is: the tabs of the sheets are inside of the grid's element. */
function currentRegion(): number {
  const at = document.activeElement;
  if (at?.closest(REGIONS[3].within)) return 3;
  return REGIONS.findIndex(({ within }) => at?.closest(within));
}

/** @returns a function that ends it */
export function leadThroughRegions(spreadsheet: Spreadsheet): () => void {
  const isEditing = (): boolean =>
    spreadsheet.get<IEditorBridgeService>(IEditorBridgeService).isVisible().visible === true;
  // What has been copied is marked in the grid: Escape takes away the mark first.
  let marked = false;
  const onKeyDown = (event: KeyboardEvent): void => {
    const command = event.ctrlKey || event.metaKey;
    if (command && /^[cx]$/i.test(event.key)) marked = true;
    if (isEditing() || document.activeElement?.closest('[role="dialog"], [role="menu"]')) return;
    if (event.key === 'F6') {
      event.preventDefault();
      event.stopPropagation();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && document.activeElement?.matches(REGIONS[1].start)) {
      if (!marked) leaveGrid();
      marked = false;
    }
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
}

/** On to the next region that there is: the pane may be hidden. */
function step(direction: 1 | -1): void {
  const from = currentRegion();
  const { length } = NAMES;
  for (let i = 1; i <= length; i++) {
    // From nowhere to the first one, or the last.
    const to = from < 0 ? (direction > 0 ? i - 1 : length - i) : (from + direction * i + length * i) % length;
    if (focusRegion(NAMES[to])) return;
  }
}

function leaveGrid(): void {
  const box = document.querySelector<HTMLInputElement>(NAME_BOX);
  // When the grid has done with the key.
  setTimeout(() => {
    box?.focus();
    box?.select();
  });
}
