import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';

/** Reaction, Days and Subject of the sleep study: 18 subjects of 10 days each. */
const DATA = 'N13:P193';
const [REACTION, DAYS] = ['N14:N193', 'O14:O193'];
const CANDIDATES = [
  ['mean', 'Reaction ~ 1'],
  ['line', 'Reaction ~ Days'],
  ['levels', 'Reaction ~ 1 + (1 | Subject)'],
  ['both', 'Reaction ~ Days + (1 | Subject)'],
  ['apart', 'Reaction ~ Days + (Days || Subject)'],
  ['slopes', 'Reaction ~ Days + (Days | Subject)'],
];
const CURVE = 'Reaction ~ Days + I(Days^2) + (Days | Subject)';
const ALL = `"${[...CANDIDATES.map(([, formula]) => formula), CURVE].join('; ')}"`;
const compared = (options: string) => `LMER.COMPARE(${DATA}, ${ALL}, ${options})`;

/** Means, slopes and sums of squares of the subjects. */
const [MEANS, SLOPES] = ['$B$61:$B$78', '$C$61:$C$78'];
/** Parts of −2 log L at the best variance of as many independent directions. */
const part = (square: string, directions: string) => `${directions}*(LN(2*PI()*${square}/${directions})+1)`;
const levels = (within: string) => `=${part(within, '(B14-B15)')}+${part('B17', 'B15')}`;
/** Of each candidate: its parameters and −2 log L. */
const FITS = [
  [2, `=${part('B16', 'B14')}`],
  [3, `=${part('(B16-B18)', 'B14')}`],
  [3, levels('(B16-B17)')],
  [4, levels('(B16-B17-B18)')],
  [5, `=LMER.STAT(${DATA}, A55, "deviance", "ML")`],
  [
    6,
    // Means and slopes vary together, with a covariance matrix of their own.
    `=${part('B19', '(B14-2*B15)')}+B15*(2*LN(2*PI())+2+LN(10*DEVSQ(O14:O23)*(VAR.P(${MEANS})*VAR.P(${SLOPES})-COVARIANCE.P(${MEANS}, ${SLOPES})^2)))`,
  ],
  [`=LMER.STAT(${DATA}, A57, "npar", "ML")`, `=LMER.STAT(${DATA}, A57, "deviance", "ML")`],
];
const NAMES = [...CANDIDATES.map(([name]) => name), 'yours'];

