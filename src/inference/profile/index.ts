/**
 * Profile-likelihood intervals and curves of every parameter of a mixed model: standard deviations and correlations of
 * random effects, the residual standard deviation, fixed effects.
 *
 * An interval holds the values whose profile deviance is at most the minimum plus the chi-square quantile with one degree
 * of freedom. The limits are found exactly, by minimizing at every step, and not read off a spline. docs/profile.md.
 */

import { CellmerError } from '../../errors';
import { chiSquare } from '../../distributions';
import { fitMixedModel } from '../../mixed/fit';
import type { MixedFit } from '../../mixed/mixedFit';
import { thetaFromFactor } from '../../covariance/structure';
import { relativeFactor, residualSigma } from '../../mixed/userScale';
import { runThrough, type Steps } from '../../optimize/steps';
import { type ProfileControl, type ProfileDeviance, profileDeviances } from './deviance';
import { type Limit, type Profile, profileLimits, signedRoot } from './limits';
import { type ModelParameter, modelParameters } from './parameters';

export interface ProfileInterval {
  readonly parameter: ModelParameter;
  /** Null where the profile could not be followed: rounding hides its minima. */
  readonly lower: Limit | null;
  readonly upper: Limit | null;
}

/** Points of a profile, in rising order of the parameter. */
export interface ProfileCurve extends ProfileInterval {
  readonly points: readonly ProfilePoint[];
}

export interface ProfilePoint {
  readonly value: number;
  /** ±√(deviance difference), negative below the estimate. */
  readonly zeta: number;
  /** Profile deviance less its minimum, not negative. */
  readonly difference: number;
  /** Profile likelihood relative to its maximum, exp(−difference/2). */
  readonly relative: number;
  /** What it would be with the curvature at the estimate throughout; null at a boundary. */
  readonly quadratic: number | null;
}

/** A deviance this much below the minimum of the fit is another, better minimum. */
const BETTER = 1e-6;
const MAX_RESTARTS = 3;

/**
 * @param fit by maximum likelihood
 * @param level in (0, 1)
 * @param wanted which of the parameters
 * @throws CellmerError `numeric` where the likelihood has no maximum; what `control.beforeEvaluation` throws
 */
export function profileIntervals(
  fit: MixedFit,
  level: number,
  wanted: (parameter: ModelParameter) => boolean = () => true,
  control: ProfileControl = {},
): ProfileInterval[] {
  return runThrough(profileIntervalSteps(fit, level, wanted, control));
}

/** The same in steps of one minimization each. */
export function profileIntervalSteps(
  fit: MixedFit,
  level: number,
  wanted: (parameter: ModelParameter) => boolean,
  control: ProfileControl,
): Steps<ProfileInterval[]> {
  return withProfiles(fit, wanted, control, (parameter, profile) => intervalOf(parameter, profile, level));
}

/**
 * Curves over the interval of a higher level, (4 + level)/5, at equally spaced values and the estimate.
 *
 * @param count points, at least 2, besides the estimate
 */
export function profileCurves(
  fit: MixedFit,
  level: number,
  count: number,
  wanted: (parameter: ModelParameter) => boolean = () => true,
  control: ProfileControl = {},
): ProfileCurve[] {
  return runThrough(profileCurveSteps(fit, level, count, wanted, control));
}

/** The same in steps of one minimization each. */
export function profileCurveSteps(
  fit: MixedFit,
  level: number,
  count: number,
  wanted: (parameter: ModelParameter) => boolean,
  control: ProfileControl,
): Steps<ProfileCurve[]> {
  return withProfiles(fit, wanted, control, (parameter, profile) => {
    const interval = intervalOf(parameter, profile, level);
    const { lower, upper } = intervalOf(parameter, profile, (4 + level) / 5);
    if (profile === null || lower === null || upper === null) return { ...interval, points: [] };
    const step = (upper.value - lower.value) / (count - 1);
    const values = Array.from({ length: count }, (_, i) =>
      i === count - 1 ? upper.value : lower.value + i * step,
    );
    // A value that is the estimate up to rounding would stand there twice.
    const others = values.filter((value) => Math.abs(value - profile.estimate) > 1e-6 * Math.abs(step));
    const all = [...others, profile.estimate].sort((a, b) => a - b);
    return { ...interval, points: all.map((value) => pointAt(parameter, profile, value)) };
  });
}

/** Without a profile: the whole range where a parameter does not exist, nothing where it could not be followed. */
function intervalOf(parameter: ModelParameter, profile: Profile | null, level: number): ProfileInterval {
  if (profile !== null) return { parameter, ...profileLimits(profile, chiSquare.quantile(level, 1)) };
  if (parameter.estimate !== null) return { parameter, lower: null, upper: null };
  const limit = (value: number): Limit => ({ value, atBound: true });
  return { parameter, lower: limit(parameter.low), upper: limit(parameter.high) };
}

function pointAt({ standardError }: ModelParameter, profile: Profile, value: number): ProfilePoint {
  const zeta = value === profile.estimate ? 0 : signedRoot(profile, value);
  const z = standardError === null ? null : (value - profile.estimate) / standardError;
  return {
    value,
    zeta,
    difference: zeta * zeta,
    relative: Math.exp(-0.5 * zeta * zeta),
    quadratic: z === null ? null : Math.exp(-0.5 * z * z),
  };
}

