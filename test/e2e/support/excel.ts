/** The add-in, as it is built, in the simulated Excel on the web. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { buildExcel, EXCEL } from '../../../scripts/buildExcel.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../../scripts/chromium.mjs';
import { serveFolder } from '../../../scripts/serve.mjs';
import type { Metadata } from '../../excel/calculation/customFunctions';
import { openAddIn, type AddInPage } from '../../excel/clients/page';
import type { RequirementSets } from '../../excel/clients/requirements';
import { SimulatedExcel, type ExcelOptions } from '../../excel/excel';

/** A browser asks a person before a page of the internet, which Excel's is, may have one of this machine in a frame. */
const MAY_FRAME_LOCALHOST = '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests';

const SHOTS = join(import.meta.dirname, '../../../.cache/shots');

export interface OpenExcel extends AddInPage {
  readonly excel: SimulatedExcel;
  /** Saves a picture of the pane under `.cache/shots`. */
  shot(name: string): Promise<void>;
}

export interface ExcelServer {
  open(options: ExcelOptions & { readonly requirements?: RequirementSets }): Promise<OpenExcel>;
  close(): Promise<void>;
}

export async function startExcel(): Promise<ExcelServer> {
  await buildExcel({ log: () => undefined });
  const server = await serveFolder(EXCEL, { port: 0 });
  const browser: Browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_ARGS, MAY_FRAME_LOCALHOST],
  });
  mkdirSync(SHOTS, { recursive: true });
  return {
    async open({ requirements, ...options }) {
      const metadata = (await (await fetch(`${server.url}functions.json`)).json()) as Metadata;
      const excel = new SimulatedExcel({ metadata, ...options });
      const viewport = { width: 350, height: 740 };
      const context = await browser.newContext({ viewport, deviceScaleFactor: 2, reducedMotion: 'reduce' });
      context.setDefaultTimeout(20_000);
      const addIn = await openAddIn(context, excel, { url: `${server.url}taskpane.html`, requirements });
      const shot = async (name: string) =>
        void (await addIn.page.screenshot({ path: join(SHOTS, `excel-${name}.png`) }));
      return { ...addIn, excel, shot };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
