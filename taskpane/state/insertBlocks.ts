/** The blocks of a result that can be put on the sheet. */

/** The blocks in the order in which they stand on the sheet. */
export const INSERT_BLOCKS = [
  'fit',
  'fixef',
  'varcomp',
  'chart',
  'words',
  'vcov',
  'hessian',
  'vcov-all',
  'ranef',
  'predictions',
  'residuals',
] as const;
export type InsertBlock = (typeof INSERT_BLOCKS)[number];

/** Blocks with a function of their own; a chart shows the cells of one that depends on the model. */
export type TableBlock = Exclude<InsertBlock, 'chart'>;
