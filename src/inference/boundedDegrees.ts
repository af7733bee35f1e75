/**
 * Degrees of freedom of a prediction's variance that cannot collapse where a variance between groups is nearly zero.
 *
 * With v the variance of the error, sigma² = r²/nu profiled out and H the Hessian of the profiled criterion in theta,
 * Satterthwaite's formula (`satterthwaite.ts`) splits by a Schur complement into
 *
 *     1/df = 1/nu + gᵀ·H⁻¹·g,    g = ∂ log v/∂theta along sigma(theta).
 *
 * The second part takes the estimate of a variance for normal with its standard error, however far below zero that
 * reaches, and however much smaller than it v is. A variance cannot be negative: here its standard error counts up to
 * the estimate itself and not beyond, whatever direction of theta one looks in, and the part of all directions together
 * up to v. df is then at least 2·nu/(nu + 2), becomes nu, that of the model without the variance, as the variance goes
 * to zero, and is Satterthwaite's where every variance is larger than its standard error (docs/prediction.md).
 */

import { congruence, symmetricEigen } from '../linalg/dense';
import type { MixedFit } from '../mixed/mixedFit';

/**
 * Degrees of freedom of v = sigma²·h from h and its m derivatives in theta, both relative to sigma²; h > 0.
 *
 * @returns a number between 2·nu/(nu + 2) and nu
 */
export function boundedDegreesOfFreedom(fit: MixedFit): (h: number, slopes: ArrayLike<number>) => number {
  const { m } = fit.structure;
  const { nu } = fit.objective;
  const { hessian } = fit.optimum.at;
  const scale = naturalScale(fit);
  const precision = congruence(
    hessian.map((x) => 0.5 * x),
    diagonal(scale),
    m,
    m,
  );
  const { values, vectors } = symmetricEigen(precision, m);
  const explained = explainedSlopes(fit);
  const gradient = new Float64Array(m);
  return (h, slopes) => {
    for (let t = 0; t < m; t++) gradient[t] = scale[t] * (slopes[t] / h - explained[t]);
    let form = 0;
    for (let e = 0; e < m; e++) {
      let projection = 0;
      for (let t = 0; t < m; t++) projection += vectors[t * m + e] * gradient[t];
      // A precision of 1 is a standard error as large as the variance.
      form += (projection * projection) / Math.max(1, values[e]);
    }
    return 1 / (1 / nu + 0.5 * Math.min(1, form));
  };
}

/**
 * Step of each theta that changes its variance by the whole of it, to first order: T_aa/2. An entry beside the diagonal
 * turns the effect of its row among the others, and may be as long as that row.
 */
function naturalScale({ structure, optimum }: MixedFit): Float64Array {
  const { k, rows, cols } = structure;
  const { T, theta } = optimum.at;
  return theta.map((value, t) =>
    rows[t] === cols[t] ? 0.5 * value : Math.hypot(...T.subarray(rows[t] * k, rows[t] * k + k)),
  );
}

/** −∂ log sigma²/∂theta where sigma² = r²/nu is profiled out: m numbers. */
function explainedSlopes({ structure: { m }, optimum }: MixedFit): Float64Array {
  const { natural, jacobian, r2 } = optimum.at;
  return Float64Array.from({ length: m }, (_, t) => {
    let slope = 0;
    for (let i = 0; i < m; i++) slope += natural.quadratic[i] * jacobian[i * m + t];
    return slope / r2;
  });
}

function diagonal(values: Float64Array): Float64Array {
  const D = new Float64Array(values.length ** 2);
  values.forEach((value, t) => (D[t * values.length + t] = value));
  return D;
}
