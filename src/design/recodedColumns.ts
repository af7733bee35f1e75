/** The fixed effects of a model coded otherwise than it asks for: what F tests of terms are defined by. */

import { ColumnStore } from './columnStore';
import { recoded } from './contrastChoice';
import type { ModelFrame } from './frameTypes';
import { planPredictor, predictorColumns, type PredictorColumns } from './termColumns';

/**
 * X with treatment contrasts for every factor, and with a column for each level of every factor in every term. A column
 * that stands in both is the same array.
 */
export function recodedColumns(frame: ModelFrame): {
  readonly treatment: PredictorColumns;
  readonly everyLevel: PredictorColumns;
} {
  const { variables, terms, n } = recoded(frame, 'treatment');
  const store = new ColumnStore(n);
  const coded = (everyLevel: boolean): PredictorColumns =>
    predictorColumns(
      planPredictor(terms.fixed, (label) => variables.get(label)!, everyLevel),
      store,
    );
  return { treatment: coded(false), everyLevel: coded(true) };
}
