import { describe, expect, test } from 'vitest';
import { minimizeNewton } from '../../src/optimize/newton';
import type { Objective, Step } from '../../src/optimize/objective';

/** Rosenbrock's banana: minimum 0 at (1, 1), curved valley, indefinite Hessian on the way. */
const rosenbrock: Objective = {
  dimension: 2,
  evaluate(theta) {
    const [x, y] = theta;
    return {
      theta,
      value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
      hessian: Float64Array.of(2 - 400 * (y - 3 * x * x), -400 * x, -400 * x, 200),
    };
  },
};

/** x⁴/4 − x²/2 + y²: a saddle at the origin, minima at (±1, 0). */
const saddle: Objective = {
  dimension: 2,
  evaluate(theta) {
    const [x, y] = theta;
    return {
      theta,
      value: x ** 4 / 4 - x ** 2 / 2 + y * y,
      gradient: Float64Array.of(x ** 3 - x, 2 * y),
      hessian: Float64Array.of(3 * x * x - 1, 0, 0, 2),
    };
  },
};

const options = { tolerance: 1e-9, maxEvaluations: 200 };

describe('minimizeNewton', () => {
  test('finds the minimum of the Rosenbrock function to rounding, within 40 evaluations', () => {
    const { at, converged, evaluations } = minimizeNewton(rosenbrock, Float64Array.of(-1.2, 1), options);
    expect(converged).toBe(true);
    expect(at.theta[0]).toBeCloseTo(1, 12);
    expect(at.theta[1]).toBeCloseTo(1, 12);
    expect(evaluations).toBeLessThan(40);
  });

  test('goes downhill from a point of negative curvature', () => {
    const { at } = minimizeNewton(saddle, Float64Array.of(0.1, 3), options);
    expect(Math.abs(at.theta[0])).toBeCloseTo(1, 8);
    expect(at.value).toBeCloseTo(-0.25, 12);
  });

  test('leaves a saddle down the direction of negative curvature', () => {
    for (const start of [Float64Array.of(0, 1), Float64Array.of(-1e-6, 0)]) {
      const { at, converged } = minimizeNewton(saddle, start, options);
      expect(converged).toBe(true);
      expect(at.value).toBeCloseTo(-0.25, 12);
    }
    // On the side to which what slope there is points
    expect(minimizeNewton(saddle, Float64Array.of(-1e-6, 0), options).at.theta[0]).toBeCloseTo(-1, 8);
  });

  test('leaves a saddle as the caller says', () => {
    const escape = (): Float64Array => Float64Array.of(-0.3, 0);
    const { at } = minimizeNewton(saddle, Float64Array.of(0, 1), { ...options, escape });
    expect(at.theta[0]).toBeCloseTo(-1, 8);
  });

  test('steps by its own model after a step of the caller that hardly gains', () => {
    // As Fisher scoring does at the edge of where it may go
    const otherStep = {
      from: ({ theta: [x, y] }: { theta: Float64Array }) => Float64Array.of(x, 0.99 * y),
      first: false,
    };
    const { at, converged, evaluations } = minimizeNewton(saddle, Float64Array.of(0.1, 3), {
      ...options,
      otherStep,
    });
    expect(converged).toBe(true);
    expect(at.value).toBeCloseTo(-0.25, 12);
    expect(evaluations).toBeLessThan(25);
  });

  test('goes on by the slope where the value cannot tell points apart any more', () => {
    // A constant of 1e5 hides what the last 1e-6 of a parameter are worth.
    const lifted: Objective = {
      dimension: 1,
      evaluate: (theta) => ({
        theta,
        value: 1e5 + Math.exp(theta[0]) - 2 * theta[0],
        gradient: Float64Array.of(Math.exp(theta[0]) - 2),
        hessian: Float64Array.of(Math.exp(theta[0])),
      }),
    };
    const { at, evaluations } = minimizeNewton(lifted, Float64Array.of(Math.LN2 + 1e-7), options);
    expect(Math.abs(at.theta[0] - Math.LN2)).toBeLessThan(1e-13);
    expect(evaluations).toBe(2);
  });

  test('takes its steps in coordinates that the caller gives, and tries where the caller expects the minimum', () => {
    const jumps: number[] = [];
    const turned = minimizeNewton(rosenbrock, Float64Array.of(-1.2, 1), {
      ...options,
      coordinates: ({ theta, gradient: [g, h], hessian: [a, b, , d] }) => ({
        gradient: Float64Array.of(h, g),
        hessian: Float64Array.of(d, b, b, a),
        after: ([t, s]) => Float64Array.of(theta[0] + s, theta[1] + t),
      }),
    });
    const plain = minimizeNewton(rosenbrock, Float64Array.of(-1.2, 1), options);
    expect(turned.evaluations).toBe(plain.evaluations);
    expect(turned.at.theta[0]).toBeCloseTo(1, 12);
    const jumped = minimizeNewton(rosenbrock, Float64Array.of(-1.2, 1), {
      ...options,
      // eslint-disable-next-line require-yield -- a guess takes no time
      *jump({ value }) {
        jumps.push(value);
        return value > 1 ? Float64Array.of(1, 1) : null;
      },
    });
    expect(jumps[0]).toBeGreaterThan(1);
    expect(jumped.evaluations).toBeLessThanOrEqual(3);
  });

  test('every reported step lowers the value', () => {
    const steps: Step[] = [];
    minimizeNewton(rosenbrock, Float64Array.of(-1.2, 1), { ...options, onStep: (s) => steps.push(s) });
    for (let i = 1; i < steps.length; i++) {
      expect(steps[i].value).toBeLessThanOrEqual(steps[i - 1].value);
      expect(steps[i].evaluation).toBeGreaterThan(steps[i - 1].evaluation);
    }
  });

  test('stops at the limit of evaluations and says that it did', () => {
    const result = minimizeNewton(rosenbrock, Float64Array.of(-1.2, 1), { ...options, maxEvaluations: 5 });
    expect(result.converged).toBe(false);
    expect(result.evaluations).toBe(5);
    expect(result.message).toContain('the limit of evaluations');
  });

  test('an exception of the caller ends the search', () => {
    const beforeEvaluation = (): void => {
      throw new Error('enough');
    };
    expect(() => minimizeNewton(rosenbrock, Float64Array.of(0, 0), { ...options, beforeEvaluation })).toThrow(
      'enough',
    );
  });
});
