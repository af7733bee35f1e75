/** LMER.SIMULATE: new responses of a model, by a seed. */

import { CellmerError, withResponse, type CellMatrix, type GivenValue, type OptionValue } from '../src/index';
import { firstCell, optionWords, seedNumber, wholeBetween } from './arguments';
import { optional, type Given } from './declare';
import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';
import { numberIn } from './parameterText';
import { digitsOf } from './simulate';

const MOST_COLUMNS = 10_000;
const DEFAULT_SEED = 1;

export const lmerSimulate = aboutModel({
  id: 'LMER.SIMULATE',
  words:
    'New responses of a linear mixed model, one row per row of the data: from the fitted model, or from parameters of your choosing, also for a design that has no response yet. The same for the same seed.',
  examples: [
    'sleepstudy =LMER.SIMULATE(A1:C181, "Reaction ~ Days + (Days | Subject)", , 2, 1)',
    'sleepstudy =LMER.SIMULATE(B1:C181, "y ~ Days + (1 | Subject)", , , 1, "parameters={(Intercept)=250; Days=10; sd_(Intercept)|Subject=30; sigma=25}; digits=1")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    columns: wholeBetween(`Number of new responses, 1 to ${MOST_COLUMNS}; 1 by default.`, 1, MOST_COLUMNS, 1),
    seed: optional(
      seedNumber('Whole number from 0 on, 1 if omitted: another one gives other responses. Never a clock.'),
    ),
    options: modelOptions(
      optionWords(
        'effects=estimated; digits=1',
        'parameters by the names of LMER.CI, such as parameters={(Intercept)=50; sd_(Intercept)|g=3; sigma=8}.',
      ),
    ),
  },
  own: {
    effects: {
      read: effectsOf,
      words:
        '`new` random effects in each response, or `estimated`, those of the fitted model (in R `re.form = NULL`)',
      usual: '`new`',
    },
    parameters: {
      read: namedNumbers,
      words:
        "`{(Intercept)=50; sd_(Intercept)|g=3; sigma=8}`, by the names of `LMER.CI`: those that are not given are the fitted model's; for a design without a response all of them",
      usual: "the fitted model's",
    },
    digits: { read: digitsOf, words: 'digits behind the point to which responses are rounded', usual: 'all' },
  },
  prepare: ({ data, model, ...rest }) => {
    const cells = designCells(data, model);
    return { ...rest, model, data: cells === null ? data : { ...data, cells, rich: null, address: null } };
  },
  kind: 'simulation',
  question: (
    { columns, seed, data, model },
    _fit,
    { effects = 'new', parameters = null, digits = null },
  ) => ({
    columns,
    seed: seed ?? DEFAULT_SEED,
    effects,
    parameters,
    digits,
    isDesign: designCells(data, model) !== null,
  }),
});

/** A design with numbers that stand in for its response; null where the data have one. */
function designCells({ cells, rich }: Given, model: Given): CellMatrix | null {
  const formula = firstCell(model.cells);
  const isFormula = model.cells.flat().length === 1 && typeof formula === 'string' && formula.includes('~');
  return isFormula && rich === null && cells.length > 1 ? withResponse(cells, formula) : null;
}

function effectsOf({ text }: OptionValue): 'new' | 'estimated' {
  const word = text.toLowerCase();
  if (word === 'new' || word === 'estimated') return word;
  throw new CellmerError('option', `The option effects is "${text}": expected new or estimated.`);
}

/** Names of terms have colons and commas in them: a semicolon parts two, and the last equals sign a name from its number. */
function namedNumbers({ name, text }: OptionValue): readonly GivenValue[] {
  return text
    .replace(/^\{([^]*)\}$/, '$1')
    .split(/[;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => {
      const sign = piece.lastIndexOf('=');
      const value = numberIn(piece.slice(sign + 1));
      if (Number.isFinite(value)) return { name: sign < 0 ? null : piece.slice(0, sign).trim(), value };
      throw new CellmerError('option', `The option ${name} has "${piece}": expected a name, = and a number.`);
    });
}
