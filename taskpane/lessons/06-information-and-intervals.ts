import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';

/** How probable it is that the estimate ± `z` standard errors has theta in it: summed over all counts that n people can give. */
function coverage(n: string, theta: string, z: string): string {
  const x = `SEQUENCE(${n}+1, 1, 0)`;
  return `SUMPRODUCT(BINOM.DIST(${x}, ${n}, ${theta}, FALSE)*(ABS(${x}/${n}-${theta})<=${z}*SQRT(${x}/${n}*(1-${x}/${n})/${n})))`;
}

export const lesson: Lesson = {
  words:
    'The sharper the top, the more is known: the standard error is one over the root of the information. Two standard errors to both sides are meant to have the true theta in them 95 times of 100. Whether they do can be computed exactly, for n people give one of n + 1 counts: with few people they fall short, with many it comes out.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['yes (x)', yellow(5, '0')],
        ['people (n)', yellow(30, '0')],
        ['level', yellow(0.95)],
        ['true theta', yellow('=1/6')],
        [],
        ['estimate', '=B14/B15'],
        ['information I_n', '=B15/(B19*(1-B19))'],
        ['standard error', '=1/SQRT(B20)'],
        ['z', '=NORM.S.INV((1+B16)/2)'],
        [null, ...headers('lower', 'upper')],
        ['Wald, ± z se', '=B19-B22*B21', '=B19+B22*B21'],
        ['± 2 se', '=B19-2*B21', '=B19+2*B21'],
        [],
        ['How often the interval has the true theta in it'],
        headers('n', '± 2 se', '± z se', 'level'),
        ['=B15', `=${coverage('A29', '$B$17', '2')}`, `=${coverage('A29', '$B$17', '$B$22')}`, '=$B$16'],
        ...down(30, 30, (row) => [
          (row - 29) * 10,
          `=${coverage(`A${row}`, '$B$17', '2')}`,
          `=${coverage(`A${row}`, '$B$17', '$B$22')}`,
          '=$B$16',
        ]),
      ],
      formats: [undefined, '0.0000', '0.0000', '0.00'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        [digits('=BINOM.MLE(B14, B15, B16)')],
        ...down(7, 28, () => []),
        table(null, 3),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'How often the intervals have the true theta in them',
    description: 'The exact coverage of both intervals along the number of people, with the level.',
    xTitle: 'n',
    yTitle: 'coverage',
    series: [
      { name: '± 2 se', x: 'A30:A59', y: 'B30:B59', mark: 'line', color: 0 },
      { name: '± z se', x: 'A30:A59', y: 'C30:C59', mark: 'line', color: 1 },
      { name: 'level', x: 'A30:A59', y: 'D30:D59', mark: 'dashes', color: 'quiet' },
    ],
  },
  questions: [
    {
      ask: 'How large is the information of 50 of 300?',
      key: 'INDEX(BINOM.MLE(50, 300), 5, 2)',
      hint: 'n / (theta (1 − theta)) at the estimate: ten times that of 5 of 30.',
    },
    {
      ask: 'How large is the standard error for 5 of 30?',
      key: 'INDEX(BINOM.MLE(5, 30), 4, 2)',
      hint: 'The root of one over the information.',
    },
    {
      ask: 'True theta 1/6, n = 30: how often do ± 2 se have it in them?',
      key: coverage('30', '1/6', '2'),
      hint: 'Look in the table of n; as a share such as 0.987.',
    },
    {
      ask: 'And with n = 300?',
      key: coverage('300', '1/6', '2'),
      hint: 'The last row of that table, in the column of ± 2 se.',
    },
  ],
};
