import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv, type Cell } from '../src/index';

/** The cells of an example, header row first; rows of their own each time, for a test may change them. */
export function exampleCells(name: string): Cell[][] {
  const text = readFileSync(join(import.meta.dirname, '../examples', `${name}.csv`), 'utf8');
  return parseCsv(text).map((row) => [...row]);
}
