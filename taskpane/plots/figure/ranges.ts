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

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/** A range with a share of its width added at both ends. */
export function widened([low, high]: readonly [number, number], share = 0.04): [number, number] {
  const room = (high - low) * share || Math.abs(low) * share || 1;
  return [low - room, high + room];
}
