/** Every word the pane shows, in one place. */

import { criterionOf, type FitResult, type NumbersAsText } from '../src/index';
import type { Healing, RangeAddress } from './host';
import { addressText } from './state/address';
import type { Collapse, SimplerModel } from './state/advice';
import type { VariesBy, FormTerm, ModelForm } from './state/form';
import type { Richness } from './state/formFromTerms';
import type { NotOpened } from './state/openFormula';
import type { GroupSummary } from './state/grouping';
import type { InsertBlock } from './state/insertBlocks';
import { builderText } from './builderText';
import { compareText } from './compareText';
import { courseText } from './courseText';
import { inWords } from './inWordsText';
import { count, fixed, MINUS } from './state/numbers';
import { brief, list, plural, termName } from './words';
import type { Missing, Status } from './state/selectors';
import { likelihoodText } from './likelihoodText';
import { plotsText } from './plotsText';

const names = (terms: readonly FormTerm[]) => list(terms.map(({ text }) => brief(termName(text))));

const formulas = ({ length }: readonly unknown[]): string => plural(length, 'formula');
const shows = ({ length }: readonly unknown[]): string => (length === 1 ? 'shows' : 'show');
/** Of many cells the first ones. */
const PLACES = 6;
const places = (cells: readonly RangeAddress[]): string =>
  list([
    ...cells.slice(0, PLACES).map(addressText),
    ...(cells.length > PLACES ? [`${count(cells.length - PLACES)} more`] : []),
  ]);

const EFFECTS = {
  intercept: 'starting level',
  slope: 'slope',
  difference: 'effect',
};

/**
 * What of a group is its own: "its own starting level and its own slope". Of labels it is no slope: "its own effect of
 * Machine", or "its own level for each Machine" where there is no intercept that they differ from.
 */
function ownEffects(
  { intercept, slopes }: VariesBy,
  fixed: readonly FormTerm[],
  hasLabels: (term: FormTerm) => boolean,
): string {
  const levels = !intercept && slopes.length > 0 && hasLabels(slopes[0]) ? slopes.slice(0, 1) : [];
  const others = slopes.slice(levels.length);
  const numbers = others.filter((term) => !hasLabels(term));
  const clear = slopes.length === 1 && fixed.length === 1 && fixed[0].text === slopes[0].text;
  return list([
    ...(intercept ? [`its own ${EFFECTS.intercept}`] : []),
    ...levels.map((term) => `its own level for each ${names([term])}`),
    ...own(EFFECTS.slope, numbers, clear),
    ...own(EFFECTS.difference, others.filter(hasLabels), false),
  ]);
}

function own(effect: string, terms: readonly FormTerm[], clear: boolean): string[] {
  if (terms.length === 0) return [];
  const word = terms.length === 1 ? effect : `${effect}s`;
  return [clear ? `its own ${word}` : `its own ${word} of ${names(terms)}`];
}

/**
 * The model in a sentence: "Reaction changes with Days; each Subject has its own starting level and its own slope."
 *
 * @param hasLabels whether a term has columns of labels
 */
export function modelSentence(
  { outcome, fixed, intercept, varies }: ModelForm,
  hasLabels: (term: FormTerm) => boolean,
): string {
  if (outcome === null) return '';
  const through = intercept ? '' : ', without a common intercept';
  const y = brief(outcome);
  const mean =
    fixed.length === 0
      ? `${y} varies around ${intercept ? 'one overall mean' : 'zero'}`
      : `${y} changes with ${names(fixed)}${through}`;
  const cards = varies.filter((card) => card.intercept || card.slopes.length > 0);
  const own = cards.map((card) => {
    const separate =
      !card.correlated && (card.intercept ? 1 : 0) + card.slopes.length > 1 ? ', uncorrelated' : '';
    return `each ${brief(termName(card.group.text))} has ${ownEffects(card, fixed, hasLabels)}${separate}`;
  });
  return [mean, ...own].join('; ') + '.';
}

