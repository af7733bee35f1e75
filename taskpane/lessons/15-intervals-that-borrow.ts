import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';
import { GIVEN, PARAMETERS, regionTable, simulated, WHEAT, YIELDS } from './wheat';

const FIRST = '"mu=16.3; sigma2=1.787; tau2=0.384"';
const OPTIONS = '"intervals=own fab; level="&SUBSTITUTE(B17, ",", ".")';
/** A limit of region A with the parameters as they are at first, by its column. */
const limitOfA = (column: number) =>
  `INDEX(SHRINK.MEANS(${YIELDS}, ${FIRST}, "intervals=own fab"), 2, ${column})`;

/** What belongs to the region whose FAB interval is found step by step. */
const [MEAN, N, ERROR, SLOPE] = ['$B$60', '$B$61', '$B$62', '$B$63'];
/** The end beyond mu, on the side of the mean (1) or on the other (-1), that spends the share w of all error. */
const endAt = (side: number, w: string) => `(${side}*(${MEAN}-$B$14)-${ERROR}*T.INV((1-$B$17)*${w}, ${N}-1))`;
const excess = (side: number, w: string) =>
  `NORM.S.INV((1-$B$17)*${w})-NORM.S.INV((1-$B$17)*(1-${w}))-${SLOPE}*${endAt(side, w)}`;
/** Between which w that is, and the excess in the middle; from the row above where there is one. */
function halved(row: number, [from, to, rest]: readonly string[], side: number): (string | number)[] {
  const above = row - 1;
  const middle = (at: number) => `(${from}${at}+${to}${at})/2`;
  const bounds =
    row === HALVINGS
      ? [0, 1]
      : [
          `=IF(${rest}${above}<0, ${middle(above)}, ${from}${above})`,
          `=IF(${rest}${above}<0, ${to}${above}, ${middle(above)})`,
        ];
  return [...bounds, `=${excess(side, middle(row))}`];
}
const HALVINGS = 71;
/** As many as leave 1 − w apart from zero where w comes near to one. */
const STEPS = 40;
const LAST = HALVINGS + STEPS - 1;

const Z = 'NORM.S.INV((1+$B$17)/2)';
const WEIGHT = '($B$16/($B$16+$B$15/$B$20))';
/** Half the width of an empirical Bayes interval. */
const HALF = `(${Z}*SQRT(${WEIGHT}*$B$15/$B$20))`;
/** How often it has the mean in it, one that lies `distance` from mu. */
const coverage = (distance: string, half: string, weight: string, error: string) =>
  `NORM.S.DIST((${half}+(1-${weight})*${distance})/(${weight}*${error}), TRUE)-NORM.S.DIST(((1-${weight})*${distance}-${half})/(${weight}*${error}), TRUE)`;
const FIRST_WEIGHT = '(0.384/(0.384+1.787/5))';

