/** The data model against y, drawn at the values that are tried, with what was observed. */

import { areaY, dot, line, ruleX, ruleY, text as words, type Markish } from '@observablehq/plot';
import type { DataModel } from '../../../src/index';
import {
  baseline,
  bottomAxis,
  chart,
  COLOR,
  DASHES,
  horizontalGrid,
  leftAxis,
  textWidth,
} from '../../plots/figure';
import { significant } from '../../state/numbers';
import { text } from '../../text';

const HEIGHT = 168;
const MARGIN = { top: 26, bottom: 38, right: 10 } as const;
/** Room above the highest density. */
const HEADROOM = 1.1;
const WIDEST_BAR = 14;
/** Height of the marks of the observations, as a share of the picture's. */
const RUG = 0.06;

export interface AgainstDrawing {
  readonly model: DataModel;
  /** Densities at the values tried, and at the maximum. */
  readonly now: Float64Array;
  readonly best: Float64Array;
  readonly label: string;
}

interface Place {
  readonly y: number;
  readonly density: number;
}

export function drawAgainst({ model, now, best, label }: AgainstDrawing, width: number): SVGSVGElement {
  const { ys, isWhole } = model;
  const step = ys.length > 1 ? ys[1] - ys[0] : 1;
  const x = [ys[0] - 0.5 * step, ys[ys.length - 1] + 0.5 * step] as const;
  const top = HEADROOM * highestOf(now, best);
  const left = 14 + Math.max(20, Math.ceil(textWidth(significant(top, 1))));
  const places = (densities: Float64Array): Place[] => ys.map((y, i) => ({ y, density: densities[i] }));
  const gap = (width - left - MARGIN.right) / ys.length;
  return chart({
    width,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: left,
    marginRight: MARGIN.right,
    x: { domain: [...x] },
    y: { domain: [0, top] },
    marks: [
      horizontalGrid({ ticks: 3 }),
      ...(isWhole
        ? wholeMarks(model, places(now), places(best), step, gap)
        : smoothMarks(model, places(now), places(best), top)),
      baseline(0),
      bottomAxis({ label, ticks: wholeTicks(x, width, isWhole) }),
      leftAxis({ label: text.likelihood.against[isWhole ? 'probability' : 'density'], ticks: 3 }),
    ],
  });
}

/** Whole numbers have no ticks between them. */
function wholeTicks(
  [low, high]: readonly [number, number],
  width: number,
  isWhole: boolean,
): number | number[] {
  const few = Math.max(3, Math.floor(width / 60));
  if (!isWhole || high - low > few) return few;
  return Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, k) => Math.ceil(low) + k);
}

function highestOf(...all: readonly Float64Array[]): number {
  const finite = all.flatMap((densities) => Array.from(densities).filter(Number.isFinite));
  return Math.max(...finite, Number.MIN_VALUE);
}

function wholeMarks(
  { observed, observations }: DataModel,
  now: readonly Place[],
  best: readonly Place[],
  step: number,
  gap: number,
): Markish[] {
  const [only] = observations === 1 ? observed : [];
  const bars = (places: readonly Place[], stroke: string, strokeOpacity: number): Markish =>
    ruleX(places, {
      ...{ x: 'y', y1: 0, y2: 'density', stroke, strokeOpacity },
      strokeWidth: Math.max(1, Math.min(WIDEST_BAR, 0.68 * gap)),
    });
  const half = 0.42 * step;
  return [
    bars(
      now.filter(({ y }) => y !== only?.y),
      COLOR.point,
      0.55,
    ),
    bars(
      now.filter(({ y }) => y === only?.y),
      COLOR.varyMark,
      1,
    ),
    ruleY(best, {
      ...{ y: 'density', x1: ({ y }: Place) => y - half, x2: ({ y }: Place) => y + half },
      ...{ stroke: COLOR.fixedMark, strokeWidth: 1.5 },
    }),
    ...(only ? [readingMark(now.find(({ y }) => y === only.y)!)] : [shareMarks({ observed, observations })]),
  ];
}

/** The probability of what was observed: the likelihood. */
function readingMark(place: Place): Markish {
  return words([place], {
    ...{ x: 'y', y: 'density', text: ({ density }: Place) => significant(density, 3) },
    ...{ dy: -9, fontWeight: 600, fill: COLOR.vary, stroke: COLOR.paper, strokeWidth: 3 },
  });
}

function shareMarks({ observed, observations }: Pick<DataModel, 'observed' | 'observations'>): Markish {
  return dot(observed, {
    ...{ x: 'y', y: ({ count }: { count: number }) => count / observations, r: 3, clip: true },
    ...{ fill: COLOR.paper, stroke: COLOR.strong, strokeWidth: 1.25 },
  });
}

function smoothMarks(
  { observed }: DataModel,
  now: readonly Place[],
  best: readonly Place[],
  top: number,
): Markish[] {
  return [
    areaY(now, { x: 'y', y: 'density', fill: COLOR.varyMark, fillOpacity: 0.14, clip: true }),
    line(best, {
      ...{ x: 'y', y: 'density', stroke: COLOR.fixedMark, strokeDasharray: DASHES, strokeWidth: 1.5 },
      clip: true,
    }),
    line(now, { x: 'y', y: 'density', stroke: COLOR.varyMark, strokeWidth: 2, clip: true }),
    ruleX(observed, {
      ...{ x: 'y', y1: 0, y2: RUG * top, stroke: COLOR.strong },
      strokeOpacity: ({ count }: { count: number }) => Math.min(1, 0.45 + 0.15 * count),
    }),
  ];
}
