/**
 * The manner of all plots: Observable Plot with the pane's type, a quiet grid, and the tokens of theme.ts as colours. Every
 * colour is an attribute that names a token, so that a plot follows the theme by itself and a picture of it can be made
 * by putting the light theme's values in.
 */

import {
  axisX,
  axisY,
  gridX,
  gridY,
  plot,
  ruleY,
  type AxisXOptions,
  type AxisYOptions,
  type Markish,
  type PlotOptions,
} from '@observablehq/plot';
import { MINUS } from '../../state/numbers';
import type { ProductTokens } from '../../palette';
import type { SymbolName } from './symbols';

/** A token of the theme as a colour. */
const token = (
  name:
    | keyof ProductTokens
    | 'colorNeutralForeground1'
    | 'colorNeutralForeground2'
    | 'colorNeutralForeground3'
    | 'colorNeutralBackground1'
    | 'colorNeutralBackground2',
): string => `var(--${name})`;

export const COLOR = {
  /** Strong, middling and quiet text. */
  strong: token('colorNeutralForeground1'),
  text: token('colorNeutralForeground2'),
  quiet: token('colorNeutralForeground3'),
  paper: token('colorNeutralBackground1'),
  panel: token('colorNeutralBackground2'),
  grid: token('cmGrid'),
  axis: token('cmAxis'),
  fixed: token('cmFixed'),
  fixedMark: token('cmFixedMark'),
  vary: token('cmVary'),
  varyMark: token('cmVaryMark'),
  point: token('cmPoint'),
} as const;

/** How levels that are drawn side by side are told apart: by colour, by symbol, and their lines by dashes. */
export interface SeriesStyle {
  readonly color: string;
  readonly symbol: SymbolName;
  /** `none` is a whole line. */
  readonly dashes: string;
}

const SYMBOLS: readonly SymbolName[] = ['circle', 'square', 'triangle', 'diamond', 'cross', 'wedge'];
const SERIES = ['cmSeries1', 'cmSeries2', 'cmSeries3', 'cmSeries4', 'cmSeries5', 'cmSeries6'] as const;
const SERIES_DASHES = ['none', '6 3', '2 3', '8 3 2 3', '10 4', '4 2 1 2'];

/** Of the k-th of several; after six colours the symbols move on by one. */
export function seriesStyle(k: number): SeriesStyle {
  const place = k % SERIES.length;
  const round = Math.floor(k / SERIES.length);
  return {
    color: token(SERIES[place]),
    symbol: SYMBOLS[(place + round) % SYMBOLS.length],
    dashes: SERIES_DASHES[(place + round) % SERIES_DASHES.length],
  };
}

/** Dashes of the population's line, and of a quadratic approximation. */
export const DASHES = '4 3';

export type ChartOptions = Omit<PlotOptions, 'style' | 'title' | 'caption' | 'figure'> & {
  readonly width: number;
  readonly height: number;
  readonly marks: Markish[];
};

/** Draws; text is 12 px whatever the width. */
export function chart(options: ChartOptions): SVGSVGElement {
  const svg = plot({
    marginRight: 10,
    marginTop: 10,
    marginBottom: 40,
    marginLeft: 34,
    ...options,
    axis: null,
    style: {
      color: COLOR.text,
      background: 'none',
      fontFamily: 'var(--fontFamilyBase)',
      fontSize: '12px',
      overflow: 'visible',
    },
  }) as SVGSVGElement;
  svg.style.setProperty('--plot-background', COLOR.paper);
  // The page's security policy takes no style elements with text in them; plots.css says the same.
  svg.querySelector('style')?.remove();
  for (const label of svg.querySelectorAll('[aria-label$="axis label"] text'))
    label.setAttribute('fill', COLOR.text);
  // Parts of a picture have no names of their own: what it shows is said in words beside it.
  for (const part of svg.querySelectorAll('[aria-label], [aria-hidden]'))
    for (const name of ['aria-label', 'aria-hidden']) part.removeAttribute(name);
  return svg;
}

const AXIS = { color: COLOR.quiet, tickSize: 0, fontVariant: 'tabular-nums' } as const;

/** Numbers below, without tick marks; the label stands at the right: `Days →`. */
export function bottomAxis(options: AxisXOptions = {}): Markish {
  return axisX({
    ...AXIS,
    anchor: 'bottom',
    tickPadding: 8,
    labelAnchor: 'right',
    labelOffset: 36,
    ...options,
  });
}

/** Numbers at the left; the label stands above them: `↑ Reaction`. */
export function leftAxis(options: AxisYOptions = {}): Markish {
  return axisY({ ...AXIS, anchor: 'left', tickPadding: 8, labelAnchor: 'top', ...options });
}

export function horizontalGrid(options: Parameters<typeof gridY>[0] = {}): Markish {
  return gridY({ stroke: COLOR.grid, strokeOpacity: 1, ...options });
}

export function verticalGrid(options: Parameters<typeof gridX>[0] = {}): Markish {
  return gridX({ stroke: COLOR.grid, strokeOpacity: 1, ...options });
}

/** The line that everything stands on, at the value where the frame ends. */
export function baseline(y: number | string): Markish {
  return ruleY([y], { stroke: COLOR.axis });
}

/** Ticks of departures from something: `+5`, `0`, `−5`. */
export function signed(text: string): string {
  return text.startsWith(MINUS) || text.startsWith('-') || Number(text) === 0 ? text : `+${text}`;
}
