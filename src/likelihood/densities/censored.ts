/**
 * Samples of which some values are known by bounds only: a column of times and one of their status, or two columns of lower and
 * upper bounds. Of a bound counts the probability beyond it, of two the one between them.
 */

import { CellmerError } from '../../errors';
import { composed, isBlank, readTable, type Cell, type CellMatrix, type Column } from '../../table';
import { type NumberColumn, numbersOf } from '../expression/data';
import type { NamedDensity } from './types';

/** Values and bounds by row: both equal where the value is known, infinite where there is no bound. */
export interface CensoredSample {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Rows that were left out. */
  readonly missing: number;
  /** How the status was read, where that is not as it stands. */
  readonly remarks: readonly string[];
}

const STATUS = ['status', 'event'];
const TIME = ['time', 'times'];
const BOUNDS = [
  ['lower', 'upper'],
  ['left', 'right'],
] as const;

/** Which of some columns are a time and its status, or a lower and an upper bound. */
export interface CensoredRoles {
  readonly kind: 'status' | 'bounds';
  /** By their places from 0. */
  readonly places: readonly [number, number];
}

/** What two columns of censored data are called, for messages. */
export const CENSORED_HEADERS = '"time" and "status", or "lower" and "upper"';

/** @returns null where the names do not say that values are censored */
export function censoredRoles(headers: readonly string[]): CensoredRoles | null {
  const names = headers.map((header) => composed(header).trim().toLowerCase());
  const at = (wanted: readonly string[]): number => names.findIndex((name) => wanted.includes(name));
  for (const [low, high] of BOUNDS) {
    const [lower, upper] = [names.indexOf(low), names.indexOf(high)];
    if (lower >= 0 && upper >= 0) return { kind: 'bounds', places: [lower, upper] };
  }
  const status = at(STATUS);
  // Of two columns the other one is the time, whatever it is called.
  const time = names.length === 2 ? 1 - status : at(TIME);
  return status >= 0 && time >= 0 ? { kind: 'status', places: [time, status] } : null;
}

function headersOf([first, ...rest]: CellMatrix): readonly string[] | null {
  const isText = (cell: Cell): cell is string => typeof cell === 'string' && cell.trim() !== '';
  return rest.length > 0 && first.length > 1 && first.every(isText) ? first : null;
}

/** Whether the headers of a range say that its values are censored. */
export function isCensored(cells: CellMatrix): boolean {
  return rolesIn(cells) !== null;
}

function rolesIn(cells: CellMatrix): CensoredRoles | null {
  const headers = cells.length > 0 ? headersOf(cells) : null;
  return headers && censoredRoles(headers);
}

/**
 * @param address where the cells stand, to name them in messages
 * @returns null for a range whose headers are not those of censored data
 * @throws CellmerError `data` for a status that is none, bounds in the wrong order, and cells that are no numbers
 */
export function readCensored(cells: CellMatrix, address: string | null): CensoredSample | null {
  const roles = rolesIn(cells);
  if (!roles) return null;
  const { places } = roles;
  // A column without a value, such as an upper bound of none, is neither numbers nor text.
  const isEmpty = places.map((place) => cells.slice(1).every((row) => isBlank(row[place])));
  let names: readonly string[] = [];
  const table = readTable(cells, {
    address,
    use: (headers) => {
      names = places.map((place) => headers[place]);
      return names.filter((_, j) => !isEmpty[j]);
    },
  });
  const [first, second] = names.map((name, j): NumberColumn => ({
    name,
    values: isEmpty[j]
      ? new Float64Array(table.rowCount).fill(NaN)
      : numbersOf(table.columns.get(name) as Column, 'censored data are numbers'),
  }));
  return roles.kind === 'status' ? ofStatus(first, second) : ofBounds(first, second);
}

/** The same of columns of numbers, NaN where one is missing. */
export function censoredColumns(columns: readonly NumberColumn[]): CensoredSample | null {
  if (columns.length !== 2) return null;
  const roles = censoredRoles(columns.map(({ name }) => name));
  if (!roles) return null;
  const [first, second] = roles.places.map((place) => columns[place]);
  return roles.kind === 'status' ? ofStatus(first, second) : ofBounds(first, second);
}

function ofStatus(time: NumberColumn, status: NumberColumn): CensoredSample {
  const kept = Array.from(time.values, (_, i) => i).filter(
    (i) => !Number.isNaN(time.values[i]) && !Number.isNaN(status.values[i]),
  );
  const codes = kept.map((i) => status.values[i]);
  // As in R's survival: where the largest status is 2, that is the event and 1 is none.
  const event = codes.includes(2) ? 2 : 1;
  const wrong = codes.find((code) => code !== event && code !== event - 1);
  if (wrong !== undefined)
    throw new CellmerError(
      'data',
      `The column ${status.name} holds ${wrong}: expected 1 for an event, and 0 for a time up to which there was none.`,
    );
  const lower = Float64Array.from(kept, (i) => time.values[i]);
  return {
    lower,
    upper: lower.map((value, k) => (codes[k] === event ? value : Infinity)),
    missing: time.values.length - kept.length,
    remarks: event === 2 ? [`In ${status.name} 2 is an event and 1 a censored time, as in R.`] : [],
  };
}

