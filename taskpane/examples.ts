/** Example data for the sheet, each with a worked analysis beside it. The data are loaded when they are asked for. */

import { EXAMPLES } from '../examples/index';
import { parseCsv, printAddress, type CellMatrix } from '../src/index';
import {
  MENU,
  workedPlot,
  workedSheet,
  workedWidths,
  type ExampleId,
  type WorkedPlot,
} from './exampleSheets';
import type { SheetContent } from './host';

/** Those of the menu, and what lessons have besides. */
export type DataId = ExampleId | 'penicillin';

const DATA: Readonly<Record<DataId, () => Promise<{ default: string }>>> = {
  sleepstudy: () => import('../examples/sleepstudy.csv'),
  wheat: () => import('../examples/wheat.csv'),
  nels_like: () => import('../examples/nels_like.csv'),
  machines: () => import('../examples/machines.csv'),
  oats: () => import('../examples/oats.csv'),
  switchback: () => import('../examples/switchback.csv'),
  pastes: () => import('../examples/pastes.csv'),
  dyestuff2: () => import('../examples/dyestuff2.csv'),
  cbpp: () => import('../examples/cbpp.csv'),
  penicillin: () => import('../examples/penicillin.csv'),
};

export const MENU_EXAMPLES = MENU.map((id) => {
  const { title, description } = EXAMPLES.find((example) => example.id === id)!;
  return { id, title, description };
});

/** Empty columns between the data and what stands beside them. */
const GAP = 1;

/** Data with more columns than this are made narrow, so that what stands beside them is in view. */
const MOST_COLUMNS = 6;
/** Pixels for numbers of up to six characters, for a letter of a name, and for the gap. */
const NARROW = 56;
const LETTER = 8;
const GAP_WIDTH = 32;

/** Widths of the columns of data and of the gap after them. */
function narrowWidths(names: CellMatrix[number]): number[] {
  return [...names.map((name) => Math.max(NARROW, String(name).length * LETTER)), GAP_WIDTH];
}

export interface LoadedExample {
  readonly content: SheetContent;
  /** A formula for these data; null when none of the functions fits it. */
  readonly model: string | null;
  /** A plot to lay over the sheet once the model is fitted, at a place on it; null for none. */
  readonly plot: WorkedPlot | null;
}

/** Its data, header included. */
export async function exampleCells(id: DataId): Promise<CellMatrix> {
  return parseCsv((await DATA[id]()).default);
}

export async function loadExample(id: ExampleId): Promise<LoadedExample> {
  const example = EXAMPLES.find((one) => one.id === id)!;
  const cells = await exampleCells(id);
  const [rows, columns] = [cells.length, cells[0].length];
  const at = columns + GAP;
  const range = (column: number, width = 1): string =>
    printAddress({ sheet: null, row: 0, column, rowCount: rows, columnCount: width });
  const column = (name: string): string => range(cells[0].indexOf(name));
  const parts = workedSheet(id, { data: range(0, columns), column, model: example.model });
  const more: SheetContent['more'] = [
    { row: 0, column: at, text: example.title, style: 'title' },
    ...parts.map((part) => ({ ...part, column: at + part.column })),
  ];
  const model = example.family === 'gaussian' ? example.model : null;
  const beside = { from: at, pixels: workedWidths(id) };
  const widths =
    columns > MOST_COLUMNS ? { from: 0, pixels: [...narrowWidths(cells[0]), ...beside.pixels] } : beside;
  const plot = workedPlot(id);
  return {
    content: { name: example.title, cells, more, widths },
    model,
    plot: plot && { ...plot, column: at + plot.column },
  };
}