/** The fit was not at the highest maximum; theta of the working model where the likelihood is higher. */
class BetterMinimum {
  constructor(readonly theta: Float64Array) {}
}

/** No minimum in the other parameters could be verified. */
class NotFollowed {
  constructor(readonly deviance: number) {}
}

/** Follows the profiles of all wanted parameters; once more from the start when a better minimum turns up on the way. */
function* withProfiles<R>(
  fit: MixedFit,
  wanted: (parameter: ModelParameter) => boolean,
  control: ProfileControl,
  use: (parameter: ModelParameter, profile: Profile | null) => R,
): Steps<R[]> {
  for (let restarts = 0; ; restarts++) {
    try {
      return yield* profilesOf(fit, wanted, watched(fit, control), use);
    } catch (error) {
      if (!(error instanceof BetterMinimum)) throw error;
      control.onBetter?.(error.theta);
      if (restarts === MAX_RESTARTS)
        throw new CellmerError(
          'numeric',
          'the likelihood has several maxima, and profiles lead from one to another',
        );
      fit = refit(fit, error.theta, control);
    }
  }
}

function* profilesOf<R>(
  fit: MixedFit,
  wanted: (parameter: ModelParameter) => boolean,
  control: ProfileControl,
  use: (parameter: ModelParameter, profile: Profile | null) => R,
): Steps<R[]> {
  const deviances = profileDeviances(fit, control);
  const results: R[] = [];
  for (const parameter of modelParameters(fit).filter(wanted)) {
    const { estimate, low, high } = parameter;
    if (estimate === null) {
      results.push(use(parameter, null));
      continue;
    }
    const scale = scaleOf(fit, parameter, estimate);
    try {
      const { deviance, steps } = inSteps(deviances(parameter));
      const profile = { estimate, scale, low, high, minimum: fit.criterion, deviance };
      results.push(yield* steps(() => use(parameter, profile)));
    } catch (error) {
      if (!(error instanceof NotFollowed)) throw error;
      results.push(use(parameter, null));
    }
  }
  return results;
}

function watched(fit: MixedFit, control: ProfileControl): ProfileControl {
  return {
    beforeEvaluation: control.beforeEvaluation,
    onMinimum: (deviance, theta, converged) => {
      if (deviance < fit.criterion - BETTER) throw new BetterMinimum(theta);
      if (!converged) throw new NotFollowed(deviance);
      control.onMinimum?.(deviance, theta, converged);
    },
  };
}

function refit(
  { matrices, model, structure }: MixedFit,
  theta: Float64Array,
  control: ProfileControl,
): MixedFit {
  const start = [...thetaFromFactor(structure, relativeFactor(model, structure, theta))];
  const { beforeEvaluation } = control;
  return fitMixedModel(matrices, {
    reml: false,
    tolerance: 1e-9,
    maxEvaluations: 200,
    start,
    beforeEvaluation,
  });
}

/** How far from the estimate a limit may be sought first. */
function scaleOf(fit: MixedFit, { place, standardError }: ModelParameter, estimate: number): number {
  if (standardError !== null && standardError > 0 && Number.isFinite(standardError)) return standardError;
  const sigma = residualSigma(fit);
  switch (place.kind) {
    case 'sd': {
      const { back } = fit.model.terms[place.t];
      const { size } = fit.structure.blocks[place.t];
      const row = back.subarray(place.a * size, (place.a + 1) * size);
      return Math.max(0.2 * estimate, 0.2 * sigma * Math.hypot(...row));
    }
    case 'cor':
      return 0.3;
    default:
      return sigma / Math.sqrt(2 * fit.model.n);
  }
}

/** Thrown where a deviance is asked for that is not known yet. */
class NotYet {
  constructor(
    readonly key: string,
    readonly compute: () => number,
  ) {}
}

/**
 * A deviance that computes one new value per step. Whoever asks for another one begins again in the next step, where all
 * values so far are known: searches ask for few values, and each of them costs a whole minimization.
 */
function inSteps({ follow, search }: ProfileDeviance): {
  readonly deviance: ProfileDeviance;
  readonly steps: <R>(use: () => R) => Steps<R>;
} {
  const known = new Map<string, number>();
  /** How often a search has found a lower minimum than the one followed: what was known before is too high. */
  let lowered = 0;
  const ask = (kind: string, deviance: (value: number) => number, value: number): number => {
    const key = `${kind} ${lowered} ${value}`;
    const found = known.get(key);
    if (found === undefined) throw new NotYet(key, () => deviance(value));
    return found;
  };
  return {
    deviance: {
      follow: (value) => ask('follow', follow, value),
      search: (value) => {
        const followed = ask('follow', follow, value);
        const least = ask('search', search, value);
        if (least < followed - BETTER) lowered++;
        return least;
      },
    },
    *steps(use) {
      for (;;)
        try {
          lowered = 0;
          return use();
        } catch (error) {
          if (!(error instanceof NotYet)) throw error;
          yield;
          known.set(error.key, error.compute());
        }
    },
  };
}
