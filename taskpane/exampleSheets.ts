/** What stands beside the data of an example: formulas with their results, and words about them. */

import type { CellStyle } from './host';
import { quoted } from './state/insertion';

/** In the order of the menu. */
export const MENU = [
  'sleepstudy',
  'wheat',
  'nels_like',
  'machines',
  'oats',
  'switchback',
  'pastes',
  'dyestuff2',
  'cbpp',
] as const;
export type ExampleId = (typeof MENU)[number];

/** One part of a worked sheet, placed relative to the first column beside the data. */
export interface WorkedPart {
  readonly row: number;
  readonly column: number;
  readonly text?: string;
  readonly style?: CellStyle;
  readonly formula?: string;
}

/** Addresses of the example's data on its own sheet. */
export interface ExamplePlaces {
  /** All of it, header included. */
  readonly data: string;
  /** One column by its header, header included. */
  readonly column: (name: string) => string;
  readonly model: string;
}

/** Columns of the whole summary, with one to spare. */
const SUMMARY_COLUMNS = 10;
/** Rows for what is said of an example, below its title. */
const WORD_ROWS = 3;
/** Characters in such a row: it is read without scrolling, over columns as wide as `workedWidths` makes them. */
const LINE = 80;
/** The row of the first formulas, below a blank row; what they are stands above them. */
const FIRST = 1 + WORD_ROWS + 2;

/** Words to each example, below its title: what to look at in the results. */
const WORDS: Readonly<Record<ExampleId, string>> = {
  sleepstudy:
    'Days in the fixed effects is the slowing per day of the average driver (ms); the standard deviation of Days in the variance components says how much drivers differ in it.',
  wheat:
    'The same variances three ways: by moments from the mean squares, by REML (equal to moments here, since all regions have five plots) and by ML, whose variance between regions is smaller.',
  nels_like:
    'A score changes with the pupil’s own status (ses) and with the school’s enrolment and free lunches; each school has its own level and its own slope of ses.',
  machines:
    'Every worker has a level of their own on each machine. The correlations say whether a worker who is good on one machine is good on another.',
  oats: 'Varieties stand on whole plots, nitrogen on their parts: two varieties are compared with the error of plots, two amounts of nitrogen with the smaller one of their parts. Means that share a letter are not told apart.',
  switchback:
    'Each cow had two of the feeds, one of them twice. Feeds are compared within cows, so that a difference is known far better than a mean. All of them share a letter: this trial does not tell them apart.',
  pastes: 'Casks stand within batches: the spread is divided into batches, casks within batches, and tests.',
  dyestuff2:
    'The variance between batches is estimated as zero. That is a proper answer: the batches differ no more than single measurements do. By moments it even comes out negative.',
  cbpp: 'Each row counts the animals of a herd that fell ill. Here all animals have one probability p of falling ill; the herds are not told apart, and a model in which they differ would give wider intervals.',
};

export function workedSheet(id: ExampleId, places: ExamplePlaces): WorkedPart[] {
  const words = inLines(WORDS[id], LINE).map((text, i) => ({
    row: 1 + i,
    column: 0,
    text,
    style: 'note' as const,
  }));
  return [...words, ...resultParts(id, places)];
}

function resultParts(id: ExampleId, places: ExamplePlaces): WorkedPart[] {
  if (id === 'cbpp') return binomialParts(places);
  return id in COMPARED ? comparedParts(id, places) : mixedParts(id, places);
}

