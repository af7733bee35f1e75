/** Poisson counts among zeros that would be there anyway. */

import type { NamedDensity } from './types';
import { ABOUT_THE_MEAN, aboutTheMean, POISSON } from './counts';
import { bySums, meanOf } from './moments';

export const ZERO_INFLATED_POISSON: NamedDensity = {
  name: 'zero-inflated poisson',
  title: 'Zero-inflated Poisson',
  aliases: ['zipoisson', 'zipois', 'zip', 'zero inflated poisson'],
  parameters: [
    // In an expression `pi` is the number.
    { name: 'pi', symbol: 'inflation', lower: 0, upper: 1 },
    { name: 'lambda', lower: 0, upper: Infinity },
  ],
  logDensity: 'dzipois(y, lambda, inflation, log = TRUE)',
  support: POISSON.support,
  constant: POISSON.constant,
  refuse: POISSON.refuse,
  noMaximum: (values) =>
    values.every((value) => value === 0)
      ? 'holds zeros only: whether pi is 1 or lambda is 0 is not determined'
      : null,
  start(values) {
    const others = values.filter((value) => value > 0);
    const mean = meanOf(others);
    // Close to the mean of a Poisson distribution without its zeros.
    const lambda = Math.max(mean - 1 / mean, 0.1);
    const none = Math.exp(-lambda);
    const zeros = 1 - others.length / values.length;
    return [Math.min(Math.max((zeros - none) / (1 - none), 0.02), 0.98), lambda];
  },
  quantile({ 0: zero, 1: lambda }) {
    const poisson = POISSON.quantile!([lambda]);
    return (share) => {
      // By the upper tail, which is never rounded to nothing.
      const rest = 1 - (1 - share) / (1 - zero);
      return rest <= 0 ? 0 : poisson(rest);
    };
  },
  condense(values) {
    const others = values.filter((value) => value > 0);
    const zeros = values.length - others.length;
    const either = 'zeros*log(inflation + (1 - inflation)*exp(-lambda))';
    if (others.length === 0) return bySums({ zeros }, either);
    const sums = { zeros, ...aboutTheMean(others) };
    return bySums(sums, `${either} + n*log1p(-inflation) + ${ABOUT_THE_MEAN}`);
  },
};
