/** All that `npm run fuzz` tries. */

import { calls } from './calls';
import { densityTexts, expressions } from './expressions';
import { brokenFiles, sheets } from './files';
import { formulas, texts, trees } from './formulas';
import { consistency, dummies, invariance, nested } from './models';
import { storedFormulas } from './storedFormulas';
import { delimited, tables } from './tables';

export const TARGETS = [
  trees,
  formulas,
  texts,
  expressions,
  densityTexts,
  tables,
  delimited,
  calls,
  invariance,
  dummies,
  nested,
  consistency,
  brokenFiles,
  sheets,
  storedFormulas,
];
