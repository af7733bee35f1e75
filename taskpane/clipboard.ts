/** Copying, also where the frame around the pane does not let it write to the clipboard by the modern way. */

import type { ClipboardContent } from '../src/index';

/** @returns whether it was allowed */
export async function copyText(content: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return copyBySelection({ 'text/plain': content });
  }
}

/**
 * Copies a table for programs that show one, and as text for the others. Where only text may be written, that.
 *
 * @returns whether anything was allowed
 */
export async function copyTable({ text, html }: ClipboardContent): Promise<boolean> {
  const formats = { 'text/plain': text, 'text/html': html };
  try {
    // At once, so that the click still counts as the reason.
    await navigator.clipboard.write([new ClipboardItem(blobsOf(formats))]);
    return true;
  } catch {
    return copyBySelection(formats) || copyText(text);
  }
}

type Formats = Readonly<Record<string, string>>;

function blobsOf(formats: Formats): Record<string, Blob> {
  return Object.fromEntries(
    Object.entries(formats).map(([type, content]) => [type, new Blob([content], { type })]),
  );
}

/** Some hosts show the pane in a frame without the permission; a selection can be copied all the same. */
function copyBySelection(formats: Formats): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = formats['text/plain'];
  field.style.cssText = 'position: fixed; opacity: 0;';
  field.addEventListener('copy', (event) => {
    // In place of what is selected, which is text alone.
    event.preventDefault();
    for (const [type, content] of Object.entries(formats)) event.clipboardData?.setData(type, content);
  });
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
