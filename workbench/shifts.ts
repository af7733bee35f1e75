/** Rows, columns and cells that come, go and move, and what becomes of places that somebody remembers. */

import { MAX_COLUMNS, MAX_ROWS } from '../src/index';

/** Counted from 0, its ends exclusive; whole columns reach from the first row of all to the last one. */
export interface Block {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Rows or columns that came (`count` above 0) or went, from the first of them on. */
export interface Growth {
  readonly sheetId: string;
  readonly along: 'rows' | 'columns';
  readonly from: number;
  readonly count: number;
  /** Of cells: the first and last of the columns (rows) in which others made room or moved up; all where there are none. */
  readonly within?: readonly [first: number, last: number];
}

/** Whole rows or columns that were moved before another one. */
export interface LineMove {
  readonly sheetId: string;
  readonly along: 'rows' | 'columns';
  readonly from: number;
  readonly count: number;
  readonly before: number;
}

/** Cells that were moved onto others. */
export interface BlockMove {
  readonly sheetId: string;
  readonly block: Block;
  readonly toSheetId: string;
  /** How far. */
  readonly down: number;
  readonly right: number;
}

export type Shift = Growth | LineMove | BlockMove;

/** What a reference to a block means after a change, as those of formulas move: a block without cells when nothing of it is left. */
export function referenceAfter(block: Block, sheetId: string, shift: Shift): Block {
  if (shift.sheetId !== sheetId) return block;
  if ('block' in shift) {
    const isWithin = shift.toSheetId === sheetId && contains(shift.block, block);
    return isWithin ? movedBy(block, shift.down, shift.right) : block;
  }
  if ('before' in shift) {
    const part = partsOf(shift).find((one) => contains(one.block, block));
    return part ? movedAlong(block, shift.along, part.by) : block;
  }
  return contains(bandOf(shift), block) ? grown(block, shift) : block;
}

/** Where the cells of a block are after a change, each by itself. */
export function cellsAfter(block: Block, sheetId: string, shift: Shift): readonly Block[] {
  if ('block' in shift) {
    const stays = shift.sheetId === sheetId ? without(block, shift.block) : [block];
    if (shift.toSheetId !== sheetId) return stays;
    const target = movedBy(shift.block, shift.down, shift.right);
    const moved = shift.sheetId === sheetId ? overlap(block, shift.block) : null;
    const left = stays.flatMap((one) => without(one, target));
    return moved ? [...left, movedBy(moved, shift.down, shift.right)] : left;
  }
  if (shift.sheetId !== sheetId) return [block];
  if ('before' in shift)
    return partsOf(shift).flatMap(({ block: part, by }) => {
      const moved = overlap(block, part);
      return moved ? [movedAlong(moved, shift.along, by)] : [];
    });
  const band = bandOf(shift);
  const inside = overlap(block, band);
  return [...without(block, band), ...(inside ? [grown(inside, shift)] : [])].filter((one) => !isEmpty(one));
}

export function isEmpty({ top, left, bottom, right }: Block): boolean {
  return bottom <= top || right <= left;
}

/** Fewer blocks with the same cells, where some lie side by side. */
export function joined(blocks: readonly Block[]): Block[] {
  const apart: Block[] = [];
  for (const block of blocks) {
    let [next, at] = [block, -1];
    while ((at = apart.findIndex((one) => union(one, next) !== null)) >= 0)
      next = union(apart.splice(at, 1)[0], next)!;
    apart.push(next);
  }
  return apart;
}

/** Whether the second of two changes takes the first one back, as an undo does. */
export function takesBack(next: Shift, last: Shift): boolean {
  return JSON.stringify(inverse(next)) === JSON.stringify(last);
}

/** The change that takes one back. */
export function inverse(shift: Shift): Shift {
  const { sheetId } = shift;
  if ('block' in shift) {
    const { block, toSheetId, down, right } = shift;
    return {
      sheetId: toSheetId,
      block: movedBy(block, down, right),
      toSheetId: sheetId,
      down: -down,
      right: -right,
    };
  }
  const { along, from, count } = shift;
  if (!('before' in shift)) return { ...shift, count: -count };
  const { before } = shift;
  return before < from
    ? { sheetId, along, from: before, count, before: from + count }
    : { sheetId, along, from: before - count, count, before: from };
}

/** First and end of a span, as references of formulas move: what comes within a span widens it, what goes narrows it, down to nothing. */
function shiftedEnds(start: number, end: number, { from, count }: Growth): readonly [number, number] {
  const moved = (at: number, isEnd: boolean): number => {
    if (count > 0) return at > from || (at === from && !isEnd) ? at + count : at;
    return at > from ? Math.max(from, at + count) : at;
  };
  return [moved(start, false), moved(end, true)];
}

function grown(block: Block, shift: Growth): Block {
  const [start, end] = endsOf(block, shift.along);
  const most = endsOf(ALL, shift.along)[1];
  // Whole columns have as many rows as before.
  if (start === 0 && end === most) return block;
  const [newStart, newEnd] = shiftedEnds(start, end, shift).map((at) => Math.min(at, most));
  const isSame = newStart === start && newEnd === end;
  return isSame ? block : withEnds(block, shift.along, newStart, Math.max(newStart, newEnd));
}

const ALL: Block = { top: 0, left: 0, bottom: MAX_ROWS, right: MAX_COLUMNS };

/** Where cells make room or move up. */
function bandOf({ along, within }: Growth): Block {
  if (!within) return ALL;
  return withEnds(ALL, along === 'rows' ? 'columns' : 'rows', within[0], within[1] + 1);
}

/** All rows or columns in pieces, with how far each of them goes. */
function partsOf({ along, from, count, before }: LineMove): readonly { block: Block; by: number }[] {
  const [first, end] = [Math.min(from, before), Math.max(from + count, before)];
  const isBack = before < from;
  const middle = isBack ? from : from + count;
  const [forward, back] = isBack ? [count, before - from] : [before - from - count, -count];
  return [
    { block: withEnds(ALL, along, 0, first), by: 0 },
    { block: withEnds(ALL, along, first, middle), by: forward },
    { block: withEnds(ALL, along, middle, end), by: back },
    { block: withEnds(ALL, along, end, endsOf(ALL, along)[1]), by: 0 },
  ];
}

function endsOf({ top, left, bottom, right }: Block, along: Growth['along']): readonly [number, number] {
  return along === 'rows' ? [top, bottom] : [left, right];
}

function withEnds(block: Block, along: Growth['along'], start: number, end: number): Block {
  return along === 'rows' ? { ...block, top: start, bottom: end } : { ...block, left: start, right: end };
}

function movedBy({ top, left, bottom, right }: Block, down: number, across: number): Block {
  return { top: top + down, left: left + across, bottom: bottom + down, right: right + across };
}

function movedAlong(block: Block, along: Growth['along'], by: number): Block {
  return along === 'rows' ? movedBy(block, by, 0) : movedBy(block, 0, by);
}

function contains(outer: Block, inner: Block): boolean {
  return (
    outer.top <= inner.top &&
    outer.left <= inner.left &&
    outer.bottom >= inner.bottom &&
    outer.right >= inner.right
  );
}

/** The cells that two blocks have in common; null when there are none. */
export function overlap(a: Block, b: Block): Block | null {
  const top = Math.max(a.top, b.top);
  const left = Math.max(a.left, b.left);
  const bottom = Math.min(a.bottom, b.bottom);
  const right = Math.min(a.right, b.right);
  const cells = { top, left, bottom, right };
  return isEmpty(cells) ? null : cells;
}

/** A block without the cells of another one. */
function without(block: Block, hole: Block): Block[] {
  const cut = overlap(block, hole);
  if (!cut) return [block];
  const { top, bottom } = cut;
  return [
    { ...block, bottom: top },
    { ...block, top, bottom, right: cut.left },
    { ...block, top, bottom, left: cut.right },
    { ...block, top: bottom },
  ].filter((one) => !isEmpty(one));
}

/** Two blocks as one; null where they are none together. */
function union(a: Block, b: Block): Block | null {
  const all = {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  };
  const isOver = a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
  const isBeside = (a.top === b.top && a.bottom === b.bottom) || (a.left === b.left && a.right === b.right);
  return (isOver && isBeside) || contains(a, b) || contains(b, a) ? all : null;
}
