/** What the model expects over a column of numbers: a line with its band for each level of a second variable, the data behind. */

import { areaY, dot, line, type Markish } from '@observablehq/plot';
import { bottomAxis, seriesStyle } from '../figure/chart';
import { fitLabel } from '../figure/labels';
import type { Draw } from '../figure/draw';
import { numberRoom, widened } from '../figure/ranges';
import type { DrawnRow, GroupPoint } from '../data/means';
import { extent } from '../data/thin';
import type { MeansLabels } from './meanMarks';
import {
  FACET,
  groupLines,
  panelLayout,
  rowStyle,
  uprightPanels,
  type Faceted,
  type PanelOf,
} from './panels';

export interface ExpectedPoint {
  readonly x: number;
  readonly y: number;
  readonly lower: number;
  readonly upper: number;
  readonly series: number;
  readonly panel: number;
}

export interface MeanLinesData extends Faceted {
  readonly points: readonly ExpectedPoint[];
  readonly rows: readonly DrawnRow[];
  readonly groups: readonly GroupPoint[];
  readonly hasBands: boolean;
}

const BOTTOM = 44;

export function meanLinesChart(data: MeanLinesData, labels: MeansLabels): Draw {
  const { points, rows, hasBands } = data;
  const x = widened(extent([...points, ...rows].map((one) => one.x)), 0.03);
  const ends = points.flatMap(({ y, lower, upper }) => (hasBands ? [y, lower, upper] : [y]));
  const y = widened(extent([...rows.map((row) => row.y), ...ends]), 0.05);
  return (width, height) => {
    const layout = panelLayout(data, { width, height }, numberRoom(y));
    return uprightPanels(data, layout, {
      x,
      y,
      outcome: labels.outcome,
      axis: bottomAxis({
        label: fitLabel(labels.axis, width - layout.left - 30),
        ticks: Math.max(2, Math.round(layout.panelWidth / 55)),
      }),
      bottom: BOTTOM,
      marks: (panelOf) => Array.from({ length: data.lines }, (_, k) => lineMarks(data, k, panelOf)).flat(),
    });
  };
}

function lineMarks(data: MeanLinesData, k: number, panelOf: PanelOf): Markish[] {
  const { color, dashes } = seriesStyle(k);
  const ofLine = <P extends { readonly series: number; readonly panel: number }>(all: readonly P[]) =>
    all.filter(({ series }) => series === k).map((one) => ({ ...one, ...panelOf(one.panel) }));
  const points = ofLine(data.points);
  return [
    dot(ofLine(data.rows), {
      ...FACET,
      x: 'x',
      y: 'y',
      ...rowStyle(data.rows.length, data.lines > 1 ? color : null),
    }),
    groupLines(data, k, 0, panelOf, data.lines > 1 ? color : null),
    ...(data.hasBands
      ? [
          areaY(points, {
            ...FACET,
            x: 'x',
            y1: 'lower',
            y2: 'upper',
            z: 'panel',
            fill: color,
            fillOpacity: 0.16,
          }),
        ]
      : []),
    line(points, {
      ...FACET,
      x: 'x',
      y: 'y',
      z: 'panel',
      stroke: color,
      strokeWidth: 2,
      strokeDasharray: dashes,
    }),
  ];
}
