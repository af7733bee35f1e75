/**
 * Large blocks of cells on their way to a worker. Cloning a quarter of a million cells in one message would hold the page
 * up, so their rows go ahead in parcels, and the message itself has a place holder for each block.
 */

import type { Cell, CellMatrix } from '../src/index';

/** Cells per parcel: about a millisecond or two of cloning. */
const PARCEL = 10_000;

/** In place of a block. */
interface PlaceHolder {
  readonly blockNumber: number;
}

export interface Packed<T> {
  /** The message, with place holders. */
  readonly message: T;
  readonly blocks: readonly CellMatrix[];
}

/** Takes the large blocks of cells out of plain data, however deep they are. */
export function pack<T>(data: T): Packed<T> {
  const blocks: CellMatrix[] = [];
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      if (!isLargeBlock(value)) return value;
      blocks.push(value);
      return { blockNumber: blocks.length - 1 } satisfies PlaceHolder;
    }
    if (!isPlainObject(value)) return value;
    const parts = Object.entries(value).map(([name, part]) => [name, visit(part)] as const);
    return parts.every(([name, part]) => part === value[name]) ? value : Object.fromEntries(parts);
  };
  return { message: visit(data) as T, blocks };
}

/** Puts the blocks back. */
export function unpack<T>(message: T, blocks: readonly CellMatrix[]): T {
  if (blocks.length === 0) return message;
  const visit = (value: unknown): unknown => {
    if (!isPlainObject(value)) return value;
    if (typeof value.blockNumber === 'number') return blocks[value.blockNumber];
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, visit(part)]));
  };
  return visit(message) as T;
}

/** The rows of a block, some at a time. */
export function* parcels(block: CellMatrix): Generator<CellMatrix, void, void> {
  const step = Math.max(1, Math.floor(PARCEL / Math.max(1, block[0].length)));
  for (let from = 0; from < block.length; from += step) yield block.slice(from, from + step);
}

/** Cells in blocks of cells, wherever they are in plain data. */
export function blockCells(data: unknown): number {
  if (Array.isArray(data)) return isBlock(data) ? data.length * data[0].length : 0;
  if (!isPlainObject(data)) return 0;
  return Object.values(data).reduce<number>((sum, part) => sum + blockCells(part), 0);
}

function isLargeBlock(value: readonly unknown[]): value is CellMatrix {
  return isBlock(value) && value.length * value[0].length > PARCEL;
}

function isBlock(value: readonly unknown[]): value is readonly (readonly Cell[])[] {
  return Array.isArray(value[0]);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