/** A text in lines of up to `length` characters, broken between words. */
export function inLines(words: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : '';
    if (lines.length > 0 && longer.length <= length) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function titled(row: number, column: number, text: string, formula: string): WorkedPart[] {
  return [
    { row: row - 1, column, text, style: 'heading' },
    { row, column, formula },
  ];
}

function mixedParts(id: ExampleId, { data, column, model }: ExamplePlaces): WorkedPart[] {
  const args = `${data}, ${quoted(model)}`;
  const parts = [
    ...titled(FIRST, 0, 'The mixed model', `=LMER.FIT(${args})`),
    ...titled(FIRST, SUMMARY_COLUMNS, 'What is each group’s own', `=LMER.RANEF(${args})`),
  ];
  const oneway: Partial<Record<ExampleId, readonly [values: string, groups: string]>> = {
    wheat: ['y', 'region'],
    dyestuff2: ['Yield', 'Batch'],
  };
  const names = oneway[id];
  if (!names) return parts;
  const both = names.map(column).join(', ');
  return [
    ...parts,
    ...titled(FIRST + 37, 0, 'Analysis of variance, and the variances by moments', `=ONEWAY.ANOVA(${both})`),
    ...titled(FIRST + 57, 0, 'The means of the groups, shrunken', `=SHRINK.MEANS(${both})`),
  ];
}

/** Factors whose levels an example compares, with what they are called. */
const COMPARED: Partial<Record<ExampleId, readonly (readonly [specs: string, words: string])[]>> = {
  oats: [
    ['nitro', 'amounts of nitrogen'],
    ['Variety', 'varieties'],
  ],
  switchback: [['feed', 'feeds']],
};

/** Rows for the means of up to four levels and their notes, and for their comparisons. */
const MEAN_ROWS = 13;
const PAIR_ROWS = 15;
/** Columns of comparisons, with one to spare. */
const COMPARISON_COLUMNS = 9;

function comparedParts(id: ExampleId, { data, model }: ExamplePlaces): WorkedPart[] {
  const args = `${data}, ${quoted(model)}`;
  const plot = workedPlot(id)!;
  return [
    ...COMPARED[id]!.flatMap(([specs, words], i) => {
      const row = FIRST + i * (MEAN_ROWS + PAIR_ROWS);
      const asked = `${args}, ${quoted(specs)}`;
      return [
        ...titled(row, 0, `The means of the ${words}`, `=LMER.EMMEANS(${asked}, , "letters=1")`),
        ...titled(row + MEAN_ROWS, 0, `Every two ${words} compared`, `=LMER.CONTRASTS(${asked})`),
      ];
    }),
    { row: plot.row - 1, column: plot.column, text: 'The means as a plot', style: 'heading' },
    ...titled(FIRST, COMPARISON_COLUMNS, 'The mixed model', `=LMER.FIT(${args})`),
  ];
}

/** The plot of an example's means: what it compares, and where it stands, relative to the first column beside the data. */
export interface WorkedPlot {
  readonly row: number;
  readonly column: number;
  readonly compared: readonly string[];
  readonly within: readonly string[];
}

const PLOTTED: Partial<Record<ExampleId, Pick<WorkedPlot, 'compared' | 'within'>>> = {
  oats: { compared: ['nitro'], within: ['Variety'] },
  switchback: { compared: ['feed'], within: [] },
};

/** null where nothing is plotted. */
export function workedPlot(id: ExampleId): WorkedPlot | null {
  const plotted = PLOTTED[id];
  if (!plotted) return null;
  // Below the comparisons and its heading.
  const row = FIRST + COMPARED[id]!.length * (MEAN_ROWS + PAIR_ROWS) + 1;
  return { row, column: 0, ...plotted };
}

/** Columns beside the first block of the binomial example. */
const SECOND = 7;

/** Widths in pixels: of labels, of numbers with all their digits, of `Std. Error (Intercept)`, of groups and levels. */
const LABEL = 200;
const NUMBER = 140;
const LONG_HEADER = 160;
const LEVEL = 90;

/** How wide the columns beside the data have to be, so that no label and no number is cut. */
export function workedWidths(id: ExampleId): number[] {
  const labelled = (columns: number): number[] => [LABEL, ...Array<number>(columns - 1).fill(NUMBER)];
  if (id in COMPARED) return [...labelled(COMPARISON_COLUMNS), ...labelled(SUMMARY_COLUMNS)];
  return id === 'cbpp'
    ? [...labelled(SECOND), ...labelled(3)]
    : [...labelled(SUMMARY_COLUMNS), LEVEL, LEVEL, ...Array<number>(6).fill(LONG_HEADER)];
}

function binomialParts({ data, column }: ExamplePlaces): WorkedPart[] {
  const density = quoted('dbinom(incidence, size, p, log = TRUE)');
  const [ill, animals, period] = ['incidence', 'size', 'period'].map(column);
  const estimates = `=LIKELIHOOD.MLE(${density}, ${data})`;
  const interval = `=LIKELIHOOD.CI(${density}, ${data}, "p")`;
  const totals = `=BINOM.MLE(SUM(${ill}), SUM(${animals}))`;
  const sum = (of: string, k: number) => `SUMIF(${period}, ${k}, ${of})`;
  return [
    ...titled(FIRST, 0, 'Binomial likelihood of all rows', estimates),
    ...titled(FIRST + 24, 0, 'Its likelihood interval', interval),
    ...titled(FIRST, SECOND, 'From the totals alone: the same estimate', totals),
    ...[1, 2, 3, 4].flatMap((k, i) =>
      titled(
        FIRST + 24 * (i + 1),
        SECOND,
        `Period ${k} by itself`,
        `=BINOM.MLE(${sum(ill, k)}, ${sum(animals, k)})`,
      ),
    ),
  ];
}
