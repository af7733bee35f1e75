import { down, heading, headers, table, yellow, type Lesson } from './lesson';

const DENSITY = '"x*LN(p) + (n-x)*LN(1-p)"';
const FIVE_OF_THIRTY = '{"x","n";5,30}';
const LOG_L = (theta: string) => `$A$17*LN(${theta})+($B$17-$A$17)*LN(1-${theta})`;

export const lesson: Lesson = {
  words:
    'The slope of the log-likelihood is the score. It is positive left of the top, negative right of it, and zero at the top. The second derivative says how fast the slope changes; minus that is the information. Newton’s step goes to where the slope would be zero if it changed at this pace all the way.',
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['theta', yellow(0.1)],
        [],
        headers('x', 'n'),
        [yellow(5), yellow(30)],
        [],
        ['log L', `=${LOG_L('B14')}`],
        ['slope (score)', '=A17/B14-(B17-A17)/(1-B14)'],
        ['the same by ± 0.0001', `=(${LOG_L('(B14+0.0001)')}-(${LOG_L('(B14-0.0001)')}))/0.0002`],
        ['second derivative', '=-A17/B14^2-(B17-A17)/(1-B14)^2'],
        ['information', '=-B22'],
        ['Newton’s step goes to', '=B14-B20/B22', null, null, `=${LOG_L('B24')}`],
        [],
        headers('theta', 'tangent'),
        ['=B14-0.05', '=$B$19+$B$20*(A27-$B$14)'],
        ['=B14+0.05', '=$B$19+$B$20*(A28-$B$14)'],
        [],
        headers('theta', 'log L'),
        ...down(40, 31, (row) => [row === 31 ? 0.03 : `=A${row - 1}+0.01`, `=${LOG_L(`A${row}`)}`]),
      ],
      formats: ['General', 'General'],
    },
    { at: 'D24', rows: [['log L there']] },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        table(`=LIKELIHOOD.SCORE(${DENSITY}, A16:B17, B14)`, 3),
        ...down(6, 28, () => []),
        table(null, 2),
        ...down(3, 35, () => []),
        [heading('Newton’s method, step by step')],
        table(`=LIKELIHOOD.TRACE(${DENSITY}, A16:B17, B14)`, 4),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'The log-likelihood, its tangent, and Newton’s step',
    description: 'The log-likelihood along theta with the tangent at the yellow theta and the next theta.',
    xTitle: 'theta',
    yTitle: 'log L',
    series: [
      { name: 'log L', x: 'A31:A70', y: 'B31:B70', mark: 'line', color: 0 },
      { name: 'tangent', x: 'A27:A28', y: 'B27:B28', mark: 'dashes', color: 'quiet' },
      { name: 'theta', x: 'B14', y: 'B19', mark: 'points', color: 1 },
      { name: 'Newton’s step', x: 'B24', y: 'E24', mark: 'points', color: 2 },
    ],
  },
  questions: [
    {
      ask: 'For 5 of 30: how large is the slope at theta = 0.1?',
      key: `INDEX(LIKELIHOOD.SCORE(${DENSITY}, ${FIVE_OF_THIRTY}, 0.1), 2, 3)`,
      hint: 'x / theta − (n − x) / (1 − theta).',
    },
    {
      ask: 'And the second derivative there?',
      key: `-INDEX(LIKELIHOOD.SCORE(${DENSITY}, ${FIVE_OF_THIRTY}, 0.1), 9, 2)`,
      hint: 'Both parts of it are negative; the information is minus the second derivative.',
    },
    {
      ask: 'To which theta does Newton’s step lead from 0.1?',
      key: `INDEX(LIKELIHOOD.TRACE(${DENSITY}, ${FIVE_OF_THIRTY}, 0.1), 3, 2)`,
      hint: 'theta − slope / second derivative: minus a negative number, so to the right.',
    },
    {
      ask: 'How large is the information at the top, theta = 1/6?',
      key: `INDEX(LIKELIHOOD.SCORE(${DENSITY}, ${FIVE_OF_THIRTY}, 1/6), 9, 2)`,
      hint: 'Type =1/6 as theta. It is also n / (theta (1 − theta)).',
    },
  ],
  widths: { A: 156, I: 108, J: 108 },
};
