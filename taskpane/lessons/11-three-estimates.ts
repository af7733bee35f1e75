import { down, heading, headers, table, type Lesson } from './lesson';
import { BOTH, regionTable, WHEAT, YIELDS } from './wheat';

const MODEL = `${BOTH}, "y ~ 1 + (1 | region)"`;
const mle = (method: string) =>
  [2, 3, 4].map((row) => `=INDEX(ONEWAY.MLE(${YIELDS}, "${method}"), ${row}, 2)`);

export const lesson: Lesson = {
  words:
    'Three ways to the variance between regions. Moments: set the mean squares to what they are on average. REML: the likelihood of what does not depend on mu; with equal sizes it agrees with moments. ML: as if mu were known, so that tau² comes out smaller. Empty a yield, or all of a region, and the sizes are no longer equal: now all three differ.',
  data: WHEAT,
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ...regionTable(14),
        [],
        ['yields N, regions m', '=SUM(B15:B24)', '=COUNTIF(B15:B24, ">0")'],
        ['mean of all', '=SUMPRODUCT(B15:B24, C15:C24)/B26'],
        [null, ...headers('SS', 'df', 'MS')],
        ['between', '=SUMPRODUCT(B15:B24, (C15:C24-B27)^2)', '=C26-1', '=B29/C29'],
        ['within', '=SUM(D15:D24)', '=B26-C26', '=B30/C30'],
        ['F', '=D29/D30'],
        ['n0', '=(B26-SUMSQ(B15:B24)/B26)/C29'],
        ['tau² by moments', '=(D29-D30)/B32'],
        ['tau² by ML, equal n', '=MAX(0, (B29/C26-D30)/B32)'],
        ['correlation', '=B33/(B33+D30)'],
      ],
      formats: [undefined, 'General', 'General', '0.0000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The functions')],
        [null, ...headers('mu', 'sigma²', 'tau²')],
        ['moments', ...[12, 7, 8].map((row) => `=INDEX(ONEWAY.ANOVA(${YIELDS}), ${row}, 2)`)],
        ['REML', ...mle('REML')],
        ['ML', ...mle('ML')],
        [
          'lmer',
          `=INDEX(LMER.FIXEF(${MODEL}), 2, 2)`,
          `=INDEX(LMER.VARCOMP(${MODEL}), 3, 3)`,
          `=INDEX(LMER.VARCOMP(${MODEL}), 2, 3)`,
        ],
        [],
        // Without its last column, which would touch the data.
        table(`=INDEX(ONEWAY.ANOVA(${YIELDS}), SEQUENCE(12), {1,2,3,4,5})`, 5),
        ...down(11, 34, () => []),
        ['p value of F', `=INDEX(ONEWAY.ANOVA(${YIELDS}), 2, 6)`],
      ],
      formats: [undefined, '0.0000', '0.0000', '0.0000'],
    },
  ],
  figure: {
    kind: 'category',
    title: 'The variance between regions, three ways',
    description: 'tau² by moments, by REML, by ML and by lmer.',
    xTitle: 'method',
    yTitle: 'tau²',
    series: [{ name: 'tau²', x: 'G28:G31', y: 'J28:J31', mark: 'points', color: 0 }],
  },
  questions: [
    {
      ask: 'How large is tau² by moments?',
      key: `INDEX(ONEWAY.ANOVA(${YIELDS}), 8, 2)`,
      hint: 'The mean square between less that within, over the plots of a region.',
    },
    {
      ask: 'And by maximum likelihood?',
      key: `INDEX(ONEWAY.MLE(${YIELDS}, "ML"), 4, 2)`,
      hint: 'Smaller: SS between is divided by the number of regions, not by one less.',
    },
    {
      ask: 'How large is the correlation of two plots of one region, by REML?',
      key: `LMER.STAT(${MODEL}, "ICC")`,
      hint: 'tau² over the sum of tau² and sigma².',
    },
    {
      ask: 'Without region J (empty its five cells): tau² by moments?',
      key: 'INDEX(ONEWAY.ANOVA(N14:N58, M14:M58), 8, 2)',
      hint: 'Nine regions are left, and eight degrees of freedom between them.',
    },
  ],
};
