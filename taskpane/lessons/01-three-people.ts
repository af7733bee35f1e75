import { down, heading, headers, yellow, type Lesson } from './lesson';

const DENSITY = '"y*LN(p) + (1-y)*LN(1-p)"';

export const lesson: Lesson = {
  words:
    'Each of three people says yes (1) or no (0), yes with probability theta. They answer for themselves, so that the probability of all three answers is a product. Change a yellow cell and see what it does to the product; the figure shows the same product for every theta.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['person', ...headers('y', 'theta^y', '(1−theta)^(1−y)', 'p(y | theta)')],
        ...down(3, 15, (row) => [
          ['first', 'second', 'third'][row - 15],
          yellow([1, 1, 0][row - 15]),
          `=$B$19^B${row}`,
          `=(1-$B$19)^(1-B${row})`,
          `=C${row}*D${row}`,
        ]),
        [],
        ['theta (0 to 1)', yellow(0.5)],
        ['the product', null, null, null, '=E15*E16*E17'],
        ['its logarithm', null, null, null, '=LN(E20)'],
      ],
      formats: [undefined, undefined, '0.0000', '0.0000', '0.0000'],
    },
    {
      at: 'A23',
      rows: [
        headers('theta', 'p(y | theta)'),
        ...down(19, 24, (row) => [
          row === 24 ? 0.05 : `=A${row - 1}+0.05`,
          `=A${row}^SUM($B$15:$B$17)*(1-A${row})^(3-SUM($B$15:$B$17))`,
        ]),
      ],
      formats: ['0.00', '0.0000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        ['p(y | theta)', `=LIKELIHOOD.VALUE(${DENSITY}, B14:B17, B19)`],
        ['its logarithm', `=LIKELIHOOD.VALUE(${DENSITY}, B14:B17, B19, TRUE)`],
      ],
      formats: [undefined, '0.0000'],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'The same three answers under every theta',
    description: 'The probability of the three answers along theta, with the theta of the yellow cell.',
    xTitle: 'theta',
    yTitle: 'p(y | theta)',
    series: [
      { name: 'p(y | theta)', x: 'A24:A42', y: 'B24:B42', mark: 'line', color: 0 },
      { name: 'your theta', x: 'B19', y: 'E20', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How probable are the answers 1, 1, 0 if theta is 1/2?',
      key: 'LIKELIHOOD.VALUE("binary", {1;1;0}, 1/2)',
      hint: 'Three factors: theta for each yes, 1 − theta for each no.',
    },
    {
      ask: 'And the answers 0, 0, 0, if theta is 1/2?',
      key: 'LIKELIHOOD.VALUE("binary", {0;0;0}, 1/2)',
      hint: 'Three times the factor 1 − theta.',
    },
    {
      ask: 'How probable are the answers 1, 1, 0 if theta is 1/3?',
      key: 'LIKELIHOOD.VALUE("binary", {1;1;0}, 1/3)',
      hint: 'Type =1/3 into the cell of theta, and 1, 1, 0 into those of y.',
    },
    {
      ask: 'And the answers 0, 0, 0, if theta is 1/3?',
      key: 'LIKELIHOOD.VALUE("binary", {0;0;0}, 1/3)',
      hint: 'Three times the factor 1 − theta, which is 2/3 now.',
    },
  ],
  widths: { D: 120 },
};
