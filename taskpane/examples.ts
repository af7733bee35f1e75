/** Example data for the sheet, each with a worked analysis beside it. The data are loaded when they are asked for. */

import { EXAMPLES } from '../examples/index';
import { parseCsv, printAddress } from '../src/index';
import type { SheetContent } from './host';
import { quoted } from './state/insertion';

/** In the order of the menu. */
export const MENU = ['sleepstudy', 'wheat', 'nels_like', 'machines', 'pastes', 'dyestuff2', 'cbpp'] as const;
export type ExampleId = (typeof MENU)[number];

const DATA: Readonly<Record<ExampleId, () => Promise<{ default: string }>>> = {
  sleepstudy: () => import('../examples/sleepstudy.csv'),
  wheat: () => import('../examples/wheat.csv'),
  nels_like: () => import('../examples/nels_like.csv'),
  machines: () => import('../examples/machines.csv'),
  pastes: () => import('../examples/pastes.csv'),
  dyestuff2: () => import('../examples/dyestuff2.csv'),
  cbpp: () => import('../examples/cbpp.csv'),
};

export const MENU_EXAMPLES = MENU.map((id) => {
  const { title, description } = EXAMPLES.find((example) => example.id === id)!;
  return { id, title, description };
});

/** Empty columns between the data and what stands beside them. */
const GAP = 1;
/** Columns of the whole summary, with one to spare. */
const SUMMARY_COLUMNS = 10;

export interface LoadedExample {
  readonly content: SheetContent;
  /** A formula for these data; null when none of the functions fits it. */
  readonly model: string | null;
}

export async function loadExample(id: ExampleId): Promise<LoadedExample> {
  const example = EXAMPLES.find((one) => one.id === id)!;
  const cells = parseCsv((await DATA[id]()).default);
  const [rows, columns] = [cells.length, cells[0].length];
  const at = columns + GAP;
  const range = (column: number, width = 1): string =>
    printAddress({ sheet: null, row: 0, column, rowCount: rows, columnCount: width });
  const more: SheetContent['more'][number][] = [
    { row: 0, column: at, text: example.title },
    { row: 1, column: at, text: example.notes },
  ];
  const isMixed = example.family === 'gaussian';
  if (isMixed) {
    const args = `${range(0, columns)}, ${quoted(example.model)}`;
    more.push(
      { row: 3, column: at, formula: `=LMER.FIT(${args})` },
      { row: 3, column: at + SUMMARY_COLUMNS, formula: `=LMER.RANEF(${args})` },
    );
  }
  if (id === 'wheat')
    more.push(
      { row: 40, column: at, formula: `=ONEWAY.ANOVA(${range(1)}, ${range(0)})` },
      { row: 55, column: at, formula: `=SHRINK.MEANS(${range(1)}, ${range(0)})` },
    );
  if (id === 'cbpp') {
    const [incidence, size] = ['incidence', 'size'].map((name) => range(cells[0].indexOf(name)));
    more.push({ row: 3, column: at, formula: `=BINOM.MLE(SUM(${incidence}), SUM(${size}))` });
  }
  return { content: { name: example.title, cells, more }, model: isMixed ? example.model : null };
}
