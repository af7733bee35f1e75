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

/** Options of single functions, besides those of the functions about margins. */
const OF_ONE = {
  interval: [
    'limits: `none`, `confidence` (of what is expected), `prediction` (of a new row), `both`',
    '`none`',
  ],
  random: ['`0` leaves the predictions with random effects away', '`1`'],
  refit: ['`0` compares REML criteria as they are', '`1`'],
  effect: [
    'sizes of effects with limits at `level`: `eta`, `omega`, `epsilon` (partial shares of variance), `all`',
    '`none`',
  ],
  by: ['factors within whose levels the others are tested, with commas between them', 'none'],
  'alpha.random': ['p values above it let a random effect go, between 0 and 1', '`0.1`'],
  'alpha.fixed': ['p values above it let a term of the fixed effects go, between 0 and 1', '`0.05`'],
  'reduce.random': ['`0` lets no random effect go', '`1`'],
  'reduce.fixed': ['`0` lets no fixed effect go', '`1`'],
  keep: ['terms of the fixed effects that stay, with commas between them', 'none'],
  drop1: ['`1` tests each term as it could be left out, and lets none go', '`0`'],
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
  const words = await ownWords();
  const own = options.filter((name) => Object.hasOwn(words, name));
  const shared = options.filter((name) => !own.includes(name));
  const tables = {
    options: await optionTable(),
    effects: effectTable(shared, effects),
    'own options': ownTable(own, effects, words),
  };
  return Object.entries(tables).reduce((text, [name, table]) => withTable(text, name, table), page);
}

const core = () => tsImport('../src/index.ts', import.meta.url);

/** Values of the options of single functions, and what is so where nothing is said. */
async function ownWords() {
  const { isSwitch, MARGIN_OPTIONS } = await core();
  const ofMargins = Object.entries(MARGIN_OPTIONS).map(([name, { words, initial, initialWords }]) => {
    const said = isSwitch(name) ? [`\`1\` ${words}`, '`0`'] : [words, initialWords ?? `\`${initial}\``];
    // One that other functions have too, for something else.
    const [others, usual] = OF_ONE[name] ?? [];
    if (others !== undefined && usual !== said[1])
      throw new Error(`The option ${name} is ${usual} in some functions and ${said[1]} in others.`);
    return [name, others === undefined ? said : [`${others}; ${said[0]}`, usual]];
  });
  return { ...OF_ONE, ...Object.fromEntries(ofMargins) };
}

async function optionTable() {
  const { DEFAULT_FIT_OPTIONS, MODEL_OPTIONS, valueText } = await core();
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

function ownTable(options, effects, words) {
  const rows = options.map((name) => {
    const users = [...effects].filter(([, row]) => row.get(name) !== 'refused').map(([id]) => `\`${id}\``);
    return [`\`${name}\``, users.join(', '), ...words[name]];
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
