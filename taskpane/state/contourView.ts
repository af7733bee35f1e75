/** A study of two parameters as the studio's picture shows it: regions of values that the data make about as likely. */

import type { LikelihoodStudy, StudySurface } from '../../src/index';
import type { CurvePlace } from './curveView';

type Range = readonly [low: number, high: number];

export interface ContourView {
  readonly x: Range;
  readonly y: Range;
  /** Values of the grid along x and y. */
  readonly columns: number;
  readonly rows: number;
  /**
   * √(2·(l(estimate) − l)), row by row from the lowest y: about as even as a distance, so that lines between the values of the grid
   * lie where they belong.
   */
  readonly distance: Float64Array;
  readonly estimate: CurvePlace;
  /** From the innermost to the outermost; one is the joint region of the study's level. */
  readonly regions: readonly ContourRegion[];
  /** The edge of the joint region by the quadratic approximation; empty without standard errors. */
  readonly quadratic: readonly CurvePlace[];
}

export interface ContourRegion {
  readonly level: number;
  readonly distance: number;
  readonly isOwn: boolean;
}

/** Levels of the regions besides that of the study. */
const LEVELS = [0.5, 0.8, 0.99];
/** Where the data are impossible: outside of every region. */
const FAR = 100;
const CORNERS = 120;

export function contourView(study: LikelihoodStudy, surface: StudySurface): ContourView {
  const { maximum } = study;
  const [first, second] = surface.values;
  const [i, j] = surface.indices;
  const distance = Float64Array.from({ length: first.length * second.length }, (_, k) =>
    distanceBelow(maximum.logLik - surface.logLik[k % first.length][Math.floor(k / first.length)]),
  );
  const levels = [...LEVELS.filter((level) => level !== maximum.level), maximum.level];
  return {
    x: [first[0], first[first.length - 1]],
    y: [second[0], second[second.length - 1]],
    columns: first.length,
    rows: second.length,
    distance,
    estimate: { x: maximum.parameters[i].estimate, y: maximum.parameters[j].estimate },
    regions: levels
      .sort((a, b) => a - b)
      .map((level) => ({
        level,
        // The chi-square quantile with two degrees of freedom.
        distance: Math.sqrt(-2 * Math.log1p(-level)),
        isOwn: level === maximum.level,
      })),
    quadratic: quadraticEdge(study, surface),
  };
}

function distanceBelow(below: number): number {
  return Math.min(FAR, Math.sqrt(Math.max(0, 2 * below)));
}

/** The ellipse (θ − estimate)ᵀ·V⁻¹·(θ − estimate) = chi-square quantile, V the covariance of the two. */
function quadraticEdge({ maximum }: LikelihoodStudy, { indices: [i, j], drop }: StudySurface): CurvePlace[] {
  const { covariance, parameters } = maximum;
  const d = parameters.length;
  if (!covariance) return [];
  const [vx, vxy, vy] = [covariance[i * d + i], covariance[i * d + j], covariance[j * d + j]];
  const rest = vy - (vxy * vxy) / vx;
  if (!(vx > 0 && rest > 0)) return [];
  // By the Cholesky factor of V.
  const radius = Math.sqrt(2 * drop);
  return Array.from({ length: CORNERS + 1 }, (_, k) => {
    const angle = (2 * Math.PI * k) / CORNERS;
    const [a, b] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return {
      x: parameters[i].estimate + Math.sqrt(vx) * a,
      y: parameters[j].estimate + (vxy / Math.sqrt(vx)) * a + Math.sqrt(rest) * b,
    };
  });
}
