/** Data with lines through them: a panel per group, or all in one. */

import { dot, frame, line, text as textMark, type Markish } from '@observablehq/plot';
import type { FittedLine } from '../../../src/index';
import { MINUS } from '../../state/numbers';
import { bottomAxis, baseline, chart, COLOR, DASHES, horizontalGrid, leftAxis } from '../figure/chart';
import { fitLabel, plainLabel } from '../figure/labels';
import { numberRoom, widened } from '../figure/ranges';
import type { ObservedPoint } from '../data/observed';
import { extent } from '../data/thin';

export interface ObservedData {
  readonly points: readonly ObservedPoint[];
  readonly population: FittedLine;
  readonly lines: readonly FittedLine[];
  /** Levels in the order in which they are shown, with their labels. */
  readonly panels: readonly { readonly level: number; readonly label: string }[];
  /** Labels at 0, 1, 2, ... on the x axis; null for numbers. */
  readonly places: readonly string[] | null;
}

interface Labels {
  readonly xLabel: string;
  readonly yLabel: string;
}

interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly level: number;
}

const linePoints = ({ level, x, y }: FittedLine): LinePoint[] =>
  Array.from(x, (value, i) => ({ x: value, y: y[i], level })).filter((point) => Number.isFinite(point.y));

function ranges({ points, population, lines, places }: ObservedData) {
  const all = [...lines, population].flatMap(linePoints);
  const xRange: [number, number] = places
    ? [0, Math.max(1, places.length - 1)]
    : extent(points.map(({ x }) => x));
  const yRange = extent([...points.map(({ y }) => y), ...all.map(({ y }) => y)]);
  return { xRange: widened(xRange, places ? 0.12 : 0.04), yRange: widened(yRange, 0.05), xEnds: xRange };
}

const PANEL = { height: 72, gap: 26 } as const;
const TOP = 46;
const BOTTOM = 42;

/** Small panels with the same axes; numbers only at the left and below. */
export function panelsChart(data: ObservedData, labels: Labels): (width: number) => SVGSVGElement {
  const { xRange, yRange, xEnds } = ranges(data);
  const population = linePoints(data.population);
  return (width) => {
    const left = numberRoom(yRange);
    const across = Math.min(data.panels.length, width - left >= 430 ? 6 : width - left >= 190 ? 3 : 2);
    const down = Math.ceil(data.panels.length / across);
    const place = new Map(
      data.panels.map(({ level }, i) => [level, { fx: i % across, fy: Math.floor(i / across) }]),
    );
    const inPanel = <P extends { readonly level: number }>(points: readonly P[]) =>
      points.flatMap((point) => (place.has(point.level) ? [{ ...point, ...place.get(point.level)! }] : []));
    const panelWidth = (width - left - 8 * (across - 1)) / across;
    const names = data.panels.map(({ level, label }) => ({ ...place.get(level)!, label }));
    const facet = { fx: 'fx', fy: 'fy' } as const;
    return chart({
      width,
      height: TOP + down * (PANEL.height + PANEL.gap) - PANEL.gap + BOTTOM,
      marginLeft: left,
      marginRight: 0,
      marginTop: TOP,
      marginBottom: BOTTOM,
      fx: { axis: null, paddingOuter: 0, paddingInner: across > 1 ? 8 / (panelWidth + 8) : 0, round: false },
      fy: {
        axis: null,
        paddingOuter: 0,
        paddingInner: down > 1 ? PANEL.gap / (PANEL.height + PANEL.gap) : 0,
        round: false,
      },
      x: { domain: xRange },
      y: { domain: yRange },
      marks: [
        frame({ fill: COLOR.panel, stroke: 'none', rx: 3 }),
        horizontalGrid({ ticks: 3 }),
        leftAxis({ label: fitLabel(labels.yLabel, width - 40), ticks: 3, labelOffset: left }),
        ...panelAxis(data, xEnds, panelWidth, fitLabel(labels.xLabel, width - left - 30)),
        textMark(names, {
          ...facet,
          frameAnchor: 'top-left',
          dy: -10,
          text: ({ label }: { label: string }) => fitLabel(label, panelWidth),
          title: ({ label }: { label: string }) => Array.from(plainLabel(label)).slice(0, 300).join(''),
          fill: COLOR.text,
          fontVariant: 'tabular-nums',
        }),
        line(
          names.flatMap(({ fx, fy }) => population.map((point) => ({ ...point, fx, fy }))),
          { ...facet, x: 'x', y: 'y', stroke: COLOR.fixedMark, strokeWidth: 1.5, strokeDasharray: DASHES },
        ),
        dot(inPanel(data.points), { ...facet, x: 'x', y: 'y', r: 1.75, fill: COLOR.point }),
        line(inPanel(data.lines.flatMap(linePoints)), {
          ...facet,
          x: 'x',
          y: 'y',
          z: 'level',
          stroke: COLOR.varyMark,
          strokeWidth: 2,
          strokeLinecap: 'round',
        }),
      ],
    });
  };
}

