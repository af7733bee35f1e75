/** Builds the pages that browser tests open, once for all of them, where their sources have changed. */

import { buildExcel } from '../../../scripts/buildExcel.mjs';
import { buildWorkbench } from '../../../scripts/buildWorkbench.mjs';
import { buildHarness } from '../../taskpane/harness/build';

export default async function setup(): Promise<void> {
  buildWorkbench();
  await buildExcel();
  await buildHarness();
}
