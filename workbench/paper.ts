/**
 * White cells in the dark. Univer turns all colours round there, and white into black, while its grid is grey: a table whose cells are
 * white, so that no grid shows through, would be a hole in the sheet.
 */

import { ThemeService } from '@univerjs/core';
import { ICanvasColorService } from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from './univer';

/** What lies behind the grid in the dark, as Univer's own theme calls it. */
const BEHIND_GRID = 'gray.900';
const WHITE = /^(?:#fff(?:fff)?|white|rgba?\(255, ?255, ?255(?:, ?1)?\))$/i;

export function isWhite(color: string): boolean {
  return WHITE.test(color);
}

export function showPaper({ get }: Pick<Spreadsheet, 'get'>): void {
  const colors = get<{ getRenderColor(color: string): string }>(ICanvasColorService);
  const theme = get<ThemeService>(ThemeService);
  const own = colors.getRenderColor.bind(colors);
  colors.getRenderColor = (color) =>
    theme.darkMode && isWhite(color) ? theme.getColorFromTheme(BEHIND_GRID) : own(color);
}
