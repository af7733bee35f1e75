/** Charts with a row per group: shrinkage, caterpillar, and values without a horizontal variable. */

import { arrow, dot, ruleX, ruleY, text as textMark, type Markish } from '@observablehq/plot';
import { baseline, bottomAxis, chart, COLOR, DASHES, signed } from '../figure/chart';
import { fitLabel, fitLabels, plainLabel, textWidth } from '../figure/labels';
import { ticksFor, widened } from '../figure/ranges';
import { MINUS, significant } from '../../state/numbers';
import type { Caterpillar, Shrinkage } from '../data/groupRows';
import type { Strip } from '../data/observed';
import { extent } from '../data/thin';
import { text } from '../../text';

/** Up to this many groups have rows as high as a line of text. */
const MOST_TALL = 40;
const ROW = 15;
/** Few rows are higher, up to this, so that they fill some room together. */
const HIGHEST_ROW = 30;
const FEW_ROWS = 120;
const SMALLEST = 480;
const TALLEST = 600;
const TOP = 22;
const BOTTOM = 40;
/** Rows left empty at the top, so that what is written there keeps its distance. */
const HEADROOM = 0.5;

/** In a drawing as wide as this long names may have half of it. */
const WIDE = 600;

interface Frame {
  readonly labels: readonly string[];
  readonly xRange: readonly [number, number];
  readonly xLabel: string;
  readonly tickFormat?: (value: number) => string;
  /** Value that all groups are seen against, and what it is called. */
  readonly middle: { readonly value: number; readonly label: string; readonly dashed?: boolean };
  /** @param radius of a mark that stands for a group */
  readonly marks: (radius: number) => Markish[];
}

/** Rows stand at 0, 1, 2, ... from the top. */
export function rowsChart(
  width: number,
  { labels, xRange, xLabel, tickFormat, middle, marks }: Frame,
): SVGSVGElement {
  const n = labels.length;
  const isTall = n <= MOST_TALL;
  const inside = isTall
    ? (n + HEADROOM) * Math.max(ROW, Math.min(HIGHEST_ROW, FEW_ROWS / n))
    : Math.min(TALLEST, Math.max(SMALLEST, 3 * n));
  const row = inside / (n + HEADROOM);
  const every = Math.ceil(14 / row);
  const room = Math.min(
    (width < WIDE ? 0.34 : 0.5) * width,
    12 + Math.max(14, ...labels.map((label) => textWidth(plainLabel(label).slice(0, 80)))),
  );
  const shown = fitLabels(labels, room - 12);
  const named = labels.flatMap((label, at) => (at % every === 0 ? [{ label, shown: shown[at], at }] : []));
  const domain = widened(xRange);
  const share = (middle.value - domain[0]) / (domain[1] - domain[0]);
  const toLabel = share * (width - room);
  const half = textWidth(middle.label, 600) / 2;
  const anchor = toLabel < half ? 'start' : toLabel > width - room - 10 - half ? 'end' : 'middle';
  return chart({
    width,
    height: TOP + inside + BOTTOM,
    marginLeft: room,
    marginTop: TOP,
    marginBottom: BOTTOM,
    x: { domain },
    y: { domain: [-0.5 - HEADROOM, n - 0.5], reverse: true },
    marks: [
      ...(isTall ? [ruleY(named, { y: 'at', stroke: COLOR.grid })] : []),
      baseline(n - 0.5),
      bottomAxis({
        label: fitLabel(xLabel, width - room - 30),
        tickFormat,
        ticks: ticksFor(domain, width - room, 55),
      }),
      ruleX([middle.value], {
        stroke: COLOR.fixedMark,
        strokeWidth: 1.5,
        strokeDasharray: middle.dashed ? DASHES : undefined,
      }),
      textMark([middle], {
        x: 'value',
        frameAnchor: 'top',
        dy: -11,
        text: 'label',
        textAnchor: anchor,
        fill: COLOR.fixed,
        fontWeight: 600,
      }),
      textMark(named, {
        y: 'at',
        frameAnchor: 'left',
        dx: -8,
        textAnchor: 'end',
        text: 'shown',
        title: ({ label }: { label: string }) => tip(label),
        fill: COLOR.quiet,
        fontVariant: 'tabular-nums',
      }),
      ...marks(Math.max(1.25, Math.min(3.5, row / 3))),
    ],
  });
}

/** Longest name in a tooltip. */
const LONGEST_TIP = 300;

function tip(label: string, ...lines: readonly string[]): string {
  return [Array.from(plainLabel(label)).slice(0, LONGEST_TIP).join(''), ...lines].join('\n');
}

