import { expect, test } from 'vitest';
import { clampWidth, usualWidth } from '../../workbench/shell/paneWidth';

test('the pane is 420 pixels wide where the page has 1,280 or more, and narrower where the sheet needs the room', () => {
  expect([1279, 1280, 1440].map(usualWidth)).toEqual([350, 420, 420]);
});

test('no pane is narrower than 270 pixels, nor wider than 600', () => {
  expect([100, 333.4, 900].map(clampWidth)).toEqual([270, 333, 600]);
});
