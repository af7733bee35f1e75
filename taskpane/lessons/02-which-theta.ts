import { down, heading, headers, table, yellow, type Lesson } from './lesson';

const DENSITY = '"y*LN(p) + (1-y)*LN(1-p)"';
const LIKELIHOOD = (theta: string) => `=${theta}^$B$18*(1-${theta})^($B$19-$B$18)`;

export const lesson: Lesson = {
  words:
    'Read as a function of theta, with the answers as they are, the same product is the likelihood: it compares values of theta. First of two values, then of as many as you like between 0 and 1, which come nearer and nearer to the share of ones.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['person', ...headers('y')],
        ...down(3, 15, (row) => [['first', 'second', 'third'][row - 15], yellow(0)]),
        ['ones', '=SUM(B15:B17)'],
        ['people', '=COUNT(B15:B17)'],
        [],
        headers('theta', 'L(theta)'),
        [yellow('=1/3'), LIKELIHOOD('A22')],
        [yellow('=1/2'), LIKELIHOOD('A23')],
        ['larger at', '=INDEX(A22:A23, MATCH(MAX(B22:B23), B22:B23, 0))'],
        [],
        ['values (2 to 99)', yellow(9)],
        ['largest at', '=INDEX(A30:A128, MATCH(MAX(B30:B128), B30:B128, 0))'],
        [],
        headers('theta', 'L(theta)'),
        ...down(99, 30, (row) => [
          // The last value stands again below itself.
          '=MIN(ROW()-ROW(A$29), $B$26)/($B$26+1)',
          LIKELIHOOD(`A${row}`),
        ]),
      ],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        table(`=LIKELIHOOD.MLE(${DENSITY}, B14:B17, , , A22:A23)`, 2),
        ...down(8, 28, () => []),
        table(null, 4),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'The likelihood of every theta that is compared',
    description:
      'The likelihood along theta at the values that are compared, with the two of the yellow cells.',
    xTitle: 'theta',
    yTitle: 'L(theta)',
    series: [
      { name: 'all values', x: 'A30:A128', y: 'B30:B128', mark: 'points', color: 'quiet' },
      { name: 'your two', x: 'A22:A23', y: 'B22:B23', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'Three noes, 0, 0, 0: which of 1/3 and 1/2 makes them more likely?',
      key: 'INDEX(LIKELIHOOD.MLE("binary", {0;0;0}, , "among=1/3, 1/2"), 2, 2)',
      hint: 'The theta with the larger likelihood, not that likelihood.',
    },
    {
      ask: 'With 0, 0, 1: which of the 3 values 1/4, 2/4 and 3/4 is the most likely?',
      key: 'INDEX(LIKELIHOOD.MLE("binary", {0;0;1}, , "among=0.25, 0.5, 0.75"), 2, 2)',
      hint: 'Type 1 as the third answer and 3 as the number of values.',
    },
    {
      ask: 'With 0, 0, 1: and of the 9 values 0.1, 0.2, …, 0.9?',
      key: 'INDEX(LIKELIHOOD.MLE("binary", {0;0;1}, , , SEQUENCE(9)/10), 2, 2)',
      hint: 'Type 9 as the number of values.',
    },
    {
      ask: 'With 0, 0, 1: and of the 99 values 0.01, 0.02, …, 0.99?',
      key: 'INDEX(LIKELIHOOD.MLE("binary", {0;0;1}, , , SEQUENCE(99)/100), 2, 2)',
      hint: 'The best of all values is the share of ones; which of these is the nearest?',
    },
  ],
  widths: { I: 112, J: 148 },
};
