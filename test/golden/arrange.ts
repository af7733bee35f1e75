/** Puts the random-effects blocks of a fit into lme4's order: grouping factors by decreasing number of levels. */

import type { FitResult, NamedMatrix, VarianceComponent } from '../../src/analyses/fitResult';
import type { GoldenFit } from './golden';

interface Arranged {
  readonly components: readonly VarianceComponent[];
  readonly theta: readonly number[];
}

/** Index of the fit's block for each block of the golden result; -1 where it has none. */
function blockOrder(golden: GoldenFit, fit: FitResult): number[] {
  const left = new Set(fit.varianceComponents.keys());
  return golden.varcorr.map(({ group, terms }) => {
    const found = [...left].find((index) => {
      const component = fit.varianceComponents[index];
      return baseName(component.group) === baseName(group) && component.terms.join() === terms.join();
    });
    if (found === undefined) return -1;
    left.delete(found);
    return found;
  });
}

/** Two terms on one factor are called `Subject` and `Subject.1`. */
function baseName(group: string): string {
  return group.replace(/\.\d+$/, '');
}

function triangleSize(component: VarianceComponent): number {
  const k = component.terms.length;
  return (k * (k + 1)) / 2;
}

/** Index of a block's first parameter among the parameters of all blocks, in the fit's own order. */
function blockStart(fit: FitResult, block: number): number {
  return fit.varianceComponents.slice(0, block).reduce((sum, component) => sum + triangleSize(component), 0);
}

/** For each variance parameter of the golden result (block after block) its index among the fit's. */
function parameterOrder(golden: GoldenFit, fit: FitResult): number[] {
  return blockOrder(golden, fit).flatMap((block) => {
    if (block < 0) return [];
    const start = blockStart(fit, block);
    return Array.from({ length: triangleSize(fit.varianceComponents[block]) }, (_, i) => start + i);
  });
}

export function arrange(golden: GoldenFit, fit: FitResult): Arranged {
  const order = blockOrder(golden, fit);
  return {
    components: order.map((block) => fit.varianceComponents[block]),
    theta: parameterOrder(golden, fit).map((index) => fit.theta[index]),
  };
}

/**
 * The last `size` rows and columns of a matrix over (beta, sigma², variance parameters), in the golden order: all of it
 * for a full Hessian, sigma² and the variance parameters for a REML one.
 */
export function lastParameters(
  golden: GoldenFit,
  fit: FitResult,
  matrix: NamedMatrix,
  size: number,
): number[][] {
  const variances = parameterOrder(golden, fit);
  const before = matrix.names.length - variances.length;
  const order = [...Array(before).keys(), ...variances.map((index) => before + index)].slice(-size);
  return order.map((i) => order.map((j) => matrix.values[i][j]));
}
