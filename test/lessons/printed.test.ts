import { expect, test } from 'vitest';
import { LESSONS } from '../../taskpane/lessons/index';
import { openLesson } from './support';

/** What a lecture prints, digit by digit, by lesson and cell; both by hand and from the function where it stands in both. */
const PRINTED: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  2: { B22: '0.2963', B23: '0.1250', B24: '0.3333' },
  3: { B20: '0.1667', H29: '0.1667', H30: '0.0680' },
  4: { C23: '1.98e-59' },
  6: { B20: '216.0', H31: '216.0', B29: '0.890', B32: '0.890', B59: '0.952', B25: '0.0306', C25: '0.3027' },
  8: {
    ...{ D32: '88.6121', D33: '100.1217', D34: '88.76881', D35: '88.58599', D36: '88.67161' },
    ...{ E32: '88.6121', E33: '100.1217', E34: '88.76881', E35: '88.58599', E36: '88.67161' },
  },
  9: {
    ...{ H28: '16.3063995', H29: '1.7872063', H30: '0.3099255', H38: '16', H39: '16', H40: '0' },
    ...{ H46: '14.98426', I47: '6.710598', J47: '2.245294', J48: '11.22654' },
  },
  10: { B42: '0.2583', B43: '0.3996', B44: '0.3090' },
  11: { B33: '0.3840768', J29: '0.3840768', J30: '0.3099', B30: '71.48824', D30: '1.787206', D29: '3.70759' },
};

test.each(Object.entries(PRINTED))(
  'lesson %s has the numbers that the lecture prints',
  async (number, cells) => {
    const lesson = await openLesson(Number(number));
    const found = Object.entries(cells).map(([cell, printed]) => [cell, asPrinted(lesson.at(cell), printed)]);
    expect(Object.fromEntries(found)).toEqual(cells);
    if (number === '9') expect(lesson.at('H41')).toBe('CONVERGENCE: REL_REDUCTION_OF_F <= FACTR*EPSMCH');
  },
);

/** With as many digits as are printed. */
function asPrinted(value: unknown, printed: string): string {
  const [digits, power] = printed.split('e');
  const decimals = digits.split('.')[1]?.length ?? 0;
  return power === undefined ? Number(value).toFixed(decimals) : Number(value).toExponential(decimals);
}

test('15 and 15 evaluations where the derivatives are exact', async () => {
  const lesson = await openLesson(9);
  await lesson.type({ B18: 'exact' });
  expect([lesson.at('H38'), lesson.at('H39')]).toEqual([15, 15]);
});

test('over 200 repeats the squared errors of raw and of shrunken means are near what theory has', async () => {
  const lesson = await openLesson(12);
  for (const seed of [1, 2, 3]) {
    await lesson.type({ B32: seed });
    for (const column of ['B', 'C']) {
      const [simulated, theory] = [lesson.at(`${column}35`), lesson.at(`${column}36`)] as number[];
      // 2,000 squared normal errors: four of their standard errors.
      expect(Math.abs(simulated / theory - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000));
    }
  }
});

test('over 2,000 means an empirical Bayes interval has one that is far from mu in it as often as theory has', async () => {
  const lesson = await openLesson(15);
  for (const seed of [1, 2, 3]) {
    await lesson.type({ B19: seed });
    for (const [simulated, theory] of [
      ['C52', 'C51'],
      ['D52', 'D51'],
    ]) {
      const [found, wanted] = [lesson.at(simulated), lesson.at(theory)] as number[];
      expect(Math.abs(found - wanted)).toBeLessThan(4 * Math.sqrt((wanted * (1 - wanted)) / 2000));
    }
  }
});

test.each([
  // glm of R 4.2.2 on the same rows.
  [
    'Yes or no',
    { B14: 15.0429016477, B15: -0.2321627442, B22: 7.3786363849, C22: 0.1082365216, B16: -10.15759634 },
  ],
  ['Counts', { B14: -1.590297745, B15: -0.580139541, B22: 0.125005587, C22: 0.111499418, B29: 101.2702204 }],
] as const)(
  'Newton’s steps that are typed into the yellow cells lead to the top: %s',
  async (title, wanted) => {
    const lesson = await openLesson(LESSONS.findIndex((one) => one.title === title) + 1);
    for (let step = 0; step < 5; step++)
      await lesson.type({ B14: Number(lesson.at('B23')), B15: Number(lesson.at('C23')) });
    for (const [cell, value] of Object.entries(wanted))
      expect(Math.abs(Number(lesson.at(cell)) / value - 1), cell).toBeLessThan(1e-8);
    expect(Math.abs(Number(lesson.at('B17')))).toBeLessThan(1e-9);
  },
);
