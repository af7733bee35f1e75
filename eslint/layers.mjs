/**
 * Who may import whom. docs/architecture.md says why; the rule below makes ESLint check it.
 *
 * Each layer names the layers and files it may import besides its own folder, and the npm packages it may use.
 */
import { dirname, relative, resolve, sep } from 'node:path';

const FOUNDATION = ['src/errors'];
const READING = ['src/table', 'src/formula', 'src/linalg', ...FOUNDATION];
const SHOWING = ['src/layout', ...FOUNDATION];
const MODELLING = ['src/design', 'src/covariance', 'src/optimize', 'src/distributions', ...READING];
const DRAWING = ['src/random', ...MODELLING];
const FITTING = ['src/mixed', 'src/likelihood', ...MODELLING];
/** What inference says of numbers alone, whoever has fitted the model: all of it that stands above `src/fits`. */
const OF_NUMBERS = [
  'denominator',
  'estimable',
  'likelihoodRatio',
  'termContrasts',
  'varianceLimits',
  'wald',
].map((name) => `src/inference/${name}`);
/** Above here no engine is known: a question knows a `Fit`. */
const MODEL = ['src/fits', ...OF_NUMBERS, 'src/likelihood', ...DRAWING];
/** What is made of the fixed effects and the data's levels. */
const MARGINAL = ['src/fits', ...OF_NUMBERS, ...SHOWING, ...MODELLING];
const ASKING = ['src/model', ...MODEL, ...SHOWING];
const CORE_PACKAGES = [/^@stdlib\//, /^ml-matrix$/];

/** The whole core behind its one door, for tests and benchmarks that look inside. */
const EVERYTHING = [/^/];

/**
 * From the longest folder name to the shortest: the first that contains a file is its layer.
 *
 * @type {{folder: string, imports: (string | RegExp)[], packages: RegExp[]}[]}
 */
export const LAYERS = [
  { folder: 'src/errors', imports: [], packages: [] },
  { folder: 'src/table', imports: FOUNDATION, packages: CORE_PACKAGES },
  { folder: 'src/formula', imports: FOUNDATION, packages: CORE_PACKAGES },
  { folder: 'src/linalg', imports: FOUNDATION, packages: CORE_PACKAGES },
  { folder: 'src/layout', imports: FOUNDATION, packages: CORE_PACKAGES },
  { folder: 'src/covariance', imports: READING, packages: CORE_PACKAGES },
  { folder: 'src/design', imports: READING, packages: CORE_PACKAGES },
  { folder: 'src/optimize', imports: READING, packages: CORE_PACKAGES },
  { folder: 'src/distributions', imports: READING, packages: CORE_PACKAGES },
  { folder: 'src/mixed', imports: MODELLING, packages: CORE_PACKAGES },
  { folder: 'src/likelihood', imports: [...MODELLING, ...SHOWING], packages: CORE_PACKAGES },
  { folder: 'src/course', imports: ['src/table', ...SHOWING], packages: [/^@noble\/hashes\//] },
  { folder: 'src/random', imports: ['src/distributions', ...FOUNDATION], packages: CORE_PACKAGES },
  { folder: 'src/simulate', imports: ['src/likelihood', ...SHOWING, ...DRAWING], packages: CORE_PACKAGES },
  { folder: 'src/inference', imports: FITTING, packages: CORE_PACKAGES },
  { folder: 'src/fits', imports: ['src/inference', 'src/random', ...FITTING], packages: CORE_PACKAGES },
  { folder: 'src/means', imports: MARGINAL, packages: CORE_PACKAGES },
  { folder: 'src/model', imports: MODEL, packages: CORE_PACKAGES },
  { folder: 'src/code', imports: ASKING, packages: CORE_PACKAGES },
  // What inference finds becomes part of an answer, never the other way round.
  { folder: 'src/analyses', imports: ['src/code', 'src/means', ...ASKING], packages: CORE_PACKAGES },
  {
    folder: 'src',
    imports: ['src/analyses', 'src/code', 'src/course', 'src/means', 'src/simulate', ...ASKING],
    packages: CORE_PACKAGES,
  },

  { folder: 'worker', imports: ['src/index'], packages: [] },
  { folder: 'functions', imports: ['src/index', 'worker', 'package.json'], packages: [] },
  // Where Excel's page is put together: what grades is a part of the workbench, which the page loads into a worker when it is asked for.
  {
    folder: 'taskpane/excel',
    imports: ['taskpane', 'functions', 'worker', 'workbench/coursework/spawn'],
    packages: EVERYTHING,
  },
  { folder: 'taskpane', imports: ['src/index', 'worker', 'functions', 'examples'], packages: EVERYTHING },
  {
    folder: 'workbench',
    imports: ['src/index', 'worker', 'functions', 'taskpane', 'examples', 'assets'],
    packages: EVERYTHING,
  },
  { folder: 'library', imports: ['src/index'], packages: [] },
  // Homework is graded by the workbench's own engine and files, without its page.
  {
    folder: 'bin',
    imports: ['src/index', 'workbench/coursework', 'package.json'],
    packages: [/^node:/],
  },
  { folder: 'examples', imports: ['src/index'], packages: [] },
];

/** What only these files may import. */
const RESERVED = [
  {
    packages: /^@microsoft\/office-js/,
    files: /^taskpane\/hosts\/excel\//,
    reason: 'only taskpane/hosts/excel talks to Office',
  },
  { packages: /^@univerjs\//, files: /^workbench\//, reason: 'only workbench/ knows its spreadsheet' },
];

const layerOf = (path) => LAYERS.find(({ folder }) => isWithin(path, folder));
const isWithin = (path, folder) =>
  path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}.`);
const allows = (list, path) =>
  list.some((entry) => (entry instanceof RegExp ? entry.test(path) : isWithin(path, entry)));

/**
 * What is wrong with an import, as a sentence, or null.
 *
 * @param {string} file path of the importing file below the repository's root, with forward slashes
 * @param {string} specifier what stands behind `from`
 * @returns {string | null}
 */
export function importProblem(file, specifier) {
  const layer = layerOf(file);
  if (!layer) return null;
  if (!specifier.startsWith('.')) {
    const reserved = RESERVED.find(({ packages }) => packages.test(specifier));
    if (reserved && !reserved.files.test(file))
      return `${file} must not import ${specifier}: ${reserved.reason}.`;
    if (allows(layer.packages, specifier)) return null;
    return `${file} must not import ${specifier}: ${layer.folder} uses no such package.`;
  }
  // Resolved as a path without touching the disk; the extension and /index stay as they are written.
  const target = relative('/', resolve('/', dirname(file), specifier))
    .split(sep)
    .join('/');
  if (layerOf(target) === layer || allows(layer.imports, target)) return null;
  const allowed = layer.imports.length > 0 ? layer.imports.join(', ') : 'nothing';
  return `${file} must not import ${target}: ${layer.folder} may import ${allowed} (docs/architecture.md).`;
}

/** The ESLint rule: imports, re-exports and import() follow LAYERS. */
export const layersRule = {
  meta: {
    type: 'problem',
    docs: { description: 'imports run downward only' },
    schema: [],
    messages: { problem: '{{problem}}' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const problem = importProblem(file, source.value);
      if (problem) context.report({ node: source, messageId: 'problem', data: { problem } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};
