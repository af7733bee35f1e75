/**
 * What every option does in every function about a model, found by calling the function without the option and with it, on
 * made-up data in which every option that matters changes numbers.
 */
import { tsImport } from 'tsx/esm/api';

/** Of an option that changes nothing, and is not refused. */
export const WITHOUT_MEANING = 'without meaning';

/** Numbers that differ by less, relative to their size, are the same: another path to an optimum rounds otherwise. */
const SAME = 1e-6;

const HEADERS = ['y', 'x', 'dose', 'g', 'w', 'o'];
const [GROUPS, DOSES, ROWS] = [7, ['low', 'mid', 'high'], 42];

/** Groups that differ in level, slope and the effect of the dose; one response is missing. */
function dataCells() {
  const wave = (i, speed) => Math.round(100 * Math.sin(speed * (i + 1) + 0.1 * i * i)) / 100;
  const row = (_, i) => {
    const [group, dose, x] = [i % GROUPS, i % DOSES.length, Math.floor(i / GROUPS)];
    const line = 20 + 4 * wave(group, 2.1) + (0.4 + 1.5 * wave(group, 1.3)) * x;
    const y = line + 3 * wave(group + GROUPS * dose, 0.9) + wave(i, 1.7);
    return [i === 7 ? null : y, x, DOSES[dose], `g${group}`, 1 + (i % 4), 10 * wave(i, 0.7)];
  };
  return [HEADERS, ...Array.from({ length: ROWS }, row)];
}

const FORMULA = 'y ~ x + dose + (x | g)';
const SMALLER = 'y ~ x + dose + (1 | g)';
/** Here the coding of the factor is also one of random effects. */
const FACTOR = 'y ~ x + dose + (dose | g)';

/** Here the doses have a slope each. */
const CROSSED = 'y ~ x * dose + (1 | g)';

/** Here a function stands in front of the response. */
const LOGARITHM = 'log(y) ~ x + dose + (x | g)';

const NEW_ROWS = [
  ['x', 'dose', 'g', 'w', 'o'],
  [7, 'mid', 'g1', 4, 5],
  [8, 'high', 'new', 2, -3],
];

/**
 * @typedef {object} Trial of an option
 * @property {string} value what is tried
 * @property {string} [beside] options beside which it shows what it does
 * @property {string} [formula]
 */

/** @type {Record<string, Trial[]>} by the names of the options */
const TRIALS = {
  method: [{ value: 'ML' }],
  level: [{ value: '0.8' }],
  ddf: [{ value: 'asymptotic' }, { value: 'kenward-roger' }],
  weights: [{ value: 'w' }],
  offset: [{ value: 'o' }],
  subset: [{ value: 'x > 0' }],
  na: [{ value: 'fail' }],
  contrasts: [{ value: 'sum' }, { value: 'sum', formula: FACTOR }],
  levels: [
    { value: 'dose(low, mid, high)' },
    { value: 'dose(low < mid < high)' },
    { value: 'dose(low, mid, high)', formula: FACTOR },
    { value: 'dose(low, mid, high)', formula: CROSSED },
  ],
  headers: [{ value: '0' }],
  labels: [{ value: '0' }],
  // Where the search goes on, the start is forgotten.
  start: [{ value: '3 1 2', beside: 'maxeval=1' }],
  maxeval: [{ value: '1' }],
  tolerance: [{ value: '0.5', beside: 'optimizer=bfgs' }],
  optimizer: [{ value: 'nelder-mead', beside: 'maxeval=8' }],
  timeout: [{ value: '60' }],
  interval: [{ value: 'prediction' }],
  random: [{ value: '0' }],
  refit: [{ value: '0' }],
  criteria: [{ value: 'AICc' }],
  // Of terms and of differences.
  effect: [{ value: 'omega' }, { value: 'total' }],
  by: [{ value: 'dose' }],
  'alpha.random': [{ value: '1e-30' }],
  'alpha.fixed': [{ value: '0.999' }],
  'reduce.random': [{ value: '0' }],
  'reduce.fixed': [{ value: '0' }],
  keep: [{ value: 'dose' }],
  drop1: [{ value: '1' }],
  'test.fixed': [{ value: 'lrt' }],
  card: [{ value: '0' }],
  at: [{ value: 'x=1' }],
  covariates: [{ value: 'median' }],
  averaging: [{ value: 'proportional' }, { value: 'proportional', formula: CROSSED }],
  test: [{ value: '1' }],
  type: [{ value: 'response', formula: LOGARITHM }],
  bias: [{ value: '1', formula: LOGARITHM }],
  contrast: [{ value: 'effects' }],
  adjust: [{ value: 'bonferroni' }, { value: 'bonferroni', formula: CROSSED }],
  reverse: [{ value: '1' }, { value: '1', formula: CROSSED }],
  letters: [{ value: '1' }],
  quantiles: [{ value: '1' }],
  term: [{ value: 'x' }],
  group: [{ value: 'g' }],
  effects: [{ value: 'estimated' }],
  parameters: [{ value: '{sigma=9}' }],
  digits: [{ value: '1' }],
};

