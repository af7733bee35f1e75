import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { fitSleepStudy, goTo, openWorkbench, type OpenWorkbench } from './support/workbench';
import { stillPicture } from './support/still';

/** The picture in the README; UPDATE_PICTURE=1 takes it anew. */
const PICTURE = join(root, 'docs/images/workbench.png');
const SHOT = join(root, '.cache/shots/picture.png');

let workbench: OpenWorkbench;

beforeAll(async () => {
  mkdirSync(dirname(SHOT), { recursive: true });
  workbench = await openWorkbench();
});

afterAll(() => workbench?.close());

test('the picture of the README shows the sleep study, its model as live formulas and the pane', async () => {
  const { page } = workbench;
  await fitSleepStudy(page);
  await goTo(page, 'E4');
  await page.mouse.move(700, 450);
  await stillPicture(page, { path: SHOT });
  expect(existsSync(SHOT)).toBe(true);
  if (process.env.UPDATE_PICTURE !== '1') return;
  mkdirSync(dirname(PICTURE), { recursive: true });
  copyFileSync(SHOT, PICTURE);
});

test('the README has its picture', () => expect(existsSync(PICTURE)).toBe(true));
