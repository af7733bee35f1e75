/** The look of the pane as a Fluent UI theme: a petrol brand ramp, and the product's own tokens. */

import { createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';
import { lightTokens, petrol, type ProductTokens } from './palette';

export type PaneTheme = Theme & ProductTokens & { readonly fontFamilyMath: string };

const fonts = {
  fontFamilyBase: "'Segoe UI Variable', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, ui-monospace, 'SF Mono', Menlo, 'Courier New', monospace",
  fontFamilyMath: "'Cambria Math', 'STIX Two Math', 'STIX Math', math, serif",
};

export const lightTheme: PaneTheme = {
  ...createLightTheme(petrol),
  ...fonts,
  ...lightTokens,
};

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
