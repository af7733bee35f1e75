/**
 * The add-in as Excel on the web loads it: its page in a frame of Excel's page, office.js and the files that it loads from
 * Microsoft's address, everything else from a server on this machine. Nothing of office.js is stubbed: where it would ask
 * the network for its own files, it gets them from node_modules; where it talks to Excel, the simulator answers.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BrowserContext, Frame, FrameLocator, Page } from 'playwright-core';
import type { SimulatedExcel } from '../excel';
import { CrossDocumentLine, EXCEL_ORIGIN, frameName } from './crossDocument';
import type { RequirementSets } from './requirements';

const CDN = 'https://appsforoffice.microsoft.com/lib/1/hosted/';
const LIBRARY = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')),
  'dist',
);

export interface AddInPage {
  /** Excel's page around the frame. */
  readonly page: Page;
  /** The add-in. */
  readonly pane: FrameLocator;
  /** Its frame, for what runs inside of it. */
  frame(): Frame;
  /**
   * Errors on the console, exceptions, what the page's security policy refuses, and requests to anybody else than our
   * own folder and the address of office.js, as they happen.
   */
  readonly complaints: readonly string[];
  /** Closes the pane and opens it again, as closing and opening the workbook does. */
  reload(): Promise<void>;
}

export interface AddInOptions {
  /** Of the add-in's page, such as `http://localhost:4711/taskpane.html`. */
  readonly url: string;
  readonly requirements?: RequirementSets;
  /** Of the pane, in CSS pixels. */
  readonly width?: number;
}

export async function openAddIn(
  context: BrowserContext,
  excel: SimulatedExcel,
  { url, requirements, width = 350 }: AddInOptions,
): Promise<AddInPage> {
  const page = await context.newPage();
  const complaints = await complaintsOf(page, new URL('.', url).href);
  const hostPage = `<!doctype html><html lang="en"><title>Excel</title><body style="margin: 0"></body>
    <script>
      const frame = document.createElement('iframe');
      Object.assign(frame, { title: 'Cellmer', name: ${JSON.stringify(frameName())}, src: ${JSON.stringify(url)} });
      frame.style = 'border: 0; width: ${width}px; height: 100vh';
      document.body.append(frame);
      addEventListener('message', ({ data, source }) => source === frame.contentWindow && window.toExcel(data));
      window.fromExcel = (text) => frame.contentWindow.postMessage(text, ${JSON.stringify(new URL(url).origin)});
    </script>`;
  await page.route(`${EXCEL_ORIGIN}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: hostPage }),
  );
  await page.route(`${CDN}**`, (route) => {
    const path = join(LIBRARY, new URL(route.request().url()).pathname.slice('/lib/1/hosted/'.length));
    return existsSync(path) ? route.fulfill({ path }) : route.abort();
  });
  const line = new CrossDocumentLine(excel, requirements, (text) => {
    page
      .evaluate((message) => (window as unknown as { fromExcel(t: string): void }).fromExcel(message), text)
      .catch(() => undefined);
  });
  await page.exposeFunction('toExcel', (text: string) => line.receive(text));
  const load = () => page.goto(`${EXCEL_ORIGIN}/x/Book1.xlsx`);
  await load();
  return {
    page,
    complaints,
    pane: page.frameLocator('iframe'),
    frame: () => page.frames()[1],
    reload: async () => void (await load()),
  };
}

/** @param folder the address that everything of ours is below */
async function complaintsOf(page: Page, folder: string): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)));
  page.on('request', (request) => {
    const address = request.url();
    const isKnown = [folder, EXCEL_ORIGIN, CDN].some((start) => address.startsWith(start));
    if (!isKnown && !/^(?:data|blob):/.test(address)) complaints.push(`request to ${address}`);
  });
  await page.exposeFunction('refused', (what: string) => void complaints.push(`refused ${what}`));
  await page.addInitScript(`
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) =>
      refused([effectiveDirective, blockedURI, sourceFile].join(' ')));`);
  return complaints;
}
