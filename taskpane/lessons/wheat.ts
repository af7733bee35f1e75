/** What the lessons on the wheat yields share: the data, and a table of the regions. */

import { headers, yellow, type Content, type Dressed, type LessonData } from './lesson';

/** Regions in M, yields in N, from row 13. */
export const WHEAT: readonly LessonData[] = [
  { example: 'wheat', at: 'M13', columns: ['region', 'y'], yellow: 'y' },
];
export const BOTH = 'M13:N63';
/** Arguments of the functions of the one-way model. */
export const YIELDS = 'N13:N63, M13:M63';

const REGIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];

/** Region, n, mean and sum of squares about it, in columns A to D; a region without yields counts for nothing. @param first row of the header */
export function regionTable(first: number): (Content | Dressed)[][] {
  return [
    ['region', ...headers('n', 'mean', 'SS')],
    ...REGIONS.map((region, i) => {
      const row = first + 1 + i;
      const own = `($M$14:$M$63=$A${row})*($N$14:$N$63<>"")`;
      return [
        region,
        `=SUMPRODUCT(${own})`,
        `=IFERROR(AVERAGEIF($M$14:$M$63, $A${row}, $N$14:$N$63), 0)`,
        `=SUMPRODUCT(${own}*($N$14:$N$63-C${row})^2)`,
      ];
    }),
  ];
}

/** Minus the log-likelihood of some rows of that table, without an equals sign. @param rows such as `19:28`, or one row */
export function minusLogLik(rows: string, mu: string, sigma2: string, tau2: string): string {
  const [from, to = from] = rows.split(':');
  const [n, mean, ss] = ['B', 'C', 'D'].map((letter) => `$${letter}$${from}:$${letter}$${to}`);
  const spread = `(${sigma2}+${n}*${tau2})`;
  return `SUMPRODUCT(${n}*LN(2*PI())+(${n}-1)*LN(${sigma2})+${ss}/${sigma2}+LN${spread}+${n}*(${mean}-${mu})^2/${spread})/2`;
}

/** What the lecture estimates, in A14 to B16. */
export const PARAMETERS: readonly (readonly (Content | Dressed)[])[] = [
  ['mu', yellow(16.3)],
  ['sigma²', yellow(1.787)],
  ['tau²', yellow(0.384)],
];

/** The same as a function takes them, whatever the decimal sign. */
export const GIVEN =
  '"mu="&SUBSTITUTE(B14, ",", ".")&"; sigma2="&SUBSTITUTE(B15, ",", ".")&"; tau2="&SUBSTITUTE(B16, ",", ".")';

/** Ten regions, 200 times. @param parameters cells with mean and standard deviation */
export const simulated = (parameters: string, seed: string) =>
  `LIKELIHOOD.SIMULATE("normal", ${parameters}, 10, ${seed}, "repeats=200; labels=0")`;
