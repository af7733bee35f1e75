/** How the result of one of our formulas looks. */

import { lookOfCall } from '../../functions/index';
import { declared } from '../../functions/catalog';
import type { BlockLook, CellMatrix } from '../../src/index';
import type { PlacedFormula, RangeAddress, SpreadsheetHost } from '../host';
import { addressText, readAddress } from '../state/address';
import { constantOf, functionCall } from '../state/formulaCall';

/** Its function is called as the cell calls it; null for what is no table. */
export async function lookOfFormula(
  { formula, at }: PlacedFormula,
  { readRange }: Pick<SpreadsheetHost, 'readRange'>,
): Promise<BlockLook | null> {
  const { id, given } = functionCall(formula)!;
  const { parameters } = declared(id);
  const places = parameters.map((name) => argumentPlace(given[name] ?? '', at.sheet));
  const values = await Promise.all(
    parameters.map((name, i) => {
      const place = places[i];
      return place ? readRange(place) : plainValue(constantOf(given[name] ?? ''));
    }),
  );
  return lookOfCall(
    id,
    values,
    places.map((place) => place && addressText(place)),
  );
}

/** One that is written out is no block, as a host hands it over. */
function plainValue(constant: CellMatrix | undefined): unknown {
  const isOne = constant?.length === 1 && constant[0].length === 1;
  return isOne ? constant[0][0] : (constant ?? null);
}

/** Where an argument stands; null for one that is left out or written out. */
export function argumentPlace(text: string, sheet: string): RangeAddress | null {
  return text === '' || constantOf(text) ? null : readAddress(text, sheet);
}
