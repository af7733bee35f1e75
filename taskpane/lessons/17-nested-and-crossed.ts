import { digits, down, heading, headers, table, yellow, type Lesson } from './lesson';

/** Batch, cask, casks with names of their own, and strength: 3 casks of each of 10 batches, 2 tests of each. */
const PASTES = 'O13:R73';
/** Plate, sample and diameter: 6 samples on each of 24 plates. */
const PENICILLIN = 'T13:V157';
const CROSSED = '"diameter ~ 1 + (1 | plate) + (1 | sample)"';
const MODELS = [
  'strength ~ 1 + (1 | batch/cask)',
  'strength ~ 1 + (1 | batch) + (1 | cask)',
  'strength ~ 1 + (1 | batch) + (1 | sample)',
];
const letters = (first: string, count: number) =>
  Array.from({ length: count }, (_, i) => String.fromCharCode(first.charCodeAt(0) + i));

/** The first row of each model's table of variances, and what is looked up in it: by name, since the order varies. */
const TABLES = [27, 36, 45];
const PENICILLIN_TABLE = 54;
const variance = (group: string, first: number) =>
  `SUMIF(G${first + 1}:G${first + 3}, "${group}", I${first + 1}:I${first + 3})`;
const others = (first: number) =>
  `SUM(I${first + 1}:I${first + 3})-${variance('batch', first)}-${variance('Residual', first)}`;

export const lesson: Lesson = {
  words:
    'Three casks were filled from each of ten batches, and each was tested twice. Cask a of one batch has nothing to do with cask a of another: casks are nested within batches. Three mean squares give three variances. Casks that are written as crossed with batches count as three casks in all, and their differences end up in the error of a test. Six samples on each of 24 plates are crossed indeed.',
  data: [
    { example: 'pastes', at: 'O13', columns: ['batch', 'cask', 'sample', 'strength'], yellow: 'strength' },
    { example: 'penicillin', at: 'T13', columns: ['plate', 'sample', 'diameter'], yellow: 'diameter' },
  ],
  blocks: [
    {
      at: 'A13',
      rows: [
        [heading('By hand: casks within batches')],
        ['batch', ...headers('cask a', 'cask b', 'cask c', 'mean')],
        ...letters('A', 10).map((batch, i) => [
          batch,
          ...letters('a', 3).map(
            (cask) => `=AVERAGEIFS($R$14:$R$73, $O$14:$O$73, $A${15 + i}, $P$14:$P$73, "${cask}")`,
          ),
          `=AVERAGE(B${15 + i}:D${15 + i})`,
        ]),
      ],
      formats: [undefined, '0.00', '0.00', '0.00', '0.00'],
    },
    {
      at: 'A26',
      rows: [
        [null, ...headers('SS', 'df', 'MS')],
        ['batches', '=6*DEVSQ(E15:E24)', digits('=10-1'), '=B27/C27'],
        ['casks', '=2*SUMPRODUCT((B15:D24-E15:E24)^2)', digits('=10*(3-1)'), '=B28/C28'],
        ['tests', '=DEVSQ(R14:R73)-B27-B28', digits('=30*(2-1)'), '=B29/C29'],
        [],
        ['variances', ...headers('moments', 'nested', 'crossed', 'own names')],
        ['batch', '=(D27-D28)/6', ...TABLES.map((first) => `=${variance('batch', first)}`)],
        ['cask', '=(D28-D29)/2', ...TABLES.map((first) => `=${others(first)}`)],
        ['test', '=D29', ...TABLES.map((first) => `=${variance('Residual', first)}`)],
        [
          'se of the mean',
          '=SQRT(D27/60)',
          ...[38, 39, 40].map((row) => `=INDEX(LMER.FIXEF(${PASTES}, A${row}), 2, 3)`),
        ],
        [],
        ['their formulas'],
        ...MODELS.map((model) => [yellow(model)]),
        [],
        [heading('By hand: samples crossed with plates')],
        [null, ...headers('SS', 'df', 'MS')],
        ['plates', '=6*DEVSQ(B54:B77)', digits('=24-1'), '=B44/C44'],
        ['samples', '=24*DEVSQ(E54:E59)', digits('=6-1'), '=B45/C45'],
        ['the rest', '=DEVSQ(V14:V157)-B44-B45', digits('=C44*C45'), '=B46/C46'],
        [],
        ['variances', ...headers('moments', 'function')],
        ['plate', '=(D44-D46)/6', `=${variance('plate', PENICILLIN_TABLE)}`],
        ['sample', '=(D45-D46)/24', `=${variance('sample', PENICILLIN_TABLE)}`],
        ['the rest', '=D46', `=${variance('Residual', PENICILLIN_TABLE)}`],
        [],
        ['plate', ...headers('mean'), null, 'sample', ...headers('mean')],
        ...letters('a', 24).map((plate, i) => [
          plate,
          `=AVERAGEIF($T$14:$T$157, A${54 + i}, $V$14:$V$157)`,
          ...(i < 6 ? [null, letters('A', 6)[i], `=AVERAGEIF($U$14:$U$157, D${54 + i}, $V$14:$V$157)`] : []),
        ]),
      ],
      formats: [undefined, '0.000', '0.000', '0.000', '0.000'],
    },
    {
      at: 'G26',
      rows: [
        [heading('The function: casks within batches')],
        table(`=LMER.VARCOMP(${PASTES}, A38)`, 7),
        // With room for what is said of them.
        ...down(7, 28, () => []),
        [heading('Casks written as crossed')],
        table(`=LMER.VARCOMP(${PASTES}, A39)`, 7),
        ...down(7, 37, () => []),
        [heading('Casks with names of their own')],
        table(`=LMER.VARCOMP(${PASTES}, A40)`, 7),
        ...down(7, 46, () => []),
        [heading('Samples crossed with plates')],
        table(`=LMER.VARCOMP(${PENICILLIN}, ${CROSSED})`, 7),
      ],
    },
  ],
  figure: {
    kind: 'category',
    title: 'The pastes, casks written as nested and as crossed',
    description: 'The variances of batches, casks and tests in both models.',
    xTitle: 'between',
    yTitle: 'variance',
    series: [
      { name: 'nested', x: 'A32:A34', y: 'C32:C34', mark: 'points', color: 0 },
      { name: 'crossed', x: 'A32:A34', y: 'D32:D34', mark: 'points', color: 1 },
    ],
  },
  questions: [
    {
      ask: 'How large is the variance between the casks of a batch?',
      key: `INDEX(LMER.VARCOMP(${PASTES}, "${MODELS[0]}"), 2, 3)`,
      hint: 'The mean square of casks less that of tests, over the tests of a cask.',
    },
    {
      ask: 'And between batches?',
      key: `INDEX(LMER.VARCOMP(${PASTES}, "${MODELS[0]}"), 3, 3)`,
      hint: 'The mean square of batches less that of casks, over the tests of a batch.',
    },
    {
      ask: 'Casks written as crossed: how large does the variance of a test become?',
      key: `INDEX(LMER.VARCOMP(${PASTES}, "${MODELS[1]}"), 4, 3)`,
      hint: 'In the column “crossed”: the casks’ differences are in it.',
    },
    {
      ask: 'How large is the variance between the samples of penicillin?',
      key: `INDEX(LMER.VARCOMP(${PENICILLIN}, ${CROSSED}), 3, 3)`,
      hint: 'The mean square of samples less that of the rest, over the 24 plates.',
    },
  ],
  // N has room for what is said of variances that are hardly known.
  widths: { L: 100, M: 100, N: 340, S: 24 },
};
