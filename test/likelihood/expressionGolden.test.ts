import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../src/likelihood/expression';
import { maximize } from '../../src/likelihood/maximize';
import golden from '../golden/basics_fitdistr_open.json';

/** The densities of MASS's fitdistr(), with their parameters named as there, as R writes them and from first principles. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  normal: ['dnorm(y, mean, sd, log=TRUE)', '-LN(sd) - 0.5*LN(2*PI()) - (y - mean)^2/(2*sd^2)'],
  lognormal: ['dlnorm(y, meanlog, sdlog, log=TRUE)', 'LN(NORM.DIST(LN(y), meanlog, sdlog, FALSE)) - LN(y)'],
  gamma: [
    'dgamma(y, shape, rate, log=TRUE)',
    'shape*LN(rate) + (shape - 1)*LN(y) - rate*y - GAMMALN(shape)',
    'LN(GAMMA.DIST(y, shape, 1/rate, FALSE))',
  ],
  exponential: ['dexp(y, rate, log=TRUE)', 'LN(rate) - rate*y', 'SUM(LN(EXPON.DIST(y, rate, FALSE)))'],
  weibull: [
    'dweibull(y, shape, scale, log=TRUE)',
    'LN(shape/scale) + (shape-1)*LN(y/scale) - (y/scale)^shape',
  ],
  Poisson: ['dpois(y, lambda, log=TRUE)', 'y*LN(lambda) - lambda - LN(FACT(y))'],
  geometric: ['dgeom(y, prob, log=TRUE)', 'LN(prob) + y*LN(1 - prob)'],
  negbin: [
    'dnbinom(y, size, mu=mu, log=TRUE)',
    'GAMMALN(y+size) - GAMMALN(size) - lfactorial(y) + size*LN(size/(size+mu)) + y*LN(mu/(size+mu))',
  ],
};

interface Found {
  readonly estimate: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
  readonly loglik: number;
}

const cases = golden.cases.flatMap(({ sample, x, fits }) =>
  fits.flatMap((fit) => {
    const { distribution, fitdistr, tight } = fit as unknown as {
      distribution: string;
      fitdistr: Found;
      tight?: Found;
    };
    // fitdistr() is exact where it has a closed form; elsewhere the golden optimum was polished.
    return TEXTS[distribution].map((text) => ({
      sample,
      text,
      x,
      wanted: tight ?? fitdistr,
      isExact: !tight,
    }));
  }),
);

describe('densities as expressions, from their own starting values', () => {
  test.each(cases)('$text on $sample is what fitdistr() finds', ({ text, x, wanted, isExact }) => {
    const cells = [['y'], ...x.map((y) => [y])];
    const found = maximize(expressionLikelihood(text, cells));
    expect(found.convergence).toBe(0);
    expect(found.warnings).toEqual([]);
    expect(Math.abs(found.logLik / wanted.loglik - 1)).toBeLessThan(1e-10);
    const sizes = Object.fromEntries(found.parameters.map((one) => [one.name, one]));
    for (const [name, estimate] of Object.entries(wanted.estimate)) {
      expect(Math.abs(sizes[name].estimate / estimate - 1)).toBeLessThan(isExact ? 1e-12 : 1e-6);
      expect(Math.abs(sizes[name].standardError! / wanted.se[name] - 1)).toBeLessThan(isExact ? 1e-9 : 1e-5);
    }
  });
});
