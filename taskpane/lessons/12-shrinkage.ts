import { down, heading, headers, table, yellow, type Lesson } from './lesson';
import { GIVEN, PARAMETERS, regionTable, simulated, WHEAT, YIELDS } from './wheat';

const shrunken = (tau2: number) => `SHRINK.MEANS(${YIELDS}, "mu=16.3; sigma2=1.787; tau2=${tau2}")`;
const WEIGHT = '$B$16/($B$16+$B$15/$B$33)';

export const lesson: Lesson = {
  words:
    'The mean of five plots is off by chance, with variance sigma² / 5. Who knows that regions lie about mu with variance tau² does better to move each mean towards mu, the more the fewer plots it has. Single regions may lose by it; on average over regions the squared error becomes smaller. Empty some yields of a region, and its arrow grows.',
  data: WHEAT,
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand')],
        ...PARAMETERS,
        [],
        ...regionTable(18).map(([region, n, mean]) => [region, n, mean]),
      ],
      formats: [undefined, 'General', '0.000'],
    },
    {
      at: 'D18',
      rows: [
        headers('weight', 'shrunken'),
        ...down(10, 19, (row) => [
          `=$B$16*B${row}/($B$16*B${row}+$B$15)`,
          `=D${row}*C${row}+(1-D${row})*$B$14`,
        ]),
      ],
      formats: ['0.000', '0.000'],
    },
    {
      at: 'A30',
      rows: [
        [heading('Over 200 times ten regions: the mean squared error')],
        [],
        ['seed', yellow(1)],
        ['plots of a region', yellow(5)],
        [null, ...headers('raw', 'shrunken')],
        [
          'simulated',
          `=SUMSQ(${simulated('B39:C39', 'B32+1')})/2000`,
          `=SUMXMY2(${WEIGHT}*${simulated('B39:C39', 'B32+1')}, (1-${WEIGHT})*${simulated('B38:C38', 'B32')})/2000`,
        ],
        ['in theory', '=B15/B33', `=${WEIGHT}*B15/B33`],
        [null, ...headers('mean', 'sd')],
        ['true means − mu', 0, '=SQRT(MAX(B16, 1E-12))'],
        ['raw − true means', 0, '=SQRT(B15/B33)'],
        [],
        [heading('The arrows: from the mean to the shrunken mean')],
        [...headers('yield', 'place'), null, ...headers('place')],
        ...down(30, 43, (row) => {
          const region = 19 + Math.floor((row - 43) / 3);
          const place = row < 53 ? [null, 53 - row] : [];
          const end = (row - 43) % 3;
          if (end === 2) return [null, null, ...place];
          return [`=${end === 0 ? 'C' : 'E'}${region}`, 29 - region, ...place];
        }),
      ],
      formats: [undefined, 'General', 'General', 'General'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function')],
        table(`=INDEX(SHRINK.MEANS(${YIELDS}, ${GIVEN}), SEQUENCE(11), {1,2,3,4,5})`, 5),
      ],
    },
  ],
  figure: {
    kind: 'scatter',
    title: 'From the mean to the shrunken mean',
    description:
      'Each region’s mean and shrunken mean with a line between them, the first region at the top.',
    xTitle: 'yield',
    yTitle: 'region (A at the top)',
    series: [
      { name: 'move', x: 'A43:A72', y: 'B43:B72', mark: 'line', color: 'quiet' },
      { name: 'mean', x: 'C19:C28', y: 'D43:D52', mark: 'points', color: 0 },
      { name: 'shrunken mean', x: 'E19:E28', y: 'D43:D52', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'With mu 16.3, sigma² 1.787, tau² 0.384: the weight of five plots?',
      key: `INDEX(${shrunken(0.384)}, 2, 4)`,
      hint: 'tau² / (tau² + sigma² / 5).',
    },
    {
      ask: 'And the shrunken mean of region A, with two decimals?',
      key: `INDEX(${shrunken(0.384)}, 2, 5)`,
      tolerance: 0.005,
      hint: 'The weight times the mean of the region, and the rest times mu.',
    },
    {
      ask: 'How large is the weight of five plots if tau² is 0.1?',
      key: `INDEX(${shrunken(0.1)}, 2, 4)`,
      hint: 'The more alike the regions are, the less a mean of its own counts.',
    },
    {
      ask: 'tau² 0.384: the mean squared error of shrunken means, in theory?',
      key: `INDEX(${shrunken(0.384)}, 2, 6)^2`,
      hint: 'The weight times that of a raw mean, sigma² / 5.',
    },
  ],
  widths: { K: 116 },
};
