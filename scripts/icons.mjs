/**
 * Draws assets/icon-<size>.png from the SVGs beside them, in Chromium: `node scripts/icons.mjs`; also the two icons of the
 * package for Microsoft 365, one in full colour and one in white on nothing.
 * The pictures are checked in; run it again after changing the mark.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, ensureChromium } from './chromium.mjs';
import { root } from './install.mjs';

const SIZES = [16, 32, 64, 80, 128];
/** Up to this size the simpler drawing is clearer. */
const LARGEST_SMALL = 32;

const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
try {
  for (const size of SIZES)
    await draw(`icon-${size}.png`, size, size <= LARGEST_SMALL ? 'icon-small.svg' : 'icon.svg');
  await draw('color-192.png', 192, 'icon.svg');
  await draw('outline-32.png', 32, 'icon-small.svg', 'rect{display:none}path{stroke:#fff}');
} finally {
  await browser.close();
}

async function draw(file, size, drawing, style = '') {
  const svg = await readFile(join(root, 'assets', drawing), 'utf8');
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}${style}</style>${svg}`,
  );
  const png = await page.screenshot({ omitBackground: true });
  await writeFile(join(root, 'assets', file), png);
  await page.close();
}
