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

/** Of the options of single functions: their values, and what is so where nothing is said. */
async function ownWords() {
  const { DECLARED } = await tsImport('../functions/catalog.ts', import.meta.url);
  const found = new Map();
  for (const { id, own = {} } of DECLARED)
    for (const [name, { words, usual }] of Object.entries(own)) {
      const [before, ...others] = found.get(name) ?? [usual];
      if (before !== usual)
        throw new Error(`The option ${name} is ${usual} in ${id} and ${before} in others.`);
      // One name may stand for something else in another function.
      found.set(name, [usual, ...others.filter((one) => one !== words), words]);
    }
  return Object.fromEntries([...found].map(([name, [usual, ...words]]) => [name, [words.join('; '), usual]]));
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
