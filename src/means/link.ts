/**
 * From the scale on which a model is linear to that of the response: the inverse of a link of a generalized model, or of a function
 * in front of the response. Both are steps one after the other, each with three derivatives, so that standard errors follow by the
 * delta method and the mean of a curved function can be adjusted for the variance about it.
 */

/** A value and its first three derivatives. */
export type Jet = readonly [value: number, first: number, second: number, third: number];

/** One monotone function, such as exp after log. */
export interface Step {
  /** Its value and derivatives with respect to its own argument. */
  readonly at: (v: number) => Jet;
  /** Ends of the arguments that it is the inverse for, where v is one of them. */
  readonly domain?: (v: number) => readonly [number, number];
}

export interface Link {
  /** As a sentence names its scale: `log`, `sqrt`, `log(y + 1)`. */
  readonly name: string;
  /** The first is done first. */
  readonly steps: readonly Step[];
  /** What a difference on its scale is on that of the response; null where it is nothing. */
  readonly difference: DifferenceLink | null;
}

export interface DifferenceLink {
  readonly name: 'ratio' | 'odds ratio';
  /** What the ratio is one of, as the formula has it: `Reaction`, `x + 1`. */
  readonly of: string;
  /** Of the logarithms. */
  readonly base: number;
  readonly link: Pick<Link, 'steps'>;
}

/** exp(c·v). */
export function exponential(c: number): Step {
  return {
    at: (v) => {
      const value = Math.exp(c * v);
      return [value, c * value, c * c * value, c * c * c * value];
    },
  };
}

/** a + b·v. */
export function line(a: number, b: number): Step {
  return { at: (v) => [a + b * v, b, 0, 0] };
}

/** log(v)/c for v > 0. */
export function logarithm(c: number): Step {
  return {
    at: (v) => [Math.log(v) / c, 1 / (c * v), -1 / (c * v * v), 2 / (c * v * v * v)],
    domain: () => [0, Infinity],
  };
}

/** v^c for v ≥ 0; of odd powers and their roots any v, and of 1/v and its like those on the side of v. */
export function power(c: number): Step {
  const isOdd = [c, 1 / c].some((e) => Math.abs(e % 2) === 1);
  const factors = [1, c, c * (c - 1), c * (c - 1) * (c - 2)];
  return {
    at: (v) => {
      const isBelow = isOdd && (v < 0 || Object.is(v, -0));
      const derivative = (order: number): number => {
        if (factors[order] === 0) return 0;
        const size = factors[order] * Math.abs(v) ** (c - order);
        return isBelow && order % 2 === 0 ? -size : size;
      };
      return [derivative(0), derivative(1), derivative(2), derivative(3)];
    },
    domain: (v) => {
      if (isOdd && c > 0) return [-Infinity, Infinity];
      return isOdd && v < 0 ? [-Infinity, -0] : [0, Infinity];
    },
  };
}

/** sin(v), for −π/2 ≤ v ≤ π/2. */
export const SINE: Step = {
  at: (v) => [Math.sin(v), Math.cos(v), -Math.sin(v), -Math.cos(v)],
  domain: () => [-Math.PI / 2, Math.PI / 2],
};

/** c·v/(1 + v), for v > 0: from odds to a share of c. */
export function shareOf(c: number): Step {
  return {
    at: (v) => {
      const d = 1 + v;
      return [c / (1 + 1 / v), c / (d * d), (-2 * c) / d ** 3, (6 * c) / d ** 4];
    },
    domain: () => [0, Infinity],
  };
}

/** The value of a link's inverse and its derivatives; null outside of where it is one. */
export function inverseAt({ steps }: Pick<Link, 'steps'>, eta: number): Jet | null {
  let jet: Jet = [eta, 1, 0, 0];
  for (const { at, domain } of steps) {
    const [v, v1, v2, v3] = jet;
    const [low, high] = domain?.(v) ?? [-Infinity, Infinity];
    if (!(v >= low && v <= high)) return null;
    const [g, g1, g2, g3] = at(v);
    jet = [g, g1 * v1, g2 * v1 * v1 + g1 * v2, g3 * v1 ** 3 + 3 * g2 * v1 * v2 + g1 * v3];
  }
  return jet;
}

/** An estimate on the scale of the link, with limits. */
export interface ScaledEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The same on the scale of the response: the limits are those of the link's scale transformed, and the standard error is by the
 * delta method. Limits beyond the end of the scale, as of a square root below zero, are at that end.
 *
 * @param sigma of what varies about the mean on the link's scale: mu + sigma²·mu''/2 is then the mean of the response to second order;
 * null leaves it unadjusted
 * @returns null for an estimate beyond the end of the scale
 */
export function backTransformed(
  link: Pick<Link, 'steps'>,
  { estimate, standardError, lower, upper }: ScaledEstimate,
  sigma: number | null,
): ScaledEstimate | null {
  const jet = inverseAt(link, estimate);
  if (jet === null) return null;
  const half = sigma === null ? 0 : (sigma * sigma) / 2;
  const adjusted = ([value, , second]: Jet): number => (half === 0 ? value : value + half * second);
  const slope = half === 0 ? jet[1] : jet[1] + half * jet[3];
  const ends = [lower, upper].map((eta) => adjusted(towards(link, eta, estimate)));
  return {
    estimate: adjusted(jet),
    standardError: Math.abs(slope) * standardError,
    lower: Math.min(...ends),
    upper: Math.max(...ends),
  };
}

/** The inverse at eta, or at the end of the scale that lies between an inner point and eta. */
function towards({ steps }: Pick<Link, 'steps'>, eta: number, inner: number): Jet {
  let [jet, within]: [Jet, number] = [[eta, 1, 0, 0], inner];
  for (const { at, domain } of steps) {
    const [low, high] = domain?.(within) ?? [-Infinity, Infinity];
    const [, v1, v2, v3] = jet;
    const v = jet[0] > high ? high : jet[0] < low ? low : jet[0];
    const [g, g1, g2, g3] = at(v);
    jet = [g, g1 * v1, g2 * v1 * v1 + g1 * v2, g3 * v1 ** 3 + 3 * g2 * v1 * v2 + g1 * v3];
    within = at(within)[0];
  }
  return jet;
}
