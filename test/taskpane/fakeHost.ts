/** A spreadsheet in memory behind the host interface: cells, formulas as text, settings; and what tests do to it. */

import { columnLetters, printAddress, type BlockLook, type Cell, type CellMatrix } from '../../src/index';
import type { Chart, Picture, RangeAddress, SpreadsheetHost } from '../../taskpane/host';

export interface FakeHost extends SpreadsheetHost {
  /** Selects as a user does, by address such as `Sheet1!A1:C181`. */
  userSelects(range: RangeAddress): void;
  /** Types into a cell as a user does. */
  userEdits(sheet: string, row: number, column: number, value: Cell): void;
  /** The formula in a cell, or null. */
  formulaAt(sheet: string, row: number, column: number): string | null;
  valueAt(sheet: string, row: number, column: number): Cell;
  readonly settings: Map<string, string>;
  readonly sheetNames: readonly string[];
  /** Pictures that lie over the sheets, and the cell at the top left corner of each. */
  readonly pictures: readonly { readonly picture: Picture; readonly at: RangeAddress }[];
  /** Looks that cells have been given, and where; what is taken back is not among them. */
  readonly looks: readonly { readonly at: RangeAddress; readonly look: BlockLook }[];
  /** Charts that lie over the sheets, likewise. */
  readonly charts: readonly { readonly chart: Chart; readonly at: RangeAddress }[];
  /** What is selected, as text. */
  readonly selected: string | null;
}

interface Content {
  readonly value: Cell;
  readonly formula: string | null;
}

type Sheet = Map<string, Content>;

const at = (row: number, column: number) => `${row},${column}`;

