/**
 * A workbook in memory behind the objects of Office.js, made with office-addin-mock: a property that was not loaded and
 * synchronized is not there. Installs the globals `Excel` and `Office`.
 */

import { OfficeMockObject } from 'office-addin-mock';

/** A cell as it is typed in; text that begins with `=` is a formula. */
type Typed = string | number | boolean | null;

interface Content {
  readonly value: string | number | boolean;
  readonly type: 'Empty' | 'String' | 'Double' | 'Boolean' | 'Error';
  readonly formula: string | number | boolean;
}

const EMPTY: Content = { value: '', type: 'Empty', formula: '' };

function content(typed: Typed): Content {
  if (typed === null || typed === '') return EMPTY;
  if (typeof typed === 'number') return { value: typed, type: 'Double', formula: typed };
  if (typeof typed === 'boolean') return { value: typed, type: 'Boolean', formula: typed };
  if (typed.startsWith("'")) return { value: typed.slice(1), type: 'String', formula: typed.slice(1) };
  if (typed.startsWith('=')) return { value: '(computed)', type: 'String', formula: typed };
  if (typed.startsWith('#')) return { value: typed, type: 'Error', formula: typed };
  return { value: typed, type: 'String', formula: typed };
}

interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What is written to before it is looked at; the rest is up to office-addin-mock. */
interface RangeMock {
  values: unknown;
  formulas: unknown;
  isNullObject: boolean;
  sync(): Promise<void>;
}

type Listener = (event: Record<string, unknown>) => Promise<void>;

export interface FakeExcel {
  /** Types into a cell, without telling anybody. */
  type(sheet: string, row: number, column: number, typed: Typed): void;
  cell(sheet: string, row: number, column: number): Content;
  /** A cell of a spill: it has a value, and no formula of its own. */
  spill(sheet: string, row: number, column: number, value: string | number): void;
  addTable(sheet: string, name: string): void;
  protect(sheet: string): void;
  select(place: Place | null): void;
  readonly selected: Place | null;
  readonly activeSheet: string;
  fire(event: 'selection' | 'changed' | 'calculated', detail?: Record<string, unknown>): Promise<void>;
  listeners(event: 'selection' | 'changed' | 'calculated'): number;
  readonly settings: Map<string, unknown>;
  /** Round trips so far. */
  readonly syncs: number;
}

