/** Data that are hard to draw: very many groups, names that no sentence was made for, a scatter that is not normal. */

import type { CellMatrix } from '../../../src/index';
import { seeded } from '../../../taskpane/plots/data/thin';

/** Normal deviates (Box and Muller), the same ones for the same seed. */
export function deviates(seed: number): () => number {
  const random = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function manyGroups(groups: number, each: number): CellMatrix {
  const z = deviates(7);
  const rows: (string | number)[][] = [['y', 'x', 'g']];
  for (let g = 0; g < groups; g++) {
    const level = 10 * z();
    const slope = 2 + z();
    for (let i = 0; i < each; i++) rows.push([50 + level + slope * i + 5 * z(), i, `g${g + 1}`]);
  }
  return rows;
}

/** What people and attackers call their groups. */
export const NASTY_NAMES: readonly string[] = [
  'A very long name '.repeat(18).trim(),
  '👩‍👩‍👧‍👦 family 🏴‍☠️',
  'مجموعة التجربة الأولى',
  '\u202egpj.exe',
  '<img src=x onerror="window.hacked = true">',
  '=HYPERLINK("http://example.invalid", "x")',
  "'; DROP TABLE students; --",
  '&lt;b&gt;',
  'two\nlines',
  '-1+2',
];

/** @returns columns `=y`, a header of 300 characters, and `<b>g</b>` */
export function nastyGroups(): CellMatrix {
  const z = deviates(3);
  const rows: (string | number)[][] = [['=y', 'x'.repeat(300), '<b>g</b>']];
  for (const name of NASTY_NAMES) {
    const level = 4 * z();
    for (let i = 0; i < 6; i++) rows.push([20 + level + 1.5 * i + z(), i, name]);
  }
  return rows;
}

/** A lognormal scatter, so that points leave the line. */
export const SKEWED: CellMatrix = (() => {
  const z = deviates(11);
  const rows: (string | number)[][] = [['y', 'x']];
  for (let i = 0; i < 120; i++) rows.push([i / 10 + Math.exp(1.2 * z()), i / 10]);
  return rows;
})();
