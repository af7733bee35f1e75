/** A study as the studio's picture shows it: on the scale of its axis. */

import type { LikelihoodStudy } from '../../src/index';
import { curvesBehind, type KeptCurve } from './keptCurves';
import type { CurveScale } from './likelihood';
import { decimalsFor, fixed, powerOfTen, significant } from './numbers';

/** What the vertical axis says: relative ones are relative to each curve's own maximum. */
export type CurveAxis = 'log' | 'logRelative' | 'likelihood' | 'relative';

export interface CurveView {
  readonly axis: CurveAxis;
  /** Numbers of the axis are to be multiplied by ten to this power. */
  readonly power: number;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  /** y is NaN where the data are impossible: the line is broken there. */
  readonly exact: readonly CurvePlace[];
  readonly quadratic: readonly CurvePlace[];
  readonly estimate: number;
  readonly top: number;
  /** Where the ends of an interval lie. */
  readonly cut: number;
  /** Ends of both intervals inside of the picture. */
  readonly ends: { readonly likelihood: readonly number[]; readonly wald: readonly number[] };
  /** Curves that were kept, on the same axes. */
  readonly behind: readonly CurveBehind[];
  /** A log-likelihood on the scale of the axis. */
  readonly read: (logLik: number) => number;
  /** The slope of the curve on the scale of the axis where the log-likelihood has a score. */
  readonly slope: (logLik: number, score: number) => number;
}

export interface CurvePlace {
  readonly x: number;
  readonly y: number;
}

export interface CurveBehind {
  readonly name: string;
  readonly points: readonly CurvePlace[];
  readonly estimate: number;
  readonly top: number;
}

export interface CurveWish {
  readonly scale: CurveScale;
  /** Whether likelihoods have their factor without parameters. */
  readonly constant: boolean;
  readonly kept: readonly KeptCurve[];
}

/** How far down a log-likelihood is shown at least. */
const DEPTH = 6.5;
/** From this size on only differences of log-likelihoods can be read. */
const LARGE_LOG = 1e4;
/** Curves whose tops are further apart than this, in logarithms, are each shown relative to its own. */
const APART = { log: 20, likelihood: 5 } as const;
/** Room above the top, as a share of the height. */
const HEADROOM = 0.06;

export function curveView(study: LikelihoodStudy, { scale, constant, kept }: CurveWish): CurveView {
  const { maximum, points, drop, index, limits } = study;
  const { logLik } = maximum;
  const { name, estimate, lower, upper } = maximum.parameters[index];
  const behind = curvesBehind(kept, name);
  const topOf = (curve: Pick<KeptCurve, 'logLik' | 'constant'>): number =>
    curve.logLik - (constant ? 0 : curve.constant);
  const tops = [{ logLik, constant: study.constant }, ...behind].map(topOf);
  const { axis, power, reader } = scaleOf(scale, tops);
  const read = reader(logLik, tops[0]);
  const top = read(logLik);
  const shown = [top, ...behind.map((curve, i) => reader(curve.logLik, tops[i + 1])(curve.logLik))];
  const x = rangeOf([points.map(({ value }) => value), ...behind.map(({ values }) => values)]);
  const isInside = (value: number | null | undefined): value is number =>
    value != null && value >= x[0] && value <= x[1];
  const isLog = scale === 'log';
  return {
    axis,
    power,
    x,
    y: isLog
      ? logRange(Math.min(...shown), Math.max(...shown), Math.max(DEPTH, 2.2 * drop))
      : [0, Math.max(...shown) * (1 + HEADROOM)],
    exact: points.map((point) => placeOf(point.value, point.logLik, read)),
    quadratic: points.flatMap(({ value, quadratic }) =>
      quadratic === null ? [] : [{ x: value, y: read(quadratic) }],
    ),
    estimate,
    top,
    cut: read(logLik - drop),
    ends: {
      likelihood: [limits[index]?.lower, limits[index]?.upper].filter(isInside),
      wald: [lower, upper].filter(isInside),
    },
    behind: behind.map((curve, i) => {
      const own = reader(curve.logLik, tops[i + 1]);
      return {
        name: curve.name,
        points: curve.values.map((value, k) => placeOf(value, curve.logLiks[k], own)),
        estimate: curve.estimate,
        top: shown[i + 1],
      };
    }),
    read,
    slope: (at, score) => (isLog ? score : read(at) * score),
  };
}