export function fakeExcel(sheets: Readonly<Record<string, readonly (readonly Typed[])[]>>): FakeExcel {
  const grid = new Map<string, Map<string, Content>>();
  for (const [name, rows] of Object.entries(sheets)) {
    const cells = new Map<string, Content>();
    rows.forEach((row, i) =>
      row.forEach((typed, j) => typed !== null && cells.set(`${i},${j}`, content(typed))),
    );
    grid.set(name, cells);
  }
  const tables: { sheet: string; name: string }[] = [];
  const isProtected = new Set<string>();
  const settings = new Map<string, unknown>();
  const events = {
    selection: new Set<Listener>(),
    changed: new Set<Listener>(),
    calculated: new Set<Listener>(),
  };
  let selection: Place | null = null;
  let activeSheet = Object.keys(sheets)[0];
  let syncs = 0;
  let ranges: { mock: RangeMock; place: Place; loaded: unknown[][][] }[] = [];

  const at = (sheet: string, row: number, column: number) =>
    grid.get(sheet)!.get(`${row},${column}`) ?? EMPTY;
  const put = (sheet: string, row: number, column: number, cell: Content) =>
    cell.type === 'Empty'
      ? grid.get(sheet)!.delete(`${row},${column}`)
      : grid.get(sheet)!.set(`${row},${column}`, cell);

  function used({ sheet, row, column, rows, columns }: Place): Place | null {
    const inside = [...grid.get(sheet)!.keys()]
      .map((key) => key.split(',').map(Number))
      .filter(([r, c]) => r >= row && r < row + rows && c >= column && c < column + columns);
    if (inside.length === 0) return null;
    const r = inside.map(([i]) => i);
    const c = inside.map(([, j]) => j);
    const [top, left] = [Math.min(...r), Math.min(...c)];
    return {
      sheet,
      row: top,
      column: left,
      rows: Math.max(...r) - top + 1,
      columns: Math.max(...c) - left + 1,
    };
  }

  function rangeMock(place: Place | null): RangeMock {
    const p = place ?? { sheet: activeSheet, row: 0, column: 0, rows: 1, columns: 1 };
    const height = Math.min(p.rows, 5000);
    const matrix = <T>(of: (cell: Content) => T) =>
      Array.from({ length: height }, (_, i) =>
        Array.from({ length: Math.min(p.columns, 50) }, (_, j) => of(at(p.sheet, p.row + i, p.column + j))),
      );
    const loaded = [matrix(({ value }) => value), matrix(({ formula }) => formula)];
    const mock = new OfficeMockObject(
      {
        rowIndex: p.row,
        columnIndex: p.column,
        rowCount: p.rows,
        columnCount: p.columns,
        worksheet: { name: p.sheet },
        values: loaded[0],
        formulas: loaded[1],
        valueTypes: matrix(({ type }) => type),
        getSurroundingRegion: () => rangeMock(used({ ...p, row: 0, column: 0, rows: 1e6, columns: 100 })),
        getUsedRangeOrNullObject: () => rangeMock(used(p)),
        getTables: () => {
          const items = tables.filter(({ sheet }) => sheet === p.sheet);
          return { load: () => undefined, items };
        },
        select: () => (selection = p),
      },
      'excel' as never,
    ) as unknown as RangeMock;
    mock.isNullObject = place === null;
    ranges.push({ mock, place: p, loaded });
    return mock;
  }

  function flush(): void {
    for (const { mock, place, loaded } of ranges) {
      for (const [k, property] of (['values', 'formulas'] as const).entries()) {
        const written: unknown = mock[property];
        if (!Array.isArray(written) || written === loaded[k]) continue;
        if (isProtected.has(place.sheet))
          throw Object.assign(new Error('no access'), { code: 'AccessDenied' });
        written.forEach((row: Typed[], i) =>
          row.forEach((typed, j) => put(place.sheet, place.row + i, place.column + j, content(typed))),
        );
        loaded[k] = written;
      }
    }
  }

  const listenerList = (set: Set<Listener>) => ({
    add(listener: Listener) {
      set.add(listener);
      return { context, remove: () => set.delete(listener) };
    },
  });
  const worksheet = (name: string) => {
    if (!grid.has(name)) throw Object.assign(new Error('not found'), { code: 'ItemNotFound' });
    return {
      activate: () => (activeSheet = name),
      getRangeByIndexes: (row: number, column: number, rows: number, columns: number) =>
        rangeMock({ sheet: name, row, column, rows, columns }),
      onChanged: listenerList(events.changed),
      onCalculated: listenerList(events.calculated),
    };
  };
  const context = {
    workbook: {
      getSelectedRange() {
        if (!selection) throw Object.assign(new Error('no range'), { code: 'InvalidSelection' });
        return rangeMock(selection);
      },
      worksheets: { getItem: worksheet },
      onSelectionChanged: listenerList(events.selection),
    },
    async sync() {
      syncs++;
      flush();
      for (const { mock } of ranges) await mock.sync();
    },
  };
  Object.assign(globalThis, {
    Excel: {
      async run(...args: unknown[]) {
        ranges = [];
        const batch = args[args.length - 1] as (c: typeof context) => Promise<unknown>;
        const result = await batch(context);
        await context.sync();
        return result;
      },
    },
    Office: {
      AsyncResultStatus: { Failed: 'failed', Succeeded: 'succeeded' },
      context: {
        document: {
          settings: {
            get: (key: string) => settings.get(key) ?? null,
            set: (key: string, value: unknown) => settings.set(key, value),
            saveAsync: (done: (result: unknown) => void) => done({ status: 'succeeded' }),
          },
        },
      },
    },
  });

  return {
    settings,
    get syncs() {
      return syncs;
    },
    get selected() {
      return selection;
    },
    get activeSheet() {
      return activeSheet;
    },
    type: (sheet, row, column, typed) => void put(sheet, row, column, content(typed)),
    spill: (sheet, row, column, value) =>
      void put(sheet, row, column, {
        ...content(typeof value === 'string' ? `'${value}` : value),
        formula: '',
      }),
    cell: at,
    addTable: (sheet, name) => void tables.push({ sheet, name }),
    protect: (sheet) => void isProtected.add(sheet),
    select: (place) => (selection = place),
    async fire(event, detail = {}) {
      for (const listener of events[event]) await listener(detail);
    },
    listeners: (event) => events[event].size,
  };
}
