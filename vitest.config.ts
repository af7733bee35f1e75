import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** As the bundler does: a CSV file is its text. */
const csvAsText = {
  name: 'csv-as-text',
  transform: (code: string, id: string) =>
    id.endsWith('.csv') ? { code: `export default ${JSON.stringify(code)};`, map: null } : null,
};

const browser = {
  environment: 'node',
  globalSetup: ['test/e2e/support/setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 300_000,
  // What a page shows in a moment takes longer where the machine has other work.
  expect: { poll: { timeout: 30_000 } },
} as const;

/** What has no state of its own between calls: its tests share their modules, which are read once and not for each file. */
const CORE = [
  'analyses',
  'bin',
  'code',
  'course',
  'design',
  'distributions',
  'examples',
  'fits',
  'formula',
  'golden',
  'inference',
  'layout',
  'likelihood',
  'linalg',
  'means',
  'mixed',
  'model',
  'optimize',
  'predict',
  'random',
  'table',
].map((folder) => `test/${folder}/**/*.test.{ts,tsx}`);

const quick = {
  environment: 'node',
  setupFiles: ['test/properties.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

/** Left out where LibreOffice is not installed. */
const WITH_LIBRE_OFFICE = 'test/workbench/files/libreOffice.test.ts';
const hasLibreOffice = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'soffice')));

// `core` and `unit` are fast and need nothing but Node; `fuzz` tries random cases for a minute; `build` looks at what a build makes;
// `e2e` drives Chromium on built pages; and `timed` measures there how long a page stands still, one file after the other, with the
// machine to itself.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [csvAsText],
        test: {
          name: 'core',
          include: CORE,
          isolate: false,
          // On all cores, and before the others, some of which look at the clock.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          ...quick,
        },
      },
      {
        plugins: [csvAsText],
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [
            ...['test/e2e/**', 'test/build/**', 'test/fuzz/**', ...CORE],
            ...(hasLibreOffice ? [] : [WITH_LIBRE_OFFICE]),
          ],
          sequence: { groupOrder: 1 },
          ...quick,
        },
      },
      {
        plugins: [csvAsText],
        test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], sequence: { groupOrder: 2 }, ...quick },
      },
      {
        plugins: [csvAsText],
        test: {
          name: 'build',
          include: ['test/build/**/*.test.ts'],
          globalSetup: ['test/build/setup.ts'],
          ...quick,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/**/*.timed.test.ts'],
          ...browser,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'timed',
          include: ['test/e2e/**/*.timed.test.ts'],
          ...browser,
          fileParallelism: false,
        },
      },
    ],
  },
});
