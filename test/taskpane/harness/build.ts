/** The harness as a page for the browser, bundled with the rules of the product's own build. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import webpack from 'webpack';
import { lastBuild } from '../../../scripts/fingerprint.mjs';
import configure from '../../../webpack.config.js';

const root = join(import.meta.dirname, '../../..');
/** Where the page is built to. */
export const HARNESS = join(root, '.cache/pane');
const SOURCES = ['src', 'worker', 'functions', 'taskpane', 'examples', 'assets', 'test/taskpane'];
const FILES = ['package-lock.json', 'tsconfig.json', 'webpack.config.js'];

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pane</title><link rel="stylesheet" href="main.css">
<style>html, body { margin: 0; height: 100%; } #pane { height: 100%; }</style></head>
<body><main id="pane"></main><script src="main.js"></script></body>
</html>`;

/** Builds the page when its sources have changed. */
export async function buildHarness(): Promise<void> {
  const file = join(HARNESS, 'index.html');
  const last = lastBuild({ name: 'pane', file, sources: [...SOURCES, ...FILES] });
  if (last.isCurrent) return;
  const [rest] = configure({}, { mode: 'development' });
  mkdirSync(HARNESS, { recursive: true });
  const config: webpack.Configuration = {
    ...rest,
    devtool: false,
    entry: { main: join(import.meta.dirname, 'page.tsx') },
    output: { path: HARNESS, filename: '[name].js' },
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
  writeFileSync(file, PAGE);
  last.made();
}
