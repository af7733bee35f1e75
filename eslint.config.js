import { defineConfig } from 'eslint/config';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { layersRule } from './eslint/layers.mjs';

/**
 * What the core must be handed instead of taking it. tsconfig.core.json, which knows neither DOM nor Node nor Office,
 * rejects the rest of their globals; these exist in the language itself or are worth a better sentence.
 */
const IMPURE = [
  'Date',
  'globalThis',
  'performance',
  'console',
  'crypto',
  'fetch',
  'document',
  'window',
  'self',
];
const IMPURE_TOO = [
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'Worker',
  'postMessage',
];

const OFFICE = ['Office', 'Excel', 'OfficeExtension', 'OfficeRuntime', 'OfficeHelpers'];

const CUSTOM_FUNCTIONS = 'CustomFunctions';

const NODE = [
  'process',
  'console',
  'URL',
  'setTimeout',
  'clearTimeout',
  'fetch',
  'Buffer',
  'AbortController',
  'performance',
];

const forbid = (names, message) => names.map((name) => ({ name, message }));
const KNOWS_OFFICE = 'Only taskpane/hosts/excel, the functions and the entry files know Office.';

export default defineConfig(
  { ignores: ['dist', 'node_modules', '.cache', 'coverage', 'wasm', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      // Index loops over several arrays at once are what kernels are made of.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-else-return': 'off',
    },
  },
  {
    // A promise nobody waits for loses its error; only types tell which expressions are promises.
    files: ['{worker,functions,taskpane,workbench,bin}/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { cellmer: { rules: { layers: layersRule } } },
    rules: { 'cellmer/layers': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...forbid(
          [...IMPURE, ...IMPURE_TOO],
          'The core is pure: clock, seed, progress and cancellation come in as arguments.',
        ),
        ...forbid([...OFFICE, CUSTOM_FUNCTIONS], KNOWS_OFFICE),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'The core has no randomness of its own: take a seed.',
        },
      ],
    },
  },
  {
    files: ['{worker,taskpane,workbench,bin,examples}/**/*.{ts,tsx}'],
    // The entry files start inside Office, and hosts/excel is the one place that talks to it.
    ignores: ['taskpane/hosts/excel/**', 'taskpane/excel.tsx'],
    rules: {
      'no-restricted-globals': ['error', ...forbid([...OFFICE, CUSTOM_FUNCTIONS], KNOWS_OFFICE)],
    },
  },
  {
    // Functions register themselves with the global CustomFunctions and know nothing else of Office.
    files: ['functions/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...forbid(OFFICE, KNOWS_OFFICE)] },
  },
  {
    files: ['{taskpane,workbench}/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: Object.fromEntries(NODE.map((name) => [name, 'readonly'])) },
  },
);