/** Everything in one panel: points and group lines faint, the population's line strong. */
export function overlayChart(data: ObservedData, labels: Labels): (width: number) => SVGSVGElement {
  const { xRange, yRange } = ranges(data);
  const lines = data.lines.flatMap(linePoints);
  const single = data.lines.filter(({ x }) => x.length === 1).flatMap(linePoints);
  const population = linePoints(data.population);
  const nameOf = new Map(data.panels.map(({ level, label }) => [level, label]));
  const title = ({ level }: { level: number }): string =>
    Array.from(plainLabel(nameOf.get(level) ?? ''))
      .slice(0, 300)
      .join('');
  return (width) => {
    const left = numberRoom(yRange);
    return chart({
      width,
      height: 316,
      marginLeft: left,
      marginTop: 28,
      marginBottom: 40,
      x: { domain: xRange },
      y: { domain: yRange },
      marks: [
        horizontalGrid({ ticks: 5 }),
        baseline(yRange[0]),
        leftAxis({ label: fitLabel(labels.yLabel, width - 40), ticks: 5, labelOffset: left }),
        bottomAxis({
          label: fitLabel(labels.xLabel, width - left - 30),
          ...(data.places
            ? labelTicks(data.places, width - left)
            : { ticks: Math.round((width - left) / 50) }),
        }),
        dot(data.points, {
          x: 'x',
          y: 'y',
          r: 2,
          fill: COLOR.point,
          fillOpacity: data.points.length > 300 ? 0.35 : 0.6,
        }),
        line(lines, {
          x: 'x',
          y: 'y',
          z: 'level',
          stroke: COLOR.varyMark,
          strokeWidth: 1,
          strokeOpacity: 0.7,
          title,
        }),
        dot(single, { x: 'x', y: 'y', r: 2.5, fill: COLOR.varyMark, title }),
        ...strongLine(population),
      ],
    });
  };
}

function strongLine(points: readonly LinePoint[]): Markish[] {
  return [
    line(points, { x: 'x', y: 'y', stroke: COLOR.paper, strokeWidth: 5 }),
    line(points, { x: 'x', y: 'y', stroke: COLOR.fixedMark, strokeWidth: 2.5, strokeDasharray: '6 4' }),
  ];
}

/** In a panel, numbers at both ends; labels at their places. */
function panelAxis(
  data: ObservedData,
  [low, high]: readonly [number, number],
  room: number,
  label: string,
): Markish[] {
  if (data.places !== null) return [bottomAxis({ label, ...labelTicks(data.places, room) })];
  const tickFormat = shortNumber;
  if (low === high) return [bottomAxis({ label, ticks: [low], tickFormat })];
  return [
    bottomAxis({ label, ticks: [low], tickFormat, textAnchor: 'start', dx: -4 }),
    bottomAxis({ label: null, ticks: [high], tickFormat, textAnchor: 'end', dx: 4 }),
  ];
}

const shortNumber = (value: number): string =>
  Number(value.toPrecision(4)).toLocaleString('en').replace('-', MINUS);

/** As many labels as there is room for. */
function labelTicks(places: readonly string[], room: number) {
  const every = Math.ceil((places.length * 24) / room);
  const each = (every * room) / (places.length + 0.5) - 4;
  return {
    ticks: places.flatMap((_, i) => (i % every === 0 ? [i] : [])),
    tickFormat: (i: number) => fitLabel(places[i] ?? '', each),
  };
}
