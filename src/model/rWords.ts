/** Arguments of R's lmer() that have no counterpart, so that a call which was copied from R works and says what it left. */

import { toNumber, type OptionValue } from './optionValues';
import type { FitOptions } from './request';

const NOTHING_PRINTED = 'The option verbose prints nothing here: LMER.TRACE shows the path of the search.';

const QUIET = ['', '0', 'false', 'f', 'no'];

export function fromVerbose({ text }: OptionValue): Partial<FitOptions> {
  return QUIET.includes(text.toLowerCase()) ? {} : { notes: [NOTHING_PRINTED] };
}

/** `name = value` at any depth, the value a word, a number or a text in quotes. */
const SETTING = /([A-Za-z][\w.]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.+-]+)(?![\w.+-]*\s*\())/g;

/**
 * lmerControl(optimizer = "Nelder_Mead", optCtrl = list(maxfun = 1e5)): an optimizer that there is, and how many evaluations
 * it may take, count. R's others are means to an end that is checked here in any case.
 */
export function fromControl(
  { text }: OptionValue,
  readOptimizer: (value: OptionValue) => FitOptions['optimizer'],
): Partial<FitOptions> {
  let known: Partial<FitOptions> = {};
  const left: string[] = [];
  for (const [, name, ...values] of text.matchAll(SETTING)) {
    const value = values.find((one) => one !== undefined) ?? '';
    const understood = understand(name, value, readOptimizer);
    if (understood === null) left.push(`${name}=${value}`);
    else known = { ...known, ...understood };
  }
  if (left.length === 0) return known;
  const note =
    `Of the option control, ${left.join(', ')} changes nothing here: the optimum is found by other means and checked in ` +
    'any case. The options optimizer, maxeval, tolerance and start set the search.';
  return { ...known, notes: [note] };
}

function understand(
  name: string,
  value: string,
  readOptimizer: (value: OptionValue) => FitOptions['optimizer'],
): Partial<FitOptions> | null {
  if (name === 'optimizer') {
    try {
      return { optimizer: readOptimizer({ name, text: value }) };
    } catch {
      return null;
    }
  }
  const count = toNumber(value);
  const isCount = ['maxfun', 'maxeval', 'maxit', 'maxiter'].includes(name.toLowerCase());
  return isCount && Number.isInteger(count) && count >= 1 ? { maxEvaluations: count } : null;
}
