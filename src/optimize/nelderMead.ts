/**
 * The simplex method of Nelder and Mead (1965), in the form of Nash (1990), Compact Numerical Methods for Computers,
 * algorithm 19, which R's `optim()` uses: the same first simplex, coefficients and tests, so that counts agree.
 */

import { checkStart, DEFAULT_LIMITS, Recorder, type Minimization, type Minimum } from './minimizer';

const REFLECTION = 1;
const CONTRACTION = 0.5;
const EXPANSION = 2;
/** Stands for a value that is not finite. */
const BIG = 1e35;
/** The limit counts evaluations. */
const MAX_EVALUATIONS = 500;

interface Vertex {
  par: Float64Array;
  value: number;
}

/** Needs no gradient and heeds no bounds other than those where the value becomes infinite. */
export function minimizeNelderMead(problem: Minimization): Minimum {
  const { reltol, abstol, maxIterations } = {
    ...DEFAULT_LIMITS,
    maxIterations: MAX_EVALUATIONS,
    ...problem.limits,
  };
  const recorder = new Recorder(problem);
  const evaluate = (par: Float64Array): Vertex => {
    const value = recorder.value(par);
    return { par, value: Number.isFinite(value) ? value : BIG };
  };

  const atStart = recorder.value(problem.start);
  checkStart(problem.start, atStart);
  recorder.accept(problem.start, atStart, null);
  if (maxIterations <= 0) return finish({ par: problem.start, value: atStart }, 0);
  const tolerance = reltol * (Math.abs(atStart) + reltol);
  const { simplex, size } = firstSimplex(problem.start, atStart);
  let lastSize = size;
  let low = 0;
  let isFresh = true;

  do {
    if (isFresh)
      for (let j = 0; j < simplex.length; j++) if (j !== low) simplex[j] = evaluate(simplex[j].par);
    isFresh = false;
    let high: number;
    ({ low, high } = extremes(simplex, low));
    if (simplex[high].value <= simplex[low].value + tolerance || simplex[low].value <= abstol) break;

    const centre = centroidWithout(simplex, high);
    const worst = simplex[high];
    const reflected = evaluate(combine(1 + REFLECTION, centre, -REFLECTION, worst.par));
    if (reflected.value < simplex[low].value) {
      const expanded = evaluate(combine(EXPANSION, reflected.par, 1 - EXPANSION, centre));
      simplex[high] = expanded.value < reflected.value ? expanded : reflected;
    } else {
      if (reflected.value < worst.value) simplex[high] = reflected;
      const contracted = evaluate(combine(1 - CONTRACTION, simplex[high].par, CONTRACTION, centre));
      if (contracted.value < simplex[high].value) simplex[high] = contracted;
      else if (reflected.value >= worst.value) {
        const shrunken = shrinkTowards(simplex, low);
        isFresh = true;
        if (!(shrunken < lastSize)) return finish(simplex[low], isOver() ? 1 : 10);
        lastSize = shrunken;
      }
    }
    report();
  } while (!isOver());
  return finish(simplex[low], isOver() ? 1 : 0);

  function isOver(): boolean {
    return recorder.counts.function > maxIterations;
  }

  /** The best point so far, where it has changed. */
  function report(): void {
    const best = simplex.reduce((least, vertex) => (vertex.value < least.value ? vertex : least));
    if (best.value < recorder.path[recorder.path.length - 1].value)
      recorder.accept(best.par, best.value, null);
  }
  function finish({ par, value }: Vertex, convergence: number): Minimum {
    const { counts, path } = recorder;
    return { par: par.slice(), value, counts, convergence, message: null, path };
  }
}

/** The start, and one vertex per parameter that is a tenth of the largest one away; the others have no value yet. */
function firstSimplex(start: Float64Array, value: number): { simplex: Vertex[]; size: number } {
  let step = 0;
  for (const x of start) step = Math.max(step, 0.1 * Math.abs(x));
  if (step === 0) step = 0.1;
  const simplex: Vertex[] = [{ par: start.slice(), value }];
  let size = 0;
  for (let j = 0; j < start.length; j++) {
    const par = start.slice();
    let length = step;
    while (par[j] === start[j] && Number.isFinite(length)) {
      par[j] = start[j] + length;
      length *= 10;
    }
    size += length;
    simplex.push({ par, value: BIG });
  }
  return { simplex, size };
}

/** The positions of the lowest and the highest vertex; among equals the one that was lowest before, then the first. */
function extremes(simplex: readonly Vertex[], before: number): { low: number; high: number } {
  let low = before;
  let high = before;
  simplex.forEach(({ value }, j) => {
    if (j === before) return;
    if (value < simplex[low].value) low = j;
    if (value > simplex[high].value) high = j;
  });
  return { low, high };
}

/** The mean of all vertices but one. Sums in the order that R does. */
function centroidWithout(simplex: readonly Vertex[], high: number): Float64Array {
  return simplex[high].par.map((x, i) => {
    let sum = -x;
    for (const { par } of simplex) sum += par[i];
    return sum / (simplex.length - 1);
  });
}

/** a·x + b·y. */
function combine(a: number, x: Float64Array, b: number, y: Float64Array): Float64Array {
  return x.map((value, i) => a * value + b * y[i]);
}

/** Moves all vertices half the way to the lowest one; returns the sum of their distances from it. */
function shrinkTowards(simplex: Vertex[], low: number): number {
  const target = simplex[low].par;
  let size = 0;
  simplex.forEach((vertex, j) => {
    if (j === low) return;
    const par = vertex.par.map((x, i) => CONTRACTION * (x - target[i]) + target[i]);
    par.forEach((x, i) => (size += Math.abs(x - target[i])));
    simplex[j] = { par, value: vertex.value };
  });
  return size;
}
