/** The add-in, as `npm run build` makes it, in the simulated Excel on the web. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContextOptions } from 'playwright-core';
import { EXCEL } from '../../../scripts/buildExcel.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../../scripts/chromium.mjs';
import { serveFolder } from '../../../scripts/serve.mjs';
import type { Metadata } from '../../excel/calculation/customFunctions';
import { openAddIn, type AddInPage } from '../../excel/clients/page';
import type { RequirementSets } from '../../excel/clients/requirements';
import { SimulatedExcel, type ExcelOptions } from '../../excel/excel';

/** A browser asks a person before a page of the internet, which Excel's is, may have one of this machine in a frame. */
const MAY_FRAME_LOCALHOST = '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests';

export const SHOTS = join(import.meta.dirname, '../../../.cache/shots');

export interface OpenExcel extends AddInPage {
  readonly excel: SimulatedExcel;
  /** Saves a picture of the pane under `.cache/shots`. */
  shot(name: string): Promise<void>;
}

export interface OpenExcelOptions extends ExcelOptions {
  readonly requirements?: RequirementSets;
  /** Of the pane, in CSS pixels. */
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Before the page is opened. */
  readonly prepare?: (excel: SimulatedExcel) => void;
}

export interface ExcelServer {
  /** The folder that the add-in comes from. */
  readonly url: string;
  open(options: OpenExcelOptions): Promise<OpenExcel>;
  /** A window without Excel, for the pages beside the add-in. */
  context(
    options: BrowserContextOptions,
  ): ReturnType<Awaited<ReturnType<typeof chromium.launch>>['newContext']>;
  close(): Promise<void>;
}

export async function startExcel(): Promise<ExcelServer> {
  const server = await serveFolder(EXCEL, { port: 0 });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_ARGS, MAY_FRAME_LOCALHOST],
  });
  mkdirSync(SHOTS, { recursive: true });
  return {
    url: server.url,
    async open({ requirements, width = 350, colorScheme, prepare, ...options }) {
      const metadata = (await (await fetch(`${server.url}functions.json`)).json()) as Metadata;
      const excel = new SimulatedExcel({ metadata, ...options });
      prepare?.(excel);
      const context = await browser.newContext({
        viewport: { width, height: 740 },
        deviceScaleFactor: 2,
        reducedMotion: 'reduce',
        colorScheme,
      });
      context.setDefaultTimeout(20_000);
      const url = `${server.url}taskpane.html`;
      const addIn = await openAddIn(context, excel, { url, requirements, width });
      const shot = async (name: string) =>
        void (await addIn.page.screenshot({ path: join(SHOTS, `excel-${name}.png`) }));
      return { ...addIn, excel, shot };
    },
    context: (options) => browser.newContext(options),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