export const lesson: Lesson = {
  words:
    'Shrunken means borrow from the other regions, and so may intervals. Those of empirical Bayes are short and right on average over regions, but seldom have the mean of an unusual region in them. The FAB intervals of Burris and Hoff move towards mu as well, and still cover the mean of every region at the level, as t intervals do; they are shorter where mu and tau² expect the region.',
  data: WHEAT,
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ...PARAMETERS,
        ['level', yellow(0.95)],
        ['a true mean − mu', yellow(1.5)],
        ['seed', yellow(1)],
        ['plots of a region', yellow(5)],
        [],
        ...regionTable(22),
      ],
      formats: [undefined, 'General', '0.000', '0.0000'],
    },
    {
      at: 'A34',
      rows: [
        [null, ...headers('own t', 'own t', 'Bayes', 'Bayes')],
        ['region', ...headers('lower', 'upper', 'lower', 'upper')],
        ...down(10, 36, (row) => {
          const [n, mean, ss, weight] = ['B', 'C', 'D', 'E'].map((letter) => `${letter}${row - 13}`);
          const own = `T.INV.2T(1-$B$17, ${n}-1)*SQRT(${ss}/(${n}-1)/${n})`;
          const shrunken = `(${weight}*${mean}+(1-${weight})*$B$14)`;
          const bayes = `${Z}*SQRT(${weight}*$B$15/${n})`;
          return [
            `=A${row - 13}`,
            `=IFERROR(${mean}-${own}, "")`,
            `=IFERROR(${mean}+${own}, "")`,
            `=IFERROR(${shrunken}-${bayes}, "")`,
            `=IFERROR(${shrunken}+${bayes}, "")`,
          ];
        }),
      ],
      formats: [undefined, '0.000', '0.000', '0.000', '0.000'],
    },
    {
      at: 'E22',
      rows: [headers('weight'), ...down(10, 23, (row) => [`=$B$16*B${row}/($B$16*B${row}+$B$15)`])],
      formats: ['0.000'],
    },
    {
      at: 'A47',
      rows: [
        [heading('What they cost and gain')],
        [null, ...headers('mean width', 'covers it', 'on average')],
        ['own t', '=AVERAGE(C36:C45)-AVERAGE(B36:B45)', '=B17', '=B17'],
        ['FAB', '=AVERAGE(K28:K37)-AVERAGE(J28:J37)', '=B17', '=B17'],
        [
          'empirical Bayes',
          '=AVERAGE(E36:E45)-AVERAGE(D36:D45)',
          `=${coverage('$B$18', HALF, WEIGHT, '$C$56')}`,
          '=B17',
        ],
        [
          'simulated',
          null,
          `=SUMPRODUCT(--(ABS(${WEIGHT}*${simulated('B56:C56', 'B19')}-(1-${WEIGHT})*B18)<=${HALF}))/2000`,
          `=SUMPRODUCT(--(ABS(${WEIGHT}*${simulated('B56:C56', 'B19')}-(1-${WEIGHT})*${simulated('B55:C55', 'B19+1')})<=${HALF}))/2000`,
        ],
        [],
        ['to simulate', ...headers('mean', 'sd')],
        ['true means − mu', 0, '=SQRT(MAX(B16, 1E-12))'],
        ['means − true', 0, '=SQRT(B15/B20)'],
        [],
        [heading('One FAB interval, by halving')],
        ['region', yellow('A')],
        ['mean', '=INDEX(C23:C32, MATCH(B59, A23:A32, 0))'],
        ['n', digits('=INDEX(B23:B32, MATCH(B59, A23:A32, 0))')],
        ['standard error', '=SQRT(INDEX(D23:D32, MATCH(B59, A23:A32, 0))/(B61-1)/B61)'],
        ['pull towards mu', '=2*SQRT(B15/B61)/MAX(B16, 1E-9)'],
        [null, ...headers('by hand', 'function')],
        ['lower', `=B14-${endAt(-1, `(D${LAST}+E${LAST})/2`)}`, '=INDEX(J28:J37, MATCH(B59, G28:G37, 0))'],
        ['upper', `=B14+${endAt(1, `(A${LAST}+B${LAST})/2`)}`, '=INDEX(K28:K37, MATCH(B59, G28:G37, 0))'],
      ],
      formats: [undefined, '0.0000', '0.0000', '0.0000'],
    },
    {
      at: 'A68',
      rows: [
        ['w, the share of all error beyond an end, is where the excess is zero: each step halves its range.'],
        ['the upper end', null, null, 'the lower end'],
        headers('w from', 'to', 'excess', 'w from', 'to', 'excess'),
        ...down(STEPS, HALVINGS, (row) => [
          ...halved(row, ['A', 'B', 'C'], 1),
          ...halved(row, ['D', 'E', 'F'], -1),
        ]),
      ],
      formats: ['0.00000000', '0.00000000', '0.0000', '0.00000000', '0.00000000', '0.0000'],
    },
    {
      at: `A${LAST + 2}`,
      rows: [
        [heading('The lines of the figure')],
        headers('own t', 'place', 'FAB', 'place', 'Bayes', 'place'),
        ...down(30, LAST + 4, (row) => {
          const i = Math.floor((row - LAST - 4) / 3);
          const end = (row - LAST - 4) % 3;
          if (end === 2) return [];
          const columns = end === 0 ? ['B', 'J', 'D'] : ['C', 'K', 'E'];
          return columns.flatMap((letter, k) => [
            `=IF(N(${letter}${(k === 1 ? 28 : 36) + i})=0, $B$14, ${letter}${(k === 1 ? 28 : 36) + i})`,
            10 - i + 0.22 * (1 - k),
          ]);
        }),
      ],
      formats: ['0.000', 'General', '0.000', 'General', '0.000', 'General'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function: own t and FAB')],
        table(`=INDEX(SHRINK.MEANS(${YIELDS}, ${GIVEN}, ${OPTIONS}), SEQUENCE(11), {1,9,10,11,12})`, 5),
        ...down(12, 28, () => []),
        [heading('The function: empirical Bayes')],
        table(`=INDEX(SHRINK.MEANS(${YIELDS}, ${GIVEN}, ${OPTIONS}), SEQUENCE(11), {1,5,6,7,8})`, 5),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'Three intervals for the mean of each region',
    description:
      'The own t interval, the FAB interval and the empirical Bayes interval of each region, the first region at the top.',
    xTitle: 'yield',
    yTitle: 'region (A at the top)',
    series: [
      {
        name: 'own t',
        x: `A${LAST + 4}:A${LAST + 33}`,
        y: `B${LAST + 4}:B${LAST + 33}`,
        mark: 'line',
        color: 'quiet',
      },
      {
        name: 'FAB',
        x: `C${LAST + 4}:C${LAST + 33}`,
        y: `D${LAST + 4}:D${LAST + 33}`,
        mark: 'line',
        color: 0,
      },
      {
        name: 'empirical Bayes',
        x: `E${LAST + 4}:E${LAST + 33}`,
        y: `F${LAST + 4}:F${LAST + 33}`,
        mark: 'line',
        color: 1,
      },
    ],
  },
  questions: [
    {
      ask: 'With mu 16.3, sigma² 1.787, tau² 0.384: half the width of Bayes, region A?',
      key: `(${limitOfA(8)}-${limitOfA(7)})/2`,
      hint: 'z times the root of the weight times sigma² / 5.',
    },
    {
      ask: 'Where does the FAB interval of region A end above, with two decimals?',
      key: limitOfA(12),
      tolerance: 0.005,
      hint: 'In the function’s table, or by halving.',
    },
    {
      ask: 'By how much is that interval shorter than region A’s own t interval?',
      key: `(${limitOfA(10)}-${limitOfA(9)}-${limitOfA(12)}+${limitOfA(11)})`,
      tolerance: 0.005,
      hint: 'The width of the one less that of the other.',
    },
    {
      ask: 'How often does Bayes cover a mean that lies 1.5 from mu? (a share)',
      key: coverage(
        '1.5',
        `(NORM.S.INV(0.975)*SQRT(${FIRST_WEIGHT}*1.787/5))`,
        FIRST_WEIGHT,
        'SQRT(1.787/5)',
      ),
      tolerance: 0.005,
      hint: 'Not at the level: the interval is drawn towards mu, the mean is not.',
    },
  ],
  widths: { G: 130, H: 134, I: 134, J: 124, K: 124 },
};
