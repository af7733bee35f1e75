/** Distributions: thin faces over a library. */

export * as beta from './beta';
export * as binomial from './binomialCoefficient';
export * as chiSquare from './chiSquare';
export * as fisherF from './fisherF';
export * as noncentralF from './noncentralF';
export * as normal from './normal';
export * as studentT from './studentT';
export { stirlingError } from './stirling';
