/** Which cells of a table in HTML are text by their number format, as Excel says it of what is copied from it. */

export interface TextCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Classes of the style sheet with the number format Text, and what says the same at a cell. */
const CLASS = /\.([\w-]+)\s*\{[^}]*mso-number-format\s*:\s*["']?\\?@/g;
const STYLE = /mso-number-format\s*:\s*["']?\\?@/;

/** Of the first table. */
export function textCells(html: string): TextCell[] {
  if (!html.includes('mso-number-format')) return [];
  const page = new DOMParser().parseFromString(html, 'text/html');
  const rules = [...page.querySelectorAll('style')].map(({ textContent }) => textContent).join('');
  const classes = new Set([...rules.matchAll(CLASS)].map(([, name]) => name));
  const isText = (cell: Element): boolean =>
    [...cell.classList].some((name) => classes.has(name)) || STYLE.test(cell.getAttribute('style') ?? '');
  const found: TextCell[] = [];
  const taken = new Set<string>();
  [...(page.querySelector('table')?.rows ?? [])].forEach((line, row) => {
    let column = 0;
    for (const cell of line.cells) {
      while (taken.has(`${row} ${column}`)) column++;
      for (let i = 0; i < cell.rowSpan; i++)
        for (let j = 0; j < cell.colSpan; j++) taken.add(`${row + i} ${column + j}`);
      const text = (cell.textContent ?? '').trim();
      if (text !== '' && isText(cell)) found.push({ row, column, text });
    }
  });
  return found;
}