function ofBounds(lower: NumberColumn, upper: NumberColumn): CensoredSample {
  const kept = Array.from(lower.values, (_, i) => i).filter(
    (i) => !Number.isNaN(lower.values[i]) || !Number.isNaN(upper.values[i]),
  );
  const bound = (x: number, none: number): number => (Number.isNaN(x) ? none : x);
  const low = Float64Array.from(kept, (i) => bound(lower.values[i], -Infinity));
  const high = Float64Array.from(kept, (i) => bound(upper.values[i], Infinity));
  const wrong = low.findIndex((value, k) => value > high[k]);
  if (wrong >= 0)
    throw new CellmerError(
      'data',
      `The bounds ${low[wrong]} and ${high[wrong]} in row ${kept[wrong] + 1} of the data: expected the lower one in ${lower.name}.`,
    );
  return { lower: low, upper: high, missing: lower.values.length - kept.length, remarks: [] };
}

const EVENT = 0;
const RIGHT = 1;
const LEFT = 2;
const BETWEEN = 3;

/** The density of a censored sample, from that of its values. */
export function censoredDensity(density: NamedDensity, sample: CensoredSample): NamedDensity {
  const { censored, support, name } = density;
  if (!censored) throw new CellmerError('unsupported', `The ${name} density takes no censored data.`);
  const { upper } = sample;
  // Between the least possible value and a bound is below the bound.
  const isBelow = (x: number, i: number): boolean =>
    x === support.lower && x < upper[i] && upper[i] < Infinity;
  const lower = sample.lower.map((x, i) => (isBelow(x, i) ? -Infinity : x));
  const kinds = lower.map((low, i) => {
    if (low === upper[i]) return EVENT;
    if (upper[i] === Infinity) return RIGHT;
    return low === -Infinity ? LEFT : BETWEEN;
  });
  const known = lower.map((low, i) => (kinds[i] === LEFT ? upper[i] : low));
  const ends = Float64Array.from([...known, ...upper.filter(Number.isFinite)]);
  // Both ends of each row, for the spread that starting values need.
  const about = Float64Array.from([...known, ...upper.map((x, i) => (Number.isFinite(x) ? x : known[i]))]);
  return {
    ...density,
    logDensity: '',
    constant: undefined,
    direct: undefined,
    closedForm: undefined,
    refuse: () => density.refuse?.(ends) ?? null,
    noMaximum: () => withoutMaximum(lower, upper, kinds, density.parameters.length),
    start: () => density.start(about),
    condense: () => ({
      columns: [
        { name: 'y', values: known },
        { name: 'upper', values: upper.map((x, i) => (kinds[i] === BETWEEN ? x : known[i] + 1)) },
        { name: 'kind', values: kinds },
      ],
      logDensity: `LN(EXP(${logDensityOf(density.logDensity, censored.distribution, new Set(kinds))}))`,
    }),
    derived: [['median', censored.median]],
    sentence: `${name}, ${countsOf(kinds)}`,
    readings: sample.remarks,
  };
}

/** @param distribution with # in the place of the value */
function logDensityOf(logDensity: string, distribution: string, kinds: ReadonlySet<number>): string {
  const log = (at: string, tail: 'TRUE' | 'FALSE'): string =>
    distribution.replace('#', at).replace(/\)$/, `, lower.tail = ${tail}, log.p = TRUE)`);
  const between = (from: string, to: string, tail: 'TRUE' | 'FALSE'): string =>
    `${log(from, tail)} + log(-expm1(${log(to, tail)} - ${log(from, tail)}))`;
  // From the nearer end, where the probability beyond is small and keeps its digits.
  const isLow = `${distribution.replace('#', 'y')} + ${distribution.replace('#', 'upper')} < 1`;
  const texts: readonly (readonly [kind: number, text: string])[] = [
    [EVENT, logDensity],
    [RIGHT, log('y', 'FALSE')],
    [LEFT, log('y', 'TRUE')],
    [BETWEEN, `IF(${isLow}, ${between('upper', 'y', 'TRUE')}, ${between('y', 'upper', 'FALSE')})`],
  ];
  return texts
    .filter(([kind]) => kinds.has(kind))
    .reduceRight((rest, [kind, text]) => (rest === '' ? text : `IF(kind = ${kind}, ${text}, ${rest})`), '');
}

/** Why such a sample has no maximum, as the end of a sentence. */
function withoutMaximum(
  lower: Float64Array,
  upper: Float64Array,
  kinds: Float64Array,
  parameters: number,
): string | null {
  if (kinds.every((kind) => kind === RIGHT))
    return 'has no event, only times up to which there was none: the likelihood rises for ever with them';
  if (kinds.every((kind) => kind === LEFT))
    return 'has no lower bound: the likelihood rises for ever towards none';
  const [from, to] = [lower.reduce((a, b) => Math.max(a, b)), upper.reduce((a, b) => Math.min(a, b))];
  return parameters > 1 && from <= to
    ? `could be ${from === to ? from : `one value between ${from} and ${to}`} throughout: the likelihood has no maximum`
    : null;
}

function countsOf(kinds: Float64Array): string {
  const words: readonly (readonly [kind: number, one: string, many: string])[] = [
    [EVENT, 'event', 'events'],
    [RIGHT, 'right-censored', 'right-censored'],
    [LEFT, 'left-censored', 'left-censored'],
    [BETWEEN, 'between bounds', 'between bounds'],
  ];
  return words
    .map(([kind, one, many]): [number, string, string] => [kinds.filter((k) => k === kind).length, one, many])
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(', ');
}
