import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';

/**
 * Flights of the space shuttle before that of 28 January 1986: temperature at the launch (°F), and whether an O-ring was damaged
 * by heat (Dalal, Fowlkes & Hoadley 1989, Journal of the American Statistical Association 84, 945-957).
 */
const FLIGHTS: readonly (readonly [temperature: number, damage: number])[] = [
  ...([53, 57, 58, 63, 70, 70, 75] as const).map((temperature) => [temperature, 1] as const),
  ...([66, 67, 67, 67, 68, 69, 70, 70, 72, 73, 75, 76, 76, 78, 79, 81] as const).map(
    (temperature) => [temperature, 0] as const,
  ),
].sort(([a], [b]) => a - b);

const DATA = 'A33:B56';
const [TEMPERATURE, DAMAGE, P] = ['$A$34:$A$56', '$B$34:$B$56', '$D$34:$D$56'];
const DENSITY = 'dbinom(damage, 1, 1/(1 + EXP(-(a + b*temp))), log = TRUE)';
const MLE = `LIKELIHOOD.MLE("${DENSITY}", ${DATA})`;
const DETERMINANT = '(B20*C21-C20*B21)';
const Z = 'NORM.S.INV(0.975)';
const curve = (a: string, b: string, row: number) => `=1/(1+EXP(-(${a}+${b}*A${row})))`;

export const lesson: Lesson = {
  words:
    'Of 23 flights of the space shuttle the temperature at the launch (°F) is known, and whether a sealing ring was damaged. The log odds of damage are a + b · temperature. The log-likelihood is a column of logarithms, one for each flight, and a step of Newton’s method leads from an a and b that are not far off nearly to its top: type into the yellow cells what it gives, and again.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['a', yellow(10, 'General')],
        ['b', yellow(-0.15, 'General')],
        ['log L', '=SUM(E34:E56)'],
        ['below its top', '=H33-B16'],
        [null, ...headers('a', 'b')],
        ['slope', `=SUM(${DAMAGE})-SUM(${P})`, `=SUMPRODUCT(${DAMAGE}-${P}, ${TEMPERATURE})`],
        ['information, a', `=SUMPRODUCT(${P}, 1-${P})`, `=SUMPRODUCT(${P}, 1-${P}, ${TEMPERATURE})`],
        ['information, b', '=C20', `=SUMPRODUCT(${P}, 1-${P}, ${TEMPERATURE}^2)`],
        ['std. error', `=SQRT(C21/${DETERMINANT})`, `=SQRT(B20/${DETERMINANT})`],
        [
          'Newton’s step to',
          `=B14+(C21*B19-C20*C19)/${DETERMINANT}`,
          `=B15+(B20*C19-B21*B19)/${DETERMINANT}`,
        ],
        [],
        [null, ...headers('estimate', 'lower 95%', 'upper 95%')],
        ['b, by Wald', '=B15', `=B15-${Z}*C22`, `=B15+${Z}*C22`],
        ['odds ratio', '=EXP(B26)', '=EXP(C26)', '=EXP(D26)'],
        ['10 °F colder', '=EXP(-10*B26)', '=EXP(-10*D26)', '=EXP(-10*C26)'],
        ['p at 31 °F', '=1/(1+EXP(-(B14+31*B15)))'],
        ['half at, in °F', '=-B14/B15'],
      ],
      formats: [undefined, '0.0000', '0.0000', '0.0000'],
    },
    {
      // Below the fold of the paper, with its header.
      at: 'A33',
      rows: [
        headers('temp', 'damage', 'log odds', 'p', 'log L'),
        ...FLIGHTS.map(([temperature, damage], i) => {
          const row = 34 + i;
          return [
            yellow(temperature),
            yellow(damage),
            `=$B$14+$B$15*A${row}`,
            `=1/(1+EXP(-C${row}))`,
            `=-LN(1+EXP(IF(B${row}=1, -1, 1)*C${row}))`,
          ];
        }),
      ],
      formats: [undefined, undefined, '0.000', '0.0000', '0.0000'],
    },
    {
      at: 'A58',
      rows: [
        [heading('The curves')],
        headers('temp', 'p', 'at the top'),
        ...down(27, 60, (row) => [
          30 + 2 * (row - 60),
          curve('$B$14', '$B$15', row),
          curve('$H$29', '$H$30', row),
        ]),
      ],
      formats: [undefined, '0.0000', '0.0000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        [DENSITY],
        table(`=LIKELIHOOD.MLE(G27, ${DATA})`, 5),
        ...down(23, 29, () => []),
        [heading('Limits by likelihood')],
        table(`=LIKELIHOOD.CI(G27, ${DATA}, "b")`, 4),
        [],
        ['10 °F colder', '=EXP(-10*H54)', '=EXP(-10*J54)', '=EXP(-10*I54)'],
        [],
        [heading('At the yellow a and b')],
        [digits(`=LIKELIHOOD.SCORE(G27, ${DATA}, A14:B15)`)],
      ],
      formats: [undefined, '0.0000', '0.0000', '0.0000'],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'Damage of a sealing ring along the temperature',
    description: 'Flights with damage (1) and without (0), and the probability of damage by both curves.',
    xTitle: 'temperature at the launch (°F)',
    yTitle: 'damage',
    series: [
      { name: 'flights', x: 'A34:A56', y: 'B34:B56', mark: 'points', color: 'quiet' },
      { name: 'at the top', x: 'A60:A86', y: 'C60:C86', mark: 'line', color: 0 },
      { name: 'your a and b', x: 'A60:A86', y: 'B60:B86', mark: 'dashes', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How large is the log-likelihood at a = 12, b = −0.2?',
      key: `LIKELIHOOD.VALUE("${DENSITY}", ${DATA}, {12, -0.2}, TRUE)`,
      hint: 'Type both into the yellow cells; the sum of the last column.',
    },
    {
      ask: 'How large is b at the top?',
      key: `INDEX(${MLE}, 3, 2)`,
      hint: 'Newton’s step, typed into the yellow cells until nothing changes.',
    },
    {
      ask: '10 °F colder: how many times as large are the odds of damage, at the top?',
      key: `EXP(-10*INDEX(${MLE}, 3, 2))`,
      hint: 'Ten times b, with the other sign, and the exponential of it.',
    },
    {
      ask: 'Where does the 95% likelihood interval of b begin?',
      key: `INDEX(LIKELIHOOD.CI("${DENSITY}", ${DATA}, "b"), 2, 3)`,
      hint: 'Not Wald’s limit: the curve of log L falls more slowly to that side.',
    },
  ],
};
