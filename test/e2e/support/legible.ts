/** Whether all text of a page can be read: none cut, none outside of its box, none over another. */

import type { Page } from 'playwright-core';

/** What scrolls sideways on purpose. */
const SCROLLERS = '.cm-scroll, pre';

/**
 * Lines that say what cannot be read within `root`: elements that hide a part of their text, text outside of the box that it belongs
 * to, texts over one another, and fields whose value is cut without a title that has it whole.
 */
export function illegible(page: Page, root = '.cm-pane'): Promise<string[]> {
  return page.evaluate(measure, [root, SCROLLERS] as const);
}

/** Runs in the page, with nothing of this module. */
function measure([root, scrollers]: readonly [string, string]): string[] {
  interface Piece {
    readonly text: string;
    readonly box: DOMRect;
    readonly node: Text;
  }
  const found: string[] = [];
  const short = (text: string | null): string => (text ?? '').trim().replace(/\s+/g, ' ').slice(0, 60);
  const oneLine = (text: string): string => text.replace(/\s+/g, '');
  const nameOf = (at: Element): string => {
    const name = `${at.tagName.toLowerCase()}.${String(at.getAttribute('class') ?? '').split(' ')[0]}`;
    const parent = at.closest('[class^="cm-"], [class*=" cm-"]');
    return parent && parent !== at
      ? `${String(parent.getAttribute('class'))
          .split(' ')
          .filter((c) => c.startsWith('cm-'))
          .join('.')} ${name}`
      : name;
  };
  const isClipped = (at: Element): boolean => {
    for (let up: Element | null = at; up; up = up.parentElement)
      if (getComputedStyle(up).clipPath === 'inset(50%)') return true;
    return false;
  };
  const isSeen = (at: Element): boolean =>
    at.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !isClipped(at);
  /** What is seen of what stands in `at`: the part of the page that no scrolling box around it hides. */
  const frameOf = (at: Element): { left: number; right: number; top: number; bottom: number } => {
    const frame = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    for (let up: Element | null = at; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const box = up.getBoundingClientRect();
      frame.left = Math.max(frame.left, box.left);
      frame.right = Math.min(frame.right, box.right);
      frame.top = Math.max(frame.top, box.top);
      frame.bottom = Math.min(frame.bottom, box.bottom);
    }
    return frame;
  };
  const hides = (overflow: string): boolean => overflow !== 'visible';

  const within = document.querySelector(root)!;
  const elements = [...within.querySelectorAll<HTMLElement>('*')].filter(isSeen);
  for (const at of elements) {
    if (at instanceof HTMLInputElement) {
      if (
        at.scrollWidth > at.clientWidth + 1 &&
        at.type === 'text' &&
        oneLine(at.title) !== oneLine(at.value)
      )
        found.push(`cut without a title: ${nameOf(at)} "${short(at.value)}"`);
      continue;
    }
    if (at.closest('svg') || short(at.textContent) === '' || at.matches(scrollers)) continue;
    const { overflowX, overflowY } = getComputedStyle(at);
    const isWide = hides(overflowX) && at.scrollWidth > at.clientWidth + 1;
    const isHigh = ['hidden', 'clip'].includes(overflowY) && at.scrollHeight > at.clientHeight + 1;
    if (isWide || isHigh)
      found.push(
        `cut: ${nameOf(at)} "${short(at.textContent)}" ${isWide ? at.scrollWidth - at.clientWidth : at.scrollHeight - at.clientHeight} px`,
      );
  }

  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const at = node.parentElement!;
    if (short(node.data) === '' || !isSeen(at) || at.closest('textarea, option, math')) continue;
    const range = document.createRange();
    // Blanks at the end of a line hang out of it unseen.
    range.setStart(node, node.data.length - node.data.trimStart().length);
    range.setEnd(node, node.data.trimEnd().length);
    // What has scrolled out of a box is not over what stands there.
    const frame = frameOf(at);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const isOut =
        box.right <= frame.left + 1 ||
        box.left >= frame.right - 1 ||
        box.bottom <= frame.top + 1 ||
        box.top >= frame.bottom - 1;
      if (!isOut) pieces.push({ text: short(node.data), box, node });
    }
    if (at.closest('svg')) continue;
    let home: Element = at;
    while (getComputedStyle(home).display === 'inline') home = home.parentElement!;
    const inside = home.getBoundingClientRect();
    const outer = range.getBoundingClientRect();
    // A blank at which a line breaks hangs out of it unseen.
    const slack = getComputedStyle(home).whiteSpace === 'pre-wrap' ? 8 : 1.5;
    const over = Math.max(outer.right - inside.right, inside.left - outer.left);
    if (!at.closest(scrollers) && over > slack)
      found.push(`outside: ${nameOf(at)} "${short(node.data)}" ${over.toFixed(1)} px`);
    const down = Math.max(outer.bottom - inside.bottom, inside.top - outer.top);
    if (down > 4)
      found.push(`too high for its box: ${nameOf(at)} "${short(node.data)}" ${down.toFixed(1)} px`);
  }

  pieces.sort((a, b) => a.box.top - b.box.top);
  pieces.forEach((one, i) => {
    for (let j = i + 1; j < pieces.length && pieces[j].box.top < one.box.bottom - 3; j++) {
      const other = pieces[j];
      if (other.node === one.node) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 2 && down > 4)
        found.push(`over one another: ${nameOf(one.node.parentElement!)} "${one.text}" and "${other.text}"`);
    }
  });
  return [...new Set(found)];
}
