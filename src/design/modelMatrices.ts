/** From variables to matrices: X, y, the blocks of Z, names. */

import type { ModelTerms } from '../formula/ast';
import type { Table } from '../table/types';
import { requireMemory, requireResidual, requireRows } from './checks';
import { ColumnStore } from './columnStore';
import type { FrameOptions } from './frameOptions';
import type { ModelFrame } from './frameTypes';
import { buildModelFrame } from './modelFrame';
import { planRandomBlocks, randomBlocks } from './randomBlocks';
import { planPredictor, predictorColumns } from './termColumns';
import type { ModelMatrices } from './types';

/**
 * The matrices of a model, with R's column names, order and contrasts. Columns are shared wherever they are
 * equal by construction: the intercept is one array for X and all blocks of Z, a variable without transformation is the
 * array of the table itself when no row is dropped.
 *
 * Throws CellmerError `model` by lme4's checks, for a factor with one level in X or Z, and when there are more fixed
 * effects than rows.
 */
export function buildModelMatrices(frame: ModelFrame): ModelMatrices {
  const { terms, n, response } = frame;
  const blocks = planRandomBlocks(frame);
  const fixed = planPredictor(terms.fixed, (label) => frame.variables.get(label)!);
  requireRows(fixed.width, n);
  if (frame.offset === null)
    blocks.forEach(({ group, predictor }) => {
      if (predictor.intercept) requireResidual(response, group, fixed.width);
    });
  requireMemory(
    blocks.reduce((sum, block) => sum + block.predictor.width, fixed.width),
    n,
  );

  const store = new ColumnStore(n);
  const { names, columns, assign } = predictorColumns(fixed, store);
  return {
    n,
    y: response.values,
    X: { names, columns },
    assign,
    termLabels: terms.fixed.terms.map((term) => term.label),
    random: randomBlocks(blocks, store),
    offset: frame.offset,
    weights: frame.weights,
    formula: terms.source.trim(),
    responseName: response.label,
    numbersAsText: frame.numbersAsText,
    droppedRows: frame.droppedRows,
    excludedRows: frame.excludedRows,
    keptRows: frame.keptRows,
  };
}

/** `buildModelFrame` and `buildModelMatrices` in one step. */
export function modelMatrices(table: Table, terms: ModelTerms, options?: FrameOptions): ModelMatrices {
  return buildModelMatrices(buildModelFrame(table, terms, undefined, options));
}
