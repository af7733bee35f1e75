/** The harness as a page for the browser, bundled with the rules of the product's own build. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import webpack from 'webpack';
import configure from '../../../webpack.config.js';

const root = join(import.meta.dirname, '../../..');

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pane</title><link rel="stylesheet" href="main.css">
<style>html, body { margin: 0; height: 100%; } #pane { height: 100%; }</style></head>
<body><main id="pane"></main><script src="main.js"></script></body>
</html>`;

/** Builds the page and returns its folder. */
export async function buildHarness(): Promise<string> {
  const rest = configure({}, { mode: 'development' });
  const folder = join(root, '.cache/pane');
  mkdirSync(folder, { recursive: true });
  const config: webpack.Configuration = {
    ...rest,
    devtool: false,
    entry: { main: join(import.meta.dirname, 'page.tsx') },
    output: { path: folder, filename: '[name].js' },
    // One name for the styles, and no page, manifest or picture.
    plugins: [new MiniCssExtractPlugin({ filename: '[name].css' })],
    cache: { type: 'filesystem', cacheDirectory: join(root, '.cache/webpack-pane') },
  };
  await new Promise<void>((resolve, reject) => {
    const compiler = webpack(config);
    compiler!.run((error, stats) => {
      if (error || stats?.hasErrors()) return reject(error ?? new Error(stats!.toString('errors-only')));
      compiler!.close(() => resolve());
    });
  });
  writeFileSync(join(folder, 'index.html'), PAGE);
  return folder;
}
