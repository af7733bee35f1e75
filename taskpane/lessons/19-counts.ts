import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';

/** Period, new cases, animals and periods since the first one (x), a row for each herd and period. */
const DATA = 'M13:P69';
const [CASES, ANIMALS, X, MEAN] = ['$N$14:$N$69', '$O$14:$O$69', '$P$14:$P$69', '$Q$14:$Q$69'];
const RATE = 'size*EXP(a + b*x)';
const DENSITIES = [
  `dpois(incidence, ${RATE}, log = TRUE)`,
  `dzipois(incidence, ${RATE}, zero, log = TRUE)`,
  `dnbinom(incidence, k, mu = ${RATE}, log = TRUE)`,
] as const;
const MLE = DENSITIES.map((density) => `LIKELIHOOD.MLE("${density}", ${DATA})`);
/** Of the Poisson density, at its top. */
const FITTED = `(${ANIMALS}*EXP(INDEX(${MLE[0]}, 2, 2)+INDEX(${MLE[0]}, 3, 2)*${X}))`;
const DETERMINANT = '(B20*C21-C20*B21)';
const Z = 'NORM.S.INV(0.975)';
/** Estimates to AIC, without what is below it. */
const estimates = (density: string, rows: number) =>
  table(`=INDEX(LIKELIHOOD.MLE(${density}, ${DATA}), SEQUENCE(${rows}), {1,2,3,4,5})`, 5);
/** Beside a name in a table of the function. */
const found = (name: string, cells: string) => `VLOOKUP("${name}", ${cells}, 2, FALSE)`;

