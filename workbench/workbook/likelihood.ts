/**
 * The sheet of a course's first lectures: likelihoods of a few observations, the wheat yields by maximum likelihood, and
 * the same model for thousands of pupils from what it needs to know of each school.
 */

import { parseCsv } from '../../src/index';
import { SheetBuilder } from './build';
import schoolsCsv from './schools.csv';

/** Where the wheat yields stand: regions in column A, yields in column B of the sheet before. */
const YIELDS = 'Wheat!B1:B51';
const REGIONS = 'Wheat!A1:A51';
const WHEAT = 'Wheat!A1:B51';
const BINOMIAL = '"y*LN(p) + (1-y)*LN(1-p)"';
const PLAIN = '0.0000';

/**
 * First columns of the blocks: observations and proportions, the second proportion, wheat, wheat by standard errors, the
 * schools' statistics, and what follows from them.
 */
const [COINS, SECOND, SEARCH, ERRORS, SCHOOLS, PUPILS] = [0, 4, 8, 15, 21, 26];
/** Log-likelihood of one school with n pupils, mean m and sum of squares ss about it. */
const SCHOOL =
  '"-(n*LN(2*PI()) + (n-1)*LN(sigma2) + ss/sigma2 + LN(sigma2+n*tau2) + n*(m-mu)^2/(sigma2+n*tau2))/2"';

/** mu, sigma² and tau² at which the lecture evaluates minus the log-likelihood. */
const LECTURE_POINTS: readonly (readonly [mu: number, sigma2: number, tau2: number])[] = [
  [16.3, 1.787, 0.384],
  [15, 1.787, 0.384],
  [16.3, 2, 0.384],
  [16.3, 1.787, 0.3],
  [16.3, 1.787, 0.2],
];

export function likelihoodSheet(): SheetBuilder {
  const sheet = new SheetBuilder('Likelihood')
    .columns(COINS, [200, 128, 172, 224, 200, 100, 104, 24])
    .columns(SEARCH, [252, 104, 104, 104, 104, 104, 24])
    .columns(ERRORS, [176, 104, 104, 104, 104, 24])
    .columns(SCHOOLS, [72, 64, 88, 96, 24])
    .columns(PUPILS, [190, 104, 104, 104, 104])
    .freeze(1)
    .height(0, 28)
    .heading(0, COINS, 'Likelihood, from three coins to the wheat yields')
    .note(1, COINS, 'Every number is live: change an observation or a parameter and watch.');
  coins(sheet);
  proportions(sheet);
  points(sheet);
  wheat(sheet);
  schools(sheet);
  return sheet;
}

function coins(sheet: SheetBuilder): void {
  sheet
    .heading(3, COINS, 'Three failures: y = 0, 0, 0')
    .values(4, COINS, [['y'], [0], [0], [0]])
    .header(4, COINS, 0, 1)
    .values(4, 2, [
      ['p', 'L(p)', 'The same by hand'],
      [1 / 2, null, null],
      [1 / 3, null, null],
      ['larger at'],
    ])
    .header(4, 2, 0, 3)
    .formula(5, 3, `=LIKELIHOOD.VALUE(${BINOMIAL}, A5:A8, C6)`)
    .formula(6, 3, `=LIKELIHOOD.VALUE(${BINOMIAL}, A5:A8, C7)`)
    .formula(5, 4, '=(1-C6)^3')
    .formula(6, 4, '=(1-C7)^3')
    .formula(7, 3, '=IF(D6>D7, C6, C7)')
    .format(5, 2, 3, 3, PLAIN);
}

function proportions(sheet: SheetBuilder): void {
  sheet
    .heading(10, COINS, '5 of 30, and 50 of 300')
    .formula(11, COINS, '=BINOM.MLE(5, 30)')
    .formula(11, SECOND, '=BINOM.MLE(50, 300)');
  for (const column of [COINS, SECOND])
    sheet
      .header(19, column, 1, 2)
      .format(13, column + 1, 2, 1, PLAIN)
      .format(16, column + 1, 2, 1, PLAIN)
      .format(20, column + 1, 7, 2, PLAIN);
  sheet
    .heading(30, COINS, 'The likelihood of 5 of 30, and its quadratic approximation')
    .formula(31, COINS, '=LIKELIHOOD.CURVE("binomial", B12:B13, "p", 0.02, 0.42, 21)')
    .header(31, COINS, 0, 4)
    .format(32, COINS, 21, 4, PLAIN);
}

