/**
 * What a web server hosts for Excel, in dist/excel; `npm run build` (scripts/build.mjs) runs this.
 *
 * taskpane.html is the one page of the shared runtime: the pane and the functions. functions.js is the functions alone,
 * for an Excel that loads nothing but them. These two and functions.json keep their names, for the manifests name them;
 * whatever the page loads has a hash of its content in its name, so that nothing stale is ever taken from a cache.
 */
import { basename, resolve } from 'node:path';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import webpack from 'webpack';
import { docPage } from './scripts/docPage.mjs';
import { LicencesPlugin } from './scripts/licences.mjs';
import { checkedBase, DEVELOPMENT_BASE, manifests, withBase } from './scripts/manifest.mjs';

const root = import.meta.dirname;

const HASHED = '[name].[contenthash:10].js';

/**
 * The page, then the functions: apart, for modules that both had in one build could not be merged in either.
 *
 * @returns {import('webpack').Configuration[]}
 */
export default function configure(env = {}, { mode = 'production' } = {}) {
  const base = checkedBase(env.base ?? DEVELOPMENT_BASE);
  const hosted = (content) => withBase(content.toString(), base);
  const path = resolve(root, 'dist/excel');
  const licences = new LicencesPlugin();
  const shared = {
    mode,
    devtool: mode === 'production' ? false : 'source-map',
    target: ['web', 'es2022'],
    resolve: {
      extensions: ['.tsx', '.ts', '.js'],
      alias: {
        // @stdlib tries `eval` to see whether generators exist. The page's security policy forbids it, and they do.
        '@stdlib/utils-eval': false,
        debug$: resolve(root, 'library/quiet.cjs'),
        // Its modules one by one, so that what is not used stays out: the package itself is one file.
        'ml-matrix$': resolve(root, 'node_modules/ml-matrix/src/index.js'),
      },
    },
    module: {
      rules: [
        { test: /\.tsx?$/, loader: 'ts-loader', exclude: /node_modules/, options: { transpileOnly: true } },
        { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
        { test: /\.csv$/, type: 'asset/source' },
        { test: /node_modules[\\/]ml-matrix/, sideEffects: false },
        // No module of the core does anything when it is read: whoever needs one of its index gets no others.
        { include: resolve(root, 'src'), sideEffects: false },
      ],
    },
    // The pane is loaded once from a cache and stays for the whole session: its size is not what it is measured by.
    performance: { hints: false },
  };
  return [
    {
      ...shared,
      name: 'pane',
      // Its list of licences has those of the functions too.
      dependencies: ['functions'],
      entry: { taskpane: './taskpane/excel.tsx' },
      output: { path, filename: HASHED, chunkFilename: HASHED, clean: { keep: /^functions\.js/ } },
      plugins: [
        new MiniCssExtractPlugin({ filename: '[name].[contenthash:10].css' }),
        new HtmlPlugin({
          template: 'taskpane/taskpane.html',
          filename: 'taskpane.html',
          chunks: ['taskpane'],
        }),
        new CopyPlugin({
          patterns: [
            { from: 'assets/*.{png,css}' },
            { from: 'docs/images', to: 'images' },
            { from: 'functions/functions.json', to: 'functions.json', transform: hosted },
            { from: 'docs/*.md', to: '[name].html', transform: page },
            { from: 'LICENSE', to: 'licence.html', transform: licencePage },
          ],
        }),
        new ManifestsPlugin(base, Number(env.build ?? 0)),
        licences,
      ],
    },
    {
      ...shared,
      name: 'functions',
      entry: { functions: './functions/index.ts' },
      output: { path, filename: '[name].js' },
      plugins: [licences],
    },
  ];
}

function page(content, path) {
  return docPage(content.toString(), basename(path, '.md'));
}

function licencePage(content) {
  return docPage(`# Licence\n\n${content.toString()}`, 'licence');
}

class ManifestsPlugin {
  constructor(base, build) {
    this.base = base;
    this.build = build;
  }

  apply(compiler) {
    compiler.hooks.thisCompilation.tap('ManifestsPlugin', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'ManifestsPlugin', stage }, () => {
        for (const [name, content] of Object.entries(manifests(this.base, this.build)))
          compilation.emitAsset(name, new webpack.sources.RawSource(content));
      });
    });
  }
}
