import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { DECLARED } from '../../functions/catalog';
import { generateOptions } from '../../scripts/metadata.mjs';
import { optionEffects, WITHOUT_MEANING, type OptionEffects } from '../../scripts/optionEffects.mjs';
import { OPTIONS_FILE } from '../../scripts/optionTables.mjs';
import { MODEL_OPTIONS } from '../../src/index';

/** Where an option has no meaning, with the reason; it matters everywhere else. */
const IDLE: Readonly<Record<string, readonly string[]>> = {
  // A profile is one of maximum likelihood.
  method: ['PROFILE'],
  // No limits are shown.
  level: [
    ...['VCOV', 'HESSIAN', 'STAT', 'CHECK', 'DEVIANCE'],
    ...['CODE', 'COMPARE', 'RANOVA', 'COEF', 'RESID', 'SIMULATE', 'TRACE', 'STEP', 'INFLUENCE'],
  ],
  // No tests of fixed effects are shown, and no limits from t.
  ddf: [
    ...['VARCOMP', 'VCOV', 'HESSIAN', 'RANEF', 'STAT', 'CHECK', 'DEVIANCE'],
    ...['CODE', 'COMPARE', 'RANOVA', 'COEF', 'RESID', 'SIMULATE', 'PROFILE', 'TRACE', 'INFLUENCE'],
  ],
  // Fitted values, tests of terms and means are the same in any coding.
  contrasts: ['ANOVA', 'RESID', 'EMMEANS', 'TRENDS', 'CONTRASTS'],
  levels: ['RESID'],
  // There are none: numbers, programs, and one cell.
  labels: ['STAT', 'DEVIANCE', 'CODE', 'MODEL', 'REPORT'],
  // Letters follow from it, and no numbers.
  adjust: ['EMMEANS'],
  // Nothing is searched for, or from the optimum and to the end.
  start: ['DEVIANCE', 'PROFILE'],
  maxeval: ['DEVIANCE', 'CODE', 'PROFILE'],
  tolerance: ['DEVIANCE', 'CODE', 'PROFILE'],
  optimizer: ['DEVIANCE', 'CODE', 'PROFILE'],
};

let found: OptionEffects;
beforeAll(async () => {
  found = await optionEffects();
});

/** The functions in which an option has the effect, without the name of their family. */
function functionsWith(effect: string, option: string): string[] {
  return [...found.effects].filter(([, row]) => row.get(option) === effect).map(([id]) => id.slice(5));
}

describe('the options in the functions about a model', () => {
  test('every option is tried in every function', () => {
    const functions = DECLARED.filter(({ isAboutModel }) => isAboutModel).map(({ id }) => id);
    expect([...found.effects.keys()]).toEqual(functions);
    expect(functions.every((id) => id.startsWith('LMER.'))).toBe(true);
    expect(found.options).toEqual(expect.arrayContaining(MODEL_OPTIONS.map(({ name }) => name)));
    for (const row of found.effects.values()) expect([...row.keys()]).toEqual(found.options);
  });

  test('an option has no meaning where there is a reason, and nowhere else', () => {
    const idle = found.options.map((name) => [name, functionsWith(WITHOUT_MEANING, name)]);
    const meant = found.options.map((name) => [name, IDLE[name] ?? []]);
    expect(idle).toEqual(meant);
  });

  test('an option of the model is refused nowhere but where there are several models', () => {
    const refused = MODEL_OPTIONS.map(({ name }) => [name, functionsWith('refused', name)] as const);
    expect(refused.filter(([, ids]) => ids.length > 0)).toEqual([['start', ['COMPARE']]]);
  });

  test('an option of one function is refused by all others', () => {
    const STEP = ['alpha.random', 'alpha.fixed', 'reduce.random', 'reduce.fixed', 'keep', 'drop1'];
    const OWN = ['interval', 'random', 'refit', 'effect', 'by', ...STEP, 'card', 'term', 'group'];
    const users = OWN.map((name) => [name, functionsWith('used', name)]);
    expect(Object.fromEntries(users)).toEqual({
      interval: ['PREDICT'],
      random: ['PREDICT'],
      refit: ['COMPARE'],
      effect: ['ANOVA', 'CONTRASTS'],
      by: ['ANOVA'],
      ...Object.fromEntries(STEP.map((name) => [name, ['STEP']])),
      card: ['MODEL'],
      term: ['RANEF'],
      group: ['RANEF'],
    });
  });

  test('docs/options.md says so, and describes each option as the code does', async () => {
    expect(readFileSync(OPTIONS_FILE, 'utf8')).toBe(await generateOptions(found));
  });
});
