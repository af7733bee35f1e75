/** How the functions are called in this Excel. */

import { calledHere } from '../../../functions/storedNames';

let namespace = '';

/** @param name what the manifest has put before the names of the functions, `CELLMER` or nothing */
export function setNamespace(name: string): void {
  namespace = name;
}

/** A formula that calls our functions by the names that they have here; null for one that calls none. */
export function oursHere(formula: string): string | null {
  return calledHere(formula, namespace);
}

/** Any formula, ours by the names that they have here. */
export function formulaHere(formula: string): string {
  return oursHere(formula) ?? formula;
}
