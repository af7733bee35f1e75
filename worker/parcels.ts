/**
 * Long lists on their way to a worker and back: blocks of cells, names of levels. Cloning a quarter of a million cells in
 * one message would hold the page up, so they go ahead in parcels, and the message itself has a place holder for each.
 */

import type { Cell } from '../src/index';
import { nextTurn } from './slices';

/** Rows of a block, or values of a list. */
export type Items = readonly unknown[];

/** Cells of what is taken out of the message: more than a millisecond or two of cloning. */
const LARGE = 10_000;

/** Cells of the first parcel, or of each where it is not known how long they take, and most of any. */
const FIRST_PARCEL = 2_000;
const LARGEST_PARCEL = 20_000;

/** Milliseconds of cloning that a parcel is made for: cells with long texts take a hundred times as long as numbers. */
const PARCEL_TIME = 2;

/** Milliseconds of a turn, the last parcel not counted. */
const TURN = 8;

/** In place of a long list. */
interface PlaceHolder {
  readonly listNumber: number;
}

export interface Packed<T> {
  /** The message, with place holders. */
  readonly message: T;
  readonly lists: readonly Items[];
}

/** Takes the long lists out of plain data, however deep they are. */
export function pack<T>(data: T): Packed<T> {
  const lists: Items[] = [];
  const message = replaced(data, (value) => {
    if (!Array.isArray(value) || cellsOf(value) <= LARGE) return value;
    lists.push(value);
    return { listNumber: lists.length - 1 } satisfies PlaceHolder;
  });
  return { message: message as T, lists };
}

/** Puts the lists back. */
export function unpack<T>(message: T, lists: readonly Items[]): T {
  if (lists.length === 0) return message;
  return replaced(message, (value) =>
    isPlainObject(value) && typeof value.listNumber === 'number' ? lists[value.listNumber] : value,
  ) as T;
}

/** Plain data with some parts replaced. What holds none of them stays the same object. */
function replaced(value: unknown, replace: (value: unknown) => unknown): unknown {
  const other = replace(value);
  if (other !== value) return other;
  const part = (one: unknown) => replaced(one, replace);
  // Lists of records are short; what is longer has been taken out, or holds values alone.
  if (Array.isArray(value)) {
    if (!isPlainObject(value[0])) return value;
    const parts = value.map(part);
    return parts.every((one, i) => one === value[i]) ? value : parts;
  }
  if (!isPlainObject(value)) return value;
  const parts = Object.entries(value).map(([name, one]) => [name, part(one)] as const);
  return parts.every(([name, one]) => one === value[name]) ? value : Object.fromEntries(parts);
}

/** A list for a parcel that has come: appended to those before it. */
export function appendInPlace(lists: unknown[][], listNumber: number, items: Items): void {
  const list = (lists[listNumber] ??= []);
  for (const item of items) list.push(item);
}

/** The items of a list in parcels of the same size. */
export function* parcels(list: Items): Generator<Items, void, void> {
  const step = itemsOf(FIRST_PARCEL, list);
  for (let from = 0; from < list.length; from += step) yield list.slice(from, from + step);
}

/**
 * Posts the items of a list, for some milliseconds at a time; the parcels are as large as those before them let expect.
 *
 * @param isWanted asked before each turn; once it says no, nothing more is posted
 * Resolves with whether all are posted; rejects with what `post` throws.
 */
export async function sendInParcels(
  list: Items,
  post: (items: Items) => void,
  isWanted: () => boolean,
): Promise<boolean> {
  let cells = FIRST_PARCEL;
  for (let from = 0; from < list.length;) {
    await nextTurn();
    if (!isWanted()) return false;
    const end = Date.now() + TURN;
    do {
      const items = list.slice(from, from + itemsOf(cells, list));
      from += items.length;
      const began = Date.now();
      post(items);
      cells = nextSize(cells, Date.now() - began);
    } while (from < list.length && Date.now() < end);
  }
  return isWanted();
}

/** @param took milliseconds for as many cells */
function nextSize(cells: number, took: number): number {
  const factor = Math.min(2, PARCEL_TIME / Math.max(took, 1));
  return Math.max(1, Math.min(LARGEST_PARCEL, cells * factor));
}

/** Rows that have so many cells, or so many values; at least one. */
function itemsOf(cells: number, list: Items): number {
  return Math.max(1, Math.floor(cells / widthOf(list)));
}

/** Cells in blocks of cells, wherever they are in plain data. */
export function blockCells(data: unknown): number {
  if (Array.isArray(data)) return isBlock(data) ? data.length * data[0].length : 0;
  if (!isPlainObject(data)) return 0;
  return Object.values(data).reduce<number>((sum, part) => sum + blockCells(part), 0);
}

function cellsOf(list: Items): number {
  return list.length * widthOf(list);
}

function widthOf([first]: Items): number {
  return Array.isArray(first) ? Math.max(1, first.length) : 1;
}

function isBlock(value: readonly unknown[]): value is readonly (readonly Cell[])[] {
  return Array.isArray(value[0]);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
