import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// The snippets exist in no project, so the few rules that ask for types are left out here.
const eslint = new ESLint({
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/await-thenable': 'off',
    },
  },
});

/** Identifiers of the rules that object to `code` as the text of `filePath`. */
async function objections(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return [...new Set(result.messages.map((message) => message.ruleId ?? message.message))];
}

describe('imports run downward only', () => {
  it.each([
    ['src/linalg/snippet.ts', "export { fit } from '../mixed/fit';"],
    ['src/table/snippet.ts', "import type { Formula } from '../formula/ast';\nexport type F = Formula;"],
    ['src/formula/snippet.ts', "export const load = () => import('../design/types');"],
    ['src/design/snippet.ts', "export * from '../analyses/fitResult';"],
    ['src/mixed/snippet.ts', "export * from '../inference/wald';"],
    ['src/mixed/snippet.ts', "export * from '../../worker/types';"],
    ['src/optimize/snippet.ts', "export { readFileSync } from 'node:fs';"],
    ['src/optimize/snippet.ts', "export { useState } from 'react';"],
    ['src/inference/snippet.ts', "export type { Fit } from '../fits';"],
    ['src/analyses/snippet.ts', "export type { MixedFit } from '../mixed/fit';"],
    ['src/analyses/snippet.ts', "export * from '../inference/satterthwaite';"],
    ['src/analyses/snippet.ts', "export * from '../inference/profile/parameters';"],
    ['src/model/snippet.ts', "export * from '../mixed/search/optimizers';"],
    ['src/code/snippet.ts', "export * from '../inference/contrasts';"],
    ['src/index.ts', "export * from './mixed/fit';"],
    ['worker/snippet.ts', "export * from '../src/analyses/fitResult';"],
    ['functions/snippet.ts', "export * from '../taskpane/host';"],
    ['functions/snippet.ts', "export * from '../src/mixed/fit';"],
    ['taskpane/snippet.tsx', "export * from '../workbench/host';"],
    ['taskpane/snippet.tsx', "export type { Table } from '../src/table/types';"],
    ['bin/snippet.ts', "export * from '../worker/types';"],
  ])('rejects in %s: %s', async (filePath, code) => {
    expect(await objections(filePath, code)).toEqual(['cellmer/layers']);
  });

  it.each([
    ['src/mixed/snippet.ts', "export * from '../optimize/trustRegion';"],
    ['src/analyses/snippet.ts', "export * from '../errors';"],
    ['src/analyses/snippet.ts', "export type { Fit } from '../fits';"],
    ['src/analyses/snippet.ts', "export * from '../inference/wald';"],
    ['src/fits/snippet.ts', "export * from '../mixed/fit';"],
    ['src/distributions/snippet.ts', "export { default } from '@stdlib/stats-base-dists-t-cdf';"],
    ['worker/snippet.ts', "export * from '../src/index';"],
    ['functions/snippet.ts', "export * from '../worker/types';"],
    ['bin/snippet.ts', "export { readFileSync } from 'node:fs';"],
    ['test/snippet.ts', "export * from '../src/mixed/fit';"],
  ])('allows in %s: %s', async (filePath, code) => {
    expect(await objections(filePath, code)).toEqual([]);
  });
});

describe('the core is pure', () => {
  it.each([
    'Date.now()',
    'performance.now()',
    'document.title',
    'globalThis.name',
    'Office.context',
    "console.log('')",
  ])('rejects %s in src', async (expression) => {
    expect(await objections('src/mixed/snippet.ts', `export const value: unknown = ${expression};`)).toEqual([
      'no-restricted-globals',
    ]);
  });

  it('rejects Math.random in src', async () => {
    const code = 'export const value = Math.random();';
    expect(await objections('src/optimize/snippet.ts', code)).toEqual(['no-restricted-properties']);
  });
});

describe('Office stays behind its host', () => {
  it('rejects the helpers of Office everywhere in the pane but in hosts/excel/index.ts', async () => {
    const code = "export { UI } from '@microsoft/office-js-helpers';";
    expect(await objections('taskpane/snippet.ts', code)).toEqual(['cellmer/layers']);
    expect(await objections('taskpane/hosts/excel/index.ts', code)).toEqual([]);
  });

  it('rejects the global Excel in the pane and allows it in hosts/excel/index.ts', async () => {
    const code = 'export const run: unknown = Excel.run;';
    expect(await objections('taskpane/snippet.tsx', code)).toEqual(['no-restricted-globals']);
    expect(await objections('taskpane/hosts/excel/index.ts', code)).toEqual([]);
  });

  it('allows the functions the global CustomFunctions, and nothing else of Office', async () => {
    const associate = "CustomFunctions.associate('A', () => 1);";
    expect(await objections('functions/snippet.ts', associate)).toEqual([]);
    expect(await objections('functions/snippet.ts', 'export const c: unknown = Office.context;')).toEqual([
      'no-restricted-globals',
    ]);
    expect(await objections('worker/snippet.ts', associate)).toEqual(['no-restricted-globals']);
  });
});

it('the rules of hooks hold in the pane', async () => {
  const code = [
    "import { useState } from 'react';",
    'export function Panel({ open }: { open: boolean }) {',
    '  if (open) useState(0);',
    '  return null;',
    '}',
  ].join('\n');
  expect(await objections('taskpane/snippet.tsx', code)).toEqual(['react-hooks/rules-of-hooks']);
});
