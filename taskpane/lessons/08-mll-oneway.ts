import { down, heading, headers, yellow, type Lesson } from './lesson';
import { BOTH, minusLogLik, PARAMETERS, regionTable, WHEAT, YIELDS } from './wheat';

const POINTS = [
  [16.3, 1.787, 0.384],
  [15, 1.787, 0.384],
  [16.3, 2, 0.384],
  [16.3, 1.787, 0.3],
  [16.3, 1.787, 0.2],
];

export const lesson: Lesson = {
  words:
    'The ten regions are independent, so that minus the log-likelihood of all yields is a sum over regions; of each region it needs the number of plots, their mean and their sum of squares. Optimizers look for the least value of this sum. Try to find it yourself, and see how far above it you are.',
  data: WHEAT,
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ...PARAMETERS,
        [],
        ...regionTable(18),
        ['−log L, all regions', null, null, null, '=SUM(E19:E28)'],
      ],
      formats: [undefined, 'General', '0.000', '0.0000', '0.00000'],
    },
    {
      at: 'E18',
      rows: [
        headers('−log L'),
        ...down(10, 19, (row) => [`=${minusLogLik(`${row}`, '$B$14', '$B$15', '$B$16')}`]),
      ],
      formats: ['0.00000'],
    },
    {
      at: 'A31',
      rows: [
        headers('mu', 'sigma²', 'tau²', 'by hand', 'the function'),
        ...POINTS.map((point, i) => [
          ...point.map((value) => yellow(value)),
          `=${minusLogLik('19:28', `A${32 + i}`, `B${32 + i}`, `C${32 + i}`)}`,
          `=-ONEWAY.LOGLIK(${YIELDS}, A${32 + i}, B${32 + i}, C${32 + i})`,
        ]),
        [],
        headers('tau²', '−log L'),
        ...down(31, 39, (row) => [
          row === 39 ? 0 : `=A${row - 1}+0.05`,
          `=${minusLogLik('19:28', '$B$14', '$B$15', `A${row}`)}`,
        ]),
      ],
      formats: ['General', 'General', 'General', '0.00000', '0.00000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        ['−log L, all regions', `=-ONEWAY.LOGLIK(${YIELDS}, B14, B15, B16)`],
        ['the least there is', `=-LMER.STAT(${BOTH}, "y ~ 1 + (1 | region)", "logLik", "ML")`],
        ['you are above it by', '=H27-H28'],
      ],
      formats: [undefined, '0.00000'],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'Minus the log-likelihood along tau²',
    description:
      'Minus the log-likelihood along tau², with mu and sigma² of the yellow cells, and your point on it.',
    xTitle: 'tau²',
    yTitle: '−log L',
    series: [
      { name: '−log L', x: 'A39:A69', y: 'B39:B69', mark: 'line', color: 0 },
      { name: 'your point', x: 'B16', y: 'E29', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How large is −log L at mu = 16.3, sigma² = 1.787, tau² = 0.384?',
      key: `-ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.384)`,
      tolerance: 0.001,
      hint: 'Minus the log-likelihood of all ten regions, with three decimals.',
    },
    {
      ask: 'And how much larger is it with mu = 15 in place of 16.3?',
      key: `ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.384)-ONEWAY.LOGLIK(${YIELDS}, 15, 1.787, 0.384)`,
      tolerance: 0.001,
      hint: 'The second of the five points less the first.',
    },
    {
      ask: 'mu = 16.3, sigma² = 1.787: which of tau² = 0.384, 0.3, 0.2 is the best?',
      key: `INDEX({0.384;0.3;0.2}, MATCH(MAX(ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.384), ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.3), ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.2)), CHOOSE({1;2;3}, ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.384), ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.3), ONEWAY.LOGLIK(${YIELDS}, 16.3, 1.787, 0.2)), 0))`,
      hint: 'The one with the smallest −log L.',
    },
    {
      ask: 'How small can −log L become?',
      key: `-LMER.STAT(${BOTH}, "y ~ 1 + (1 | region)", "logLik", "ML")`,
      tolerance: 0.001,
      hint: 'Change one yellow cell after the other; the function says how far you are.',
    },
  ],
  widths: { E: 112 },
};
