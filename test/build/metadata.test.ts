import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../functions/catalog';
import metadata from '../../functions/functions.json';
import { docPage } from '../../scripts/docPage.mjs';
import { generate, METADATA_FILE, REFERENCE_FILE } from '../../scripts/metadata.mjs';
import { STATISTICS } from '../../src/index';

/**
 * The arguments of every function in their order. They are a promise to every workbook there is: append optional ones,
 * never reorder or remove.
 */
const ARGUMENTS: Readonly<Record<string, string>> = {
  'CHECK.KEY': 'value, [tolerance], [slips]',
  'CHECK.ANSWER': 'answer, key, [tolerance], [hint]',
  'CHECK.TABLE': 'questions',
  'LMER.MODEL': 'data, [model], [method], [options]',
  'LMER.FIT': 'data, [model], [method], [options]',
  'LMER.FIXEF': 'data, [model], [method], [options]',
  'LMER.VARCOMP': 'data, [model], [method], [options]',
  'LMER.VCOV': 'data, [model], [method], [which], [options]',
  'LMER.HESSIAN': 'data, [model], [method], [options]',
  'LMER.RANEF': 'data, [model], [method], [options]',
  'LMER.COEF': 'data, [model], [method], [options]',
  'LMER.RESID': 'data, [model], [method], [type], [options]',
  'LMER.PREDICT': 'data, [model], [method], [newdata], [level], [options]',
  'LMER.SIMULATE': 'data, [model], [method], [columns], [seed], [options]',
  'LMER.STAT': 'data, [model], [stat], [method], [options]',
  'LMER.ANOVA': 'data, [model], [method], [type], [options]',
  'LMER.CI': 'data, [model], [method], [parameter], [type], [level], [options]',
  'LMER.PROFILE': 'data, [model], [method], [parameter], [points], [options]',
  'LMER.TRACE': 'data, [model], [method], [options]',
  'LMER.CODE': 'data, [model], [method], [language], [options]',
  'LMER.COMPARE': 'data, [models], [options]',
  'LMER.RANOVA': 'data, [model], [method], [options]',
  'LMER.STEP': 'data, [model], [options]',
  'LMER.REPORT': 'data, [model], [method], [style], [options]',
  'LMER.INFLUENCE': 'data, [model], [method], [group], [options]',
  'LMER.EMMEANS': 'data, [model], [specs], [method], [options]',
  'LMER.CONTRASTS': 'data, [model], [specs], [contrast], [method], [options]',
  'LMER.TRENDS': 'data, [model], [variable], [specs], [method], [options]',
  'LMER.TEST': 'data, [model], [hypothesis], [method], [options]',
  'LMER.CHECK': 'data, [model], [method], [options]',
  'LMER.DEVIANCE': 'data, [model], [theta], [method], [options]',
  'BINOM.MLE': 'successes, [trials], [level], [options]',
  'LIKELIHOOD.VALUE': 'density, data, parameters, [log], [labels]',
  'LIKELIHOOD.MLE': 'density, data, [start], [options], [among]',
  'LIKELIHOOD.SCORE': 'density, data, parameters, [options]',
  'LIKELIHOOD.SURFACE': 'density, data, [grid1], [grid2], [options]',
  'LIKELIHOOD.TRACE': 'density, data, [start], [algorithm], [options]',
  'LIKELIHOOD.CI': 'density, data, [parameter], [level], [type]',
  'LIKELIHOOD.CURVE': 'density, data, [parameter], [from], [to], [points], [options]',
  'LIKELIHOOD.SIMULATE': 'density, parameters, [rows], [seed], [options]',
  'LIKELIHOOD.MVNORM': 'y, mean, covariance',
  'ONEWAY.ANOVA': 'values, groups, [options]',
  'ONEWAY.LOGLIK': 'values, groups, mu, sigma2, tau2',
  'ONEWAY.MLE': 'values, groups, [method], [options]',
  'ONEWAY.LEVENE': 'values, groups, [centre], [options]',
  'COURSE.SEED': 'student, assignment',
  'SHRINK.MEANS': 'values, groups, [method], [options]',
};

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly optional?: boolean;
  readonly customEnumId?: string;
  readonly customEnumType?: string;
  readonly type: string;
  readonly dimensionality?: string;
}