const STATUS: Readonly<Record<Status, string>> = {
  'no-data': 'No data yet',
  'bad-data': 'These cells are no table',
  'no-outcome': 'No model yet',
  'bad-formula': 'Formula needs a fix',
  typing: 'Waiting for the formula',
  ready: 'Ready to fit',
  fitting: 'Fitting',
  fitted: 'Fitted · optimum verified',
  boundary: 'Fitted · on the boundary',
  undetermined: 'Fitted · not everything is determined',
  'no-maximum': 'No maximum of the likelihood',
  unverified: 'Fitted · optimum not verified',
  stale: 'Changed since the fit',
  failed: 'This model cannot be fitted',
};

const BLOCKS: Readonly<Record<InsertBlock, string>> = {
  fixef: 'Fixed effects, standard errors',
  varcomp: 'Variance components',
  chart: 'Chart',
  words: 'In words',
  fit: 'Whole summary',
  vcov: 'Covariance of fixed effects',
  ranef: 'Group effects',
  hessian: 'Hessian of all parameters',
  'vcov-all': 'Covariance of all parameters',
  predictions: 'Predictions',
  residuals: 'Residuals',
};

const RICH: Readonly<Record<Richness, string>> = {
  response:
    'The outcome of this formula is computed, which the choices above cannot show. It is fitted as written.',
  'no-response': 'This formula has no outcome to the left of ~.',
  offset: 'This formula has an offset, which the choices above cannot show. It is fitted as written.',
  random:
    'The random effects of this formula are richer than the choices above can show. It is fitted as written.',
};

export { termName } from './words';

const NOT_OPENED: Readonly<Record<NotOpened['why'], (detail: string) => string>> = {
  data: (data) => `its data are ${data || 'left out'}, which is no range of cells.`,
  cell: (cell) => `its data are the one cell ${cell}, which has no LMER.MODEL of its own.`,
  circle: (cell) => `${cell} names itself.`,
  argument: (argument) => `${argument} would have to be calculated.`,
  several: () => 'it compares several models. Select a cell with one of them.',
  groups: (groups) => `its groups are a range of their own, ${groups}. Put them beside the data.`,
  wrong: (sentence) => sentence,
};

/** Levels in a sentence: a few of them. */
function briefly(levels: readonly string[]): string {
  return levels.length <= 4
    ? list(levels.map(brief))
    : `${levels.slice(0, 3).map(brief).join(', ')}, … ${brief(levels[levels.length - 1])}`;
}