function placeOf(x: number, logLik: number | null, read: (logLik: number) => number): CurvePlace {
  return { x, y: logLik === null ? NaN : read(logLik) };
}

function rangeOf(lists: readonly (readonly number[])[]): readonly [number, number] {
  return [Math.min(...lists.map((list) => list[0])), Math.max(...lists.map((list) => list[list.length - 1]))];
}

interface Scaling {
  readonly axis: CurveAxis;
  readonly power: number;
  /**
   * What reads the log-likelihoods of a curve.
   *
   * @param top of the curve, as it was computed
   * @param shownTop the same, without the constant where it is left out
   */
  readonly reader: (top: number, shownTop: number) => (logLik: number) => number;
}

/** @param tops of the curves in the picture */
function scaleOf(scale: CurveScale, tops: readonly number[]): Scaling {
  const apart = Math.max(...tops) - Math.min(...tops);
  if (scale === 'log') {
    const isRelative = apart > APART.log || Math.max(...tops.map(Math.abs)) >= LARGE_LOG;
    return isRelative
      ? { axis: 'logRelative', power: 0, reader: (top) => (logLik) => logLik - top }
      : { axis: 'log', power: 0, reader: (top, shown) => (logLik) => logLik - top + shown };
  }
  if (scale === 'relative' || apart > APART.likelihood)
    return { axis: 'relative', power: 0, reader: (top) => (logLik) => Math.exp(logLik - top) };
  const power = powerFor(Math.max(...tops) / Math.LN10);
  const away = power * Math.LN10;
  return {
    axis: 'likelihood',
    power,
    reader: (top, shown) => (logLik) => Math.exp(logLik - top + shown - away),
  };
}

/** Very small and very large numbers are written with a power of ten. */
function powerFor(log10: number): number {
  return log10 >= -2.5 && log10 < 4 ? 0 : Math.floor(log10);
}

/** From a round number below. */
function logRange(least: number, most: number, depth: number): readonly [number, number] {
  const step = depth > 10 ? 5 : 2;
  const low = Math.floor((least - depth) / step) * step;
  return [low, most + HEADROOM * (most - low)];
}

/** A value of the parameter with the decimals that tell one step of the curve from the next, and one more. */
export function parameterText(value: number, step: number): string {
  return fixed(value, Math.min(8, decimalsFor(step, 1) + 1));
}

/** A reading of the picture: log-likelihoods with three decimals, likelihoods with three digits. */
export function readingText(value: number, { axis, power }: Pick<CurveView, 'axis' | 'power'>): string {
  if (axis === 'log' || axis === 'logRelative') return fixed(value, 3);
  const own = value > 0 ? Math.floor(Math.log10(value)) : 0;
  if (value === 0 || own + power >= LEAST_PLAIN) return significant(value * 10 ** power, 3);
  return `${significant(value / 10 ** own, 3)} × ${powerOfTen(own + power)}`;
}

/** Powers of ten below this are written as such. */
const LEAST_PLAIN = -4;

/** The value that is tried when none was chosen: on the upper side, inside of the interval. */
export function defaultTried({ maximum, index, limits, points, step }: LikelihoodStudy): number {
  const { estimate, upper, standardError } = maximum.parameters[index];
  const end = limits[index]?.upper ?? upper ?? estimate + (standardError ?? 0);
  const wanted = estimate + 0.55 * (end - estimate);
  const beyond = points.find(({ value }) => value >= wanted - step / 2);
  return (beyond ?? points[points.length - 1]).value;
}

/** The point of the curve at a value; null where it has none there. */
export function pointAt({ points, step }: LikelihoodStudy, value: number): (typeof points)[number] | null {
  const at = Math.round((value - points[0].value) / step);
  const point = points[at];
  return point && Math.abs(point.value - value) <= 1e-9 * step ? point : null;
}
