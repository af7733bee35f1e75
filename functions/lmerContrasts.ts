/** LMER.CONTRASTS: differences of estimated marginal means. */

import { CellmerError, questionOfContrasts, FAMILIES, readContrast, type CellMatrix } from '../src/index';
import { cellsAs, firstCell, optionWords, text } from './arguments';
import { optional } from './declare';
import { marginOptions, meansOptions } from './meansOptions';
import { aboutModel, DATA, METHOD, MODEL } from './modelArguments';

/** The families by name. */
const NAMES = FAMILIES.map(({ name }, i) => (i === 0 ? `"${name}" (default)` : `"${name}"`)).join(', ');

export const lmerContrasts = aboutModel({
  id: 'LMER.CONTRASTS',
  words:
    'Contrasts of estimated marginal means of a linear mixed model: which differ, by how much, with tests and limits that allow for how many are compared.',
  examples: [
    'machines =LMER.CONTRASTS(A1:C55, "score ~ Machine + (1 | Worker/Machine)", "Machine", , , "letters=1")',
    'machines =LMER.CONTRASTS(A1:C55, "score ~ Machine + (1 | Worker/Machine)", "Machine", "control=B", , "effect=sigma")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    specs: optional(
      text(
        'Columns whose levels are compared: "treatment", "treatment | visit" within groups, "treatment * visit" for combinations.',
      ),
    ),
    contrast: optional(
      cellsAs(
        `${NAMES}, "control=placebo" with a level, "simple" within each level of the others, "interaction" or "interaction=pairwise*polynomial"; or a range of weights with names.`,
        contrastIn,
      ),
    ),
    method: METHOD,
    options: meansOptions(optionWords('adjust=holm; level=0.9; ddf=kenward-roger; letters=1; effect=sigma')),
  },
  own: marginOptions('contrasts'),
  kind: 'contrasts',
  question: ({ specs, contrast }, _, given) => questionOfContrasts(specs, contrast, given),
});

/** Null where it is left out; a range of cells holds weights. */
function contrastIn(cells: CellMatrix) {
  if (cells.length > 1 || cells[0].length > 1) return { of: 'weights', cells } as const;
  const cell = firstCell(cells);
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError(
      'option',
      `contrast is the error ${cell.error}: expected text or a range of weights.`,
    );
  const found = String(cell ?? '').trim();
  return found === '' ? null : readContrast(found);
}
