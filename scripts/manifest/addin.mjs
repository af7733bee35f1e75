/**
 * What Excel is told about the add-in. manifest.xml, manifest.prefixed.xml and manifest.json are all written from this.
 * Addresses are relative to where the add-in is hosted.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';

/** The build adds a part that rises by itself where there are four; a package for Microsoft 365 has three, of which the last is raised here. */
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

export const ADDIN = {
  id: '9a6f73a0-a273-4795-862a-a7f67bf61001',
  /** Another add-in than the one without a prefix, so that both may be installed. */
  prefixedId: '4d1f1c1e-5a0b-4b61-9a53-0f3a0a4f6c52',
  /** Stands before the functions' names in the prefixed manifest: =CELLMER.LMER.FIT(...). */
  prefix: 'CELLMER',
  version,
  provider: 'The Cellmer authors',
  name: 'Cellmer',
  /** At most 80 characters. */
  summary: 'Mixed models and likelihood inference as live formulas.',
  /** At most 250 characters. */
  description:
    'Mixed models and likelihood inference as live formulas. Everything is computed on your own machine.',
  pages: {
    taskpane: 'taskpane.html',
    help: 'functions.html',
    support: 'support.html',
    privacy: 'privacy.html',
    terms: 'licence.html',
  },
  functions: { script: 'functions.js', metadata: 'functions.json' },
  icon: (size) => `assets/icon-${size}.png`,
  /** Sizes in the ribbon; the unified manifest takes only three of them, which Excel requires. */
  iconSizes: [16, 32, 64, 80],
  requiredIconSizes: [16, 32, 80],
  /** Of the package for Microsoft 365: paths beside manifest.json. */
  packageIcons: { color: 'assets/color-192.png', outline: 'assets/outline-32.png' },
  /** What an Excel must have for the add-in to be offered at all; anything newer is used where it is there. */
  requirements: { SharedRuntime: '1.1', CustomFunctionsRuntime: '1.3', ExcelApi: '1.9' },
  ribbon: {
    tab: 'TabData',
    group: { id: 'Cellmer.Group', label: 'Cellmer' },
    controls: [
      {
        id: 'Cellmer.ShowPane',
        label: 'Mixed models',
        tooltip: 'Build a mixed model and put its results on the sheet as live formulas.',
        opens: 'Cellmer.Pane',
      },
      {
        id: 'Cellmer.ShowExamples',
        label: 'Examples',
        tooltip: 'Put example data on a new sheet, each with its worked analysis as live formulas.',
        /** The name that taskpane/excel.tsx gives the function. */
        runs: 'showExamples',
      },
    ],
  },
  getStarted: {
    title: 'Cellmer is ready',
    description: 'Type =LMER.FIT( in a cell, or open Mixed models on the Data tab.',
  },
};
