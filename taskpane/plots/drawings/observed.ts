/** Data with lines through them: a panel per group, or all in one. */

import { dot, frame, line, text as textMark, type Markish } from '@observablehq/plot';
import type { GroupLine, PopulationLine } from '../../../src/index';
import { MINUS } from '../../state/numbers';
import {
  bottomAxis,
  baseline,
  chart,
  COLOR,
  DASHES,
  horizontalGrid,
  leftAxis,
  seriesStyle,
} from '../figure/chart';
import { fitLabel, plainLabel, textWidth } from '../figure/labels';
import type { Draw } from '../figure/draw';
import { keyHeight, levelTicks, withKey, type LevelTicks } from '../figure/levelTicks';
import { numberRoom, widened } from '../figure/ranges';
import type { ObservedPoint } from '../data/observed';
import { extent } from '../data/thin';

export interface ObservedData {
  readonly points: readonly ObservedPoint[];
  readonly population: readonly PopulationLine[];
  /** Of the groups, each with what the population would have in its place. */
  readonly lines: readonly GroupLine[];
  /** How many lines the second variable makes; of one the colours tell groups from the population. */
  readonly split: number;
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
  readonly by: number;
  /** One per line. */
  readonly line: string;
}

function linePoints(
  { by, x }: { readonly by: number; readonly x: Float64Array },
  y: Float64Array,
  level = -1,
): LinePoint[] {
  return Array.from(x, (value, i) => ({ x: value, y: y[i], level, by, line: `${level} ${by}` })).filter(
    (point) => Number.isFinite(point.y),
  );
}

const groupPoints = (line: GroupLine): LinePoint[] => linePoints(line, line.y, line.level);
const ownPopulation = (line: GroupLine): LinePoint[] => linePoints(line, line.population, line.level);
const wholePopulation = (line: PopulationLine): LinePoint[] => linePoints(line, line.population);

/** The colour of what is about one line of several, and of what is about groups or the population where there is but one. */
function colorsOf({ split }: ObservedData) {
  const own = (usual: string) => (split > 1 ? ({ by }: { by: number }) => seriesStyle(by).color : usual);
  return { point: own(COLOR.point), population: own(COLOR.fixedMark), group: own(COLOR.varyMark) };
}

function ranges({ points, population, lines, places }: ObservedData) {
  const all = [
    ...lines.flatMap(groupPoints),
    ...lines.flatMap(ownPopulation),
    ...population.flatMap(wholePopulation),
  ];
  const xRange = places ? ([0, places.length - 1] as const) : extent(points.map(({ x }) => x));
  const yRange = extent([...points.map(({ y }) => y), ...all.map(({ y }) => y)]);
  return {
    xRange: places ? [-0.5, places.length - 0.5] : widened(xRange, 0.04),
    yRange: widened(yRange, 0.05),
    xEnds: xRange,
  };
}

const PANEL = { height: 72, gap: 26 } as const;
const TOP = 46;
const BOTTOM = 42;

/** Small panels with the same axes; numbers only at the left and below. */
export function panelsChart(data: ObservedData, labels: Labels): (width: number) => SVGSVGElement {
  const { xRange, yRange, xEnds } = ranges(data);
  const colors = colorsOf(data);
  return (width) => {
    const left = numberRoom(yRange);
    const across = panelsAcross(data.panels, width - left);
    const down = Math.ceil(data.panels.length / across);
    const place = new Map(
      data.panels.map(({ level }, i) => [level, { fx: i % across, fy: Math.floor(i / across) }]),
    );
    const inPanel = <P extends { readonly level: number }>(points: readonly P[]) =>
      points.flatMap((point) => (place.has(point.level) ? [{ ...point, ...place.get(point.level)! }] : []));
    const panelWidth = (width - left - 8 * (across - 1)) / across;
    const names = data.panels.map(({ level, label }) => ({ ...place.get(level)!, label }));
    const facet = { fx: 'fx', fy: 'fy' } as const;
    const axisNames = namesOn(data, panelWidth, width);
    const bottom = below(BOTTOM, axisNames);
    const svg = chart({
      width,
      height: TOP + down * (PANEL.height + PANEL.gap) - PANEL.gap + bottom,
      marginLeft: left,
      marginRight: 0,
      marginTop: TOP,
      marginBottom: bottom,
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
        ...panelAxis(axisNames, xEnds, fitLabel(labels.xLabel, width - left - 30)),
        textMark(names, {
          ...facet,
          frameAnchor: 'top-left',
          dy: -10,
          text: ({ label }: { label: string }) => fitLabel(label, panelWidth),
          title: ({ label }: { label: string }) => Array.from(plainLabel(label)).slice(0, 300).join(''),
          fill: COLOR.text,
          fontVariant: 'tabular-nums',
        }),
        dot(inPanel(data.points), { ...facet, x: 'x', y: 'y', r: 1.75, fill: colors.point }),
        line(inPanel(data.lines.flatMap(ownPopulation)), {
          ...facet,
          x: 'x',
          y: 'y',
          z: 'line',
          stroke: colors.population,
          strokeWidth: 1.5,
          strokeDasharray: DASHES,
        }),
        line(inPanel(data.lines.flatMap(groupPoints)), {
          ...facet,
          x: 'x',
          y: 'y',
          z: 'line',
          stroke: colors.group,
          strokeWidth: 2,
          strokeLinecap: 'round',
        }),
      ],
    });
    return finished(svg, axisNames);
  };
}

