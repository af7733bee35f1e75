/** Which hypotheses follow from others, and which contradict them. */

import { CellmerError } from '../../errors';
import { dot, subtractMultipleInPlace } from '../../linalg/columns';
import type { HypothesisRow } from './rows';

/** A part below this share of the whole is rounding. */
const ROUNDING = 1e-8;

/**
 * The rows that follow from those before them, by their numbers.
 *
 * @param scales one per column of X, comparable sizes of the coefficients
 * @throws CellmerError `option` where a row gives another value to a combination of the rows before it
 */
export function redundantRows(rows: readonly HypothesisRow[], scales: Float64Array): number[] {
  const basis: { readonly unit: Float64Array; readonly value: number }[] = [];
  const redundant: number[] = [];
  rows.forEach(({ label, weights, value }, i) => {
    const rest = weights.map((weight, j) => weight * scales[j]);
    const size = Math.sqrt(dot(rest, rest));
    let [left, parts] = [value, Math.abs(value)];
    // Twice is enough.
    for (const { unit, value: of } of [...basis, ...basis]) {
      const share = dot(unit, rest);
      subtractMultipleInPlace(rest, share, unit);
      left -= share * of;
      parts += Math.abs(share * of);
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > ROUNDING * size) basis.push({ unit: rest.map((v) => v / length), value: left / length });
    else if (Math.abs(left) <= ROUNDING * parts) redundant.push(i);
    else throw contradiction(label, rows.slice(0, i));
  });
  return redundant;
}

function contradiction(label: string, before: readonly HypothesisRow[]): CellmerError {
  const others = before.length === 1 ? `"${before[0].label}"` : 'the hypotheses before it';
  return new CellmerError(
    'option',
    `The hypothesis "${label}" contradicts ${others}: both cannot be true, so they cannot be tested together.`,
  );
}
