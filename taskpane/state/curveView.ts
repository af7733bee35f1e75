/** A study as the studio's picture shows it: on the scale of its axis. */

import type { LikelihoodStudy } from '../../src/index';
import { decimalsFor, fixed, significant } from './numbers';

export type CurveAxis = 'log' | 'logRelative' | 'likelihood' | 'likelihoodRelative';

export interface CurveView {
  readonly axis: CurveAxis;
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
  /** A log-likelihood on the scale of the axis. */
  readonly read: (logLik: number) => number;
}

export interface CurvePlace {
  readonly x: number;
  readonly y: number;
}

/** How far down a log-likelihood is shown at least. */
const DEPTH = 6.5;
/** From this size on only differences of log-likelihoods can be read. */
const LARGE_LOG = 1e4;
/** Likelihoods smaller than exp of this are shown relative to their maximum. */
const SMALL_LOG = -12;
/** Room above the top, as a share of the height. */
const HEADROOM = 0.06;

export function curveView(study: LikelihoodStudy, scale: 'log' | 'likelihood'): CurveView {
  const { maximum, points, drop, index, limits } = study;
  const { logLik } = maximum;
  const { estimate, lower, upper } = maximum.parameters[index];
  const axis = axisFor(logLik, scale);
  const read = readerFor(axis, logLik);
  const top = read(logLik);
  const x = [points[0].value, points[points.length - 1].value] as const;
  const isInside = (value: number | null | undefined): value is number =>
    value != null && value >= x[0] && value <= x[1];
  return {
    axis,
    x,
    y: scale === 'log' ? logRange(top, Math.max(DEPTH, 2.2 * drop)) : [0, top * (1 + HEADROOM)],
    exact: points.map((point) => ({
      x: point.value,
      y: point.logLik === null ? NaN : read(point.logLik),
    })),
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
    read,
  };
}

function axisFor(logLik: number, scale: 'log' | 'likelihood'): CurveAxis {
  if (scale === 'log') return Math.abs(logLik) >= LARGE_LOG ? 'logRelative' : 'log';
  return logLik < SMALL_LOG || logLik > 3 ? 'likelihoodRelative' : 'likelihood';
}

function readerFor(axis: CurveAxis, top: number): (logLik: number) => number {
  switch (axis) {
    case 'log':
      return (logLik) => logLik;
    case 'logRelative':
      return (logLik) => logLik - top;
    case 'likelihood':
      return Math.exp;
    case 'likelihoodRelative':
      return (logLik) => Math.exp(logLik - top);
  }
}

/** From a round number below. */
function logRange(top: number, depth: number): readonly [number, number] {
  const step = depth > 10 ? 5 : 2;
  const low = Math.floor((top - depth) / step) * step;
  return [low, top + HEADROOM * (top - low)];
}

/** A value of the parameter with the decimals that tell one step of the curve from the next, and one more. */
export function parameterText(value: number, step: number): string {
  return fixed(value, Math.min(8, decimalsFor(step, 1) + 1));
}

/** A reading of the picture: log-likelihoods with three decimals, likelihoods with three digits. */
export function readingText(value: number, axis: CurveAxis): string {
  return axis === 'log' || axis === 'logRelative' ? fixed(value, 3) : significant(value, 3);
}

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