export const text = {
  examples: {
    title: 'Examples',
    lead: 'Each comes on a new sheet, with its analysis beside it as live formulas.',
    lessons: 'Lessons',
    lesson: (number: number, title: string) => `${number}. ${title}`,
    changes: (what: string) => `Change ${what}.`,
    close: 'Close',
  },

  pane: 'Cellmer model builder',
  tabs: {
    model: 'Model',
    results: 'Results',
    compare: 'Compare',
    plots: 'Plots',
    oneway: 'One-way',
    likelihood: 'Likelihood',
    course: 'Course',
  },
  tabList: 'Views',
  /** What was being done when something went wrong, behind `while`. */
  doing: {
    anything: 'the pane was at work',
    fitting: 'fitting the model',
    data: 'reading the data',
    code: 'writing the code',
    inserting: 'inserting',
    format: 'formatting the result',
    plot: 'computing what is shown here',
    picture: 'making the picture',
    drawing: 'drawing this part of the page',
  },
  again: 'Show it again',

  copied: 'Copied',
  copyTable: (title: string) => `Copy ${title} as a table`,

  equation: {
    title: 'Equation',
    legend: 'What the colours mean',
    fixed: 'fixed',
    varies: (group: string, letter: string) => `varies by ${group} (${letter})`,
    residual: 'residual',
  },
  code: {
    title: 'Code',
    language: 'Language',
    label: (language: string) => `The model in ${language}`,
    copy: (language: string) => `Copy ${language} code`,
    none: 'This model cannot be written as code yet.',
  },

  empty: {
    title: 'Select your data',
    lead: 'Click any cell of them: one row per observation, names in the first row. Text columns become groups.',
    useSelection: 'Use selection',
    chooseRange: 'Choose a range…',
    useRange: 'Use range',
    range: 'Range with the data',
    rangeHint: 'Sheet1!A1:C181',
    notARange: 'This is no range of cells. Expected something like Sheet1!A1:C181.',
    late: 'The workbook has not answered yet. If it is still calculating, its stored model will come later; you can begin all the same.',
  },

  data: {
    title: 'Data',
    rows: (used: number, dropped: number) => `${plural(used, 'row')} used, ${count(dropped)} dropped`,
    droppedFor: (rows: number, missing: readonly Missing[]) =>
      `${plural(rows, 'row')} left out, where a value is missing: ${list(missing.map(({ name, count: n }) => `${brief(name)} (${count(n)})`))}.`,
    headers: 'Headers',
    range: (address: string) => `Data: ${address}. Change`,
    show: 'Show in sheet',
    showShort: 'Show',
    useSelection: (address: string | null) => (address ? `Use selection ${address}` : 'Use selection'),
    type: 'Type a range…',
    columns: 'Columns',
    types: { number: 'Number', group: 'Group', date: 'Date', out: 'Left out' },
    typeOf: (name: string, type: string) => `${name}: ${type}. Change`,
    asText: 'stored as text',
    asFactor: 'as labels',
    asDays: 'days from the first',
    /** Dates break at no hyphen. */
    days: (first: string, last: string) =>
      `${`${first} – ${last}`.replaceAll('-', '\u2011')} · days from the first`,
    leftOutRows: 'Rows left out',
    leftOutRow: (row: number, columns: readonly string[]) => `Row ${count(row)}: ${list(columns)}`,
    moreRows: (n: number) => `And ${plural(n, 'row')} more.`,
    number: 'number',
    groups: (n: number) => plural(n, 'group'),
    range2: (low: string, high: string) => `${low} – ${high}`,
    noValues: 'no values',
    unusable: 'unusable',
    missing: (n: number) => `${count(n)} missing`,
    more: (n: number) => `Show ${count(n)} more columns`,
    fewer: 'Show fewer columns',
    unnamed: '(no name)',
    table: (name: string, address: string) => `Table ${name} (${address})`,
    examples: 'Examples',
    wide: (n: number, stem: string, factors: readonly (readonly string[])[]) =>
      `${count(n)} columns look like ${stem === '' ? 'one measurement' : brief(stem)}, taken several times: ${factors
        .map(briefly)
        .join(', each with ')}. Mixed models need one row per observation.`,
    numbersAsText: (columns: readonly string[], { mark, example }: NumbersAsText) =>
      `${briefly(columns)} ${columns.length === 1 ? 'holds' : 'hold'} numbers with a decimal ${
        mark === ',' ? 'comma' : 'point'
      }, such as ${example}, which are text to this spreadsheet.`,
    makeNumbers: 'Make them numbers',
    madeNumbers: (columns: readonly string[]) =>
      `${briefly(columns)} ${columns.length === 1 ? 'holds' : 'hold'} numbers now.`,
    undo: 'Undo',
    madeByFormula: (at: string) =>
      `Expected typed cells, to put numbers in their place: ${at} holds a formula. Change that instead, with NUMBERVALUE for example.`,
    staysText: (at: string) =>
      `Numbers in ${at} turn into text again, since these cells have the number format Text. Give them the format General first.`,
    makeLong: 'Make long…',
    makeLongNow: 'Make long on a new sheet',
    cancel: 'Cancel',
    newColumns: 'Names of the new columns',
    levelsOf: (levels: readonly string[]) => `Column for ${briefly(levels)}`,
    measured: 'Column for what was measured',
    unusableName: (name: string) =>
      name === ''
        ? 'Expected a name for each new column.'
        : `“${brief(name)}” is the name of another column.`,
    longSheet: 'Long',
  },

  origin: {
    cell: (at: string) => `Opened from ${at}`,
    long: (at: string) => `Made long on sheet ${at}`,
    example: (at: string) => `Example on sheet ${at}`,
    back: 'Back to the model before',
    undo: 'Undo',
  },

  healing: {
    sentences: ({ healed, unknown, locked }: Healing): string[] => [
      ...(healed.length > 0
        ? [
            `${formulas(healed)} of Cellmer showed #NAME? and ${healed.length === 1 ? 'was' : 'were'} entered again: ${places(healed)}.`,
          ]
        : []),
      ...(locked.length > 0
        ? [
            `${formulas(locked)} on a protected sheet ${shows(locked)} #NAME?: ${places(locked)}. Unprotect it, then look again.`,
          ]
        : []),
      ...(unknown.length > 0
        ? [
            `${formulas(unknown)} still ${shows(unknown)} #NAME?: ${places(unknown)}. Select the cell, press F2 and Enter; if that does not help, restart Excel.`,
          ]
        : []),
    ],
    again: 'Look again',
    close: 'Close',
  },

  format: {
    bare: (at: string) => `Result at ${at}`,
    do: 'Format this result',
    done: (at: string) => `Formatted ${at}`,
    undo: 'Undo',
  },

  notOpened: (at: string, { why, detail }: NotOpened) =>
    `The model of ${at} is not opened here: ${NOT_OPENED[why](detail)}`,

  outcome: {
    title: 'Outcome',
    placeholder: 'Choose a column',
    noMatch: 'No such column',
  },

  fixed: {
    title: 'Fixed effects',
    add: 'Add',
    addLabel: 'Add a fixed effect',
    remove: 'Remove',
    removeKey: 'Del',
    empty: (outcome: string) => `Add the columns that may explain ${brief(outcome)}.`,
    chip: (name: string) => `Fixed effect ${name}`,
    lost: (name: string) => `${name} is no longer in the range. Remove`,
    none: 'Nothing more to add',
    list: 'Fixed effects in the model',
    transform: 'Transform',
    how: {
      none: 'As it is',
      log: 'Logarithm',
      centre: 'Centre (minus its mean)',
      scale: 'Scale (mean 0, sd 1)',
      poly2: 'Polynomial of degree 2',
      poly3: 'Polynomial of degree 3',
      groups: 'As groups',
    },
    square: (name: string) => `Add ${name}²`,
    interaction: 'Interaction with',
    reference: 'Reference level',
    first: 'first',
  },

  varies: {
    title: 'Varies by',
    aside: 'random effects',
    add: 'Add grouping factor',
    empty:
      'Do some rows belong together, such as several measurements of one person? Add the column that says which.',
    none: 'Nothing more to add',
    choose: 'Grouping factor',
    more: (group: string) => `More for ${group}`,
    change: 'Change grouping factor',
    remove: 'Remove',
    size: ({ groups, smallest, largest }: GroupSummary) =>
      smallest === largest
        ? `${plural(groups, 'group')} × ${plural(smallest, 'row')}`
        : `${plural(groups, 'group')} of ${count(smallest)} – ${plural(largest, 'row')}`,
    intercept: 'Intercept',
    ownLevel: 'own starting level',
    ownSlope: 'own slope',
    ownEffect: 'own effect',
    ownLevels: 'own levels',
    constant: (term: string, group: string) =>
      `${term} has one value per ${group}, so its slope cannot differ between groups.`,
    notFixed: (term: string) => `${term} is not a fixed effect yet.`,
    addIt: 'Add it',
    correlated: 'Correlated',
    cost: (parameters: number, groups: number) =>
      `${plural(parameters, 'covariance parameter')} for ${plural(groups, 'group')}`,
    costly: 'That is much to learn from so few groups.',
    nothing: 'Tick what differs from group to group.',
  },

  builder: builderText,

  formula: {
    title: 'Formula',
    label: 'Model formula',
    copy: 'Copy formula',
    placeholder: 'y ~ x + (x | group)',
    noColumn: (name: string) => `No column is called “${name}”.`,
    didYouMean: (name: string) => `Did you mean ${name}?`,
    use: (name: string) => `Use ${name}`,
    undo: 'Undo edit',
    blank: 'Type a formula, or choose above.',
    kept: 'The choices above keep the last valid formula.',
    rich: (what: Richness) => RICH[what],
  },

  options: {
    title: 'Options',
    summary: (method: string, ddf: string, level: string) => `${method} · ${ddf} · ${level} %`,
    estimation: 'Estimation',
    ddf: 'Degrees of freedom',
    level: 'Confidence level',
    percent: '%',
    badLevel: 'Between 50 and 99.9',
    contrasts: 'Contrasts',
    weights: 'Weights',
    offset: 'Offset',
    noColumn: 'None',
    alsoSet: 'Also set:',
    removeOption: (name: string) => `Remove the option ${name}`,
  },

  status: (status: Status) => STATUS[status],
  progress: (evaluation: number, criterion: number | null, seconds: number) =>
    [
      evaluation > 0 ? `Fitting, evaluation ${evaluation}` : STATUS.fitting,
      ...(criterion === null ? [] : [`criterion ${fixed(criterion, 2)}`]),
      ...(seconds > 0 ? [`${count(seconds)} s`] : []),
    ].join(' · '),
  announce: (status: Status, result: FitResult | null) => {
    if (!result || !['fitted', 'boundary', 'undetermined', 'unverified'].includes(status))
      return `${STATUS[status]}.`;
    const { name, value } = criterionOf(result);
    return `${STATUS[status]}. ${name} ${value.toFixed(2)}.`;
  },
  footer: { fit: 'Fit', refit: 'Refit', cancel: 'Cancel', shortcut: 'Ctrl Enter' },

  /** What columns of reports are called, where it is not what cells call them. */
  /** By kind: columns of the data may have these names too. */
  columns: {
    standardError: { name: 'standardError', title: 'SE', hint: 'Standard error' },
    df: { name: 'df', title: 'df', hint: 'Degrees of freedom' },
    p: { name: 'pValue', title: 'p' },
    deviation: { name: 'deviation', title: 'SD', hint: 'Standard deviation' },
  },
  results: {
    fitted: (method: string, evaluations: number) =>
      `Fitted by ${method} in ${plural(evaluations, 'evaluation')}`,
    tried: (method: string) => `By ${method}`,
    leastSquares: 'Fitted by least squares',
    outcomes: {
      fitted: 'optimum verified',
      boundary: 'on the boundary',
      undetermined: 'not everything is determined',
      'no-maximum': 'there is no maximum',
      unverified: 'optimum not verified',
    },
    checks: 'What was checked',
    passed: 'passed',
    notPassed: 'not passed',
    stale: 'The model has changed since this was fitted.',
    failed: 'This model could not be fitted; below is the last result.',
    fixed: 'Fixed effects',
    term: 'Term',
    ci: (level: string) => `${level} % CI`,
    interval: (level: string, lower: string, upper: string) => `${level} % CI ${lower} to ${upper}`,
    limits: (lower: string, upper: string) => `${lower} to ${upper}`,
    showLimits: (ci: string) => `Show ${ci}`,
    hideLimits: (ci: string) => `Hide ${ci}`,
    intercept: 'Intercept',
    noFixed: 'The model has no fixed effects.',
    varcomp: 'Variance components',
    group: 'Group',
    /** A coefficient of several variables at once. */
    product: ' × ',
    differenceOf: (variable: string, level: string, other: string) =>
      `${variable}: ${level} ${MINUS} ${other}`,
    whereZero: (variable: string) => `${brief(variable)} = 0`,
    whereLevel: (variable: string, level: string) => `${brief(variable)} ${brief(level)}`,
    heldAt: (rows: readonly { readonly of: string; readonly at: readonly string[] }[]) =>
      `Terms interact: these are the effects ${list(rows.map(({ of, at }) => `of ${brief(of)} at ${list(at)}`))}.`,
    levelOf: (variable: string, level: string) => `${variable}: ${level}`,
    correlationWith: (term: string) => `Correlation with ${term}`,
    groups: (n: number) => plural(n, 'group'),
    residual: 'Residual',
    statistics: 'Fit statistics',
    summary: 'the whole summary',
    correlation: 'Correlation of fixed effects',
    anova: 'Tests of terms',
    anovaNote: (ddf: string) => `Type III, ${ddf}`,
  },

  coach: {
    /** @param labelOf how columns of the collapsed random effects are called */
    title: (collapse: Collapse, labelOf: (term: string) => string) => {
      if (collapse.kind === 'direction')
        return `The random effects of ${termName(collapse.group)} do not vary in every direction`;
      if (collapse.kind === 'correlation')
        return `${list(collapse.terms.map(labelOf))} of ${termName(collapse.group)} are estimated as perfectly correlated`;
      return collapse.term === '(Intercept)'
        ? `The variance between ${termName(collapse.group)} groups is estimated as zero`
        : `The variance of ${labelOf(collapse.term)} between ${termName(collapse.group)} groups is estimated as zero`;
    },
    why: (collapse: Collapse) =>
      collapse.kind === 'variance'
        ? 'The groups differ no more than the residual scatter alone would make them. The likelihood is highest at zero and only falls from there, so this is a proper answer, not a failure.'
        : 'The likelihood is highest at the edge of what these covariances can be, so this is a proper answer, not a failure. The data do not tell these effects apart.',
    simpler: (n: number) => (n === 1 ? 'A simpler model' : 'Simpler models'),
    change: (change: SimplerModel['change']) => {
      switch (change.kind) {
        case 'drop-group':
          return `Drop ${termName(change.group)}: same fit, one parameter fewer`;
        case 'drop-slope':
          return `One common slope of ${termName(change.term)} for every ${termName(change.group)}`;
        case 'uncorrelated':
          return `No correlations between the effects of ${termName(change.group)}`;
        case 'intercept-only':
          return `Only the level differs between ${termName(change.group)} groups`;
      }
    },
    use: 'Use',
    compare: 'Compare them',
    comparison: 'Comparison of the models',
    comparedBy: (rows: number) =>
      `Fitted by maximum likelihood to ${plural(rows, 'row')}. Smaller AIC and BIC are better; p tests against the line above.`,
    useLabel: (formula: string) => `Use ${formula}`,
    keep: 'Keep this model',
    reasons: 'What was checked?',
  },

  excel: {
    protected: 'This sheet is protected. Unprotect it, or choose a cell on another sheet.',
    sheetGone: 'There is no such sheet in this workbook any more.',
    editing: 'Excel is waiting for a cell that is being edited. Press Enter in it and try again.',
    silent: 'Excel has not answered for a minute. If it is still calculating, wait and try again.',
    sessionLost: 'The connection to Excel has ended. Close this pane and open it again.',
    busy: 'Excel is too busy at the moment. Wait a little and try again.',
    tooLarge: 'That is more than Excel takes at once. Choose fewer rows or columns.',
    failed: (reason: string) => `Excel could not do that: ${reason}`,
    noFile: (reason: string) => `Excel did not give the workbook as a file: ${reason}`,
    noLibrary:
      'Cellmer could not load office.js from appsforoffice.microsoft.com, which it needs to talk to Excel. Check the connection, or whether something blocks that address; then close this pane and open it again.',
    unsupported: 'Cellmer needs Excel 2021, Excel for Microsoft 365 or Excel on the web.',
    unsupportedTitle: 'This is not the Excel that was expected',
  },

  oneway: {
    needsData: 'Choose the data in the Model view first.',
    data: 'Values in groups',
    values: 'Values',
    groups: 'Groups',
    choose: 'Choose a column of numbers and a column of groups.',
    anova: 'Analysis of variance',
    between: 'Between',
    within: 'Within',
    estimates: 'Estimates',
    estimatesNote: 'moments, REML and ML side by side',
    estimator: { MOMENTS: 'Moments', REML: 'REML', ML: 'ML' },
    mu: 'μ, overall mean',
    sigma2: 'σ², within groups',
    tau2: 'τ², between groups',
    icc: 'ICC, τ²/(τ² + σ²)',
    logLik: 'Log-likelihood',
    se: (value: string) => `± ${value}`,
    negative:
      'By moments the variance between groups comes out negative: the groups differ less than the scatter within them would make them. It counts as zero.',
    shrinkage: 'Shrunken means',
    shrinkBy: 'Variances by',
    shrunken: 'Shrunken',
    ci: (level: string) => `${level} %`,
    more: (n: number) => `Show ${count(n)} more groups`,
    note: 'Shrunken mean = weight × own mean + (1 − weight) × μ, and weight = τ²/(τ² + σ²/n).',
    picture: {
      title: 'Shrinkage of the means',
      caption: 'Each mean is pulled towards the overall mean, the more the less its group says about it.',
      some: (shown: number, all: number) =>
        `${count(shown)} of ${count(all)} groups in even steps of their means, the outermost among them.`,
      description: (n: number, mu: string, group: string, from: string, to: string) =>
        `${plural(n, 'group')} around an overall mean of ${mu}. ${brief(group)} moves most, from ${from} to ${to}.`,
      own: 'own mean',
      shrunken: 'shrunken',
      overall: (mu: string) => `overall mean ${mu}`,
    },
    insert: 'Insert live formulas',
    dropped: (n: number) => `${plural(n, 'row')} without a value or a group left out.`,
  },

  compare: compareText,
  plots: plotsText,

  chart: {
    insert: 'Insert live chart',
    noContours: 'Charts of a sheet have no contour lines. Insert the surface as a formula, or the picture.',
    empty: 'There are no numbers in the cells of this chart.',
    limits: (level: string) => ({ lower: `Lower ${level}%`, upper: `Upper ${level}%` }),
  },
  picture: {
    insert: 'Insert picture',
    copy: 'Copy picture',
    copied: 'Picture copied',
    notCopied: 'This page may not copy pictures. Insert the picture and copy it from the sheet.',
    noData: 'Choose the data in the Model view first.',
  },

  inWords,

  likelihood: likelihoodText,

  course: courseText,

  insert: {
    title: 'Insert into sheet',
    blocks: 'Blocks to insert',
    block: (block: InsertBlock) => BLOCKS[block],
    target: 'Target cell',
    pick: 'Take the selected cell',
    badTarget: 'This is no cell. Expected something like Sheet1!F1.',
    nothing: 'Tick at least one block.',
    charting: 'The chart is being made…',
    size: (rows: number, columns: number) => `${count(rows)} × ${count(columns)} cells`,
    noRoom: 'There is no room to the right of the data. Clear some cells, or move the data.',
    free: (size: string) => `${size}, free`,
    checking: (size: string) => `${size}, checking…`,
    merged: (cell: string) => `${cell} is part of merged cells. Part them, or choose another cell.`,
    under: (cell: string) => `A chart or picture lies over ${cell}. Move it, or choose another cell.`,
    beyond: 'This is beyond the last row or column that a sheet can have.',
    occupied: (size: string, cell: string) => `${size}, but ${cell} is not empty`,
    show: 'Show it',
    tooManyValues: (values: number, limit: number) =>
      `The data have about ${count(values)} values, and this Excel hands at most ${count(limit)} to one formula. Insert values, or for live formulas choose data with fewer columns or rows, such as a table of what the model uses.`,
    formulas: 'Insert live formulas',
    values: 'Insert values',
    note: 'Live formulas recalculate when the data change. Without Cellmer they show #NAME?: before you pass the workbook on,',
    replace: 'replace all of them by their values.',
    replaced: (n: number, kept: number) =>
      [
        n === 0
          ? 'No formula of Cellmer has a result to replace.'
          : `${plural(n, 'formula')} replaced by values.`,
        ...(kept === 0 ? [] : [`${plural(kept, 'formula')} without a result stayed.`]),
      ].join(' '),
    inserted: (at: string) => `Inserted at ${at}`,
    undo: 'Undo',
    moved: (at: string) =>
      `${at} no longer holds what was written there, so that nothing is taken back: it may have moved or been edited. Use the undo of the spreadsheet, or delete it by hand.`,
    footprint: (rows: number, columns: number) => `Outline of the blocks: ${rows} rows by ${columns} columns`,
  },
};
