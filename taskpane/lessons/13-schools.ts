import { heading, headers, table, yellow, type Lesson } from './lesson';

/** Pupils of 25 schools: school, ses, mscore. */
const DATA = 'P13:R440';
const SES = 'Q14:Q440';
const SCORE = 'R14:R440';
const MODELS = ['mscore ~ ses', 'mscore ~ ses + (1 | school)', 'mscore ~ ses + (ses | school)'];

export const lesson: Lesson = {
  words:
    'Pupils of 25 schools: the score rises with the family’s status. Least squares takes all pupils as independent; a random intercept lets schools have levels of their own, a random slope lets them differ in how much status counts, and then the slope is known less well than least squares would have it. AIC and BIC weigh a better fit against more parameters.',
  data: [
    {
      example: 'nels_like',
      at: 'P13',
      columns: ['school', 'ses', 'mscore'],
      rows: 427,
      yellow: 'mscore',
    },
  ],
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand: least squares')],
        ['pupils (n)', `=COUNT(${SCORE})`],
        ['intercept', `=INTERCEPT(${SCORE}, ${SES})`],
        ['residual variance', `=STEYX(${SCORE}, ${SES})^2`],
        ['slope of ses', `=SLOPE(${SCORE}, ${SES})`],
        ['its standard error', `=SQRT(B16/DEVSQ(${SES}))`],
        ['log L at its top', '=-B14/2*(LN(2*PI()*B16*(B14-2)/B14)+1)'],
        ['AIC, 3 parameters', '=-2*B19+2*3'],
        ['BIC', '=-2*B19+LN(B14)*3'],
        [],
        [heading('The functions: candidates')],
        [null, ...headers('slope', 'std. error', 'AIC', 'BIC')],
        ...['least squares', 'random intercept', 'random slope'].map((name, i) => [
          name,
          ...[2, 3].map((column) => `=INDEX(LMER.FIXEF(${DATA}, A${30 + i}), 3, ${column})`),
          ...[3, 4].map((column) => `=INDEX(LMER.COMPARE(${DATA}, $A$30:$A$32), ${i + 2}, ${column})`),
        ]),
        [],
        ['their formulas'],
        ...MODELS.map((model) => [yellow(model)]),
      ],
      formats: [undefined, 'General', 'General', '0.00', '0.00'],
    },
    {
      at: 'A72',
      rows: [[heading('The candidates compared')], table(`=LMER.COMPARE(${DATA}, A30:A32)`, 11)],
    },
    {
      at: 'G26',
      rows: [[heading('The function: the last candidate')], [`=LMER.FIT(${DATA}, A32)`]],
    },
  ],
  figure: {
    kind: 'category',
    title: 'AIC and BIC of the candidates: lower is better',
    description: 'AIC and BIC of each candidate model.',
    xTitle: 'candidate',
    yTitle: 'criterion',
    series: [
      { name: 'AIC', x: 'A25:A27', y: 'D25:D27', mark: 'points', color: 0 },
      { name: 'BIC', x: 'A25:A27', y: 'E25:E27', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How large is the standard error of the slope by least squares?',
      key: `INDEX(LMER.FIXEF(${DATA}, "mscore ~ ses"), 3, 3)`,
      hint: 'The root of the residual variance over the sum of squares of ses.',
    },
    {
      ask: 'And with a random slope?',
      key: `INDEX(LMER.FIXEF(${DATA}, "mscore ~ ses + (ses | school)"), 3, 3)`,
      hint: 'In the last candidate: larger, since the schools’ slopes differ.',
    },
    {
      ask: 'How many points of BIC does the random intercept win over least squares?',
      key: `INDEX(LMER.COMPARE(${DATA}, "mscore ~ ses; mscore ~ ses + (1 | school)"), 2, 4)-INDEX(LMER.COMPARE(${DATA}, "mscore ~ ses; mscore ~ ses + (1 | school)"), 3, 4)`,
      tolerance: 0.05,
      hint: 'The BIC of the first candidate less that of the second: positive.',
    },
    {
      ask: 'How many parameters has the model with a random slope?',
      key: `INDEX(LMER.COMPARE(${DATA}, "mscore ~ ses + (ses | school)"), 2, 2)`,
      tolerance: 0.1,
      hint: 'Coefficients, variances and covariance of the schools, variance of the pupils.',
    },
  ],
  widths: { L: 100, O: 24 },
};
