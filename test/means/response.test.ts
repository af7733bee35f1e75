import { describe, expect, test } from 'vitest';
import { buildModelFrame } from '../../src/design';
import { backTransformed } from '../../src/means/link';
import { isUnknownResponse, responseLink } from '../../src/means/response';
import { DEFAULT_FIT_OPTIONS, prepareModel } from '../../src/index';

/** The frame of a model with a response between 0 and 1, or as many times that. */
function frameOf(response: string) {
  const ys = [0.12, 0.31, 0.5, 0.66, 0.83, 0.97];
  const data = [['y', 'x'], ...ys.map((y, i) => [y, i])];
  const { table, terms } = prepareModel({ data, model: `${response} ~ x`, options: DEFAULT_FIT_OPTIONS });
  return { ys, frame: buildModelFrame(table, terms) };
}

const plain = (eta: number) => ({ estimate: eta, standardError: 1, lower: eta - 0.1, upper: eta + 0.1 });

const INVERTIBLE: [response: string, name: string, difference: string | null][] = [
  ['log(y)', 'log', 'ratio'],
  ['log10(y)', 'log10', 'ratio'],
  ['log2(y)', 'log2', 'ratio'],
  ['log1p(y)', 'log1p', 'ratio'],
  ['log(y, 3)', 'log(y, 3)', 'ratio'],
  ['log(y + 0.5)', 'log(y + 0.5)', 'ratio'],
  ['log(y/(1 - y))', 'log(y/(1 - y))', 'odds ratio'],
  ['log(y/(2 - y))', 'log(y/(2 - y))', 'odds ratio'],
  ['sqrt(y)', 'sqrt', null],
  ['sqrt(y + 1)', 'sqrt(y + 1)', null],
  ['asin(sqrt(y))', 'asin(sqrt(y))', null],
  ['I(y^2)', 'I(y^2)', null],
  ['I(y^3)', 'I(y^3)', null],
  ['I(y^(1/3))', 'I(y^(1/3))', null],
  ['I(y^-1)', 'I(y^-1)', null],
  ['I(1/y)', 'I(1/y)', null],
  ['I(-1/y)', 'I(-1/y)', null],
  ['exp(y)', 'exp', null],
  ['expm1(y)', 'expm1', null],
  ['I(2^y)', 'I(2^y)', null],
  ['I(2 * log(3 * y) - 1)', 'I(2 * log(3 * y) - 1)', null],
  ['scale(y)', 'scale', null],
];

describe.each(INVERTIBLE)('a response %s', (response, name, difference) => {
  const { ys, frame } = frameOf(response);
  const link = responseLink(frame)!;

  test('is undone', () => {
    expect(link.name).toBe(name);
    expect(link.difference?.name ?? null).toBe(difference);
    frame.response.values.forEach((eta, i) => {
      expect(backTransformed(link, plain(eta), null)!.estimate).toBeCloseTo(ys[i], 12);
    });
  });

  test('has derivatives that agree with differences of its inverse', () => {
    frame.response.values.forEach((eta) => {
      const h = 1e-3 * Math.min(1, Math.max(1e-3, Math.abs(eta)));
      const at = (d: number) => backTransformed(link, { ...plain(eta + d * h), standardError: 1 }, null)!;
      const [low, mid, high] = [at(-1), at(0), at(1)];
      const slope = (high.estimate - low.estimate) / (2 * h);
      expect(Math.abs(mid.standardError - Math.abs(slope))).toBeLessThan(1e-3 * (1 + Math.abs(slope)));
      // mu + sigma²·mu″/2, and the slope of that
      const bend = (high.estimate - 2 * mid.estimate + low.estimate) / (h * h);
      const adjusted = backTransformed(link, plain(eta), Math.SQRT2)!;
      expect(Math.abs(adjusted.estimate - mid.estimate - bend)).toBeLessThan(2e-3 * (1 + Math.abs(bend)));
      const [before, after] = [-1, 1].map(
        (d) => backTransformed(link, plain(eta + d * h), Math.SQRT2)!.estimate,
      );
      const tilt = Math.abs(after - before) / (2 * h);
      expect(Math.abs(adjusted.standardError - tilt)).toBeLessThan(5e-3 * (1 + tilt));
    });
  });

  test('keeps the lower limit below the estimate and the upper one above', () => {
    for (const eta of frame.response.values) {
      const { lower, estimate, upper } = backTransformed(link, plain(eta), null)!;
      expect(lower).toBeLessThanOrEqual(estimate);
      expect(upper).toBeGreaterThanOrEqual(estimate);
    }
  });
});

describe('a response', () => {
  test.each(['y', 'I(y)', 'I(y * 2)', 'I((y - 3) / 10)', 'I(-y)'])('%s is not transformed', (response) => {
    const { frame } = frameOf(response);
    expect(responseLink(frame)).toBeNull();
    expect(isUnknownResponse(frame)).toBe(false);
  });

  test.each(['I(y * x)', 'abs(y)', 'I(y - mean(y))', 'I(y + y^2)'])(
    '%s cannot be undone, and says so',
    (response) => {
      const { frame } = frameOf(response);
      expect(responseLink(frame)).toBeNull();
      expect(isUnknownResponse(frame)).toBe(true);
    },
  );

  test('has limits at the end of the scale where those of the scale go beyond it', () => {
    const root = responseLink(frameOf('sqrt(y)').frame)!;
    const low = backTransformed(root, { estimate: 0.1, standardError: 0.2, lower: -0.3, upper: 0.5 }, null)!;
    expect([low.lower, low.estimate, low.upper]).toEqual([0, 0.1 ** 2, 0.25]);
    expect(
      backTransformed(root, { estimate: -0.1, standardError: 0.2, lower: -0.5, upper: 0.3 }, null),
    ).toBeNull();
    const reciprocal = responseLink(frameOf('I(1/y)').frame)!;
    const wide = { estimate: 0.5, standardError: 0.4, lower: -0.3, upper: 1.3 };
    expect(backTransformed(reciprocal, wide, null)).toMatchObject({
      lower: 1 / 1.3,
      estimate: 2,
      upper: Infinity,
    });
    const below = { estimate: -0.5, standardError: 0.4, lower: -1.3, upper: 0.3 };
    expect(backTransformed(reciprocal, below, null)).toMatchObject({
      lower: -Infinity,
      estimate: -2,
      upper: -1 / 1.3,
    });
  });
});
