/** How the result of one of our formulas looks, and what its arguments are. */

import { FUNCTIONS, lookOfCall } from '../../functions/index';
import { declared } from '../../functions/catalog';
import type { BlockLook, CellMatrix } from '../../src/index';
import type { PlacedFormula, RangeAddress, SpreadsheetHost } from '../host';
import { addressText, isSingleCell, readAddress } from '../state/address';
import { constantOf, functionCall } from '../state/formulaCall';

type Sheets = Pick<SpreadsheetHost, 'readRange' | 'formulaBehind'>;

/** More cells at once are data, and no models. */
const MOST_MODELS = 20;
/** Models that stand in one another's cells: more are a circle. */
const MOST_DEEP = 20;

/** Its function is called as the cell calls it; null for what is no table. */
export async function lookOfFormula(formula: PlacedFormula, sheets: Sheets): Promise<BlockLook | null> {
  const { id, values, addresses } = await callOf(formula, sheets);
  return lookOfCall(id, values, addresses);
}

/**
 * Whether all arguments are written out, are ranges of cells, or cells with models of which that is true too; and the data no other
 * single cell.
 */
export async function isReadable(
  { formula, at }: PlacedFormula,
  sheets: Pick<Sheets, 'formulaBehind'>,
  depth = 0,
): Promise<boolean> {
  const call = functionCall(formula);
  if (call === null || depth > MOST_DEEP) return false;
  const { id, given } = call;
  const isKnown = Object.values(given).every(
    (text) => constantOf(text) !== undefined || readAddress(text, at.sheet) !== null,
  );
  if (!isKnown) return false;
  for (const [name, text] of Object.entries(given)) {
    const place = argumentPlace(text, at.sheet);
    if (!place || !isAboutModel(id)) continue;
    const models = await modelsBehind(place, sheets);
    if (models === null && name === 'data' && isSingleCell(place)) return false;
    for (const model of models ?? []) if (!(await isReadable(model, sheets, depth + 1))) return false;
  }
  return true;
}

const isAboutModel = (id: string): boolean => declared(id).isAboutModel === true;

/** A call with its arguments as a host hands them over, and where they stand. */
async function callOf({ formula, at }: PlacedFormula, sheets: Sheets, depth = 0) {
  const { id, given } = functionCall(formula)!;
  const texts = declared(id).parameters.map((name) => given[name] ?? '');
  const places = texts.map((text) => argumentPlace(text, at.sheet));
  const values = await Promise.all(
    texts.map(async (text, i) => {
      const place = places[i];
      if (!place) return plainValue(constantOf(text));
      const models = isAboutModel(id) && depth < MOST_DEEP ? await modelsBehind(place, sheets) : null;
      return models
        ? Promise.all(models.map((model) => modelRow(model, sheets, depth + 1)))
        : sheets.readRange(place);
    }),
  );
  return { id, values, addresses: places.map((place) => place && addressText(place)) };
}

/** The formulas of cells that all hold a model; null where they do not. Each in a row of its own. */
async function modelsBehind(
  place: RangeAddress,
  { formulaBehind }: Pick<Sheets, 'formulaBehind'>,
): Promise<PlacedFormula[] | null> {
  if (place.rows * place.columns > MOST_MODELS) return null;
  const models: PlacedFormula[] = [];
  for (let i = 0; i < place.rows * place.columns; i++) {
    const [row, column] = [Math.floor(i / place.columns), i % place.columns];
    const cell = { ...place, row: place.row + row, column: place.column + column, rows: 1, columns: 1 };
    const found = await formulaBehind(cell);
    if (!found || functionCall(found.formula)?.id !== 'LMER.MODEL') return null;
    models.push(found);
  }
  return models;
}

/** What a cell with a model holds: more than the text that it shows, which is all that a host reads from it. */
async function modelRow(model: PlacedFormula, sheets: Sheets, depth: number): Promise<unknown[]> {
  const { id, values, addresses } = await callOf(model, sheets, depth);
  const call = FUNCTIONS[id] as (...given: unknown[]) => unknown[][] | Promise<unknown[][]>;
  const [row] = await call(...values, { parameterAddresses: addresses });
  return row;
}

/** One that is written out is no block, as a host hands it over. */
function plainValue(constant: CellMatrix | undefined): unknown {
  const isOne = constant?.length === 1 && constant[0].length === 1;
  return isOne ? constant[0][0] : (constant ?? null);
}

/** Where an argument stands; null for one that is left out or written out. */
function argumentPlace(text: string, sheet: string): RangeAddress | null {
  return text === '' || constantOf(text) ? null : readAddress(text, sheet);
}