/** Words of R's that come to other options, or to nothing. */
const WORDS_OF_R = ['verbose', 'control'];

/** Further arguments under which a function shows all that it can. */
const ASKED = {
  'LMER.VCOV': [{ which: 'fixed' }, { which: 'all' }],
  'LMER.STAT': ['AIC', 'sigma', 'theta', 'n', 'dropped', 'evaluations'].map((stat) => ({ stat })),
  'LMER.ANOVA': [{ type: 'III', options: 'effect=eta' }, { type: 'I' }],
  'LMER.DEVIANCE': [{ theta: [[1, 0.1, 0.5]] }],
  'LMER.COMPARE': [
    { models: [[SMALLER], [FORMULA]] },
    { models: [[SMALLER], [FORMULA]], options: 'refit=0' },
  ],
  'LMER.RANEF': [{}, { options: 'term=x' }],
  'LMER.RESID': [{ type: 'all' }],
  'LMER.INFLUENCE': [{ group: 'rows' }],
  'LMER.PREDICT': [{ options: 'interval=both' }, { newdata: NEW_ROWS, level: 0.9 }, {}],
  // Where nearly everything goes, and where less does
  'LMER.STEP': [{ options: 'alpha.fixed=1e-30' }, { options: 'alpha.random=1e-30' }, {}],
  // By places: other contrasts have other names.
  'LMER.TEST': [{ hypothesis: [[0, 1, 0, 0], [0, 0, 1, 0]] }], // prettier-ignore
  'LMER.CI': [{ type: 'wald' }, { type: 'profile', parameter: '(Intercept)' }],
  'LMER.EMMEANS': [{ specs: 'dose' }, { specs: '1' }, { specs: '1', options: 'type=response' }],
  // By a function of x, so that it matters where x is held.
  'LMER.TRENDS': [
    { variable: 'x^2', specs: 'dose' },
    { variable: 'x^2' },
    { variable: 'x', specs: 'dose', options: 'contrast=pairwise' },
  ],
  'LMER.CONTRASTS': [{ specs: 'dose' }, { specs: '1', contrast: 'identity' }],
  'LMER.PROFILE': [{ points: 3, parameter: '(Intercept)' }],
};

/**
 * @typedef {object} OptionEffects
 * @property {string[]} options their names
 * @property {Map<string, Map<string, string>>} effects by the id of the function and the name of the option: `used`, `refused`
 *   or `without meaning`
 */

/** @returns {Promise<OptionEffects>} */
export async function optionEffects() {
  const ask = await asker();
  const { DECLARED } = await tsImport('../functions/catalog.ts', import.meta.url);
  const functions = DECLARED.filter(({ isAboutModel }) => isAboutModel);
  const options = await optionNames(ask, functions);
  const effects = new Map();
  for (const one of functions) {
    const row = new Map();
    for (const name of options) row.set(name, await effectOf(ask, one, name));
    effects.set(one.id, row);
  }
  return { options, effects };
}

