/** The command line as one file for Node, dist/bin/cellmer.js; bin/cellmer.mjs starts it. */
import { resolve } from 'node:path';

const root = import.meta.dirname;

/** @returns {import('webpack').Configuration} */
export default function configure(_env, { mode = 'production' } = {}) {
  return {
    mode,
    devtool: false,
    target: 'node20',
    entry: { cellmer: './bin/cli.ts' },
    experiments: { outputModule: true },
    output: { path: resolve(root, 'dist/bin'), filename: '[name].js', module: true, chunkFormat: 'module' },
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        { test: /\.ts$/, loader: 'ts-loader', exclude: /node_modules/, options: { transpileOnly: true } },
      ],
    },
    performance: { hints: false },
  };
}
