/**
 * Derivatives where the chain rule meets zero times an infinity: from what the function is a step away, on either side.
 * Where only one side is defined, or goes to the value, the derivative is that of this side; where the two sides differ, as
 * at a kink, it is the mean of both, as that of |x| at 0 is 0. Where it is infinite on both sides and of two signs there is
 * none.
 */

import type { Derivatives } from '../../../optimize/objective';
import type { NodeId } from '../node';
import { NodeValues } from '../nodeValues';
import { compare, isInfinite, limitOf, subtract, withLimit, type Exponents, type Series } from './series';
import { StepSeries, type SumParts } from './stepSeries';

/** How much work is done at most: rows without derivatives times nodes times directions. */
const MOST_WORK = 3_000_000;
/** A step to where the expression must have a value if it is to have a derivative. */
const BESIDE = 1e-9;
/** A limit is that of the value, but for rounding. */
const SAME = 1e-9;

type Sign = 1 | -1;
type Moves = readonly (readonly [parameter: number, sign: Sign])[];
/**
 * What is known of a derivative from one side: null for nothing, `jump` where the function does not go to its value, or has
 * none.
 */
type Side = number | 'jump' | null;
const SIGNS: readonly Sign[] = [1, -1];

/**
 * @param found derivatives by the chain rule; those that are not finite are replaced where more is known
 * @param sums the parts of the sums over the rows
 */
export function withSides(
  values: NodeValues,
  root: NodeId,
  found: Derivatives,
  sums: ReadonlyMap<NodeId, SumParts>,
): Derivatives {
  const { deps } = values.graph.nodes[root];
  const rows = [...sums.values()].reduce((count, { singular }) => count + singular.length, 1);
  if (rows * values.graph.nodes.length * (2 * deps.length) ** 2 > MOST_WORK) return found;
  const sides = new Sides(values, root, found.value, sums);
  const d = found.gradient.length;
  const gradient = found.gradient.slice();
  const hessian = found.hessian.slice();
  for (const i of deps) {
    if (!Number.isFinite(gradient[i])) replace(gradient, [i], sides.slope(i));
    for (const j of deps.filter((one) => one <= i))
      if (!Number.isFinite(hessian[i * d + j]))
        replace(hessian, [i * d + j, j * d + i], i === j ? sides.bend(i) : sides.mixed(i, j));
  }
  return { value: found.value, gradient, hessian };
}

function replace(array: Float64Array, places: readonly number[], known: number | null): void {
  if (known !== null) for (const place of places) array[place] = known;
}

class Sides {
  private readonly known = new Map<string, Series | 'jump' | null>();

  constructor(
    private readonly values: NodeValues,
    private readonly root: NodeId,
    private readonly value: number,
    private readonly sums: ReadonlyMap<NodeId, SumParts>,
  ) {}

  slope(i: number): number | null {
    return mean(SIGNS.map((s) => times(s, coefficient(this.change([[i, s]]), 1))));
  }

  bend(i: number): number | null {
    return mean(SIGNS.map((s) => times(1, coefficient(this.change([[i, s]]), 2, slopeOfSlope))));
  }

  mixed(i: number, j: number): number | null {
    return this.secondDifference(i, j) ?? this.bendAlong(i, j) ?? this.bendAlong(j, i);
  }

  /** The limit of f(i, j) − f(i) − f(j) + f over the product of the steps. */
  private secondDifference(i: number, j: number): number | null {
    const quadrants = SIGNS.flatMap((s) => SIGNS.map((t) => [s, t] as const));
    return mean(
      quadrants.map(([s, t]) => {
        const changes = [
          this.change([
            [i, s],
            [j, t],
          ]),
          this.change([[i, s]]),
          this.change([[j, t]]),
        ];
        if (changes.includes('jump')) return 'jump';
        const [both, one, other] = changes as (Series | null)[];
        const rest = both && one && subtract(both, one);
        return times(s * t, coefficient(rest && other && subtract(rest, other), 2));
      }),
    );
  }

  /** The limit of the slope of the derivative by j, a step away in i. */
  private bendAlong(i: number, j: number): number | null {
    return mean(
      SIGNS.map((s) => {
        const slope = this.stepped([[i, s]]).slope(this.root, 0, j);
        return times(s, coefficient(slope, 1, slopeOf));
      }),
    );
  }

  private stepped(moves: Moves): StepSeries {
    return new StepSeries(this.values, this.sums, this.direction(moves));
  }

  private direction(moves: Moves): number[] {
    return Array.from(this.values.par, (_, k) => moves.find(([i]) => i === k)?.[1] ?? 0);
  }

  private isDefinedAt(moves: Moves): boolean {
    const { graph, par } = this.values;
    const direction = this.direction(moves);
    const beside = par.map((x, k) => x + direction[k] * BESIDE * Math.max(1, Math.abs(x)));
    return !Number.isNaN(new NodeValues(graph, beside).at(this.root, 0));
  }

  /** f a step away less f; null where it is not known. */
  private change(moves: Moves): Series | 'jump' | null {
    const key = moves.join(' ');
    let found = this.known.get(key);
    if (found === undefined) {
      const series = this.stepped(moves).of(this.root, 0);
      const gap = series && Math.abs(limitOf(series) - this.value);
      if (series === null || gap === null || Number.isNaN(gap))
        found = this.isDefinedAt(moves) ? null : 'jump';
      else found = gap <= SAME * Math.max(1, Math.abs(this.value)) ? withLimit(series, 0) : 'jump';
      this.known.set(key, found);
    }
    return found;
  }
}

/** Null where nothing is known; NaN where there is none. */
function mean(sides: readonly Side[]): number | null {
  if (sides.every((x) => x === 'jump')) return NaN;
  const known = sides.filter((x) => typeof x === 'number');
  if (known.length === 0) return null;
  const [first] = known;
  return known.every((x) => x === first) ? first : known.reduce((sum, x) => sum + x, 0) / known.length;
}

function times(sign: number, x: Side): Side {
  return typeof x === 'number' ? sign * x : x;
}

/** `order`! times the coefficient of h^order, the derivative; infinite where something larger than h^order is there. */
function coefficient(
  change: Series | 'jump' | null,
  order: 1 | 2,
  factorOf: (exponents: Exponents) => number = () => 1,
): Side {
  if (change === null || change === 'jump') return change;
  if (isInfinite(change)) return null;
  const power: Exponents = [-order, 0, 0];
  const counted = change.terms.filter(({ exponents }) => factorOf(exponents) !== 0);
  const [first] = counted;
  const size = first ? compare(first.exponents, power) : -1;
  if (size > 0) return first.c * factorOf(first.exponents) * Infinity;
  if (change.rest && compare(change.rest, power) >= 0) return null;
  return size === 0 ? first.c * factorOf(first.exponents) : 0;
}

/** The derivative of h^−p·L^q·M^r has this sign near zero; of h it is 1. */
function slopeOf([p, q, r]: Exponents): number {
  if (p !== 0) return -p;
  return q !== 0 ? -q : -r;
}

/** The second derivative of h^−p·L^q·M^r has this sign near zero; of h² it is 2. */
function slopeOfSlope([p, q, r]: Exponents): number {
  if (p !== 0 && p !== -1) return p * (p + 1);
  const slower = q !== 0 ? q : r;
  return p === 0 ? slower : -slower;
}
