/** Width of the pane in pixels: as its user has made it, kept in the browser, or the usual one. */

import { store, stored } from './stored';

export const NARROWEST = 270;
export const WIDEST = 600;
const KEY = 'cellmer.paneWidth';

/** Narrow where the sheet needs the room. */
const USUAL = 350;
const USUAL_IN_WIDE_PAGE = 420;
const WIDE_PAGE = 1280;

/** @param page width of the page, in CSS pixels */
export function usualWidth(page: number): number {
  return page >= WIDE_PAGE ? USUAL_IN_WIDE_PAGE : USUAL;
}

export function storedWidth(): number {
  return clampWidth(Number(stored(KEY)) || usualWidth(window.innerWidth));
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

export function storeWidth(width: number): void {
  store(KEY, String(width));
}
