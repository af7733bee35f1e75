import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';

const LOG = '"y*LN(p) + (30-y)*LN(1-p)"';
const L = (theta: string) => `=${theta}^$B$14*(1-${theta})^($B$15-$B$14)`;
const LOG_L = (theta: string) => `=$B$14*LN(${theta})+($B$15-$B$14)*LN(1-${theta})`;

export const lesson: Lesson = {
  words:
    'Of 30 people 5 say yes. The likelihood theta^5 (1−theta)^25 is a very small number everywhere, its logarithm is easier to work with, and both are largest at the same theta. A grid finds it only as well as its steps are fine; setting the slope to zero finds it exactly, the share x / n.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['yes (x)', yellow(5)],
        ['people (n)', yellow(30)],
        ['step of the grid', yellow(0.02)],
        [],
        [null, ...headers('theta', 'L', 'log L')],
        ['largest on the grid', '=INDEX(A23:A71, MATCH(MAX(C23:C71), C23:C71, 0))', L('B19'), LOG_L('B19')],
        ['by algebra, x / n', '=B14/B15', L('B20'), LOG_L('B20')],
      ],
      formats: [undefined, 'General', '0.000E+00', '0.0000'],
    },
    {
      at: 'A22',
      rows: [
        headers('theta', 'L', 'log L', 'to 12 below'),
        ...down(49, 23, (row) => [
          // The last value stands again below itself.
          '=MIN(ROW()-ROW(A$22), ROUNDUP(1/$B$16, 0)-1)*$B$16',
          L(`A${row}`),
          LOG_L(`A${row}`),
          `=MAX(C${row}, $D$20-12)`,
        ]),
      ],
      formats: ['0.000', '0.000E+00', '0.0000', '0.0000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        [digits('=BINOM.MLE(B14, B15)')],
        ...down(7, 28, () => []),
        table(null, 3),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'The log-likelihood, to 12 below its top',
    description:
      'The log-likelihood along theta on the grid, with its largest value there and that at x / n.',
    xTitle: 'theta',
    yTitle: 'log L',
    series: [
      { name: 'log L', x: 'A23:A71', y: 'D23:D71', mark: 'line', color: 0 },
      { name: 'largest on the grid', x: 'B19', y: 'D19', mark: 'points', color: 1 },
      { name: 'at x / n', x: 'B20', y: 'D20', mark: 'points', color: 2 },
    ],
  },
  questions: [
    {
      ask: 'Which theta makes 5 of 30 the most likely?',
      key: 'INDEX(BINOM.MLE(5, 30), 3, 2)',
      hint: 'The top of the curve, not of the grid: x / n.',
    },
    {
      ask: 'How large is the log-likelihood of 5 of 30 there?',
      key: 'INDEX(BINOM.MLE(5, 30), 6, 2)',
      hint: 'x log(theta) + (n − x) log(1 − theta) with natural logarithms; it is negative.',
    },
    {
      ask: 'In steps of 0.02: which theta of the grid is the best for 5 of 30?',
      key: 'INDEX(LIKELIHOOD.MLE("binomial", {5;30}, , , SEQUENCE(49)/50), 2, 2)',
      hint: 'One of 0.02, 0.04, 0.06 and so on.',
    },
    {
      ask: 'How far below its top is log L of 5 of 30 at theta = 1/4?',
      key: `INDEX(BINOM.MLE(5, 30), 6, 2)-LIKELIHOOD.VALUE(${LOG}, {"y";5}, 1/4, TRUE)`,
      hint: 'The difference of two log-likelihoods, a positive number.',
    },
  ],
};
