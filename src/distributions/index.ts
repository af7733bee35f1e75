/** Distributions: thin faces over a library. */

export * as normal from './normal';
export * as studentT from './studentT';
