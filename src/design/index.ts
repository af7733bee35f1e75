/** Table and terms to matrices: which rows are kept, contrasts, the fixed-effect matrix, the random-effect blocks. */

export { CONTRAST_KINDS, type ContrastChoice, type ContrastKind } from './contrastMatrices';
export { termCodings } from './contrasts';
export { expressionSlopes, offsetSlope } from './derivative';
export {
  type ContrastOptions,
  DEFAULT_CONTRASTS,
  DEFAULT_FRAME_OPTIONS,
  type FrameOptions,
  type MissingPolicy,
} from './frameOptions';
export type { ModelFrame } from './frameTypes';
export { makesFactor } from './labelFunctions';
export { buildModelFrame } from './modelFrame';
export { buildModelMatrices, modelMatrices } from './modelMatrices';
export { NEW_LEVEL, newRows, type NewRows, NO_LEVEL } from './newData';
export { inNewData, readNewTable } from './newTable';
export { orthogonalPolynomials, polynomialsAt } from './polynomial';
export { recodedColumns } from './recodedColumns';
export { withoutRows } from './withoutRows';
export type * from './types';
