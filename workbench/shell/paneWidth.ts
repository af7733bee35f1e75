/** Width of the pane in pixels, kept in the browser. */

export const NARROWEST = 270;
export const WIDEST = 600;
const USUAL = 350;
const KEY = 'cellmer.paneWidth';

export function storedWidth(): number {
  return clampWidth(Number(localStorage.getItem(KEY) ?? USUAL) || USUAL);
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

export function storeWidth(width: number): void {
  localStorage.setItem(KEY, String(width));
}
