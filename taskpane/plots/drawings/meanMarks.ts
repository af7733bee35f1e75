/** What drawings of means have in common, upright or with a row for each level. */

import { text as textMark, type Markish } from '@observablehq/plot';
import { COLOR, seriesStyle } from '../figure/chart';
import { plotSymbol } from '../figure/symbols';
import type { DrawnMean, DrawnRow, GroupPoint } from '../data/means';
import type { Faceted, PanelOf } from './panels';

export interface MeansData extends Faceted {
  /** Along the axis. */
  readonly levels: readonly string[];
  readonly means: readonly DrawnMean[];
  readonly rows: readonly DrawnRow[];
  readonly groups: readonly GroupPoint[];
  /** Ends of the bar of a mean; null draws none. */
  readonly bar: ((mean: DrawnMean) => readonly [number, number]) | null;
}

export interface MeansLabels {
  readonly axis: string;
  readonly outcome: string;
}

export interface PlacedMean extends DrawnMean {
  /** On the axis of the levels. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly fx: number;
  readonly fy: number;
}

export function meansOfLine(data: MeansData, k: number, offset: number, panelOf: PanelOf): PlacedMean[] {
  return data.means
    .filter(({ series }) => series === k)
    .map((mean) => {
      const [low, high] = data.bar?.(mean) ?? [mean.estimate, mean.estimate];
      return { ...mean, at: mean.place + offset, low, high, ...panelOf(mean.panel) };
    });
}

export function meanStyle(k: number) {
  const { color, symbol } = seriesStyle(k);
  return { symbol: plotSymbol(symbol), r: 4.5, fill: color, stroke: COLOR.paper, strokeWidth: 1 };
}

/** Letters of means, which stay readable over what lies behind them. */
export function letterMark(
  { panelTitles, lines }: MeansData,
  k: number,
  means: readonly PlacedMean[],
  place: Parameters<typeof textMark>[1],
): Markish {
  return textMark(
    means.filter(({ letters }) => letters !== null && letters !== ''),
    {
      fx: 'fx',
      fy: 'fy',
      ...place,
      text: 'letters',
      fill: lines > 1 ? seriesStyle(k).color : COLOR.strong,
      stroke: panelTitles.length > 0 ? COLOR.panel : COLOR.paper,
      strokeWidth: 3,
    },
  );
}