export const lesson: Lesson = {
  words:
    'New cases of pleuropneumonia in 15 herds over four periods. Their mean is the number of animals times a rate, exp(a + b · x), x periods after the first. A Poisson count varies as much as its mean. Herds vary more: the sum of squares over the means is about twice its degrees of freedom, and standard errors by Poisson’s formula are too small. Two densities with one more parameter leave room for that.',
  data: [{ example: 'cbpp', at: 'M13', columns: ['period', 'incidence', 'size'], yellow: 'incidence' }],
  blocks: [
    {
      at: 'P13',
      rows: [
        headers('x', 'mean', 'log L', 'deviance', 'mean, nb'),
        ...down(56, 14, (row) => [
          `=VALUE(M${row})-1`,
          `=O${row}*EXP($B$14+$B$15*P${row})`,
          `=N${row}*LN(Q${row})-Q${row}-GAMMALN(N${row}+1)`,
          `=2*(IF(N${row}>0, N${row}*LN(N${row}/Q${row}), 0)-(N${row}-Q${row}))`,
          `=O${row}*EXP($H$66+$H$67*P${row})`,
        ]),
      ],
      formats: [undefined, '0.000', '0.000', '0.000', '0.000'],
    },
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['a', yellow(-1.6, 'General')],
        ['b', yellow(-0.6, 'General')],
        ['log L', '=SUM(R14:R69)'],
        ['below its top', '=H33-B16'],
        [null, ...headers('a', 'b')],
        ['slope', `=SUM(${CASES})-SUM(${MEAN})`, `=SUMPRODUCT(${CASES}-${MEAN}, ${X})`],
        ['information, a', `=SUM(${MEAN})`, `=SUMPRODUCT(${MEAN}, ${X})`],
        ['information, b', '=C20', `=SUMPRODUCT(${MEAN}, ${X}^2)`],
        ['std. error', `=SQRT(C21/${DETERMINANT})`, `=SQRT(B20/${DETERMINANT})`],
        [
          'Newton’s step to',
          `=B14+(C21*B19-C20*C19)/${DETERMINANT}`,
          `=B15+(B20*C19-B21*B19)/${DETERMINANT}`,
        ],
        [],
        [null, ...headers('estimate', 'lower 95%', 'upper 95%')],
        ['rate ratio, exp(b)', '=EXP(B15)', `=EXP(B15-${Z}*C22)`, `=EXP(B15+${Z}*C22)`],
        [],
        [heading('More than Poisson’s variance?')],
        ['deviance', '=SUM(S14:S69)'],
        ['Pearson’s chi²', `=SUMPRODUCT((${CASES}-${MEAN})^2/${MEAN})`],
        ['df', digits(`=COUNT(${CASES})-2`)],
        ['dispersion', '=B30/B31'],
        ['std. error × root', '=B22*SQRT(B32)', '=C22*SQRT(B32)'],
        ['zeros expected', `=SUMPRODUCT(EXP(-${MEAN}))`],
        ['zeros counted', digits(`=COUNTIF(${CASES}, 0)`)],
        [],
        [null, ...headers('log L', 'parameters', 'AIC', 'b')],
        ...(
          [
            ['Poisson', 2, 'G28:H35'],
            ['zero-inflated', 3, 'G52:H60'],
            ['negative binomial', 3, 'G64:H72'],
          ] as const
        ).map(([name, parameters, cells], i) => [
          name,
          `=${found('Log-likelihood', cells)}`,
          digits(parameters),
          `=-2*B${38 + i}+2*C${38 + i}`,
          `=${found('b', cells)}`,
        ]),
        [],
        [heading('Rows with so many new cases')],
        headers('new cases', 'counted', 'Poisson', 'neg. bin.'),
        ...down(13, 44, (row) => [
          row - 44,
          digits(`=COUNTIF(${CASES}, A${row})`),
          `=SUMPRODUCT(EXP(-${MEAN})*${MEAN}^A${row})/FACT(A${row})`,
          `=EXP(GAMMALN(A${row}+$H$65)-GAMMALN($H$65))/FACT(A${row})*SUMPRODUCT(($H$65/($H$65+$T$14:$T$69))^$H$65*($T$14:$T$69/($H$65+$T$14:$T$69))^A${row})`,
        ]),
      ],
      formats: [undefined, '0.0000', '0.0000', '0.0000', '0.0000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function: Poisson')],
        [DENSITIES[0]],
        estimates('G27', 8),
        ...down(8, 29, () => []),
        [heading('At the yellow a and b')],
        [digits(`=LIKELIHOOD.SCORE(G27, ${DATA}, A14:B15)`)],
        ...down(11, 39, () => []),
        [heading('Zero-inflated Poisson')],
        [DENSITIES[1]],
        estimates('G51', 9),
        ...down(9, 53, () => []),
        [heading('Negative binomial')],
        [DENSITIES[2]],
        estimates('G63', 9),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'Rows with so many new cases: counted and expected',
    description:
      'How many rows have each number of new cases, and how many a Poisson and a negative binomial density expect.',
    xTitle: 'new cases',
    yTitle: 'rows',
    series: [
      { name: 'counted', x: 'A44:A56', y: 'B44:B56', mark: 'points', color: 0 },
      { name: 'Poisson, your a and b', x: 'A44:A56', y: 'C44:C56', mark: 'dashes', color: 'quiet' },
      { name: 'negative binomial', x: 'A44:A56', y: 'D44:D56', mark: 'line', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How large is the log-likelihood at a = −1.5, b = −0.5?',
      key: `LIKELIHOOD.VALUE("${DENSITIES[0]}", ${DATA}, {-1.5, -0.5}, TRUE)`,
      hint: 'Type both into the yellow cells; the sum of the column log L.',
    },
    {
      ask: 'At the top: how many times as large is the rate one period later?',
      key: `EXP(INDEX(${MLE[0]}, 3, 2))`,
      hint: 'The exponential of b: less than one.',
    },
    {
      ask: 'And Pearson’s chi² over its degrees of freedom, at the top?',
      key: `SUMPRODUCT((${CASES}-${FITTED})^2/${FITTED})/(COUNT(${CASES})-2)`,
      hint: 'The dispersion, with the best a and b in the yellow cells.',
    },
    {
      ask: 'How many points of AIC does the negative binomial win over Poisson?',
      key: `INDEX(${MLE[0]}, 8, 2)-INDEX(${MLE[2]}, 9, 2)`,
      tolerance: 0.05,
      hint: 'The AIC of Poisson less that of the negative binomial: positive.',
    },
  ],
  widths: { L: 80 },
};
