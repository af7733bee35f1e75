/**
 * The look of the pane as a Fluent UI theme: a petrol brand ramp, and the product's own tokens.
 *
 * Three roles run through chips, formula, tables and plots: what is fixed (petrol), what varies by group (ochre), and
 * what is left over (grey). Colour never carries a role alone: an icon, a label or a line style differs too.
 */

import {
  createDarkTheme,
  createLightTheme,
  type BrandVariants,
  type Theme,
} from '@fluentui/react-components';

const petrol: BrandVariants = {
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
  readonly fontFamilyMath: string;
}

export type PaneTheme = Theme & ProductTokens;

const fonts = {
  fontFamilyBase: "'Segoe UI Variable', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, ui-monospace, 'SF Mono', Menlo, 'Courier New', monospace",
  fontFamilyMath: "'Cambria Math', 'STIX Two Math', 'STIX Math', math, serif",
};

export const lightTheme: PaneTheme = {
  ...createLightTheme(petrol),
  ...fonts,
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
  lightTheme.cmSeries1,
  lightTheme.cmSeries2,
  lightTheme.cmSeries3,
  lightTheme.cmSeries4,
  lightTheme.cmSeries5,
  lightTheme.cmSeries6,
];

/** Of a series there. */
export function seriesColor(color: number | 'quiet'): string {
  return color === 'quiet' ? lightTheme.cmPoint : SERIES_COLORS[color % SERIES_COLORS.length];
}

export const darkTheme: PaneTheme = {
  ...createDarkTheme(petrol),
  ...fonts,
  // Fluent's own choices have too little contrast with a ramp as dark as this one.
  colorBrandForeground1: petrol[110],
  colorBrandForegroundLink: petrol[110],
  colorBrandForegroundLinkHover: petrol[120],
  colorCompoundBrandStroke: petrol[100],
  colorCompoundBrandBackground: petrol[100],
  colorCompoundBrandBackgroundHover: petrol[110],
  colorBrandBackground2: petrol[30],
  colorBrandBackground2Hover: petrol[40],
  colorNeutralBackground4: '#333333',
  colorStatusDangerForeground1: '#eeacb2',
  cmFixed: petrol[120],
  cmFixedHover: petrol[130],
  cmFixedMark: petrol[110],
  cmVary: '#edbb64',
  cmVaryMark: '#e0a94a',
  cmNoise: '#adadad',
  cmPoint: '#9aa6a8',
  cmSeries1: petrol[110],
  cmSeries2: '#e8a15a',
  cmSeries3: '#cfa0de',
  cmSeries4: '#8cc983',
  cmSeries5: '#f08a9f',
  cmSeries6: '#9db4f2',
  cmGrid: '#353535',
  cmAxis: '#5c5c5c',
  cmCard: '#3d3d3d',
  cmTrack: '#3d3d3d',
  cmSegment: '#141414',
  cmSegmentOn: '#3d3d3d',
  cmCoach: '#7a3a12',
  cmMenu: '#3d3d3d',
};

/**
 * High contrast: the colours of the system, in place of which the browser puts them anyway; with them in the tokens, what is
 * drawn (plots, marks, text that lies over text) has them too.
 */
export const contrastTheme: PaneTheme = {
  ...lightTheme,
  ...systemColours(lightTheme),
  cmFixed: 'CanvasText',
  cmFixedHover: 'CanvasText',
  cmFixedMark: 'Highlight',
  cmVary: 'CanvasText',
  cmVaryMark: 'CanvasText',
  cmNoise: 'CanvasText',
  cmPoint: 'CanvasText',
  cmSeries1: 'CanvasText',
  cmSeries2: 'CanvasText',
  cmSeries3: 'CanvasText',
  cmSeries4: 'CanvasText',
  cmSeries5: 'CanvasText',
  cmSeries6: 'CanvasText',
  cmGrid: 'GrayText',
  cmAxis: 'CanvasText',
  cmCard: 'CanvasText',
  cmTrack: 'Canvas',
  cmSegment: 'Canvas',
  cmSegmentOn: 'Canvas',
  cmCoach: 'CanvasText',
  cmMenu: 'CanvasText',
};

type ColourName = Extract<keyof Theme, `color${string}`>;

/** Every colour of a theme, by its name, as one that the system has. */
function systemColours(theme: Theme): Record<ColourName, string> {
  const names = Object.keys(theme).filter((name) => name.startsWith('color'));
  return Object.fromEntries(names.map((name) => [name, systemColour(name)])) as Record<ColourName, string>;
}

function systemColour(name: string): string {
  if (name.includes('Shadow')) return 'transparent';
  const isOfBrand = /^color(?:Compound)?BrandBackground(?!2|Inverted)/.test(name);
  if (name.includes('Disabled') && !name.includes('Background')) return 'GrayText';
  if (name.includes('OnBrand') || name.includes('ForegroundInverted')) return 'HighlightText';
  if (name.includes('Link')) return 'LinkText';
  if (isOfBrand) return 'Highlight';
  return name.includes('Background') ? 'Canvas' : 'CanvasText';
}
