/** A simulated workbook: sheets, tables, names, settings and what is selected. */

import type { Rect } from './values';
import { Worksheet } from './worksheet';

export interface Place extends Rect {
  readonly sheet: Worksheet;
}

export interface Table {
  readonly id: string;
  readonly name: string;
  readonly sheet: Worksheet;
  /** With its header row. */
  readonly rect: Rect;
}

/** The forbidden characters and the length of a sheet's name. */
const FORBIDDEN_NAME = /[\\/?*[\]:]/;
const LONGEST_NAME = 31;

export class Workbook {
  readonly sheets: Worksheet[] = [];
  readonly tables: Table[] = [];
  readonly names = new Map<string, Place>();
  readonly settings = new Map<string, unknown>();
  /** Custom document properties. */
  readonly properties = new Map<string, unknown>();
  active!: Worksheet;
  /** null when a chart or several areas are selected. */
  selection: Place | null = null;
  private last = 0;

  /** A number that no object of this workbook has had before. */
  nextId(): number {
    return ++this.last;
  }

  addSheet(name: string): Worksheet {
    const sheet = new Worksheet(
      `{00000000-0001-0000-${String(this.sheets.length).padStart(4, '0')}-${String(this.nextId()).padStart(12, '0')}}`,
      name,
    );
    this.sheets.push(sheet);
    this.active ??= sheet;
    this.selection ??= { sheet, row: 0, column: 0, rows: 1, columns: 1 };
    return sheet;
  }

  /** By name, whatever its case, or by id. */
  sheet(key: unknown): Worksheet | null {
    const wanted = String(key).toLowerCase();
    return this.sheets.find(({ id, name }) => id === key || name.toLowerCase() === wanted) ?? null;
  }

  /** A name that no sheet has: `Sheet3`. */
  freeName(): string {
    for (let number = this.sheets.length + 1; ; number++)
      if (!this.sheet(`Sheet${number}`)) return `Sheet${number}`;
  }

  isSheetName(name: string): boolean {
    return name !== '' && name.length <= LONGEST_NAME && !FORBIDDEN_NAME.test(name) && !/^'|'$/.test(name);
  }

  removeSheet(sheet: Worksheet): void {
    this.sheets.splice(this.sheets.indexOf(sheet), 1);
    for (let i = this.tables.length - 1; i >= 0; i--)
      if (this.tables[i].sheet === sheet) this.tables.splice(i, 1);
    if (this.active === sheet) this.active = this.sheets[0];
    if (this.selection?.sheet === sheet)
      this.selection = { sheet: this.active, row: 0, column: 0, rows: 1, columns: 1 };
  }

  table(key: unknown): Table | null {
    const wanted = String(key).toLowerCase();
    return this.tables.find(({ id, name }) => id === key || name.toLowerCase() === wanted) ?? null;
  }
}
