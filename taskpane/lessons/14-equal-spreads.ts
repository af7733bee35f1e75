import { down, heading, headers, table, yellow, type Lesson } from './lesson';
import { regionTable, WHEAT, YIELDS } from './wheat';

/** Yields of the region that stands in column A of a row, as an array. */
const own = (row: number, values: string) => `IF(($M$14:$M$63=$A${row})*($N$14:$N$63<>""), ${values})`;
const YIELD = '$N$14:$N$63';
const DISTANCE = '$O$14:$O$63';
const tIntervals = (options: string) => `SHRINK.MEANS(${YIELDS}, , ${options})`;

export const lesson: Lesson = {
  words:
    'One variance for all regions is an assumption. Levene’s test asks whether the yields are equally far from the centre of their region, be it the median or the mean: an analysis of variance of these distances. If the spreads are alike their variances may be pooled, and the t interval of a mean of five, with 40 degrees of freedom in place of 4, becomes shorter.',
  data: WHEAT,
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ['median or mean', yellow('median')],
        ['level', yellow(0.95)],
        [],
        ...regionTable(17),
      ],
      formats: [undefined, 'General', '0.000', '0.0000'],
    },
    {
      at: 'E17',
      rows: [
        headers('centre'),
        ...down(10, 18, (row) => [`=IFERROR(IF($B$14="mean", C${row}, MEDIAN(${own(row, YIELD)})), 0)`]),
      ],
      formats: ['0.000'],
    },
    {
      at: 'O13',
      rows: [
        headers('distance', 'region'),
        ...down(50, 14, (row) => {
          const place = `MATCH(M${row}, $A$18:$A$27, 0)`;
          return [`=IF(N${row}="", "", ABS(N${row}-INDEX($E$18:$E$27, ${place})))`, `=${place}`];
        }),
      ],
      formats: ['0.000'],
    },
    {
      at: 'A29',
      rows: [
        ['Distances', ...headers('place', 'mean', 'SS')],
        ...down(10, 30, (row) => [
          `=A${row - 12}`,
          row - 29,
          `=IFERROR(AVERAGE(${own(row, DISTANCE)}), 0)`,
          `=IFERROR(DEVSQ(${own(row, DISTANCE)}), 0)`,
        ]),
        ['all', null, '=AVERAGE(O14:O63)', '=SUM(D30:D39)'],
        [],
        [null, ...headers('df', 'SS', 'MS')],
        ['between', '=SUMPRODUCT(--(B18:B27>0))-1', '=SUMPRODUCT(B18:B27, (C30:C39-C40)^2)', '=C43/B43'],
        ['within', '=SUM(B18:B27)-B43-1', '=D40', '=C44/B44'],
        ['F', { content: '=D43/D44', format: '0.0000' }],
        ['p value', { content: '=F.DIST.RT(B45, B43, B44)', format: '0.0000' }],
      ],
      formats: [undefined, 'General', '0.0000', '0.0000'],
    },
    {
      at: 'A48',
      rows: [
        ['t intervals', null, null, ...headers('pooled', 'pooled')],
        ['region', ...headers('lower', 'upper', 'lower', 'upper')],
        ...down(10, 50, (row) => {
          const [n, mean, ss] = ['B', 'C', 'D'].map((letter) => `${letter}${row - 32}`);
          const ownHalf = `T.INV.2T(1-$B$15, ${n}-1)*SQRT(${ss}/(${n}-1)/${n})`;
          const pooledHalf = `T.INV.2T(1-$B$15, $B$44)*SQRT(SUM($D$18:$D$27)/$B$44/${n})`;
          return [
            `=A${row - 32}`,
            ...[ownHalf, pooledHalf].flatMap((half) => [
              `=IFERROR(${mean}-${half}, "")`,
              `=IFERROR(${mean}+${half}, "")`,
            ]),
          ];
        }),
      ],
      formats: [undefined, '0.000', '0.000', '0.000', '0.000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function: Levene’s test')],
        table(`=ONEWAY.LEVENE(${YIELDS}, B14)`, 2),
        ...down(5, 28, () => []),
        table(null, 5),
        ...down(14, 34, () => []),
        [heading('The function: own and pooled t intervals')],
        table(
          `=INDEX(${tIntervals('"intervals=own pooled; level="&SUBSTITUTE(B15, ",", ".")')}, SEQUENCE(11), {1,9,10,11,12})`,
          5,
        ),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'How far yields are from the centre of their region',
    description:
      'The distance of each yield from the centre of its region, with the mean distance of each region.',
    xTitle: 'region (A is 1)',
    yTitle: 'distance',
    series: [
      { name: 'yields', x: 'P14:P63', y: 'O14:O63', mark: 'points', color: 'quiet' },
      { name: 'mean distance', x: 'B30:B39', y: 'C30:C39', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How large is F of Levene’s test with distances from the medians?',
      key: `INDEX(ONEWAY.LEVENE(${YIELDS}, "median"), 2, 2)`,
      hint: 'The mean square between regions over that within, of the distances.',
    },
    {
      ask: 'And with distances from the means?',
      key: `INDEX(ONEWAY.LEVENE(${YIELDS}, "mean"), 2, 2)`,
      hint: 'Type mean into the yellow cell.',
    },
    {
      ask: 'Region A: half the width of the 95% interval, its own variance?',
      key: `(INDEX(${tIntervals('"intervals=own"')}, 2, 10)-INDEX(${tIntervals('"intervals=own"')}, 2, 9))/2`,
      hint: 't with 4 degrees of freedom, times the root of the region’s variance over 5.',
    },
    {
      ask: 'And with the variance pooled over all regions?',
      key: `(INDEX(${tIntervals('"intervals=pooled"')}, 2, 10)-INDEX(${tIntervals('"intervals=pooled"')}, 2, 9))/2`,
      hint: 't with 40 degrees of freedom, times the root of the variance within regions over 5.',
    },
  ],
  widths: { G: 130, H: 120, I: 120, J: 136, K: 136 },
};
