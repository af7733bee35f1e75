/** Model formulas: text to syntax tree to terms, and back to text. The grammar is in grammar.md. */

export type * from './ast';
export { deparse } from './deparse';
export { expandTerms } from './expand';
export { isPredefined, isSyntacticName, plainNames, quoteName } from './names';
export { parseEquations, parseExpression, parseFormula } from './parser';
export { formulaForGroup, printFormula, termText, withEffects } from './print';
export { hasCombinedGroups } from './randomTerms';
export { namesIn, operandsOf } from './walk';
