/** Names of the parameters of a mixed model. */

import type { CovarianceStructure } from '../covariance/structure';
import type { WorkingModel } from '../mixed/workingModel';

interface Covariances {
  readonly structure: CovarianceStructure;
  readonly model: WorkingModel;
}

/** lme4's names: `Subject.(Intercept)`, `Subject.Days.(Intercept)`, `Subject.Days`. */
export function thetaNames(fit: Covariances): string[] {
  return entryNames(fit).map(([group, row, column]) =>
    row === column ? `${group}.${row}` : `${group}.${row}.${column}`,
  );
}

/** Names of the parameters of the Hessian: fixed effects, `sigma2`, `var.Subject.Days`, `cov.Subject.(Intercept).Days`. */
export function parameterNames(fit: Covariances, fixed: readonly string[]): string[] {
  const entries = entryNames(fit).map(([group, row, column]) =>
    row === column ? `var.${group}.${row}` : `cov.${group}.${column}.${row}`,
  );
  return [...fixed, 'sigma2', ...entries];
}

/** In words, sigma² first: `the residual variance`, `the covariance of (Intercept) and Days between the groups of Subject`. */
export function parameterWords(fit: Covariances): string[] {
  const entries = entryNames(fit).map(([group, row, column]) =>
    row === column
      ? `the variance of ${row} between the groups of ${group}`
      : `the covariance of ${column} and ${row} between the groups of ${group}`,
  );
  return ['the residual variance', ...entries];
}

/** Group, row term and column term of each covariance parameter. */
function entryNames({ structure, model }: Covariances): [string, string, string][] {
  const { rows, cols, blocks } = structure;
  return Array.from(rows, (row, i) => {
    const t = blocks.findIndex((b) => row < b.start + b.size);
    const { group, Z } = model.terms[t].block;
    const { start } = blocks[t];
    return [group.name, Z.names[row - start], Z.names[cols[i] - start]];
  });
}
