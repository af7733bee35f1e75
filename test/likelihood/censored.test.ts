import { describe, expect, test } from 'vitest';
import { likelihoodInterval } from '../../src/likelihood/interval';
import { maximize } from '../../src/likelihood/maximize';
import { likelihoodOfColumns, readLikelihood } from '../../src/likelihood/readLikelihood';
import { maximumReport } from '../../src/likelihood/tables/estimates';
import { expectDerivatives } from './expression/derivatives';

/** An event, two censored times, one below a bound, two between bounds. */
const ROWS = [
  ['lower', 'upper'],
  [2.2, 2.2],
  [3.1, null],
  [0.7, null],
  [null, 1.4],
  [1, 3],
  [4, 4.5],
];
const DENSITIES: [string, number[], string, string][] = [
  ['exponential', [0.4], 'dexp', 'y, rate'],
  ['weibull', [1.4, 2.6], 'dweibull', 'y, shape, scale'],
  ['lognormal', [0.6, 0.8], 'dlnorm', 'y, meanlog, sdlog'],
  ['normal', [2.1, 1.3], 'dnorm', 'y, mu, sigma'],
];

describe.each(DENSITIES)('%s', (name, numbers, density, formals) => {
  const par = Float64Array.from(numbers);

  test('of events and bounds is the probability between them, by integration of the density', () => {
    const text = `${density}(${formals}, log = TRUE)`;
    const whole = readLikelihood(text, [['no column'], [0]]);
    const at = (y: number): number =>
      Math.exp(whole.value(Float64Array.from(whole.parameters, (_, i) => (i === 0 ? y : par[i - 1]))));
    const [least, most] = [name === 'normal' ? -20 : 0, name === 'lognormal' ? 400 : 60];
    const between = (from: number, to: number): number => {
      const n = 20_000;
      let sum = 0;
      for (let k = 0; k < n; k++) sum += at(from + ((k + 0.5) / n) * (to - from));
      return (sum * (to - from)) / n;
    };
    const exact = ROWS.slice(1).map(([lower, upper]) =>
      lower === upper ? at(lower as number) : between((lower as number) ?? least, (upper as number) ?? most),
    );
    const wanted = exact.reduce((sum, x) => sum + Math.log(x), 0);
    expect(readLikelihood(name, ROWS).value(par)).toBeCloseTo(wanted, 5);
  });

  test('has exact derivatives, whatever is censored', () => {
    expectDerivatives(readLikelihood(name, ROWS), par);
    for (const row of ROWS.slice(1)) expectDerivatives(readLikelihood(name, [ROWS[0], row]), par);
  });

  test('of narrow bounds is that of the values, and of events alone too', () => {
    const values = [1.2, 0.4, 3.3, 2.1, 0.9];
    const events = [['t', 'event'], ...values.map((y) => [y, true])];
    const plain = maximize(
      readLikelihood(
        name,
        values.map((y) => [y]),
      ),
    );
    const known = maximize(readLikelihood(name, events));
    const narrow = [['left', 'right'], ...values.map((y) => [y - 1e-5, y + 1e-5])];
    const near = maximize(readLikelihood(name, narrow));
    plain.parameters.forEach(({ estimate, standardError }, i) => {
      expect(known.parameters[i].estimate).toBeCloseTo(estimate, 9);
      expect(known.parameters[i].standardError).toBeCloseTo(standardError!, 9);
      expect(near.parameters[i].estimate).toBeCloseTo(estimate, 6);
    });
    expect(known.logLik).toBeCloseTo(plain.logLik, 10);
  });

  test('keeps its digits far out, in both tails', () => {
    const one = (lower: number | null, upper: number | null) =>
      readLikelihood(name, [
        ['lower', 'upper'],
        [lower, upper],
      ]);
    const far = { exponential: 1e5, weibull: 1e4, lognormal: 1e20, normal: 500 }[name]!;
    const beyond = one(far, null).value(par);
    expect(beyond).toBeLessThan(-700);
    expect(beyond).toBeGreaterThan(-Infinity);
    // Almost all that lies beyond a far bound lies close to it.
    expect(one(far, far * 1.5).value(par) / beyond).toBeCloseTo(1, 9);
    if (name === 'normal') {
      expect(one(null, -far).value(par)).toBeLessThan(-700);
      expect(one(-600, -far).value(par) / one(null, -far).value(par)).toBeCloseTo(1, 9);
    }
    expectDerivatives(one(far, null), par);
  });
});

