/** The workbench page, in dist/workbench: a spreadsheet in the browser with the same functions and the same pane as Excel. */
import { resolve } from 'node:path';
import HtmlPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { LicencesPlugin } from './scripts/licences.mjs';

const root = import.meta.dirname;

/** @returns {import('webpack').Configuration} */
export default function configure(_, { mode = 'production' } = {}) {
  // What is built for use has a hash of its content in its name: browsers keep it, compiled, and never ask again.
  const name = mode === 'production' ? '[name].[contenthash:16]' : '[name]';
  return {
    mode,
    devtool: false,
    target: ['web', 'es2022'],
    entry: { workbench: './workbench/main.tsx' },
    output: {
      path: resolve(root, 'dist/workbench'),
      filename: `${name}.js`,
      chunkFilename: `${name}.js`,
      clean: true,
    },
    resolve: {
      extensions: ['.tsx', '.ts', '.js'],
      // @stdlib tries `eval` to see whether generators exist. The page's security policy forbids it, and they do.
      alias: { '@stdlib/utils-eval': false },
    },
    module: {
      rules: [
        { test: /\.tsx?$/, loader: 'ts-loader', exclude: /node_modules/, options: { transpileOnly: true } },
        { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
        { test: /\.csv$/, type: 'asset/source' },
        { test: /\.svg$/, type: 'asset/resource' },
      ],
    },
    plugins: [
      new MiniCssExtractPlugin({ filename: `${name}.css` }),
      new HtmlPlugin({
        template: 'workbench/index.html',
        favicon: 'assets/icon.svg',
        scriptLoading: 'defer',
      }),
      new LicencesPlugin(),
    ],
    optimization: {
      splitChunks: { cacheGroups: { vendor: { test: /node_modules/, name: 'vendor', chunks: 'initial' } } },
    },
    // A second build of the same sources takes a second or two.
    cache: { type: 'filesystem', cacheDirectory: resolve(root, '.cache/webpack'), name: `workbench-${mode}` },
    performance: { hints: false },
  };
}
