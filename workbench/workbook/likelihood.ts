/** The sheet of a course's first lectures: likelihoods of a few observations, and the wheat yields by maximum likelihood. */

import { SheetBuilder } from './build';

/** Where the wheat yields stand: regions in column A, yields in column B of the sheet before. */
const YIELDS = 'Wheat!B1:B51';
const REGIONS = 'Wheat!A1:A51';
const BINOMIAL = '"y*LN(p) + (1-y)*LN(1-p)"';

/** mu, sigma² and tau² at which the lecture evaluates minus the log-likelihood. */
export const LECTURE_POINTS: readonly (readonly [mu: number, sigma2: number, tau2: number])[] = [
  [16.3, 1.787, 0.384],
  [15, 1.787, 0.384],
  [16.3, 2, 0.384],
  [16.3, 1.787, 0.3],
  [16.3, 1.787, 0.2],
];

export function likelihoodSheet(): SheetBuilder {
  const sheet = new SheetBuilder('Likelihood')
    .columns(0, [190, 96, 96, 96, 190, 96, 120, 200, 110, 110, 110, 110, 110])
    .freeze(1)
    .height(0, 28)
    .heading(0, 0, 'Likelihood, from three coins to the wheat yields')
    .note(1, 0, 'Every number is live: change an observation or a parameter and watch.')
    .heading(3, 0, 'Three failures: y = 0, 0, 0')
    .values(4, 0, [['y'], [0], [0], [0]])
    .values(4, 2, [
      ['p', 'L(p)'],
      [1 / 2, null],
      [1 / 3, null],
    ])
    .formula(5, 3, `=LIKELIHOOD.VALUE(${BINOMIAL}, A5:A8, C6)`)
    .formula(6, 3, `=LIKELIHOOD.VALUE(${BINOMIAL}, A5:A8, C7)`)
    .values(7, 2, [['larger at']])
    .formula(7, 3, '=IF(D6>D7, C6, C7)')
    .format(5, 2, 3, 2, '0.0000')
    .heading(10, 0, '5 of 30, and 50 of 300')
    .formula(11, 0, '=BINOM.MLE(5, 30)')
    .formula(11, 4, '=BINOM.MLE(50, 300)')
    .format(13, 1, 17, 2, '0.0000')
    .format(13, 5, 17, 2, '0.0000')
    .heading(3, 7, 'Wheat: minus log-likelihood at given parameters')
    .values(4, 7, [['', 'mu', 'sigma²', 'tau²', '−log L']])
    .heading(11, 7, 'Wheat: what optim() finds')
    .formula(
      12,
      7,
      `=LIKELIHOOD.MLE("one-way normal", Wheat!A1:B51, "mu=16; sigma2=2; tau2=1", "method=L-BFGS-B; lower=sigma2:0.001, tau2:0.001")`,
    )
    .format(13, 8, 3, 5, '0.0000')
    .format(18, 8, 4, 1, '0.0000')
    .format(30, 8, 12, 5, '0.0000');
  LECTURE_POINTS.forEach(([mu, sigma2, tau2], i) => {
    const row = 5 + i;
    sheet
      .values(row, 8, [[mu, sigma2, tau2]])
      .formula(row, 11, `=-ONEWAY.LOGLIK(${YIELDS}, ${REGIONS}, I${row + 1}, J${row + 1}, K${row + 1})`)
      .format(row, 11, 1, 1, '0.00000');
  });
  return sheet;
}
