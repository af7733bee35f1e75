import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';

const LOG_L = (theta: string, column: string) =>
  `${column}$19*LN(${theta})+(${column}$20-${column}$19)*LN(1-${theta})`;

export const lesson: Lesson = {
  words:
    'Ten times as many people with the same share of yes: the top is at the same theta, and the likelihood there is the tenth power of what it was, 2E−59 in place of 1E−6. Only comparisons count. Drawn as parts of their tops, the likelihood of many people is the narrower one; the logarithms, drawn below their tops, fall away ten times as steeply.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['yes (x)', yellow(5)],
        ['people (n)', yellow(30)],
        ['times as many', yellow(10)],
        [],
        [null, ...headers('few', 'many')],
        ['yes', '=B14', '=B14*B16'],
        ['people', '=B15', '=B15*B16'],
        ['top at', '=B19/B20', '=C19/C20'],
        ['log L at the top', `=${LOG_L('B21', 'B')}`, `=${LOG_L('C21', 'C')}`],
        ['L at the top', '=EXP(B22)', '=EXP(C22)'],
      ],
    },
    {
      at: 'A25',
      rows: [
        [{ content: 'theta', style: 'header' }, ...headers('L, few', 'L, many', 'log L, few', 'log L, many')],
        ...down(60, 26, (row) => [
          // To 2.4 times the share, and never as far as 1.
          '=MIN((ROW()-ROW(A$25))*$B$21/25, 0.999)',
          `=EXP(${LOG_L(`$A${row}`, 'B')}-B$22)`,
          `=EXP(${LOG_L(`$A${row}`, 'C')}-C$22)`,
          `=MAX(${LOG_L(`$A${row}`, 'B')}-B$22, -3)`,
          `=MAX(${LOG_L(`$A${row}`, 'C')}-C$22, -3)`,
        ]),
      ],
      formats: Array<string>(5).fill('0.0000'),
    },
    {
      at: 'G26',
      rows: [
        [heading('The function, few')],
        [digits('=BINOM.MLE(B19, B20)')],
        ...down(7, 28, () => []),
        table(null, 3),
        ...down(9, 36, () => []),
        [heading('The function, many')],
        [digits('=BINOM.MLE(C19, C20)')],
        ...down(7, 47, () => []),
        table(null, 3),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'L as part of its top, log L to 3 below its top',
    description:
      'Along theta: the likelihoods of few and of many people, each divided by its largest value, and their logarithms less the largest.',
    xTitle: 'theta',
    yTitle: 'L / top, log L − top',
    series: [
      { name: 'L, few', x: 'A26:A85', y: 'B26:B85', mark: 'line', color: 0 },
      { name: 'L, many', x: 'A26:A85', y: 'C26:C85', mark: 'line', color: 1 },
      { name: 'log L, few', x: 'A26:A85', y: 'D26:D85', mark: 'line', color: 2 },
      { name: 'log L, many', x: 'A26:A85', y: 'E26:E85', mark: 'line', color: 3 },
    ],
  },
  questions: [
    {
      ask: 'How large is the likelihood of 50 of 300 at its top? Such as 1.23E-45.',
      key: 'EXP(INDEX(BINOM.MLE(50, 300), 6, 2))',
      hint: 'theta^50 (1−theta)^250 at theta = 1/6, with three digits and the power of ten.',
    },
    {
      ask: 'And how large is its logarithm there?',
      key: 'INDEX(BINOM.MLE(50, 300), 6, 2)',
      hint: 'Ten times that of 5 of 30: a sum has ten times as many terms.',
    },
    {
      ask: 'What part of its top is the likelihood of 50 of 300 at theta = 1/4?',
      key: 'INDEX(LIKELIHOOD.CURVE("binomial", {50;300}, "p", 0.25, 0.3, 2), 2, 3)',
      hint: 'e to the power of how far log L is below its top there: below 1, and small.',
    },
    {
      ask: 'And what part of its top is that of 5 of 30 at theta = 1/4?',
      key: 'INDEX(LIKELIHOOD.CURVE("binomial", {5;30}, "p", 0.25, 0.3, 2), 2, 3)',
      hint: 'The tenth root of the answer before.',
    },
  ],
};