export const lesson: Lesson = {
  words:
    'Each candidate describes the same 180 reactions. A parameter more always fits better; AIC, AICc and BIC ask whether by enough, and Akaike weights share the support among the candidates. Backward elimination asks term by term, with p values. Least squares, which takes all days for independent, may have the right line and still a wrong standard error.',
  data: [{ example: 'sleepstudy', at: 'N13', columns: ['Reaction', 'Days', 'Subject'], yellow: 'Reaction' }],
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand, while each subject has all ten days')],
        ['rows (n)', digits(`=COUNT(${REACTION})`)],
        ['subjects', digits('=COUNT(B61:B78)')],
        ['SS, all', `=DEVSQ(${REACTION})`],
        ['SS between subjects', `=10*DEVSQ(${MEANS})`],
        ['SS of Days', `=SLOPE(${REACTION}, ${DAYS})^2*DEVSQ(${DAYS})`],
        ['SS about own lines', '=SUM(D61:D78)'],
      ],
      formats: [undefined, '0.00'],
    },
    {
      at: 'A21',
      rows: [
        ['candidate', ...headers('parameters', '−2 log L', 'AIC', 'AICc')],
        ...FITS.map(([k, deviance], i) => {
          const row = 22 + i;
          return [
            NAMES[i],
            k,
            deviance,
            `=C${row}+2*B${row}`,
            `=D${row}+2*B${row}*(B${row}+1)/($B$14-B${row}-1)`,
          ];
        }),
      ],
      formats: [undefined, 'General', '0.0000', '0.0000', '0.0000'],
    },
    {
      at: 'A30',
      rows: [
        ['candidate', ...headers('BIC', 'Δ AIC', 'weight AIC', 'weight BIC')],
        ...down(7, 31, (row) => [
          NAMES[row - 31],
          `=C${row - 9}+LN($B$14)*B${row - 9}`,
          `=D${row - 9}-MIN($D$22:$D$28)`,
          `=EXP(-C${row}/2)/SUMPRODUCT(EXP(-$C$31:$C$37/2))`,
          `=EXP((MIN($B$31:$B$37)-B${row})/2)/SUMPRODUCT(EXP((MIN($B$31:$B$37)-$B$31:$B$37)/2))`,
        ]),
      ],
      formats: [undefined, '0.0000', '0.0000', '0.0000', '0.0000'],
    },
    {
      at: 'A39',
      rows: [
        [heading('Yours against the one before it')],
        ['likelihood ratio', '=C27-C28'],
        ['parameters more', digits('=B28-B27')],
        ['p value', '=IFERROR(CHISQ.DIST.RT(B40, B41), "")'],
        [],
        [heading('Days, by least squares and by the mixed model')],
        [null, ...headers('slope', 'std. error')],
        [
          'least squares',
          `=SLOPE(${REACTION}, ${DAYS})`,
          `=STEYX(${REACTION}, ${DAYS})/SQRT(DEVSQ(${DAYS}))`,
        ],
        ['mixed model', `=AVERAGE(${SLOPES})`, `=STDEV.S(${SLOPES})/SQRT(B15)`],
        ['ratio', null, '=C47/C46'],
      ],
      formats: [undefined, '0.0000', '0.0000'],
    },
    {
      at: 'A50',
      rows: [
        [heading('The candidates')],
        ...CANDIDATES.map(([, formula]) => [formula]),
        [yellow(CURVE)],
        [],
        [heading('Subject by subject')],
        ['subject', ...headers('mean', 'slope', 'SS left')],
        ...down(18, 61, (row) => {
          const first = 14 + (row - 61) * 10;
          const own = (letter: string) => `${letter}${first}:${letter}${first + 9}`;
          return [
            `=P${first}`,
            `=AVERAGE(${own('N')})`,
            `=SLOPE(${own('N')}, ${own('O')})`,
            `=DEVSQ(${own('N')})-C${row}^2*DEVSQ(${own('O')})`,
          ];
        }),
        [],
        [heading('The function: backward elimination from yours')],
        table(`=LMER.STEP(${DATA}, A57, "test.fixed=lrt")`, 8),
      ],
      formats: [undefined, '0.00', '0.000', '0.00'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function: candidates')],
        table(
          `=INDEX(LMER.COMPARE(${DATA}, A51:A57, "criteria=AIC AICc BIC"), SEQUENCE(8), {1,3,5,4,7,11})`,
          6,
        ),
        ...down(8, 28, () => []),
        [heading('The function: yours and the one before'), ...headers('Chisq', 'Df', 'p')],
        [null, ...[7, 8, 11].map((column) => `=INDEX(LMER.COMPARE(${DATA}, A56:A57), 3, ${column})`)],
        [],
        [heading('The function: Days'), ...headers('slope', 'std. error')],
        ...[52, 56].map((row) => [
          `=A${row}`,
          ...[2, 3].map((column) => `=INDEX(LMER.FIXEF(${DATA}, A${row}), 3, ${column})`),
        ]),
      ],
    },
  ],
  figure: {
    kind: 'category',
    title: 'How the candidates share the support of the data',
    description: 'The weight of each candidate by AIC and by BIC.',
    xTitle: 'candidate',
    yTitle: 'weight',
    series: [
      { name: 'by AIC', x: 'A31:A37', y: 'D31:D37', mark: 'points', color: 0 },
      { name: 'by BIC', x: 'A31:A37', y: 'E31:E37', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How large is AICc of Reaction ~ Days + (Days | Subject)?',
      key: `INDEX(${compared('"criteria=AICc"')}, 7, 5)`,
      tolerance: 0.05,
      hint: '−2 log L + 2k + 2k(k + 1)/(n − k − 1), with 6 parameters and 180 rows.',
    },
    {
      ask: 'Which weight has it by AIC, among the seven as they are at first?',
      key: `INDEX(${compared('"criteria=AIC"')}, 7, 6)`,
      hint: 'exp(−Δ/2), as a part of the sum over all seven.',
    },
    {
      ask: 'Days² is left out of the seventh: how large is p of the likelihood ratio?',
      key: `INDEX(${compared('"labels=1"')}, 8, 11)`,
      hint: 'The difference in −2 log L on a chi-square distribution with one degree of freedom.',
    },
    {
      ask: 'How many times as large as by least squares is the std. error of Days?',
      key: `INDEX(LMER.FIXEF(${DATA}, "${CANDIDATES[5][1]}"), 3, 3)/INDEX(LMER.FIXEF(${DATA}, "${CANDIDATES[1][1]}"), 3, 3)`,
      tolerance: 0.005,
      hint: 'That of random slopes over that of the line alone.',
    },
  ],
  widths: { G: 308, H: 92, I: 92, J: 92, L: 100, M: 24 },
};
