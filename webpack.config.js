/**
 * What a web server hosts for Excel, in dist/excel:
 *
 *   npm run build                                        for https://localhost:3000/
 *   npm run build -- --env base=https://host/path/       for a host of your own
 *
 * taskpane.html is the one page of the shared runtime: the pane and the functions. functions.js is the functions alone,
 * for an Excel that loads nothing but them.
 */
import { resolve } from 'node:path';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { helpPage } from './scripts/helpPage.mjs';
import { checkedBase, DEVELOPMENT_BASE, withBase, withPrefix } from './scripts/manifest.mjs';

const root = import.meta.dirname;

/** @returns {import('webpack').Configuration} */
export default function configure(env = {}, { mode = 'production' } = {}) {
  const base = checkedBase(env.base ?? DEVELOPMENT_BASE);
  const hosted = (content) => withBase(content.toString(), base);
  return {
    mode,
    devtool: mode === 'production' ? false : 'source-map',
    target: ['web', 'es2022'],
    entry: { taskpane: './taskpane/excel.tsx', functions: './functions/index.ts' },
    output: {
      path: resolve(root, 'dist/excel'),
      filename: '[name].js',
      chunkFilename: '[name].js',
      clean: true,
    },
    resolve: { extensions: ['.tsx', '.ts', '.js'] },
    module: {
      rules: [
        { test: /\.tsx?$/, loader: 'ts-loader', exclude: /node_modules/, options: { transpileOnly: true } },
        { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
        { test: /\.csv$/, type: 'asset/source' },
      ],
    },
    plugins: [
      new MiniCssExtractPlugin(),
      new HtmlPlugin({ template: 'taskpane/taskpane.html', filename: 'taskpane.html', chunks: ['taskpane'] }),
      new CopyPlugin({
        patterns: [
          { from: 'assets/*.png' },
          { from: 'manifest.xml', transform: hosted },
          {
            from: 'manifest.xml',
            to: 'manifest.prefixed.xml',
            transform: (content) => withPrefix(hosted(content)),
          },
          { from: 'functions/functions.json', to: 'functions.json', transform: hosted },
          {
            from: 'functions/functions.json',
            to: 'functions.html',
            transform: (content) => helpPage(JSON.parse(content.toString())),
          },
        ],
      }),
    ],
    // The pane is loaded once from a cache and stays for the whole session: its size is not what it is measured by.
    performance: { hints: false },
  };
}
