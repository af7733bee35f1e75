/** Room for numbers, and ranges with air around what is drawn in them. */

import { fixed } from '../../state/numbers';
import { textWidth } from './labels';

/** Width that the numbers of a vertical axis over this range need, with the gap to the axis. */
export function numberRoom([low, high]: readonly [number, number]): number {
  const step = (high - low) / 5;
  const decimals = step > 0 ? Math.max(0, Math.ceil(-Math.log10(step))) : 0;
  const widest = Math.max(...[low, high].map((value) => textWidth(grouped(fixed(value, decimals)))));
  return Math.ceil(Math.max(26, widest + 14));
}

/** Free room between two numbers of an axis, in pixels. */
const GAP = 8;

/**
 * As many ticks as an axis can have: one every `spacing` pixels, and fewer where their numbers would run into one another.
 *
 * @param room length of the axis in pixels
 */
export function ticksFor([low, high]: readonly [number, number], room: number, spacing: number): number {
  let ticks = Math.max(2, Math.round(room / spacing));
  for (; ticks > 2; ticks--) {
    const step = roundStep((high - low) / ticks);
    const decimals = Math.max(0, -Math.floor(Math.log10(step)));
    const widest = Math.max(...[low, high].map((value) => textWidth(grouped(fixed(value, decimals)))));
    if ((step / (high - low)) * room >= widest + GAP) break;
  }
  return ticks;
}

/** The step between ticks that a chart takes for one of this size: 1, 2 or 5 times a power of ten, whichever is nearest by ratio. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const rest = size / power;
  return power * (rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.sqrt(2) ? 2 : 1);
}

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/** A range with a share of its width added at both ends. */
export function widened([low, high]: readonly [number, number], share = 0.04): [number, number] {
  const room = (high - low) * share || Math.abs(low) * share || 1;
  return [low - room, high + room];
}
