/** Names for the grid's own buttons and fields, most of which Univer 0.25 leaves without one. */

const COMMANDS: Readonly<Record<string, string>> = {
  'univer.command.undo': 'Undo in the sheet',
  'univer.command.redo': 'Redo in the sheet',
  'sheet.command.set-once-format-painter': 'Copy the format',
  'sheet.command.clear-selection-all': 'Clear cells',
  'sheet.command.set-range-font-family': 'Font',
  'sheet.command.set-range-fontsize': 'Font size',
  'sheet.command.set-range-font-increase': 'Larger',
  'sheet.command.set-range-font-decrease': 'Smaller',
  'sheet.command.set-range-bold': 'Bold',
  'sheet.command.set-range-italic': 'Italic',
  'sheet.command.set-range-underline': 'Underline',
  'sheet.command.set-range-stroke': 'Strike through',
  'sheet.command.set-range-text-color': 'Colour of the text',
  'sheet.command.set-background-color': 'Colour of the cells',
  'sheet.command.set-border-basic': 'Borders',
  'sheet.command.set-horizontal-text-align': 'Align left or right',
  'sheet.command.set-vertical-text-align': 'Align up or down',
  'sheet.command.set-text-wrap': 'Wrap text',
  'sheet.command.set-text-rotation': 'Rotate text',
  'sheet.command.add-worksheet-merge': 'Merge cells',
  'sheet.command.numfmt.set.percent': 'Percent',
  'sheet.command.numfmt.set.currency': 'Currency',
  'sheet.command.numfmt.add.decimal.command': 'More decimals',
  'sheet.command.numfmt.subtract.decimal.command': 'Fewer decimals',
  'sheet.command.add-range-protection-from-toolbar': 'Protect cells',
  'base-ui.operation.toggle-shortcut-panel': 'Keyboard shortcuts',
  'sheet.menu.image': 'Picture',
  'sheet.command.toggle-gridlines': 'Lines of the grid',
};

const ZOOM = 'footer section section button[data-u-comp="button"]';

/** What has no command: by where it stands. No element stands in two of these places. */
const PLACES: readonly (readonly [selector: string, name: string])[] = [
  ['[data-u-comp="defined-name"] input', 'Name box'],
  ['[data-u-comp="defined-name"] a', 'Names'],
  ['[data-u-comp="formula-bar"] span:has(> svg):nth-child(1)', 'Cancel entry'],
  ['[data-u-comp="formula-bar"] span:has(> svg):nth-child(2)', 'Confirm entry'],
  ['[data-u-comp="formula-bar"] span:has(> svg):nth-child(3)', 'Insert a function'],
  ['footer button[data-u-comp="sheet-bar-append-button"]', 'Add a sheet'],
  ['footer [aria-haspopup="menu"] button[data-u-comp="sheet-bar-append-button"]', 'All sheets'],
  [`${ZOOM}:first-of-type`, 'Smaller view'],
  [`${ZOOM}:not(:first-of-type):not([aria-haspopup])`, 'Larger view'],
  [`${ZOOM}[aria-haspopup]`, 'Size of the view'],
  ['footer [role="track"] a', 'Usual size of the view'],
  ['footer [role="track"] button', 'Size of the view, to be dragged'],
  ['[data-u-comp="formula-bar"] button', 'Height of the formula bar'],
  ['[data-u-comp="ribbon-toolbar"]', 'Formats of the sheet'],
];

/** Gives names to what is there, and to whatever comes. @returns a function that ends it */
export function nameGridControls(grid: HTMLElement): () => void {
  let waiting = 0;
  const name = (): void => {
    waiting = 0;
    nameCommands(grid);
    for (const [selector, label] of PLACES)
      for (const element of grid.querySelectorAll<HTMLElement>(selector))
        if (element.dataset.named !== label) give(element, label);
  };
  const observer = new MutationObserver(() => {
    waiting ||= requestAnimationFrame(name);
  });
  observer.observe(grid, { childList: true, subtree: true });
  name();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(waiting);
  };
}

function nameCommands(grid: HTMLElement): void {
  for (const element of grid.querySelectorAll<HTMLElement>('[data-u-command]:not([data-named])')) {
    const label = COMMANDS[element.dataset.uCommand ?? ''];
    if (!label) continue;
    give(element, label);
    for (const field of element.querySelectorAll('input')) field.setAttribute('aria-label', label);
  }
}

function give(element: HTMLElement, label: string): void {
  element.dataset.named = label;
  element.setAttribute('aria-label', label);
  if (!/^(?:BUTTON|INPUT)$/.test(element.tagName) && !element.role)
    element.setAttribute('role', element.querySelector('input') ? 'group' : 'button');
}
