import { down, heading, headers, table, type Lesson } from './lesson';
import { BOTH, regionTable, WHEAT, YIELDS } from './wheat';

/** Columns of the table of regions, and what the formulas of second derivatives have in common. */
const [N, MEAN, SS] = ['$B$30:$B$39', '$C$30:$C$39', '$D$30:$D$39'];
const D = `($B$15+${N}*$B$16)`;
const R = `(${MEAN}-$B$14)`;
const sum = (terms: string) => `=SUMPRODUCT(${terms})`;
const HESSIAN = [
  [sum(`${N}/${D}`), sum(`${N}*${R}/${D}^2`), sum(`${N}^2*${R}/${D}^2`)],
  [
    '=C19',
    sum(`-(${N}-1)/$B$15^2+2*${SS}/$B$15^3-(${N}>0)/${D}^2+2*${N}*${R}^2/${D}^3`).replace('=', '=0.5*'),
    sum(`-${N}/${D}^2+2*${N}^2*${R}^2/${D}^3`).replace('=', '=0.5*'),
  ],
  ['=D19', '=D20', sum(`-(${N}^2)/${D}^2+2*${N}^3*${R}^2/${D}^3`).replace('=', '=0.5*')],
];
const NAMES = ['mu', 'sigma²', 'tau²'];

export const lesson: Lesson = {
  words:
    'At the best values the second derivatives of −log L say how sharp the valley is. They are the Hessian matrix; its inverse is the covariance matrix of the estimates, and the roots of its diagonal are their standard errors. Two of them to both sides of tau² end below zero, where no variance can be: the profile of the likelihood stops at zero instead.',
  data: WHEAT,
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand, at the best values')],
        ...NAMES.map((name, k) => [name, `=H${28 + k}`]),
        [],
        ['Hessian of −log L', ...headers(...NAMES)],
        ...HESSIAN.map((row, k) => [NAMES[k], ...row]),
        ['its inverse', ...headers(...NAMES)],
        [NAMES[0], '=MINVERSE(B19:D21)', null, null],
        // What spills has a format too.
        ...NAMES.slice(1).map((name) => [name, null, null, null]),
      ],
      formats: [undefined, '0.00000', '0.00000', '0.00000', '0.00000'],
    },
    { at: 'A29', rows: regionTable(29), formats: [undefined, 'General', '0.000', '0.0000'] },
    {
      at: 'A41',
      rows: [
        [null, ...headers('std. error', '− 2 se', '+ 2 se')],
        ...NAMES.map((name, k) => [
          name,
          `=SQRT(INDEX(B23:D25, ${k + 1}, ${k + 1}))`,
          `=B${14 + k}-2*B${42 + k}`,
          `=B${14 + k}+2*B${42 + k}`,
        ]),
        [],
        [heading('The profile of tau²: mu and sigma² at their best')],
        headers('tau²', 'log L', 'L / top', 'parabola', '95% line'),
        [`=LIKELIHOOD.CURVE("one-way normal", ${BOTH}, "tau2", 0, 1.8, 37, "labels=0")`],
      ],
      formats: [undefined, '0.0000', '0.0000', '0.0000'],
    },
    {
      at: 'E48',
      rows: down(37, 48, () => ['=MAX($B$48:$B$84)-CHISQ.INV(0.95, 1)/2']),
      formats: ['0.000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function, ± 2 standard errors')],
        table(`=ONEWAY.MLE(${YIELDS}, "ML", "interval=2se")`, 5),
        // With room for what is said of unequal groups.
        ...down(24, 28, () => []),
        [heading('The function, limits by profile')],
        table(`=ONEWAY.MLE(${YIELDS}, "ML", "interval=profile")`, 5),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'The profile of tau² and the Hessian’s parabola',
    description:
      'The log-likelihood along tau² with the others at their best, its parabola, and the line of the 95% limits.',
    xTitle: 'tau²',
    yTitle: 'log L',
    series: [
      { name: 'profile', x: 'A48:A84', y: 'B48:B84', mark: 'line', color: 0 },
      { name: 'parabola', x: 'A48:A84', y: 'D48:D84', mark: 'line', color: 1 },
      { name: '95% line', x: 'A48:A84', y: 'E48:E84', mark: 'dashes', color: 'quiet' },
    ],
  },
  questions: [
    {
      ask: 'How large is the standard error of mu?',
      key: `INDEX(ONEWAY.MLE(${YIELDS}, "ML"), 2, 3)`,
      hint: 'The root of the first number on the diagonal of the inverse.',
    },
    {
      ask: 'And that of tau²?',
      key: `INDEX(ONEWAY.MLE(${YIELDS}, "ML"), 4, 3)`,
      hint: 'From the diagonal of the inverse, not from one over that of the Hessian.',
    },
    {
      ask: 'Where does tau² − 2 se end?',
      key: `INDEX(ONEWAY.MLE(${YIELDS}, "ML", "interval=2se"), 4, 4)`,
      hint: 'Below zero, where no variance can be.',
    },
    {
      ask: 'And where does the 95% profile interval of tau² end above?',
      key: `INDEX(ONEWAY.MLE(${YIELDS}, "ML", "interval=profile"), 4, 5)`,
      hint: 'Where the profile falls below the line: far beyond tau² + 2 se.',
    },
  ],
};
