/** The tables of docs/options.md that follow from the code: the options, and what each does in each function. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { root } from './install.mjs';
import { optionEffects } from './optionEffects.mjs';

export const OPTIONS_FILE = join(root, 'docs', 'options.md');

/** Options that do not belong to the model: their values and what is so where nothing is said. */
const OF_ALL = {
  labels: ['`0` leaves header row and label columns away', '`1`'],
  timeout: ['seconds after which a fit is given up', '`120`'],
};

/** Options of single functions. */
const OF_ONE = {
  interval: [
    'limits: `none`, `confidence` (of what is expected), `prediction` (of a new row), `both`',
    '`none`',
  ],
  random: ['`0` leaves the predictions with random effects away', '`1`'],
  refit: ['`0` compares REML criteria as they are', '`1`'],
  effect: [
    'sizes of effects with limits at `level`: `eta`, `omega`, `epsilon` (partial shares of variance), `all`; of differences `sigma`, `total`: in standard deviations, of the residual or of all variance',
    '`none`',
  ],
  by: ['factors within whose levels the others are tested, with commas between them', 'none'],
  'alpha.random': ['p values above it let a random effect go, between 0 and 1', '`0.1`'],
  'alpha.fixed': ['p values above it let a term of the fixed effects go, between 0 and 1', '`0.05`'],
  'reduce.random': ['`0` lets no random effect go', '`1`'],
  'reduce.fixed': ['`0` lets no fixed effect go', '`1`'],
  keep: ['terms of the fixed effects that stay, with commas between them', 'none'],
  drop1: ['`1` tests each term as it could be left out, and lets none go', '`0`'],
  at: [
    'values at which variables are held, such as `"age=10,12; dose=0"` or `"treatment=A,B"`',
    'factors at all levels, numbers as `covariates` says',
  ],
  covariates: [
    'what numbers are held at: `mean`, `median`, or `keep` for each of up to 99 values; those with two values are kept at both',
    '`mean`',
  ],
  averaging: [
    'weights of the combinations that a mean averages over: `equal`, `proportional`, `cells`, `outer`, `flat`; `weights=equal` and its like are read as this',
    '`equal`',
  ],
  type: [
    '`response` undoes the function in front of the response, such as log(y); `link` leaves estimates on its scale',
    '`link`',
  ],
  bias: [
    '`1` adjusts back-transformed means for the variance of the random effects and residuals about them',
    '`0`',
  ],
  test: ['`1` tests each estimate against zero', '`0`'],
  contrast: [
    'what slopes are compared by, as the argument of `LMER.CONTRASTS`: `pairwise`, `control=placebo`, `consecutive`, ...',
    'no comparisons',
  ],
  adjust: [
    'by what p values and limits, or the letters of means, allow for the number of comparisons: `tukey`, `dunnett`, `mvt`, `sidak`, `bonferroni`, `scheffe`, `holm`, `hochberg`, `hommel`, `fdr`, `by`, `dunnettx`, `none`',
    'what is usual with the contrasts',
  ],
  reverse: ['`1` takes differences the other way round', '`0`'],
  letters: ['`1` gives means letters: those that share one do not differ significantly', '`0`'],
  term: [
    'one random effect alone, such as `Days` or `(Intercept)`, with limits at `level`, from the lowest up',
    'all, side by side',
  ],
  quantiles: ['`1` gives the normal quantile of its rank beside each effect', '`0`'],
  group: ['the grouping factor whose effects are wanted, where several have that term', 'the first'],
  card: ['`0` gives a line of text in any case', '`1`'],
};

/** How an effect is shown. */
const SIGNS = { used: '✓', refused: 'refused', 'without meaning': '–' };

/**
 * docs/options.md as it should be, not yet formatted.
 *
 * @param {import('./optionEffects.mjs').OptionEffects} [found] where they are known already
 * @returns {Promise<string>}
 */
export async function optionsPage(found) {
  const { options, effects } = found ?? (await optionEffects());
  const page = await readFile(OPTIONS_FILE, 'utf8');
  const own = options.filter((name) => Object.hasOwn(OF_ONE, name));
  const shared = options.filter((name) => !own.includes(name));
  const tables = {
    options: await optionTable(),
    effects: effectTable(shared, effects),
    'own options': ownTable(own, effects),
  };
  return Object.entries(tables).reduce((text, [name, table]) => withTable(text, name, table), page);
}

async function optionTable() {
  const { DEFAULT_FIT_OPTIONS, MODEL_OPTIONS, valueText } = await tsImport(
    '../src/index.ts',
    import.meta.url,
  );
  const rows = MODEL_OPTIONS.map((option) => {
    const initial = option.initialWords ?? `\`${valueText(option, DEFAULT_FIT_OPTIONS)}\``;
    return [`\`${option.name}\``, option.words, initial];
  });
  const others = Object.entries(OF_ALL).map(([name, words]) => [`\`${name}\``, ...words]);
  return markdown(['option', 'value', 'default'], [...rows, ...others]);
}

function effectTable(options, effects) {
  const rows = [...effects].map(([id, row]) => [`\`${id}\``, ...options.map((name) => SIGNS[row.get(name)])]);
  return markdown(['function', ...options.map((name) => `\`${name}\``)], rows);
}

function ownTable(options, effects) {
  const rows = options.map((name) => {
    const users = [...effects].filter(([, row]) => row.get(name) !== 'refused').map(([id]) => `\`${id}\``);
    return [`\`${name}\``, users.join(', '), ...OF_ONE[name]];
  });
  return markdown(['option', 'of', 'value', 'default'], rows);
}

function markdown(header, rows) {
  const line = (cells) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The page with what stands between the two marks of a table replaced. */
function withTable(page, name, table) {
  const [begin, end] = [`<!-- table: ${name} -->`, '<!-- end of the table -->'];
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end, from);
  if (from < begin.length || to < 0)
    throw new Error(`There is no place for the table "${name}" in options.md.`);
  return `${page.slice(0, from)}\n\n${table}\n\n${page.slice(to)}`;
}