/** As many as their names have room side by side. */
function panelsAcross(panels: ObservedData['panels'], room: number): number {
  const usual = room >= 430 ? 6 : room >= 190 ? 3 : 2;
  const widest = Math.max(...panels.map(({ label }) => textWidth(plainLabel(label).slice(0, 80))));
  const named = Math.floor((room + 8) / (widest + 8));
  return Math.max(1, Math.min(panels.length, usual, named));
}

/** Everything in one panel: points and group lines faint, the population's line strong. */
export function overlayChart(data: ObservedData, labels: Labels): Draw {
  const { xRange, yRange } = ranges(data);
  const lines = data.lines.flatMap(groupPoints);
  const single = data.lines.filter(({ x }) => x.length === 1).flatMap(groupPoints);
  const population = data.population.flatMap(wholePopulation);
  const colors = colorsOf(data);
  const nameOf = new Map(data.panels.map(({ level, label }) => [level, label]));
  const title = ({ level }: { level: number }): string =>
    Array.from(plainLabel(nameOf.get(level) ?? ''))
      .slice(0, 300)
      .join('');
  return (width, height) => {
    const left = numberRoom(yRange);
    const axisNames = namesOn(data, width - left - 10, width);
    const svg = chart({
      width,
      height: Math.max(below(316, axisNames), height ?? 0),
      marginLeft: left,
      marginTop: 28,
      marginBottom: below(40, axisNames),
      x: { domain: xRange },
      y: { domain: yRange },
      marks: [
        horizontalGrid({ ticks: 5 }),
        baseline(yRange[0]),
        leftAxis({ label: fitLabel(labels.yLabel, width - 40), ticks: 5, labelOffset: left }),
        bottomAxis({
          label: fitLabel(labels.xLabel, width - left - 30),
          ...(axisNames ? levelAxis(axisNames) : { ticks: Math.round((width - left) / 50) }),
        }),
        dot(data.points, {
          x: 'x',
          y: 'y',
          r: 2,
          fill: colors.point,
          fillOpacity: data.points.length > 300 ? 0.35 : 0.6,
        }),
        line(lines, {
          x: 'x',
          y: 'y',
          z: 'line',
          stroke: colors.group,
          strokeWidth: 1,
          strokeOpacity: 0.7,
          title,
        }),
        dot(single, { x: 'x', y: 'y', r: 2.5, fill: colors.group, title }),
        ...strongLines(population, colors.population),
      ],
    });
    return finished(svg, axisNames);
  };
}

function strongLines(
  points: readonly LinePoint[],
  stroke: ReturnType<typeof colorsOf>['population'],
): Markish[] {
  const places = { x: 'x', y: 'y', z: 'line' } as const;
  return [
    line(points, { ...places, stroke: COLOR.paper, strokeWidth: 5 }),
    line(points, { ...places, stroke, strokeWidth: 2.5, strokeDasharray: '6 4' }),
  ];
}

/** In a panel, numbers at both ends; labels at their places. */
function panelAxis(
  names: LevelTicks | null,
  [low, high]: readonly [number, number],
  label: string,
): Markish[] {
  if (names !== null) return [bottomAxis({ label, ...levelAxis(names) })];
  const tickFormat = shortNumber;
  if (low === high) return [bottomAxis({ label, ticks: [low], tickFormat })];
  return [
    bottomAxis({ label, ticks: [low], tickFormat, textAnchor: 'start', dx: -4 }),
    bottomAxis({ label: null, ticks: [high], tickFormat, textAnchor: 'end', dx: 4 }),
  ];
}

const levelAxis = ({ ticks, tickFormat, extra }: LevelTicks) => ({
  ticks: [...ticks],
  tickFormat,
  labelOffset: 36 + extra,
});

/** Names along the axis in so much room; null for numbers. */
function namesOn({ places }: ObservedData, room: number, width: number): LevelTicks | null {
  return places && levelTicks(places, room, width);
}

/** What is needed below the frame. */
const below = (usual: number, names: LevelTicks | null): number =>
  usual + (names ? names.extra + keyHeight(names) : 0);

const finished = (svg: SVGSVGElement, names: LevelTicks | null): SVGSVGElement =>
  names ? withKey(svg, names) : svg;

const shortNumber = (value: number): string =>
  Number(value.toPrecision(4)).toLocaleString('en').replace('-', MINUS);
