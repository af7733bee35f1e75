/** What was verified at the optimum: in numbers, and in words that a reader without calculus can trust. */

import { symmetricEigen } from '../linalg/dense';
import { maxAbs } from '../linalg/columns';
import type { Fit, FitIdentification, FitSearch } from '../fits';
import type { Certificate } from './fitResult';

/** Curvature below this share of the largest counts as flat. */
export const FLAT = 1e-9;
/** Along a ridge of the likelihood it may be as far below zero, as for the search. */
const ALONG_RIDGE = 1e-6;

export function certify({ search, identification }: Fit, tolerance: number): Certificate {
  const { gradient, hessian, predictedDecrease, boundarySlope, evaluations, scope } = search;
  const m = gradient.length;
  const gradientMax = maxAbs(gradient);
  const hessianEigenvalues = [...symmetricEigen(hessian, m).values];
  const checks = [
    {
      passed: predictedDecrease <= tolerance,
      text:
        `A further Newton step would lower the criterion by ${brief(predictedDecrease)} ` +
        `(largest slope ${brief(gradientMax)}), after ${evaluations} evaluations.`,
    },
  ];
  if (m > 0) checks.push(curvature(hessianEigenvalues, identification));
  if (boundarySlope !== null) {
    const passed = boundarySlope >= -1e-6;
    checks.push({
      passed,
      text: `At the boundary the criterion ${passed ? 'does not fall' : 'falls'} when the collapsed variance grows: its slope there is ${brief(boundarySlope)}.`,
    });
  }
  if (m > 0) checks.push({ passed: true, text: `${scopeSentence(scope)}.` });
  return {
    gradientMax,
    predictedDecrease,
    hessianEigenvalues,
    boundarySlope,
    scope: scope.kind,
    starts: scope.starts,
    checks,
  };
}

function curvature(
  eigenvalues: readonly number[],
  { count, isRegular }: FitIdentification,
): { readonly passed: boolean; readonly text: string } {
  const [smallest] = eigenvalues;
  const largest = eigenvalues[eigenvalues.length - 1];
  // Where the data determine sigma² alone all eigenvalues are rounding.
  const rounding = (isRegular ? FLAT : ALONG_RIDGE) * Math.abs(largest);
  const passed = count === 1 || smallest >= -rounding;
  const isFlat = !isRegular || smallest <= FLAT * Math.abs(largest);
  const shape = !passed
    ? 'curves downwards in a direction'
    : isFlat
      ? 'is flat in a direction'
      : 'curves upwards in every direction';
  return {
    passed,
    text: `The criterion ${shape}: the eigenvalues of its Hessian run from ${brief(smallest)} to ${brief(largest)}.`,
  };
}

/** How far the minimum is known to be the least of all. */
function scopeSentence({ kind, starts, values, sentBack }: FitSearch['scope']): string {
  if (sentBack)
    return 'Another question about the model found this minimum, lower than where its own search had ended';
  if (kind === 'proved' && values === 0) return 'The criterion is the same for all values of the variances';
  if (kind === 'proved')
    return `No other value of the variance has a lower criterion: proved, by bounds between ${values} values`;
  if (kind === 'global')
    return `No lower minimum was found: global, from ${starts} ${starts === 1 ? 'start' : 'starts'} chosen by ${values} values over all covariance matrices`;
  return 'Another minimum was not looked for: local, as with many levels per random effect one minimum is all there is as a rule';
}

/** Two significant digits. */
function brief(x: number): string {
  if (x === 0) return '0';
  const a = Math.abs(x);
  return a >= 0.01 && a < 1e5 ? String(Number(x.toPrecision(2))) : x.toExponential(1);
}
