/**
 * The workbench page: a spreadsheet in the browser with the same functions and the same pane as Excel. In dist/workbench for
 * `npm start`; with `--env hosted` in dist/site for any host of static files, kept by the browsers that have opened it.
 */
import { resolve } from 'node:path';
import HtmlPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { LicencesPlugin } from './scripts/licences.mjs';
import { ServiceWorkerPlugin } from './scripts/serviceWorker.mjs';

const root = import.meta.dirname;

/** @returns {import('webpack').Configuration} */
export default function configure({ hosted = false } = {}, { mode = 'production' } = {}) {
  // What is built for use has a hash of its content in its name: browsers keep it, compiled, and never ask again.
  const name = hosted || mode === 'production' ? '[name].[contenthash:16]' : '[name]';
  const worker = 'serviceWorker';
  return {
    mode,
    devtool: false,
    target: ['web', 'es2022'],
    entry: hosted
      ? { workbench: './workbench/hosted.ts', [worker]: './workbench/offline/serviceWorker.ts' }
      : { workbench: './workbench/main.ts' },
    output: {
      path: resolve(root, hosted ? 'dist/site' : 'dist/workbench'),
      // Browsers ask for a service worker by a name that stays.
      filename: ({ chunk }) => (chunk.name === worker ? '[name].js' : `${name}.js`),
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
        excludeChunks: [worker],
      }),
      ...(hosted ? [new ServiceWorkerPlugin(`${worker}.js`)] : []),
      new LicencesPlugin(),
    ],
    optimization: {
      splitChunks: {
        cacheGroups: {
          vendor: { test: /node_modules/, name: 'vendor', chunks: ({ name: of }) => of === 'workbench' },
        },
      },
    },
    // A second build of the same sources takes a second or two.
    cache: {
      type: 'filesystem',
      cacheDirectory: resolve(root, '.cache/webpack'),
      name: `workbench-${hosted ? 'hosted-' : ''}${mode}`,
    },
    performance: { hints: false },
  };
}
