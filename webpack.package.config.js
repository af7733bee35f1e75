/**
 * What the package of npm has: the command line as one file for Node, dist/bin/cellmer.js, which bin/cellmer.mjs starts, and the
 * library as one file for Node, Deno and browsers, dist/library/cellmer.js. Neither needs another package.
 */
import { resolve } from 'node:path';
import { LicencesPlugin } from './scripts/licences.mjs';

const root = import.meta.dirname;

/** @returns {import('webpack').Configuration[]} */
export default function configure(_env, { mode = 'production' } = {}) {
  const shared = {
    mode,
    devtool: false,
    experiments: { outputModule: true },
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        { test: /\.ts$/, loader: 'ts-loader', exclude: /node_modules/, options: { transpileOnly: true } },
      ],
    },
    plugins: [new LicencesPlugin()],
    performance: { hints: false },
  };
  return [
    {
      ...shared,
      name: 'bin',
      target: 'node20',
      // What grades homework is one file beside the other, whatever its packages would load later.
      optimization: { splitChunks: false },
      module: { ...shared.module, parser: { javascript: { dynamicImportMode: 'eager' } } },
      entry: { cellmer: './bin/cli.ts' },
      output: {
        path: resolve(root, 'dist/bin'),
        filename: '[name].js',
        chunkFilename: '[name].js',
        module: true,
        chunkFormat: 'module',
        clean: true,
      },
    },
    {
      ...shared,
      name: 'library',
      target: ['web', 'es2022'],
      entry: { cellmer: './library/index.ts' },
      resolve: {
        ...shared.resolve,
        alias: { '@stdlib/utils-eval': false, debug$: resolve(root, 'library/quiet.cjs') },
      },
      output: {
        path: resolve(root, 'dist/library'),
        filename: '[name].js',
        module: true,
        library: { type: 'module' },
        chunkFormat: 'module',
        globalObject: 'globalThis',
        clean: true,
      },
    },
  ];
}
