/**
 * What is right in the lessons, lesson by lesson, from elsewhere than the functions that check it: as a lecture prints it, by hand, or by
 * R 4.2.2 (lm, glm, glm.nb of MASS 7.3-58.2, lme4 1.1-31, car 3.1.1, exact profiles as in test/examples/wheat.json) on the same rows.
 */

const log = Math.log;
/** Of 5 of 30. */
const logL = (theta: number) => 5 * log(theta) + 25 * log(1 - theta);

/** Of damaged rings at 7 of 23 temperatures. */
function flightsLogL(a: number, b: number): number {
  const damaged = [53, 57, 58, 63, 70, 70, 75];
  const sound = [66, 67, 67, 67, 68, 69, 70, 70, 72, 73, 75, 76, 76, 78, 79, 81];
  const logOf = (odds: number) => -log(1 + Math.exp(-odds));
  return [...damaged.map((t) => logOf(a + b * t)), ...sound.map((t) => logOf(-a - b * t))].reduce(
    (sum, one) => sum + one,
  );
}

const WEIGHT = 0.384 / (0.384 + 1.787 / 5);
const REGION_A = (17.22 + 15.4 + 13.31 + 14.16 + 15.35) / 5;

export const ANSWERS: readonly (readonly [number, number, number, number])[] = [
  [1 / 8, 1 / 8, 2 / 27, 8 / 27],
  [1 / 3, 1 / 4, 0.3, 0.33],
  [1 / 6, logL(1 / 6), 0.16, logL(1 / 6) - logL(1 / 4)],
  [
    1.98e-59,
    10 * logL(1 / 6),
    Math.exp(10 * (logL(1 / 4) - logL(1 / 6))),
    Math.exp(logL(1 / 4) - logL(1 / 6)),
  ],
  [
    5 / 0.1 - 25 / 0.9,
    -5 / 0.1 ** 2 - 25 / 0.9 ** 2,
    0.1 + (5 / 0.1 - 25 / 0.9) / (5 / 0.1 ** 2 + 25 / 0.9 ** 2),
    216,
  ],
  [2160, 1 / Math.sqrt(216), 0.89, 0.952],
  [1.787 + 0.384, 0.384 / 2.171, -9.84526303367, 112],
  [88.6121, 100.1217 - 88.6121, 0.3, 88.5851],
  [16, 15, 0.3099, -(815.32 - 50 * 15) / 6],
  [0.2583, 0.309, -0.308, 1.50887940106702],
  [0.3840768, 0.3099, 0.176889365393902, 0.4401025556],
  [WEIGHT, WEIGHT * REGION_A + (1 - WEIGHT) * 16.3, 0.1 / (0.1 + 1.787 / 5), (WEIGHT * 1.787) / 5],
  [0.6140349501, 0.7641404266, 31.24731035, 6],
  // As in test/golden/teach_oneway_wheat.json.
  [
    0.085463187989949,
    0.0732561908870918,
    (16.9227534105105 - 13.2532465894895) / 2,
    (16.2963279424917 - 13.8796720575083) / 2,
  ],
  // uniroot on the equation of the FAB interval's ends, and pnorm.
  [0.84326618691796, 16.567420841551062, 0.781301359678263, 0.65103327820686],
  // As in test/golden/teach_candidates_sleep.json and teach_ols_gls_sleep.json.
  [1764.42489359615, 0.22343834160829, 0.197907401086593, 1.54578889629333 / 1.23819529804982],
  // Balanced, so that the moments, made of the mean squares that R prints, are REML's; crossed by lme4.
  [(17.545333 - 0.678) / 2, (27.489185 - 17.545333) / 6, 7.30600082, (89.844444 - 0.302415) / 24],
  [flightsLogL(12, -0.2), -0.2321627442, Math.exp(2.321627442), -0.5154325],
  [-97.60213, Math.exp(-0.580139541), 107.2752 / 54, 196.44363 - 182.7588506],
];
