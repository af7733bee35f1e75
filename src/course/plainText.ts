/** Texts as they are compared, whoever has typed them. */

import { composed } from '../table';
import type { Cell } from '../table/types';

/** Without white space around it, in small letters, one blank between words; how an accent is stored makes no difference. */
export function plainText(cell: Cell): string {
  const text = composed(String(cell ?? ''));
  return composed(text.trim().replace(/\s+/g, ' ').toLowerCase());
}
