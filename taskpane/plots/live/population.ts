/** The lines or means of the population, with their limits, as LMER.EMMEANS gives them; behind lines the data. */

import {
  answerReport,
  lookOf,
  numberLabel,
  optionText,
  quoteName,
  type Analysis,
  type EstimatedTable,
  type FittedLines,
  type PopulationLine,
} from '../../../src/index';
import { percent } from '../../state/numbers';
import type { RangeAddress } from '../../host';
import { insertTitles } from '../../insertText';
import { modelFormula } from '../../state/insertion';
import { insertedModel } from '../../state/selectors';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import { evenly } from '../data/thin';
import { estimatesLive, type PlotWords } from './estimates';
import type { LivePlot, LiveSeries, Part } from './live';
import { tablePlace } from './tables';

export interface AskedLines {
  readonly x: string;
  /** Labels along x; null for numbers. */
  readonly places: readonly string[] | null;
  /** The column each of whose values has a line; null for one line. */
  readonly by: string | null;
  readonly lines: FittedLines;
}

/** Rows of means, of all lines together, at most; but so many places of each line are there in any case. */
const MOST_ROWS = 120;
const FEWEST_PLACES = 11;

/** What asks for the same lines as means; null where a label cannot be written there. */
export function meansOfLines({ x, places, by, lines }: AskedLines): Analysis<'means'> | null {
  const entries = [
    ...(places === null ? [{ name: x, values: placesAlong(lines).map(String) }] : []),
    ...(by === null ? [] : [{ name: by, values: lines.population.map((line) => lines.by[line.by]) }]),
    ...lines.held.map(({ name, value }) => ({ name, values: [String(value)] })),
  ];
  if (entries.some(({ values }) => values.some((value) => value.includes('"')))) return null;
  const at = entries.map(({ name, values }) => `${quoteName(name)}=${values.map(written).join(',')}`);
  return {
    kind: 'means',
    specs: by === null ? quoteName(x) : `${quoteName(x)} | ${quoteName(by)}`,
    at: at.length === 0 ? null : at.join('; '),
    covariates: 'mean',
    weights: 'equal',
    type: 'link',
    bias: false,
    test: false,
    letters: null,
  };
}

/** In quotes where it would be cut, or taken for several. */
function written(value: string): string {
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value) || /^[\p{L}][\p{L}\p{N} _.-]*$/u.test(value)
    ? value
    : `"${value}"`;
}

/** Places of all lines, of long lines some, their ends among them. */
function placesAlong({ population }: FittedLines): number[] {
  const each = Math.max(FEWEST_PLACES, Math.floor(MOST_ROWS / population.length ** 2));
  const all = population.flatMap(({ x }) => evenly(x.length, each).map((i) => x[i]));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** The rows of a line among those of the means, from the first to the last that it reaches. */
interface LineRows {
  readonly line: PopulationLine;
  readonly from: number;
  readonly rows: number;
}

/** Numbers of two computations that are the same, relative to the largest of them. */
const SAME = 1e-6;

/**
 * Where each line stands among the means; null where they are not the lines: offsets, and means that the data do not determine.
 */
export function rowsOfLines({ places, by, lines }: AskedLines, table: EstimatedTable): LineRows[] | null {
  const largest = Math.max(
    ...lines.population.flatMap((line) => [...line.lower, ...line.upper].map(Math.abs)),
  );
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= SAME * largest;
  const found = lines.population.map((line): LineRows | null => {
    const at = new Map(Array.from(line.x, (value, i) => [numberLabel(value), i]));
    const own = table.rows.flatMap(({ labels, estimate, lower, upper }, row) => {
      if (by !== null && labels[1] !== lines.by[line.by]) return [];
      const label = labels[0];
      const i = at.get(numberLabel(places === null ? Number(label) : places.indexOf(label)));
      return i === undefined ? [] : [{ row, i, numbers: [estimate, lower, upper] }];
    });
    const isIt = own.every(({ i, numbers }) =>
      [line.population, line.lower, line.upper].every((values, k) => isSame(values[i], numbers[k])),
    );
    if (own.length < Math.min(2, line.x.length) || !isIt) return null;
    const [first, last] = [own[0].row, own[own.length - 1].row];
    return { line, from: first, rows: last - first + 1 };
  });
  return found.every((one) => one !== null) ? found : null;
}

export interface PopulationWords extends PlotWords {
  readonly lineName: (by: number) => string;
  /** Cells of the data to stand behind lines; null for none. */
  readonly data: { readonly name: string; readonly x: RangeAddress; readonly y: RangeAddress } | null;
}

/** @param table answers what `meansOfLines` asks */
export function populationLive(
  state: PaneState,
  asked: AskedLines,
  question: Analysis<'means'>,
  table: EstimatedTable,
  { lineName, data, ...words }: PopulationWords,
): LivePlot | null {
  const model = insertedModel(state);
  const found = rowsOfLines(asked, table);
  const report = answerReport('means', table);
  const place = tablePlace(report, 'means');
  if (!model || !found || !place) return null;
  const { specs, at } = question;
  const formula = {
    title: insertTitles.means(specs, model.formula),
    formula: modelFormula('LMER.EMMEANS', model, { specs }, at === null ? '' : optionText('at', at)),
    look: lookOf(report),
  };
  const ends = text.chart.limits(percent(table.level));
  if (asked.places !== null) {
    const names = { estimate: words.yTitle, ...ends };
    const columns = { table: 'means', estimate: 'estimate', lower: 'lower', upper: 'upper' };
    return estimatesLive(formula, report, columns, names, words);
  }
  const series = found.flatMap(({ line, from, rows }): LiveSeries[] => {
    const part = (name: string): Part => {
      const column = place.column(name)!;
      return { ...column, row: column.row + from, rows };
    };
    const x = { ...place.labels, row: place.labels.row + from, rows, columns: 1 };
    const name = lineName(line.by);
    const of = (end: string): string => (name === '' ? end : `${name}, ${end}`);
    return [
      {
        name: name === '' ? text.plots.observed.population : name,
        x,
        y: part('estimate'),
        mark: 'line',
        color: line.by,
      },
      { name: of(ends.lower), x, y: part('lower'), mark: 'limits', color: line.by },
      { name: of(ends.upper), x, y: part('upper'), mark: 'limits', color: line.by },
    ];
  });
  const behind: LiveSeries[] = data === null ? [] : [{ ...data, mark: 'points', color: 'quiet' }];
  return { ...words, kind: 'scatter', formulas: [formula], series: [...behind, ...series] };
}
