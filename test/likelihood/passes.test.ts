import { describe, expect, test } from 'vitest';
import { STUDENT_T, WEIBULL } from '../../src/likelihood/densities/continuous';
import { expressionLikelihood } from '../../src/likelihood/expression';
import { maximize } from '../../src/likelihood/maximize';
import { readLikelihood } from '../../src/likelihood/readLikelihood';
import { generator } from '../reference/randomDesigns';
import { worst } from '../mixed/support';

const { normal, uniform } = generator(11);
const SAMPLES = {
  weibull: Float64Array.from({ length: 3000 }, () => 3 * (-Math.log(1 - uniform())) ** 0.6),
  student: Float64Array.from({ length: 3000 }, () => 1 + (2 * normal()) / Math.sqrt(uniform() + 0.2)),
};
const POINTS = [
  [0.7, 2, 4],
  [1.9, 0.6, 0.8],
  [-0.4, 3, 40],
  [1, 2.5, 1e6],
];

describe('a density in one pass over the values', () => {
  test.each([
    { density: WEIBULL, values: SAMPLES.weibull, points: POINTS.map(([k, s]) => [Math.abs(k), s]) },
    { density: STUDENT_T, values: SAMPLES.student, points: POINTS },
  ])('$density.name has the value and the derivatives of its expression', ({ density, values, points }) => {
    const twin = expressionLikelihood(density.logDensity, [['y'], ...Array.from(values, (y) => [y])]);
    const direct = density.direct!(values);
    const places = twin.parameters.map(({ name }) =>
      density.parameters.findIndex((own) => own.name === name),
    );
    const d = places.length;
    for (const point of points) {
      const par = Float64Array.from(point);
      const wanted = twin.derivatives(Float64Array.from(places, (i) => par[i]));
      const found = direct.derivatives(par);
      expect(Math.abs(direct.value(par) / wanted.value - 1)).toBeLessThan(1e-12);
      expect(Math.abs(found.value / wanted.value - 1)).toBeLessThan(1e-12);
      expect(
        worst(
          places.map((i) => found.gradient[i]),
          wanted.gradient,
        ),
      ).toBeLessThan(1e-10);
      const hessian = places.flatMap((i) => places.map((j) => found.hessian[i * d + j]));
      expect(worst(hessian, wanted.hessian)).toBeLessThan(1e-10);
    }
  });

  test.each(['weibull', 'student t'])(
    '%s of a million values is fitted within the time that a page has',
    (name) => {
      const own = name === 'weibull' ? SAMPLES.weibull : SAMPLES.student;
      const cells = Array.from({ length: 1e6 }, (_, i) => [own[i % own.length]]);
      const start = performance.now();
      const found = maximize(readLikelihood(name, cells));
      expect(performance.now() - start).toBeLessThan(4500);
      expect(found.convergence).toBe(0);
      expect(found.observations).toBe(1e6);
    },
  );
});