test('a column of status means what it does in R’s survival', () => {
  const times = [
    [9, 1],
    [13, 1],
    [13, 0],
    [18, 1],
    [28, 0],
  ];
  const fit = (header: string[], rows: unknown[][]) => {
    const likelihood = readLikelihood('exponential', [header, ...rows] as never);
    return { ...maximize(likelihood), sentence: likelihood.sentence };
  };
  const own = fit(['time', 'status'], times);
  expect(own.parameters[0].estimate).toBeCloseTo(3 / 81, 12);
  expect(own.parameters[0].standardError).toBeCloseTo(Math.sqrt(3) / 81, 12);
  expect(own.logLik).toBeCloseTo(3 * Math.log(3 / 81) - 3, 12);
  expect(own.derived[0]).toMatchObject({
    name: 'median',
    estimate: expect.closeTo((Math.LN2 * 81) / 3, 10) as number,
  });
  expect(own.sentence).toBe('exponential, 3 events, 2 right-censored');
  const others = [
    fit(
      ['status', 'days'],
      times.map(([t, s]) => [s, t]),
    ),
    fit(
      ['time', 'event'],
      times.map(([t, s]) => [t, s === 1]),
    ),
    fit(
      ['time', 'status'],
      times.map(([t, s]) => [t, s + 1]),
    ),
    fit(
      ['time', 'group', 'status'],
      times.map(([t, s]) => [t, 'a', s]),
    ),
    fit(['time', 'status'], [...times, [5, null], [null, 1]]),
  ];
  for (const { parameters } of others) expect(parameters[0].estimate).toBeCloseTo(3 / 81, 12);
  expect(others[2].remarks).toEqual(['In status 2 is an event and 1 a censored time, as in R.']);
  expect(others[4].missing).toBe(2);
  const columns = ['time', 'status'].map((name, j) => ({
    name,
    values: Float64Array.from(times, (row) => row[j]),
  }));
  expect(maximize(likelihoodOfColumns('exponential', columns)).parameters[0].estimate).toBeCloseTo(
    3 / 81,
    12,
  );
  const { sections } = maximumReport(own, own.sentence);
  expect(sections[1]).toMatchObject({
    name: 'derived',
    rows: [
      [
        'median',
        expect.closeTo((Math.LN2 * 81) / 3, 10),
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    ],
  });
});

test('an interval is of the censored likelihood, whatever the density', () => {
  for (const type of ['profile', 'wald'] as const) {
    const asked = { density: 'normal', data: ROWS, parameter: 'mu', level: 0.95, type };
    const { estimate, lower, upper } = likelihoodInterval(asked);
    const fit = maximize(readLikelihood('normal', ROWS));
    expect(estimate).toBe(fit.parameters[0].estimate);
    expect(lower).toBeLessThan(estimate);
    expect(upper).toBeGreaterThan(estimate);
    if (type === 'wald') expect(upper).toBeCloseTo(fit.parameters[0].upper!, 9);
  }
});

describe('what does not fit is said', () => {
  const sentenceOf = (density: string, header: string[], ...rows: unknown[][]): string => {
    try {
      maximize(readLikelihood(density, [header, ...rows] as never));
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  const STATUS = ['time', 'status'];
  test.each([
    [
      'weibull',
      STATUS,
      [
        [1, 3],
        [2, 0],
      ],
      'The column status holds 3: expected 1 for an event, and 0 for a time',
    ],
    [
      'weibull',
      STATUS,
      [
        [-1, 1],
        [2, 0],
      ],
      'holds -1: expected positive numbers',
    ],
    [
      'weibull',
      STATUS,
      [
        [1, 0],
        [2, 0],
      ],
      'has no event, only times up to which there was none',
    ],
    [
      'lognormal',
      STATUS,
      [
        [5, 1],
        [5, 1],
        [3, 0],
      ],
      'could be 5 throughout: the likelihood has no maximum',
    ],
    [
      'normal',
      ['lower', 'upper'],
      [
        [1, 4],
        [3, 6],
        [2, null],
      ],
      'could be one value between 3 and 4 throughout',
    ],
    [
      'normal',
      ['lower', 'upper'],
      [
        [1, 4],
        [7, 6],
      ],
      'The bounds 7 and 6 in row 2 of the data: expected the lower one in lower.',
    ],
    [
      'exponential',
      ['lower', 'upper'],
      [
        [null, 4],
        [0, 6],
      ],
      'has no lower bound',
    ],
    [
      'weibull',
      ['time', 'status'],
      [
        [1, 'yes'],
        [2, 'no'],
      ],
      ': censored data are numbers',
    ],
    [
      'weibull',
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
      'expected one of them, or for censored data "time" and "status", or "lower" and "upper"',
    ],
    [
      'gamma',
      STATUS,
      [
        [1, 1],
        [2, 0],
      ],
      'have 2 columns, time, status: expected one of them.',
    ],
  ] as [string, string[], unknown[][], string][])('%s of %j, %j', (density, header, rows, sentence) => {
    expect(sentenceOf(density, header, ...rows)).toContain(sentence);
  });
});
