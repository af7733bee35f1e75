/** Copying, also where the frame around the pane does not let it write to the clipboard by the modern way. */

export async function copyText(content: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(content);
  } catch {
    copyBySelection(content);
  }
}

/** Some hosts show the pane in a frame without the permission; a selection can be copied all the same. */
function copyBySelection(content: string): void {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = content;
  field.style.cssText = 'position: fixed; opacity: 0;';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
}
