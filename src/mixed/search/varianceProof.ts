/**
 * Proof that a minimum over the one variance of a model is the least of all: bounds on the criterion over intervals.
 *
 * In g, the variance relative to the residual's, d = D + nu·log r² + constants. D, the log determinant (of the restricted
 * likelihood: of the error contrasts), is a sum of log(1 + λg): it rises and is concave, and its second derivative rises.
 * r² is a sum of w/(1 + λg): it falls and is convex, and its second derivative falls. So over an interval [a, b]
 *
 *   D ≥ its chord, r² ≥ its tangents at both ends, and chord + nu·log(tangent) is concave: least where pieces end;
 *   d' ≥ D'(b) + nu·r²'(a)/r²(b),   d' ≤ D'(a) + nu·r²'(b)/r²(a);
 *   d'' ≥ D''(a) + nu·(r²''(b)/r²(a) − (r²'(a)/r²(b))²), and where that is positive d lies above its tangents;
 *   and beyond b: d ≥ D(b) + nu·log r²(∞).
 *
 * Intervals that none of these clears are halved (branch and bound; Moore, Kearfott & Cloud 2009, Introduction to Interval
 * Analysis, ch. 5).
 */

import type { MixedEvaluation, MixedObjective } from '../evaluation';

export interface VarianceProof {
  /** Whether no variance has a criterion lower than the least known. */
  readonly isProved: boolean;
  /** The least evaluation on the way. */
  readonly least: MixedEvaluation;
  readonly evaluations: number;
}

/** What is known of the criterion at one g. */
interface Sample {
  readonly g: number;
  readonly at: MixedEvaluation;
  readonly value: number;
  /** D, D', D''. */
  readonly D: readonly [number, number, number];
  /** r², its derivative, its second derivative. */
  readonly r2: readonly [number, number, number];
}

/** A lower value counts from here on. */
const TOLERANCE = 1e-8;
const MOST_EVALUATIONS = 150;
/** Factors between the first points. */
const FIRST_RATIO = 6;
/** A variance, in units in which a level tells its own effect as well as the prior does, that counts as infinite. */
const HUGE = 1e7;

/** @param found a minimum over the one covariance parameter of one grouping factor */
export function proveVariance(objective: MixedObjective, found: MixedEvaluation): VarianceProof {
  const { n, parts, nu } = objective;
  const unit = parts[0].group.levels.length / n;
  let evaluations = 0;
  let least = found;
  const sample = (g: number): Sample => {
    evaluations++;
    const one = sampleAt(objective, objective.evaluate(Float64Array.of(Math.sqrt(g))), g);
    if (one.value < least.value) least = one.at;
    return one;
  };
  const done = (isProved: boolean): VarianceProof => ({ isProved, least, evaluations });

  const far = sample(HUGE * unit);
  const remaining = far.r2[0] + far.g * far.r2[1];
  if (!(remaining > 0)) return done(false);
  const beyond = nu * (1 + Math.log((2 * Math.PI * remaining) / nu));
  const own = sampleAt(objective, found, found.theta[0] ** 2);
  const intervals: [Sample, Sample][] = [];
  let last = own.g === 0 ? own : sample(0);
  for (let g = unit / FIRST_RATIO; last.D[0] + beyond < least.value - TOLERANCE; g *= FIRST_RATIO) {
    if (g > far.g) return done(false);
    if (last.g < own.g && own.g <= g) {
      intervals.push([last, own]);
      last = own;
    }
    if (g === own.g) continue;
    const next = sample(g);
    intervals.push([last, next]);
    last = next;
  }
  if (last.g < own.g) intervals.push([last, own]);
  for (let interval = intervals.pop(); interval !== undefined; interval = intervals.pop()) {
    const [a, b] = interval;
    if (lowerBound(a, b, nu) >= least.value - TOLERANCE) continue;
    if (evaluations >= MOST_EVALUATIONS) return done(false);
    const middle = sample(a.g === 0 ? b.g / 4 : Math.sqrt(a.g * b.g));
    intervals.push([a, middle], [middle, b]);
  }
  return done(least.value >= found.value - TOLERANCE);
}

/** log|V|, by REML that of the error contrasts, but for constants. */
export function logDeterminant({ reml, p }: MixedObjective, { logDetV, R }: MixedEvaluation): number {
  let D = logDetV;
  if (reml) for (let x = 0; x < p; x++) D += 2 * Math.log(R[x * (p + 1) + x]);
  return D;
}

function sampleAt(objective: MixedObjective, at: MixedEvaluation, g: number): Sample {
  const { reml, p } = objective;
  const { traceK, traceB, traceKK, traceProjection, quadratic, quadraticK, f } = at.natural;
  const D = logDeterminant(objective, at);
  let curved = quadraticK[0];
  for (let x = 0; x < p; x++) curved -= f[x] * f[x];
  const slope = traceK[0] - (reml ? traceB[0] : 0);
  const bend = -(traceKK[0] - (reml ? traceProjection[0] : 0));
  return { g, at, value: at.value, D: [D, slope, bend], r2: [at.r2, -quadratic[0], 2 * curved] };
}

/** A number that the criterion does not fall below between two samples. */
function lowerBound(a: Sample, b: Sample, nu: number): number {
  const least = Math.min(a.value, b.value);
  const fallsAtMost = b.D[1] + (nu * a.r2[1]) / b.r2[0];
  const risesAtMost = a.D[1] + (nu * b.r2[1]) / a.r2[0];
  if (fallsAtMost >= 0 || risesAtMost <= 0) return least;
  const bend = a.D[2] + nu * (b.r2[2] / a.r2[0] - (a.r2[1] / b.r2[0]) ** 2);
  if (bend >= 0) return Math.min(least, meeting(slopeLine(a, nu), slopeLine(b, nu)).value);
  const g = meeting({ g: a.g, value: a.r2[0], slope: a.r2[1] }, { g: b.g, value: b.r2[0], slope: b.r2[1] });
  const chord = a.D[0] + ((b.D[0] - a.D[0]) * (g.g - a.g)) / (b.g - a.g);
  if (!(g.value > 0)) return -Infinity;
  return Math.min(least, chord + nu * (1 + Math.log((2 * Math.PI * g.value) / nu)));
}

interface Line {
  readonly g: number;
  readonly value: number;
  readonly slope: number;
}

function slopeLine({ g, value, D, r2 }: Sample, nu: number): Line {
  return { g, value, slope: D[1] + (nu * r2[1]) / r2[0] };
}

/** Where two tangents of a convex function meet, between the points that they touch it at. */
function meeting(a: Line, b: Line): { readonly g: number; readonly value: number } {
  const rise = b.slope - a.slope;
  const share = rise > 0 ? (a.value - b.value + b.slope * (b.g - a.g)) / rise : 0;
  const step = Math.min(Math.max(share, 0), b.g - a.g);
  return { g: a.g + step, value: Math.min(a.value + a.slope * step, b.value - b.slope * (b.g - a.g - step)) };
}
