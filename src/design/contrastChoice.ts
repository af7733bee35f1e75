/** Which contrasts a factor has: those of the options, of the formula, or the default ones. */

import { CellmerError } from '../errors';
import { type ContrastChoice, type ContrastKind, contrastsOf } from './contrastMatrices';
import type { ContrastOptions } from './frameOptions';
import type { FactorVariable, FrameVariable, ModelFrame } from './frameTypes';
import type { CheckedValue } from './keptRows';
import type { Value } from './values';

/**
 * Gives each factor among the predictors its contrasts.
 *
 * Throws CellmerError `option` when the options name a variable that is no factor of the model, unless they may.
 */
export function contrastChooser(
  options: ContrastOptions,
  variables: ReadonlyMap<string, CheckedValue>,
): (variable: FrameVariable, value: Value) => FrameVariable {
  const factors = [...variables.values()].filter(isFactor).map(({ label }) => label);
  for (const name of Object.keys(options.factors))
    if (!factors.includes(name) && !options.mayBeUnused)
      throw new CellmerError(
        'option',
        `the option contrasts names ${name}, which is not a factor among the predictors: ` +
          (factors.length === 0 ? 'the model has none' : `there are ${factors.join(', ')}`),
      );
  return (variable, value) =>
    variable.kind === 'factor' && variable.levels.length > 1
      ? withContrasts(variable, choiceFor(variable, value, options))
      : variable;
}

function isFactor({ value }: CheckedValue): boolean {
  return value.kind === 'label' || value.kind === 'logical';
}

function choiceFor({ label }: FactorVariable, value: Value, options: ContrastOptions): ContrastChoice {
  const named = Object.hasOwn(options.factors, label) ? options.factors[label] : undefined;
  if (named !== undefined) return named;
  if (value.kind !== 'label') return { kind: options.all };
  return value.contrasts ?? { kind: value.ordered ? 'poly' : options.all };
}

function withContrasts(variable: FactorVariable, choice: ContrastChoice): FactorVariable {
  const contrasts = contrastsOf(choice, variable.levels, variable.label);
  return contrasts === null ? variable : { ...variable, contrasts };
}

/** The same frame with one kind of contrasts for every factor, whatever was chosen. */
export function recoded(frame: ModelFrame, kind: ContrastKind): ModelFrame {
  const variables = new Map(
    [...frame.variables].map(([label, variable]) => [
      label,
      variable.kind === 'factor' && variable.levels.length > 1
        ? { ...variable, contrasts: contrastsOf({ kind }, variable.levels, label) }
        : variable,
    ]),
  );
  return { ...frame, variables };
}