/** @param sheets rows of cells by sheet, each from A1 */
export function fakeHost(
  sheets: Readonly<Record<string, CellMatrix>>,
  tables: readonly { name: string; range: RangeAddress }[] = [],
): FakeHost {
  const workbook = new Map<string, Sheet>();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet: Sheet = new Map();
    rows.forEach((row, i) =>
      row.forEach((value, j) => value != null && sheet.set(at(i, j), { value, formula: null })),
    );
    workbook.set(name, sheet);
  }
  const settings = new Map<string, string>();
  const selectionListeners = new Set<(range: RangeAddress) => void>();
  const dataListeners = new Set<{ range: RangeAddress; listener: () => void }>();
  let selection: RangeAddress | null = null;
  let pictures: FakeHost['pictures'] = [];
  let looks: FakeHost['looks'] = [];
  let charts: FakeHost['charts'] = [];

  const sheetNamed = (name: string): Sheet => {
    const sheet = workbook.get(name);
    if (!sheet) throw new Error(`There is no sheet "${name}" in this workbook.`);
    return sheet;
  };
  const changed = (sheet: string, row: number, column: number) => {
    for (const { range, listener } of dataListeners)
      if (
        range.sheet === sheet &&
        row >= range.row &&
        row < range.row + range.rows &&
        column >= range.column &&
        column < range.column + range.columns
      )
        listener();
  };
  const put = (sheet: string, row: number, column: number, content: Content | undefined): (() => void) => {
    const cells = sheetNamed(sheet);
    const before = cells.get(at(row, column));
    if (content) cells.set(at(row, column), content);
    else cells.delete(at(row, column));
    changed(sheet, row, column);
    return () => void put(sheet, row, column, before);
  };
  const undoAll = (undos: (() => void)[]) => async () => undos.reverse().forEach((undo) => undo());
  const isUsed = (cells: Sheet, row: number, column: number) => cells.has(at(row, column));

  return {
    name: 'workbench',
    settings,
    get charts() {
      return charts;
    },
    get pictures() {
      return pictures;
    },
    get looks() {
      return looks;
    },
    get sheetNames() {
      return [...workbook.keys()];
    },
    get selected() {
      const { sheet, row, column, rows, columns } = selection ?? {
        sheet: null,
        row: 0,
        column: 0,
        rows: 0,
        columns: 0,
      };
      return sheet === null
        ? null
        : printAddress({ sheet, row, column, rowCount: rows, columnCount: columns });
    },
    userSelects(range) {
      selection = range;
      selectionListeners.forEach((listener) => listener(range));
    },
    userEdits(sheet, row, column, value) {
      put(sheet, row, column, value == null ? undefined : { value, formula: null });
    },
    formulaAt: (sheet, row, column) => sheetNamed(sheet).get(at(row, column))?.formula ?? null,
    valueAt: (sheet, row, column) => sheetNamed(sheet).get(at(row, column))?.value ?? null,
    getSelection: async () => selection,
    async getSurroundingRegion(range) {
      const cells = sheetNamed(range.sheet);
      let { row, column } = range;
      while (row > 0 && isUsed(cells, row - 1, column)) row--;
      while (column > 0 && isUsed(cells, row, column - 1)) column--;
      let rows = 1;
      let columns = 1;
      while (isUsed(cells, row + rows, column)) rows++;
      while (isUsed(cells, row, column + columns)) columns++;
      return { sheet: range.sheet, row, column, rows, columns };
    },
    async readRange({ sheet, row, column, rows, columns }) {
      const cells = sheetNamed(sheet);
      return Array.from({ length: rows }, (_, i) =>
        Array.from({ length: columns }, (_, j) => cells.get(at(row + i, column + j))?.value ?? null),
      );
    },
    async checkRoom({ sheet, row, column, rows, columns }) {
      const cells = sheetNamed(sheet);
      for (let i = row; i < row + rows; i++)
        for (let j = column; j < column + columns; j++)
          if (isUsed(cells, i, j)) return { free: false, firstOccupied: `${columnLetters(j)}${i + 1}` };
      return { free: true, firstOccupied: null };
    },
    async writeFormulas(entries) {
      return undoAll(
        entries.map(({ at: { sheet, row, column }, formula }) =>
          put(sheet, row, column, { value: '…', formula }),
        ),
      );
    },
    async writeValues({ sheet, row, column }, cells) {
      const undos = cells.flatMap((values, i) =>
        values.map((value, j) =>
          put(sheet, row + i, column + j, value === null ? undefined : { value, formula: null }),
        ),
      );
      return undoAll(undos);
    },
    async formatCells(at, look) {
      sheetNamed(at.sheet);
      const given = { at, look };
      looks = [...looks, given];
      return async () => void (looks = looks.filter((one) => one !== given));
    },
    blockOf: async (cell) => ({ ...cell, rows: 2, columns: 2 }),
    hasFormats: async ({ sheet, row, column }) =>
      looks.some(({ at: one }) => one.sheet === sheet && one.row === row && one.column === column),
    async insertPicture(picture, at) {
      sheetNamed(at.sheet);
      const inserted = { picture, at };
      pictures = [...pictures, inserted];
      return async () => void (pictures = pictures.filter((one) => one !== inserted));
    },
    async insertChart(chart, at) {
      sheetNamed(at.sheet);
      const inserted = { chart, at };
      charts = [...charts, inserted];
      return async () => void (charts = charts.filter((one) => one !== inserted));
    },
    async select(range) {
      selection = range;
    },
    async addSheet({ name, cells, more }) {
      let free = name;
      for (let number = 2; workbook.has(free); number++) free = `${name} ${number}`;
      workbook.set(free, new Map());
      cells.forEach((row, i) =>
        row.forEach((value, j) => value != null && put(free, i, j, { value, formula: null })),
      );
      for (const { row, column, text, number, formula } of more)
        put(free, row, column, { value: number ?? text ?? '…', formula: formula ?? null });
      const range = {
        sheet: free,
        row: 0,
        column: 0,
        rows: cells.length,
        columns: Math.max(0, ...cells.map(({ length }) => length)),
      };
      return { range, undo: async () => void workbook.delete(free) };
    },
    async formulaBehind({ sheet, row, column }) {
      const formula = sheetNamed(sheet).get(at(row, column))?.formula ?? null;
      return formula === null ? null : { at: { sheet, row, column, rows: 1, columns: 1 }, formula };
    },
    listFormulas: async (isWanted) =>
      [...workbook].flatMap(([sheet, cells]) =>
        [...cells].flatMap(([place, { formula }]) => {
          const [row, column] = place.split(',').map(Number);
          return formula !== null && isWanted(formula)
            ? [{ formula, at: { sheet, row, column, rows: 1, columns: 1 } }]
            : [];
        }),
      ),
    listTables: async () => tables,
    onSelectionChanged(listener) {
      selectionListeners.add(listener);
      return () => selectionListeners.delete(listener);
    },
    onDataChanged(range, listener) {
      const entry = { range, listener };
      dataListeners.add(entry);
      return () => dataListeners.delete(entry);
    },
    loadSetting: async (key) => settings.get(key) ?? null,
    async saveSetting(key, value) {
      settings.set(key, value);
    },
  };
}
