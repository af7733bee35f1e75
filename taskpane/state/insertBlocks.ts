/** The blocks of a result that can be put on the sheet. */

/** The blocks in the order in which they stand on the sheet. */
export const INSERT_BLOCKS = [
  'fit',
  'fixef',
  'varcomp',
  'words',
  'vcov',
  'hessian',
  'vcov-all',
  'ranef',
  'predictions',
  'residuals',
] as const;
export type InsertBlock = (typeof INSERT_BLOCKS)[number];
