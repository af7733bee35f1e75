/**
 * Colours of the product, without Fluent UI: for what is drawn or read outside of the page, too.
 *
 * Three roles run through chips, formula, tables and plots: what is fixed (petrol), what varies by group (ochre), and
 * what is left over (grey). Colour never carries a role alone: an icon, a label or a line style differs too.
 */

import type { BrandVariants } from '@fluentui/react-components';

export const petrol: BrandVariants = {
  10: '#08181b',
  20: '#0a252a',
  30: '#0c3238',
  40: '#0f3f47',
  50: '#0a4e57',
  60: '#055c68',
  70: '#016471',
  80: '#047482',
  90: '#0994a6',
  100: '#3babbd',
  110: '#5eb5c4',
  120: '#76bfcc',
  130: '#95ccd7',
  140: '#b4dae1',
  150: '#cfe6ea',
  160: '#ebf4f6',
};

/** Tokens of the product; Fluent UI makes a custom property of each: `--cmFixed`, `--cmVary`, ... */
export interface ProductTokens {
  /** Text and marks of fixed effects. */
  readonly cmFixed: string;
  readonly cmFixedHover: string;
  readonly cmFixedMark: string;
  /** Text and marks of what varies by group. */
  readonly cmVary: string;
  readonly cmVaryMark: string;
  /** The residual. */
  readonly cmNoise: string;
  readonly cmPoint: string;
  /** Levels that are drawn side by side; a symbol tells them apart too. The first is that of fixed effects. */
  readonly cmSeries1: string;
  readonly cmSeries2: string;
  readonly cmSeries3: string;
  readonly cmSeries4: string;
  readonly cmSeries5: string;
  readonly cmSeries6: string;
  /** Lines of a plot behind its marks, and its axis. */
  readonly cmGrid: string;
  readonly cmAxis: string;
  /** Strokes of cards and their lines. */
  readonly cmCard: string;
  readonly cmTrack: string;
  readonly cmSegment: string;
  readonly cmSegmentOn: string;
  readonly cmCoach: string;
  /** The border of menus; in the light the shadow is enough. */
  readonly cmMenu: string;
}

export const lightTokens: ProductTokens = {
  cmFixed: petrol[80],
  cmFixedHover: petrol[70],
  cmFixedMark: petrol[80],
  cmVary: '#875806',
  cmVaryMark: '#b37a14',
  cmNoise: '#616161',
  cmPoint: '#6b7a7d',
  cmSeries1: petrol[80],
  cmSeries2: '#b3600a',
  cmSeries3: '#8a4b9a',
  cmSeries4: '#3d7a35',
  cmSeries5: '#b8324f',
  cmSeries6: '#3f5fb5',
  cmGrid: '#eeeeee',
  cmAxis: '#c7c7c7',
  cmCard: '#e0e0e0',
  cmTrack: '#ececec',
  cmSegment: '#f0f0f0',
  cmSegmentOn: '#ffffff',
  cmCoach: '#fdcfb4',
  cmMenu: 'transparent',
};

/** What is drawn side by side, outside of the page: in charts of a sheet and in files. */
export const SERIES_COLORS: readonly string[] = [
  lightTokens.cmSeries1,
  lightTokens.cmSeries2,
  lightTokens.cmSeries3,
  lightTokens.cmSeries4,
  lightTokens.cmSeries5,
  lightTokens.cmSeries6,
];

/** Of a series there. */
export function seriesColor(color: number | 'quiet'): string {
  return color === 'quiet' ? lightTokens.cmPoint : SERIES_COLORS[color % SERIES_COLORS.length];
}
