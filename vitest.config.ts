import { defineConfig } from 'vitest/config';

/** As the bundler does: a CSV file is its text. */
const csvAsText = {
  name: 'csv-as-text',
  transform: (code: string, id: string) =>
    id.endsWith('.csv') ? { code: `export default ${JSON.stringify(code)};`, map: null } : null,
};

// `unit` is fast and needs nothing but Node; `e2e` drives Chromium on built pages, one file after the other.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [csvAsText],
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