/** Of all functions, in the order of the trials, as the functions say themselves when one is asked for that there is not. */
async function optionNames(ask, functions) {
  const names = new Set(['timeout']);
  for (const one of functions) {
    const { refusal } = await ask(one, ASKED[one.id]?.[0] ?? {}, FORMULA, ['no.such.option=1']);
    const [, listed] = /there are ([^:]*?)\.(?: Did|$)/.exec(refusal);
    for (const name of listed.split(', ')) names.add(name);
  }
  const tried = Object.keys(TRIALS);
  const untried = [...names].filter((name) => !tried.includes(name) && !WORDS_OF_R.includes(name));
  if (untried.length > 0) throw new Error(`There is no trial of the options ${untried.join(', ')}.`);
  return tried.filter((name) => names.has(name));
}

/** A function with several models takes its formulas from its own argument, to which a trial's formula adds nothing. */
async function effectOf(ask, one, name) {
  let isRefused = false;
  for (const { value, beside, formula = FORMULA } of TRIALS[name])
    for (const asked of ASKED[one.id] ?? [{}]) {
      if (asked.options?.startsWith(`${name}=`)) continue;
      const before = await ask(one, asked, formula, [beside]);
      if (before.refusal !== undefined) throw new Error(`${one.id} fails before ${name}: ${before.refusal}`);
      const after = await ask(one, asked, formula, [beside, `${name}=${value}`]);
      if (after.refusal?.includes(`"${name}" is not an option`)) return 'refused';
      // A value may be that of another function's option of the same name.
      const isOfOther = after.refusal?.startsWith(`The option ${name} `) === true;
      isRefused ||= isOfOther;
      if (!isOfOther && (after.refusal !== undefined || !isSame(before.rows, after.rows))) return 'used';
    }
  return isRefused ? 'refused' : WITHOUT_MEANING;
}

/** Calls of functions: numbers of the answer by rows, or the sentence with which it is refused. */
async function asker() {
  const { FUNCTIONS, setFitService, setDataTypes } = await tsImport('../functions/index.ts', import.meta.url);
  const { createFitService } = await tsImport('../worker/index.ts', import.meta.url);
  const service = createFitService({ smallCost: Infinity });
  let timeBudget;
  const analyse = (request, analysis, watch) => {
    timeBudget ??= watch.timeBudget;
    return service.analyse(request, analysis, watch);
  };
  setFitService({ analyse, dispose: () => undefined });
  setDataTypes(true);
  const data = dataCells();
  return async ({ id, parameters }, asked, formula, options) => {
    const text = [asked.options, ...options].filter(Boolean).join('; ');
    const given = { ...asked, data, model: formula, options: text };
    timeBudget = undefined;
    try {
      const answer = await FUNCTIONS[id](...parameters.map((name) => given[name] ?? null));
      const rows = [...numbersIn(await withQuestions(FUNCTIONS, answer)), [timeBudget ?? '']];
      return { rows };
    } catch (error) {
      if (error instanceof Error) throw error;
      return { refusal: error.message };
    }
  };
}

/** A model in a cell is what is answered about it. */
async function withQuestions(functions, answer) {
  const [[first]] = answer;
  if (first?.type !== 'Entity') return answer;
  const answers = [await functions['LMER.FIT'](answer), await functions['LMER.TRACE'](answer)];
  return [[JSON.stringify(first.layouts)], ...answers.flat()];
}

/** Numbers and where they stand; all texts, where there are no numbers. */
function numbersIn(rows) {
  if (!rows.flat().some((cell) => typeof cell === 'number')) return rows;
  const numbers = (row) => row.map((cell) => (typeof cell === 'number' ? cell : ''));
  return rows.filter((row) => !isRemark(row)).map(numbers);
}

/** What is said below a table: that an option has no effect, among others. */
function isRemark(row) {
  const [first, ...others] = row.filter((cell) => cell !== '');
  return first === undefined || (others.length === 0 && typeof first === 'string' && first.endsWith('.'));
}

function isSame(a, b) {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((v, i) => isSame(v, b[i]));
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b));
}
