import { down, heading, headers, table, yellow, type Lesson } from './lesson';
import { BOTH, minusLogLik, regionTable, WHEAT } from './wheat';

const START = '"mu=15; sigma2=1; tau2=1"';
const search = (derivatives: string) =>
  `LIKELIHOOD.MLE("one-way normal", ${BOTH}, ${START}, "method=L-BFGS-B; lower=sigma2:0, tau2:0; derivatives=${derivatives}")`;

/** The slope of −log L in one of the three, by a small step to both sides. */
function slope(moved: number): string {
  const at = (step: string) => {
    const [mu, sigma2, tau2] = ['$B$14', '$B$15', '$B$16'].map((cell, k) =>
      k === moved ? `(${cell}${step})` : cell,
    );
    return minusLogLik('29:38', mu, sigma2, tau2);
  };
  return `=(${at('+0.001')}-${at('-0.001')})/0.002`;
}

export const lesson: Lesson = {
  words:
    'R’s optim() walks downhill from a start, by slopes that it finds from steps of 0.001 to both sides, and never below the bounds. It counts how often it has asked for the value and for the slopes, and says why it has stopped. Try exact derivatives, another start, and BFGS or Nelder-Mead, which have no bounds: empty the cell beside lower.',
  data: WHEAT,
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['start: mu', yellow(15)],
        ['sigma²', yellow(1)],
        ['tau²', yellow(1)],
        ['method', yellow('L-BFGS-B')],
        ['derivatives', yellow('numeric')],
        ['lower', yellow('sigma2:0, tau2:0')],
        [],
        ['−log L at the start', `=${minusLogLik('29:38', '$B$14', '$B$15', '$B$16')}`],
        ['its slope in', ...headers('by ± 0.001', 'exact')],
        ...['mu', 'sigma²', 'tau²'].map((name, k) => [
          name,
          slope(k),
          `=-INDEX(LIKELIHOOD.SCORE("one-way normal", ${BOTH}, B14:B16), ${k + 2}, 3)`,
        ]),
        [],
        [],
        ...regionTable(28),
        [],
        [heading('The path')],
        table(`=LIKELIHOOD.TRACE("one-way normal", ${BOTH}, B14:B16, B17, A18:B19)`, 6),
      ],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        table(`=LIKELIHOOD.MLE("one-way normal", ${BOTH}, B14:B16, A17:B19)`, 5),
        // With room for what is said of bounds.
        ...down(34, 28, () => []),
        [heading('How far log L is below its top: sigma² down, tau² across')],
        [
          `=LIKELIHOOD.SURFACE("one-way normal", ${BOTH}, "sigma2: 1..3 by 0.25", "tau2: 0..0.9 by 0.3", "scale=difference")`,
        ],
      ],
    },
    {
      at: 'H64',
      rows: down(9, 64, () => Array<null>(4).fill(null)),
      formats: Array<string>(4).fill('0.000'),
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'The path of the search',
    description: 'The variances at each step of the search, from the start to where it has stopped.',
    xTitle: 'sigma²',
    yTitle: 'tau²',
    series: [
      { name: 'path', x: 'C42:C121', y: 'D42:D121', mark: 'line', color: 0 },
      { name: 'start', x: 'B15', y: 'B16', mark: 'points', color: 1 },
      { name: 'end', x: 'H29', y: 'H30', mark: 'points', color: 2 },
    ],
  },
  questions: [
    {
      ask: 'From 15, 1, 1 by L-BFGS-B, numeric: how many function evaluations?',
      key: `INDEX(${search('numeric')}, 12, 2)`,
      tolerance: 0.1,
      hint: 'optim() prints them as counts.',
    },
    {
      ask: 'And how many with exact derivatives?',
      key: `INDEX(${search('exact')}, 12, 2)`,
      tolerance: 0.1,
      hint: 'Type exact in place of numeric.',
    },
    {
      ask: 'Which tau² does it find, with four decimals?',
      key: `INDEX(${search('numeric')}, 4, 2)`,
      tolerance: 0.0001,
      hint: 'The last of the three estimates.',
    },
    {
      ask: 'How large is the slope of −log L in mu at 15, 1, 1?',
      key: `-INDEX(LIKELIHOOD.SCORE("one-way normal", ${BOTH}, {15;1;1}), 2, 3)`,
      hint: 'Downhill is towards larger mu: the slope is negative.',
    },
  ],
  widths: { E: 112, F: 112, L: 110 },
};