const parametersOf = ({ parameters }: { parameters: unknown }) => parameters as Parameter[];

describe('functions.json', () => {
  test('the metadata and the reference are what the declarations of the functions say', async () => {
    const { json, reference } = await generate();
    expect(readFileSync(REFERENCE_FILE, 'utf8')).toBe(reference);
    expect(readFileSync(METADATA_FILE, 'utf8')).toBe(json);
  });

  test('lists the arguments in the order that workbooks rely on', () => {
    const found = metadata.functions.map((one) => [
      one.id,
      parametersOf(one)
        .map(({ name, optional }) => (optional ? `[${name}]` : name))
        .join(', '),
    ]);
    expect(Object.fromEntries(found)).toEqual(ARGUMENTS);
  });

  test('has no argument that must be given behind one that may be left out', () => {
    for (const one of metadata.functions) {
      const given = parametersOf(one).map(({ optional }) => optional !== true);
      expect(given.lastIndexOf(true), one.id).toBe(given.filter(Boolean).length - 1);
    }
  });

  test('calls every function by its id, with a dot in it', () => {
    for (const { id, name } of metadata.functions) {
      expect(name).toBe(id);
      expect(id).toMatch(/^[A-Z]+\.[A-Z]+$/);
      expect(FUNCTIONS[id]).toBeTypeOf('function');
    }
    expect(Object.keys(FUNCTIONS)).toHaveLength(metadata.functions.length);
  });

  test('describes every function and every argument', () => {
    for (const one of metadata.functions) {
      expect(one.description.length).toBeGreaterThan(20);
      for (const { description } of parametersOf(one)) expect(description?.length ?? 0).toBeGreaterThan(10);
    }
  });

  test('lets error cells reach the functions', () => {
    expect(metadata.allowErrorForDataTypeAny).toBe(true);
  });

  test('takes ranges where ranges make sense, and gives blocks', () => {
    for (const one of metadata.functions) {
      expect(one.result).toEqual({ dimensionality: 'matrix' });
      for (const { name, type, dimensionality } of parametersOf(one))
        if (['data', 'values', 'groups', 'model', 'options'].includes(name))
          expect([one.id, name, type, dimensionality]).toEqual([one.id, name, 'any', 'matrix']);
    }
  });

  test('asks for addresses, for word when a cell is edited, and to be waited for where Excel can, for every function', () => {
    for (const { id, options } of metadata.functions)
      expect({ id, ...options }).toEqual({
        id,
        cancelable: true,
        requiresParameterAddresses: true,
        supportSync: true,
      });
  });

  test('says enumerations as Excel knows them now and as it did when they were new', () => {
    const parameters = metadata.functions.flatMap(parametersOf).filter(({ customEnumId }) => customEnumId);
    expect(parameters.length).toBeGreaterThan(20);
    for (const { customEnumId, customEnumType } of parameters) {
      expect(customEnumType).toBe(customEnumId);
      expect(metadata.enums.map(({ id }) => id)).toContain(customEnumId);
    }
    for (const { stringValue, value } of metadata.enums.flatMap((one) => one.values))
      expect(value).toBe(stringValue);
  });

  test('completes the names of all statistics', () => {
    const values = metadata.enums.find(({ id }) => id === 'Statistic')!.values;
    expect(values.map(({ stringValue }) => stringValue)).toEqual(STATISTICS.map(({ name }) => name));
    for (const { tooltip } of metadata.enums.flatMap((one) => one.values))
      expect(tooltip.length).toBeGreaterThan(5);
  });

  test('stays far below a megabyte', () => {
    expect(readFileSync(METADATA_FILE).byteLength).toBeLessThan(200_000);
  });

  test('has a help page with a place for every function', () => {
    const page = docPage(readFileSync(REFERENCE_FILE, 'utf8'), 'functions');
    for (const { id, helpUrl } of metadata.functions as { id: string; helpUrl?: string }[]) {
      expect(page.split(`id="${id}"`)).toHaveLength(2);
      expect(helpUrl).toBe(`https://localhost:3000/functions.html#${id}`);
    }
    expect(page).toContain('&quot;y ~ x + (x | g)&quot;');
  });
});
