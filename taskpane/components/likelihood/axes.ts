/** The axes along which a point of a picture is moved: by a pointer, and by keys. */

import { onStep, roundStep } from '../../../src/index';
import type { Frame } from './frame';

export interface ExplorerAxis {
  readonly along: 'x' | 'y';
  readonly range: readonly [low: number, high: number];
  readonly estimate: number;
  /** Of a key. */
  readonly step: number;
  /** Whether a pointer moves in steps of about a pixel, and not in those of a key. */
  readonly isFine: boolean;
  readonly up: readonly string[];
  readonly down: readonly string[];
}

export interface Pixels {
  readonly x: number;
  readonly y: number;
}

/** Pixels within which the point jumps to the maximum. */
const SNAP = 4;
/** Steps of Page Up and Page Down, and of an arrow with Shift. */
const PAGE = 10;

/** The values at a place of the picture: on round steps, or at the maximum where that is near. */
export function valuesAt(place: Pixels, axes: readonly ExplorerAxis[], frame: Frame): readonly number[] {
  const away = axes.map(({ along, estimate }) =>
    along === 'x' ? place.x - frame.toX(estimate) : place.y - frame.toY(estimate),
  );
  if (Math.hypot(...away) <= SNAP) return axes.map(({ estimate }) => estimate);
  return axes.map((axis) => valueAt(place, axis, frame));
}

function valueAt(place: Pixels, { along, range, step, isFine }: ExplorerAxis, frame: Frame): number {
  const pixels = along === 'x' ? frame.right - frame.left : frame.bottom - frame.top;
  const fine = roundStep((range[1] - range[0]) / Math.max(1, pixels));
  const value = along === 'x' ? frame.xAt(place.x) : frame.yAt(place.y);
  return within(range, onStep(value, isFine ? Math.min(step, fine) : step));
}

/** The values after a key; null for a key that means nothing. */
export function afterKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  values: readonly number[],
  axes: readonly ExplorerAxis[],
): readonly number[] | null {
  const next = axes.map((axis, i) => valueAfter(key, shiftKey ? PAGE : 1, values[i], axis, i === 0));
  return next.every((value, i) => value === values[i]) && !isMove(key, axes) ? null : next;
}

const ENDS: Readonly<Record<string, 0 | 1>> = { Home: 0, End: 1 };
const PAGES: Readonly<Record<string, number>> = { PageUp: PAGE, PageDown: -PAGE };

function isMove(key: string, axes: readonly ExplorerAxis[]): boolean {
  return key in ENDS || key in PAGES || axes.some(({ up, down }) => [...up, ...down].includes(key));
}

/** @param isMain whether the keys for long ways are those of this axis */
function valueAfter(key: string, times: number, value: number, axis: ExplorerAxis, isMain: boolean): number {
  const { range, step, up, down } = axis;
  if (isMain && key in ENDS) return range[ENDS[key]];
  const arrow = up.includes(key) ? times : down.includes(key) ? -times : 0;
  const steps = isMain && key in PAGES ? PAGES[key] : arrow;
  return steps === 0 ? value : within(range, onStep(value + steps * step, step));
}

function within([low, high]: readonly [number, number], value: number): number {
  return Math.min(high, Math.max(low, value));
}
