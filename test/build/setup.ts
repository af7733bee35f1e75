/** Builds the add-in once for all tests that look at what is shipped, where its sources have changed. */

import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildExcel, EXCEL } from '../../scripts/buildExcel.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The path of functions.js. */
    readonly functionsBundle: string;
  }
}

export default async function setup({ provide }: TestProject): Promise<void> {
  await buildExcel();
  provide('functionsBundle', join(EXCEL, 'functions.js'));
}
