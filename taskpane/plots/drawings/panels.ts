/** What drawings of means in panels have in common. */

import { frame, line, text as textMark, type Markish } from '@observablehq/plot';
import { baseline, chart, COLOR, horizontalGrid, leftAxis } from '../figure/chart';
import { fitLabel } from '../figure/labels';
import type { GroupPoint } from '../data/means';

export interface Faceted {
  /** Lines in each panel. */
  readonly lines: number;
  /** What stands over each panel; none where there is one panel that needs no name. */
  readonly panelTitles: readonly string[];
}

export type PanelOf = (panel: number) => { readonly fx: number; readonly fy: number };

export const FACET = { fx: 'fx', fy: 'fy' } as const;

export const PANEL = { top: 46, gap: 30, between: 12, width: 150 } as const;

/** Scales of panels side by side and below each other. */
export function panelScales(
  across: number,
  down: number,
  panel: { readonly width: number; readonly height: number },
) {
  const scale = (inner: number) => ({ axis: null, paddingOuter: 0, paddingInner: inner, round: false });
  return {
    fx: scale(across > 1 ? PANEL.between / (panel.width + PANEL.between) : 0),
    fy: scale(down > 1 ? PANEL.gap / (panel.height + PANEL.gap) : 0),
  };
}

/** Panels beside and below each other, in a drawing of a width. */
export interface PanelLayout {
  readonly width: number;
  /** That the drawing may fill; as much as it needs where there is none. */
  readonly height: number | undefined;
  /** Room for the numbers of the vertical axis. */
  readonly left: number;
  readonly across: number;
  readonly down: number;
  readonly panelWidth: number;
}

/** @param least width of a panel, where there are several side by side */
export function panelLayout(
  { panelTitles }: Faceted,
  { width, height }: Pick<PanelLayout, 'width' | 'height'>,
  left: number,
  least: number = PANEL.width,
): PanelLayout {
  const count = Math.max(1, panelTitles.length);
  const across = Math.max(1, Math.min(count, Math.floor((width - left) / least)));
  const panelWidth = (width - left - 10 - PANEL.between * (across - 1)) / across;
  return { width, height, left, across, down: Math.ceil(count / across), panelWidth };
}

const TOP = 28;
const HEIGHT = { alone: 236, inPanels: 160 } as const;

export interface UprightDrawing {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly outcome: string;
  /** The axis below, and how much room it needs. */
  readonly axis: Markish;
  readonly bottom: number;
  readonly marks: (panelOf: PanelOf) => Markish[];
}

/** One panel, or several with the same axes: the outcome upward. */
export function uprightPanels(data: Faceted, layout: PanelLayout, drawing: UprightDrawing): SVGSVGElement {
  const { width, left, across, down, panelWidth } = layout;
  const { x, y, outcome, axis, bottom, marks } = drawing;
  const hasPanels = data.panelTitles.length > 0;
  const top = hasPanels ? PANEL.top : TOP;
  const free = ((layout.height ?? 0) - top - bottom + PANEL.gap) / down - PANEL.gap;
  const height = Math.max(hasPanels ? HEIGHT.inPanels : HEIGHT.alone, free);
  const panelOf: PanelOf = (panel) => ({ fx: panel % across, fy: Math.floor(panel / across) });
  return chart({
    width,
    height: top + down * (height + PANEL.gap) - PANEL.gap + bottom,
    marginLeft: left,
    marginTop: top,
    marginBottom: bottom,
    ...panelScales(across, down, { width: panelWidth, height }),
    x: { domain: [...x] },
    y: { domain: [...y] },
    marks: [
      ...(hasPanels ? [frame({ fill: COLOR.panel, stroke: 'none', rx: 3 })] : []),
      horizontalGrid({ ticks: 5 }),
      ...(hasPanels ? [] : [baseline(y[0])]),
      leftAxis({ label: fitLabel(outcome, width - 40), ticks: 5, labelOffset: left }),
      axis,
      ...panelNames(data, panelOf, panelWidth),
      ...marks(panelOf),
    ],
  });
}

export function panelNames({ panelTitles }: Faceted, panelOf: PanelOf, room: number): Markish[] {
  if (panelTitles.length === 0) return [];
  return [
    textMark(
      panelTitles.map((title, i) => ({ ...panelOf(i), title })),
      {
        ...FACET,
        frameAnchor: 'top-left',
        dy: -10,
        text: ({ title }: { title: string }) => fitLabel(title, room),
        fill: COLOR.text,
      },
    ),
  ];
}

/** Thin lines that join what was observed of each group, on the k-th line. */
export function groupLines(
  { groups }: { readonly groups: readonly GroupPoint[] },
  k: number,
  offset: number,
  panelOf: PanelOf,
  color: string | null,
): Markish {
  const points = groups
    .filter(({ series }) => series === k)
    .map(({ group, x, y, panel }) => ({ group, at: x + offset, y, ...panelOf(panel) }));
  return line(points, {
    ...FACET,
    x: 'at',
    y: 'y',
    z: 'group',
    stroke: color ?? COLOR.point,
    strokeWidth: 1,
    strokeOpacity: 0.3,
  });
}

/** Rows are faint, the more so the more there are, and grey where nothing has to tell them apart. */
export function rowStyle(count: number, color: string | null) {
  return {
    r: count > 300 ? 1.5 : 2,
    fill: color ?? COLOR.point,
    fillOpacity: count > 600 ? 0.2 : count > 200 ? 0.3 : 0.4,
  };
}
