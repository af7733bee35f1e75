/** Every word of the Plots view. Names of columns and groups come in short enough for a sentence. */

import { count } from './state/numbers';
import { plural } from './words';

/** What is said of groups or rows of which not all are drawn. */
const shownOf = (shown: number, total: number): string =>
  shown < total ? ` ${count(shown)} of ${count(total)} groups are drawn, evenly spaced in their order.` : '';

/** How the usual limits are made: n is the number of what is left out one after the other. */
const limitOf = (isCook: boolean): string => (isCook ? '4/n' : '2/√n');

export const plotsText = {
  choose: 'Plot',
  openLarge: 'Open large',
  close: 'Close',
  parts: { model: 'The model', checks: 'Checks' },
  needsGroups: 'This model has no groups. Choose what the outcome varies by in the Model view.',
  needsPredictor: 'This model has neither groups nor a predictor to draw the data against.',
  needsSigma:
    'The data do not determine the residual variance of this model, nor its residuals: the random effects can take their place.',
  /** Why there is no live chart. */
  noChart: {
    own: 'No function gives what the own rows of each group say, so there is nothing in cells for a chart to follow. Insert the picture.',
    counts:
      'A chart of a sheet cannot count residuals in bars. Insert the picture, or the residuals as a formula.',
    taken:
      'The cells of this column hold something else than the numbers that they are taken for. Insert the picture.',
    levels:
      'A chart of a sheet cannot stand many rows above one label. Insert the picture, or choose a predictor of numbers.',
    rows: 'A chart of a sheet cannot stand many rows beside one label. Insert the picture.',
    panels: 'A chart of a sheet has no panels. Choose Together, or insert the picture.',
    lines:
      'No formula gives these lines: the model has an offset, or labels that cannot be written in one. Insert the picture.',
  },
  noEffects: 'The data do not determine these effects of the groups: others can take their place.',
  unavailable: (names: readonly string[], reason: string) =>
    `Not for this model: ${names.join(', ')}. ${reason}`,
  factor: 'Groups',
  effect: 'Effect',
  x: 'Horizontal axis',
  parameter: 'Parameter',
  both: 'Both',
  meanOf: (y: string) => `Mean ${y}`,
  slopeOf: (term: string) => `Slope of ${term}`,
  group: 'group',
  row: (n: number) => `row ${n}`,
  working: 'Computing…',
  following: (seconds: number) =>
    seconds < 1 ? 'Following the likelihood…' : `Following the likelihood… ${count(seconds)} s`,
  cancel: 'Cancel',
  cancelled: 'Stopped.',
  again: 'Start again',

  shrinkage: {
    name: 'Shrinkage',
    title: 'Shrinkage',
    raw: 'raw',
    shrunken: 'shrunken',
    grandMean: 'grand mean',
    average: 'average',
    caption: (factor: string, isGrand: boolean) =>
      `From what each ${factor}’s own rows say to what the model says, beside the ${isGrand ? 'grand mean' : 'average'}: `,
    moved: (nearer: number, known: number, share: string | null) =>
      nearer === known
        ? `${known === 1 ? 'it ends' : `all ${count(known)} end`} nearer to it${share === null ? '' : `, by ${share} of the way`}.`
        : `${count(nearer)} of ${count(known)} ${nearer === 1 ? 'ends' : 'end'} nearer to it`,
    further: (n: number) => `, ${count(n)} further away.`,
    together: ' Effects of one group are estimated together, so one can give way to the other.',
    share: (least: string, most: string) =>
      least === most ? `${least}\u00a0%` : `${least} to ${most}\u00a0%`,
    shown: shownOf,
    collapsed: (factor: string) =>
      `The variance between ${factor} groups is estimated as zero, so every estimate is pulled all the way.`,
    bothCaption: (factor: string, shown: number, total: number) =>
      `Both effects of each ${factor}: an arrow from what its own rows say to what the model says.${shownOf(shown, total)}`,
    undetermined: (n: number) =>
      ` ${plural(n, 'group has', 'groups have')} too few rows for an estimate of ${n === 1 ? 'its' : 'their'} own.`,
    description: (
      what: string,
      total: number,
      average: string,
      high: string,
      low: string,
      pull: string | null,
    ) =>
      `${what} of ${plural(total, 'group')}, highest first, from raw to shrunken estimates. The average is ${average}. The highest is ${high}, the lowest ${low}.` +
      (pull === null ? '' : ` On average they move ${pull}\u00a0% of their way to the average.`),
    ends: (label: string, own: string | null, shrunken: string) =>
      own === null ? `${label} with ${shrunken}` : `${label} from ${own} to ${shrunken}`,
    bothDescription: (x: string, y: string, total: number) =>
      `${x} against ${y} of ${plural(total, 'group')}: an arrow from the raw to the shrunken estimates of each.`,
  },

  caterpillar: {
    name: 'Caterpillar',
    title: 'Caterpillar',
    caption: (factor: string, percent: string, clear: number, total: number, largest: string | null) =>
      `How far each ${factor} departs from the average, with ${percent}\u00a0% intervals: ${count(clear)} of ${count(total)} ${clear === 1 ? 'is' : 'are'} clear of zero.${largest === null ? '' : ` ${largest} departs the most.`}`,
    shown: shownOf,
    mode: 'departure',
    clear: 'clear of zero',
    covers: 'covers zero',
    departure: (what: string) => `Departure in ${what}`,
    /** @param what of which it is, where that is not what everybody takes for it: an intercept is no mean of the data */
    average: (what: string | null, value: string) => `average ${what === null ? '' : `${what} `}${value}`,
    noAverage: 'zero',
    interceptWord: 'intercept',
    meanWord: 'mean',
    slopeWord: (term: string) => `slope of ${term}`,
    description: (what: string, total: number, clear: number, high: string, low: string) =>
      `Departures in ${what} of ${plural(total, 'group')}, largest first. ${count(clear)} ${clear === 1 ? 'is' : 'are'} clear of zero. The largest is ${high}, the smallest ${low}.`,
    end: (label: string, mode: string, limits: string) => `${label} with ${mode} (${limits})`,
  },

  observed: {
    name: 'Data',
    title: 'Data and fitted lines',
    data: 'data',
    population: 'population',
    ribbon: (percent: string) => `population, ${percent}\u00a0% band`,
    interval: (percent: string) => `population, ${percent}\u00a0% interval`,
    view: 'View',
    views: { together: 'Together', groups: 'By group' },
    over: (x: string) => `Over ${x}`,
    lines: 'Lines',
    oneLine: 'One line',
    lineFor: (by: string) => `Line per ${by}`,
    togetherCaption: (y: string, x: string, isLine: boolean, percent: string) =>
      `${y} over ${x}: ${
        isLine
          ? `lines are what the model expects of the population, bands their ${percent}\u00a0% confidence limits at each place.`
          : `symbols are what the model expects of the population, bars their ${percent}\u00a0% confidence limits.`
      }`,
    caption: (y: string, x: string, order: 'steepest' | 'highest') =>
      `${y} over ${x}, ${order === 'steepest' ? 'steepest slope first' : 'highest group first'}. `,
    manyCaption: (y: string, x: string, groups: number, total: number) =>
      `${y} over ${x}: ${count(groups)} of ${count(total)} groups, evenly spaced in their order. `,
    ownPopulation: (by: string | null, factor: string) =>
      by === null
        ? `Whole lines are of each ${factor}, dashed ones what is expected of the population in its place.`
        : `Whole lines are of each ${factor}, dashed ones what is expected of the population with its ${by}.`,
    thin: (factor: string) => `Thin lines are of each ${factor}, thick dashed ones of the population.`,
    stripCaption: (y: string, factor: string, shown: number, total: number) =>
      `${y} of each ${factor}, highest level first.${shownOf(shown, total)}`,
    sample: (n: number, total: number) => ` A sample of ${count(n)} of ${count(total)} rows is drawn.`,
    held: (values: string) => ` Lines hold ${values}.`,
    heldAt: (name: string, value: string) => `${name} at ${value}`,
    heldInGroups: ' Other predictors are held where they usually are in the group.',
    description: (y: string, x: string, rows: number, panels: number) =>
      `${y} against ${x} for ${plural(rows, 'row')}${panels > 0 ? ` in ${plural(panels, 'panel')}, one per group` : ''}.`,
    lineEnds: (where: string, from: string, to: string) =>
      ` The population’s line${where === '' ? '' : ` for ${where}`} goes from ${from} to ${to}.`,
    stripDescription: (y: string, rows: number, groups: number, mean: string) =>
      `${y} of ${plural(rows, 'row')} in ${plural(groups, 'group')}, a line of points per group. The population’s mean is ${mean}.`,
  },

  residuals: {
    name: 'Residuals',
    title: 'Residuals against fitted',
    caption: 'Look for a band of even height around zero.',
    strays: (n: number, furthest: string) =>
      n === 0
        ? ' No row lies more than three residual standard deviations from it.'
        : ` ${n === 1 ? '1 row lies' : `${count(n)} rows lie`} more than three residual standard deviations from it${n === 1 ? `: ${furthest}` : `, furthest ${furthest}`}.`,
    counted: (rows: number) => ` ${count(rows)} rows are counted in cells; darker cells hold more.`,
    fitted: (y: string) => `Fitted ${y}`,
    residual: 'Residual',
    zero: 'zero',
    average: 'local average',
    points: 'row',
    cells: 'few to many rows',
    description: (rows: number, low: string, high: string, strays: number) =>
      `Residuals of ${plural(rows, 'row')} against fitted values, from ${low} to ${high}. ${
        strays === 0 ? 'None lies' : strays === 1 ? '1 lies' : `${count(strays)} lie`
      } more than three residual standard deviations from zero.`,
  },

  predictors: {
    name: 'Predictors',
    title: 'Residuals by predictor',
    by: 'Predictor',
    none: 'This model has neither predictors nor groups to look at its residuals by.',
    caption: (isLevel: boolean, most: string) =>
      `Look for a level band: a bend or a slope is what the model has missed of this predictor. The local average stays within ${most} residual standard deviations of zero${isLevel ? ': nothing stands out' : ''}.`,
    few: 'Look for a level band: a bend or a slope is what the model has missed of this predictor.',
    levels: (largest: string, sd: string, smallest: string, other: string) =>
      `Look for rows of points as wide as each other. They are widest for ${largest} (SD ${sd}) and narrowest for ${smallest} (SD ${other}).`,
    oneEach: 'Each level has one row, so there is no spread to compare.',
    off: (name: string, by: string) =>
      ` The mean of ${name} is furthest from zero, ${by} residual standard deviations.`,
    mean: 'mean',
    description: (x: string, rows: number, low: string, high: string) =>
      `Residuals of ${plural(rows, 'row')} against ${x}, from ${low} to ${high}.`,
  },

  spread: {
    name: 'Spread',
    title: 'Spread against fitted',
    axis: 'Root of |scaled residual|',
    caption: 'Look for a level line: residuals then spread as much for high as for low fitted values.',
    ends: (low: string, high: string, times: string) =>
      ` Their standard deviation is ${low} in the lowest third and ${high} in the highest, ${times} times as much`,
    even: ': nothing stands out.',
    uneven: (grows: boolean) => `: the spread ${grows ? 'grows' : 'falls'} with the fitted value.`,
    description: (rows: number) =>
      `Square roots of the absolute scaled residuals of ${plural(rows, 'row')} against fitted values.`,
  },

  histogram: {
    name: 'Histogram',
    title: 'Histogram of residuals',
    scaled: 'Scaled residual',
    count: 'Rows',
    bars: 'rows',
    normal: 'normal',
    caption: (skewness: string, side: 'even' | 'left' | 'right') =>
      `Look for bars that follow the normal curve: one hump, even sides, no bar far out. ${
        side === 'even'
          ? `The sides are about even: skewness ${skewness}.`
          : `There is a longer tail on the ${side}: skewness ${skewness}.`
      }`,
    description: (rows: number, bars: number, low: string, high: string, top: string) =>
      `Histogram of the scaled residuals of ${plural(rows, 'row')} in ${plural(bars, 'bar')} from ${low} to ${high}, most of them around ${top}, beside the normal curve.`,
    none: 'These residuals do not differ, so there is nothing to draw.',
  },

  quantiles: {
    name: 'Normal QQ',
    title: 'Normal QQ',
    of: 'Values',
    effects: (factor: string, effect: string) => `${factor}, ${effect}`,
    scaled: 'Scaled residual',
    quantile: 'Normal quantile',
    normal: 'normal',
    band: '95\u00a0% band, all points together',
    furthest: (name: string) => ` Furthest from it: ${name}.`,
    near: (what: string) => `Points near the line mean that ${what} are close to normal.`,
    residualsWord: 'residuals',
    effectsWord: (factor: string) => `the effects of ${factor}`,
    outside: (n: number, used: number) =>
      n === 0
        ? ` All ${count(used)} lie within the band, as all do in 95\u00a0% of samples of independent normal values.`
        : ` ${n === 1 ? `1 of ${count(used)} lies` : `${count(n)} of ${count(used)} lie`} outside of the band; in 95\u00a0% of samples of independent normal values none does.`,
    sample: (used: number, total: number) => ` A sample of ${count(used)} of ${count(total)} rows.`,
    none: 'These values do not differ, so there is nothing to compare with a normal distribution.',
    description: (what: string, used: number, low: string, high: string) =>
      `Normal quantile plot of ${count(used)} ${what}, from ${low} to ${high}.`,
  },

  effectQuantiles: {
    name: 'Effects QQ',
    title: 'Normal QQ of the groups',
  },

  leverage: {
    name: 'Leverage',
    title: 'Residuals and leverage',
    axis: 'Leverage',
    standardized: 'Standardized residual',
    twice: 'twice the mean leverage',
    caption:
      'Leverage is how much a row’s own value decides its fitted value. Look for rows far to the right that lie far from zero, too.',
    none: (name: string, most: string) =>
      ` No row has more than twice the mean leverage, the most ${name} with ${most}: nothing stands out.`,
    some: (n: number, total: number, name: string, most: string) =>
      ` ${count(n)} of ${count(total)} ${n === 1 ? 'has' : 'have'} more than twice the mean leverage, the most ${name} with ${most}.`,
    description: (rows: number, name: string, most: string) =>
      `Standardized residuals of ${plural(rows, 'row')} against their leverage, which is highest for ${name} with ${most}.`,
  },

  influence: {
    name: 'Influence',
    title: 'Influence',
    needsFixed: 'This model has no fixed effects to be influenced.',
    leftOut: 'What is left out',
    without: (factor: string) => `Without each ${factor}`,
    withoutRow: 'Without each row',
    on: 'Effect',
    all: 'On all effects',
    row: 'row',
    working: (seconds: number) =>
      seconds < 1 ? 'Fitting without each…' : `Fitting without each… ${count(seconds)} s`,
    cook: 'Cook’s distance',
    dfbetas: (effect: string) => `${effect} less that without, in standard errors`,
    limit: (value: string) => `limit ${value}`,
    beyond: 'beyond the limit',
    within: 'within it',
    largest: (name: string, distance: string) =>
      `The model was fitted again without each. Leaving out ${name} moves the fixed effects most: Cook’s distance ${distance}.`,
    largestChange: (name: string, effect: string, whole: string, without: string) =>
      `The model was fitted again without each. Leaving out ${name} changes ${effect} most: it is ${whole} with all and ${without} without.`,
    noneBeyond: (unit: string, limit: string, isCook: boolean) =>
      ` No ${unit} is beyond the usual limit, ${limitOf(isCook)} or ${limit}: nothing stands out.`,
    someBeyond: (n: number, total: number, limit: string, isCook: boolean) =>
      ` ${count(n)} of ${count(total)} ${n === 1 ? 'is' : 'are'} beyond the usual limit, ${limitOf(isCook)} or ${limit}: see what is special there.`,
    unknown: (n: number, reason: string) => ` ${count(n)} cannot be left out. ${reason}`,
    shown: (shown: number, total: number) =>
      shown < total ? ` The ${count(shown)} largest of ${count(total)} are drawn.` : '',
    description: (isCook: boolean, unit: string, total: number, name: string, value: string) =>
      `${isCook ? 'Cook’s distance' : 'Standardized change of the effect'} for ${count(total)} fits without one ${unit} each, largest first. The largest is ${name} with ${value}.`,
  },

  profile: {
    name: 'Profile',
    title: 'Likelihood profile',
    caption: (percent: string, lower: string, upper: string, drop: string) =>
      `${percent}\u00a0% interval ${lower} to ${upper}: where the log-likelihood stays within ${drop} of its top.`,
    open: (percent: string) =>
      `The likelihood does not fall far enough for a ${percent}\u00a0% interval on both sides.`,
    y: 'Log-likelihood below its top',
    relative: 'Relative likelihood',
    exact: 'profile',
    quadratic: 'quadratic',
    cut: (drop: string) => `top − ${drop}`,
    sd: (effect: string, factor: string) => `SD of ${effect}, ${factor}`,
    correlation: (effects: string, factor: string) => `Correlation of ${effects}, ${factor}`,
    residualSd: 'Residual SD',
    and: (a: string, b: string) => `${a} and ${b}`,
    none: 'This parameter has no profile in this model.',
    description: (name: string, estimate: string, lower: string, upper: string) =>
      `Profile log-likelihood of ${name}, highest at ${estimate}. It is lower by the limit at ${lower} and at ${upper}.`,
  },
};