const number = (value: number): string => significant(value, 4);

export function shrinkageChart(
  { rows, average }: Shrinkage,
  { xLabel, averageLabel }: { readonly xLabel: string; readonly averageLabel: string },
): (width: number) => SVGSVGElement {
  const placed = rows.map((row, at) => ({ ...row, at }));
  const withOwn = placed.filter(({ own }) => own !== null);
  const title = ({ label, own, shrunken }: (typeof placed)[number]): string =>
    tip(
      label,
      ...(own === null ? [] : [`${text.plots.shrinkage.raw} ${number(own)}`]),
      `${text.plots.shrinkage.shrunken} ${number(shrunken)}`,
    );
  return (width) =>
    rowsChart(width, {
      labels: rows.map(({ label }) => label),
      xRange: extent([...placed.flatMap(({ own, shrunken }) => [own ?? shrunken, shrunken]), average]),
      xLabel,
      middle: { value: average, label: averageLabel },
      marks: (r) => [
        arrow(withOwn, {
          x1: 'own',
          x2: 'shrunken',
          y: 'at',
          stroke: COLOR.varyMark,
          strokeWidth: r < 2 ? 1 : 1.25,
          strokeOpacity: 0.8,
          headLength: r < 2 ? 0 : 5,
          headAngle: 50,
          insetEnd: r,
        }),
        dot(withOwn, {
          x: 'own',
          y: 'at',
          r: 0.86 * r,
          fill: COLOR.paper,
          stroke: COLOR.point,
          strokeWidth: r < 2 ? 0.75 : 1.25,
          title,
        }),
        dot(placed, { x: 'shrunken', y: 'at', r, fill: COLOR.varyMark, title }),
      ],
    });
}

export function caterpillarChart(
  { rows }: Caterpillar,
  { xLabel, averageLabel }: { readonly xLabel: string; readonly averageLabel: string },
): (width: number) => SVGSVGElement {
  const placed = rows.map((row, at) => ({ ...row, at }));
  const title = ({ label, mode, lower, upper }: (typeof placed)[number]): string =>
    tip(label, `${number(mode)}, ${text.results.limits(number(lower), number(upper))}`);
  const clear = placed.filter(({ isClear }) => isClear);
  const unclear = placed.filter(({ isClear }) => !isClear);
  const interval = { x1: 'lower', x2: 'upper', y: 'at', title } as const;
  const estimate = { x: 'mode', y: 'at', title } as const;
  return (width) =>
    rowsChart(width, {
      labels: rows.map(({ label }) => label),
      xRange: extent([...placed.flatMap(({ lower, upper }) => [lower, upper]), 0]),
      xLabel,
      tickFormat: (value) => signed(value.toLocaleString('en').replace('-', MINUS)),
      middle: { value: 0, label: averageLabel },
      marks: (r) => [
        ruleY(unclear, {
          ...interval,
          stroke: COLOR.point,
          strokeWidth: r < 2 ? 1 : 1.5,
          strokeOpacity: 0.7,
        }),
        ruleY(clear, { ...interval, stroke: COLOR.varyMark, strokeWidth: r < 2 ? 1.5 : 2 }),
        dot(unclear, { ...estimate, r, fill: COLOR.point }),
        dot(clear, { ...estimate, r, fill: COLOR.varyMark }),
      ],
    });
}

/** Values of each group on a row of its own, with what is expected of it and of the population. */
export function stripChart(
  strips: readonly Strip[],
  population: number,
  { xLabel, averageLabel }: { readonly xLabel: string; readonly averageLabel: string },
): (width: number) => SVGSVGElement {
  const points = strips.flatMap(({ values }, at) => values.map((x) => ({ x, at })));
  const placed = strips.map((strip, at) => ({ ...strip, at }));
  return (width) =>
    rowsChart(width, {
      labels: strips.map(({ label }) => label),
      xRange: extent([...points.map(({ x }) => x), population]),
      xLabel,
      middle: { value: population, label: averageLabel, dashed: true },
      marks: (r) => [
        dot(points, { x: 'x', y: 'at', r: Math.min(2.5, r), fill: COLOR.point, fillOpacity: 0.6 }),
        ruleX(placed, {
          x: 'expected',
          y1: ({ at }: { at: number }) => at - 0.4,
          y2: ({ at }: { at: number }) => at + 0.4,
          stroke: COLOR.varyMark,
          strokeWidth: 2,
          title: ({ label, expected }: Strip) => tip(label, number(expected)),
        }),
      ],
    });
}
