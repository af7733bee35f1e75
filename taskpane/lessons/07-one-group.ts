import { down, heading, headers, yellow, type Lesson } from './lesson';
import { PARAMETERS } from './wheat';

const FIVE = [0, 1, 2, 3, 4];

export const lesson: Lesson = {
  words:
    'Five plots of one region: each yield is the mean of all regions, plus what is the region’s own (variance tau²), plus what is the plot’s own (variance sigma²). Two plots of the same region share the region’s part, so their covariance is tau². The density of all five is the multivariate normal one, with a determinant and an inverse of that matrix.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ...PARAMETERS,
        headers('plot', 'y', 'y − mu'),
        ...down(5, 18, (row) => [
          row - 17,
          yellow([17.22, 15.4, 13.31, 14.16, 15.35][row - 18]),
          `=B${row}-$B$14`,
        ]),
        [],
        ['Covariance matrix V of the five'],
        ...down(5, 25, (row) => FIVE.map((j) => (j === row - 25 ? '=$B$15+$B$16' : '=$B$16'))),
        [],
        ['Its inverse'],
        ...down(5, 32, (row) =>
          FIVE.map((j) => ({ content: row + j === 32 ? '=MINVERSE(A25:E29)' : null, format: '0.00000' })),
        ),
        [],
        ['determinant of V', '=MDETERM(A25:E29)'],
        ['(y−mu)′ V⁻¹ (y−mu)', '=SUM(MMULT(TRANSPOSE(C18:C22), MMULT(A32:E36, C18:C22)))'],
        ['log-density', '=-(5*LN(2*PI())+LN(B38)+B39)/2'],
        ['their correlation', '=B16/(B15+B16)'],
        [],
        headers('tau²', 'log-density'),
        ...down(31, 44, (row) => [
          row === 44 ? 0 : `=A${row - 1}+0.1`,
          // The same in closed form: the mean of the region has variance tau² + sigma²/5.
          `=-(5*LN(2*PI())+4*LN($B$15)+LN($B$15+5*A${row})+DEVSQ($B$18:$B$22)/$B$15+5*AVERAGE($C$18:$C$22)^2/($B$15+5*A${row}))/2`,
        ]),
      ],
    },
    {
      at: 'G26',
      rows: [[heading('The function')], ['log-density', '=LIKELIHOOD.MVNORM(B18:B22, B14, A25:E29)']],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'The log-density of the five yields along tau²',
    description: 'The log-density of the five yields along tau², with the tau² of the yellow cell.',
    xTitle: 'tau²',
    yTitle: 'log-density',
    series: [
      { name: 'log-density', x: 'A44:A74', y: 'B44:B74', mark: 'line', color: 0 },
      { name: 'your tau²', x: 'B16', y: 'B40', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'With mu 16.3, sigma² 1.787, tau² 0.384: the variance of one yield?',
      key: 'INDEX(1.787*MUNIT(5)+0.384, 1, 1)',
      hint: 'Both parts vary: their variances add.',
    },
    {
      ask: 'And the correlation of two plots of one region?',
      key: '0.384/INDEX(1.787*MUNIT(5)+0.384, 1, 1)',
      hint: 'The covariance of two plots over the variance of one.',
    },
    {
      ask: 'And the log-density of the five yields?',
      key: 'LIKELIHOOD.MVNORM(B18:B22, 16.3, 1.787*MUNIT(5)+0.384)',
      hint: 'Half of the sum of 5 log(2 pi), log det V and (y−mu)′ V⁻¹ (y−mu), with a minus.',
    },
    {
      ask: 'How large is the determinant of V with sigma² = 2 and tau² = 1?',
      key: 'MDETERM(2*MUNIT(5)+1)',
      hint: 'Type both variances. It is also sigma² to the fourth, times sigma² + 5 tau².',
    },
  ],
};