function points(sheet: SheetBuilder): void {
  sheet
    .heading(3, SEARCH, 'Wheat: minus log-likelihood at given parameters')
    .values(4, SEARCH + 1, [['mu', 'sigma²', 'tau²', '−log L']])
    .header(4, SEARCH, 1, 4)
    .format(5, SEARCH + 1, LECTURE_POINTS.length, 3, '0.000');
  LECTURE_POINTS.forEach((point, i) => {
    const row = 5 + i;
    sheet
      .values(row, SEARCH + 1, [point])
      .formula(
        row,
        SEARCH + 4,
        `=-ONEWAY.LOGLIK(${YIELDS}, ${REGIONS}, J${row + 1}, K${row + 1}, L${row + 1})`,
      )
      .format(row, SEARCH + 4, 1, 1, '0.00000');
  });
}

function wheat(sheet: SheetBuilder): void {
  // optim(c(15, 1, 1), ..., method = "L-BFGS-B", lower = c(-Inf, 0, 0), hessian = TRUE), the lecture's own call.
  const search = '"mu=15; sigma2=1; tau2=1", "method=L-BFGS-B; lower=sigma2:0, tau2:0; derivatives=numeric"';
  const grids = '"sigma2: 1..3 by 0.25", "tau2: 0..1.2 by 0.3", "scale=difference"';
  sheet
    .heading(11, SEARCH, 'Wheat: what optim() finds')
    .formula(12, SEARCH, `=LIKELIHOOD.MLE("one-way normal", ${WHEAT}, ${search})`)
    .header(12, SEARCH, 1, 4)
    .format(13, SEARCH + 1, 3, 4, '0.0000000')
    .format(18, SEARCH + 1, 4, 1, PLAIN)
    .header(30, SEARCH, 1, 3)
    .format(31, SEARCH + 1, 3, 3, '0.000000')
    .header(35, SEARCH, 1, 3)
    .format(36, SEARCH + 1, 3, 3, '0.000000')
    .heading(11, ERRORS, 'Wheat: in closed form, ± 2 standard errors')
    .formula(12, ERRORS, `=ONEWAY.MLE(${YIELDS}, ${REGIONS}, "ML", "interval=2se")`)
    .header(12, ERRORS, 1, 4)
    .format(13, ERRORS + 1, 3, 4, PLAIN)
    .format(18, ERRORS + 1, 2, 1, PLAIN)
    .header(23, ERRORS, 1, 3)
    .format(24, ERRORS + 1, 3, 3, PLAIN)
    .header(28, ERRORS, 1, 3)
    .format(29, ERRORS + 1, 3, 3, '0.000000')
    .heading(40, SEARCH, 'Wheat: how far the log-likelihood is below its maximum, mu at its best')
    .formula(41, SEARCH, `=LIKELIHOOD.SURFACE("one-way normal", ${WHEAT}, ${grids})`)
    .header(41, SEARCH, 1, 5)
    .format(42, SEARCH, 9, 1, '0.00')
    .format(42, SEARCH + 1, 9, 5, PLAIN);
}

/** What the one-way model of `mscore` in `examples/nels_like.csv` needs, to twelve digits; a test sums it up again. */
function schools(sheet: SheetBuilder): void {
  const cells = parseCsv(schoolsCsv);
  const statistics = `V5:Y${cells.length + 4}`;
  sheet
    .heading(3, SCHOOLS, 'Schools: pupils, mean, squares')
    .data(4, SCHOOLS, cells)
    .format(5, SCHOOLS + 2, cells.length - 1, 2, '0.00')
    .heading(3, PUPILS, '12,974 pupils of 684 schools, by the density as text')
    .formula(4, PUPILS, `=LIKELIHOOD.MLE(${SCHOOL}, ${statistics}, "mu=50; sigma2=80; tau2=20")`)
    .header(4, PUPILS, 1, 4)
    .format(5, PUPILS + 1, 3, 4, PLAIN)
    .format(10, PUPILS + 1, 4, 1, PLAIN)
    .header(21, PUPILS, 1, 3)
    .format(22, PUPILS + 1, 3, 3, PLAIN)
    .header(26, PUPILS, 1, 3)
    .format(27, PUPILS + 1, 3, 3, '0.000000');
}
