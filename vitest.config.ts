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
} as const;

// `unit` is fast and needs nothing but Node; `build` looks at what a build makes; `e2e` drives Chromium on built pages; and
// `timed` measures there how long a page stands still, one file after the other, with the machine to itself.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [csvAsText],
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/build/**'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        plugins: [csvAsText],
        test: {
          name: 'build',
          include: ['test/build/**/*.test.ts'],
          globalSetup: ['test/build/setup.ts'],
          environment: 'node',
          testTimeout: 60_000,
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
