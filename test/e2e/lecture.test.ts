import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { openWorkbench, valueOf, values, type OpenWorkbench } from './support/workbench';
import { stillPicture } from './support/still';

let workbench: OpenWorkbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});
afterAll(() => workbench?.close());

test("the third sheet has the lecture's numbers, each in a live cell", async () => {
  const { page, complaints } = workbench;
  const at = (cell: string) => valueOf(page, `Likelihood!${cell}`);
  await page.getByText('Likelihood', { exact: true }).first().click();
  await expect.poll(() => at('I14')).not.toBe('');
  // L(1/2) = 1/8 and L(1/3) = 8/27 of three failures; of the two, 1/3 is the more likely.
  expect(await at('D6')).toBeCloseTo(1 / 8, 12);
  expect(await at('D7')).toBeCloseTo(8 / 27, 12);
  expect(await at('D8')).toBeCloseTo(1 / 3, 12);
  const column = async (range: string) =>
    new Map((await values(page, `Likelihood!${range}`)).map((row) => [row[0], row]));
  const [small, large] = [await column('A12:C32'), await column('E12:G32')];
  expect([small.get('Information')![1], large.get('Information')![1]]).toEqual([216, 2160]);
  expect([small.get('Estimate')![1], large.get('Estimate')![1]]).toEqual([1 / 6, 1 / 6]);
  expect(small.get('Likelihood ratio')![1]).toBeCloseTo(0.0632348416951349, 9);
  const minus = (await values(page, 'Likelihood!M6:M10')).map(([value]) => value as number);
  expect(minus[0].toFixed(4)).toBe('88.6121');
  expect(minus[1].toFixed(4)).toBe('100.1217');
  expect(minus.slice(2).map((value) => value.toFixed(5))).toEqual(['88.76881', '88.58599', '88.67161']);

  // optim(c(15, 1, 1), ..., method = "L-BFGS-B", lower = c(-Inf, 0, 0), hessian = TRUE): what the lecture prints.
  const found = await values(page, 'Likelihood!I13:M40');
  const search = new Map(found.map((row) => [row[0], row[1]]));
  expect(search.get('Function evaluations')).toBe(16);
  expect(search.get('Gradient evaluations')).toBe(16);
  expect(search.get('Convergence')).toBe(0);
  expect(search.get('Message')).toBe('CONVERGENCE: REL_REDUCTION_OF_F <= FACTR*EPSMCH');
  expect(search.get('Minus log-likelihood')).toBeCloseTo(88.5851048635757, 6);
  const printed = (from: number) => found.slice(from, from + 3).map((row) => row.slice(1, 4) as number[]);
  expect(printed(1).map(([estimate]) => estimate.toFixed(7))).toEqual([
    '16.3063995',
    '1.7872063',
    '0.3099255',
  ]);
  const hessian = printed(found.findIndex(([label]) => label === 'Hessian') + 1);
  expect([hessian[0][0], hessian[1][1], hessian[1][2], hessian[2][2]].map((x) => x.toPrecision(7))).toEqual([
    '14.98426',
    '6.710598',
    '2.245294',
    '11.22654',
  ]);

  // V, standard errors and ± 2 of them, in closed form.
  const exact = await values(page, 'Likelihood!P13:T31');
  const errors = exact.slice(1, 4).map((row) => row[2] as number);
  expect(errors.map((error) => error.toFixed(4))).toEqual(['0.2583', '0.3996', '0.3090']);
  exact.slice(1, 3).forEach(([, estimate, error, lower, upper]) => {
    expect(lower).toBeCloseTo((estimate as number) - 2 * (error as number), 10);
    expect(upper).toBeCloseTo((estimate as number) + 2 * (error as number), 10);
  });
  const start = exact.findIndex(([label]) => label === 'Covariance');
  exact
    .slice(start + 1, start + 4)
    .forEach((row, i) => expect(Math.sqrt(row[i + 1] as number)).toBeCloseTo(errors[i], 12));

  await expect.poll(() => at('I42')).not.toBe('#GETTING_DATA');
  const surface = await values(page, 'Likelihood!I42:N51');
  expect(surface[0]).toEqual(['sigma2 \\ tau2; mu at its best', 0, 0.3, 0.6, 0.9, 1.2].map(closeTo));
  expect(surface.slice(1).map(([sigma2]) => sigma2)).toEqual([1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3]);
  const heights = surface.slice(1).flatMap((row) => row.slice(1) as number[]);
  expect(Math.max(...heights)).toBeLessThan(0);
  expect(heights.indexOf(Math.max(...heights))).toBe(3 * 5 + 1);

  // 12,974 pupils of 684 schools: ONEWAY.MLE over the pupils finds the same.
  await expect.poll(() => at('AA5')).toBe('Parameter');
  const pupils = new Map((await values(page, 'Likelihood!AA5:AB16')).map(([label, value]) => [label, value]));
  expect(pupils.get('mu')).toBeCloseTo(50.5549507698, 8);
  expect(pupils.get('sigma2')).toBeCloseTo(74.8692382122, 7);
  expect(pupils.get('tau2')).toBeCloseTo(21.2051391354, 7);
  expect(pupils.get('Log-likelihood')).toBeCloseTo(-47018.8838074, 6);

  mkdirSync(join(root, '.cache/shots'), { recursive: true });
  await page.setViewportSize({ width: 2600, height: 1400 });
  await stillPicture(page, { path: join(root, '.cache/shots/workbench-likelihood.png') });
  expect(complaints).toEqual([]);
});

/** Steps of a grid are sums in binary. */
function closeTo(value: string | number): unknown {
  return typeof value === 'number' ? expect.closeTo(value, 12) : value;
}
