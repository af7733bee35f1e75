/** What a teacher does with a homework, without a screen: for the command line and for the pane. */

export { archive, gradeBatch, type Grades, type Wanted } from './batch';
export type { GivenFile } from './grade';
export type { Platform } from './gradebook';
export { makeHandOuts, type HandOuts } from './handOut';
export { readRoster, type Roster } from './roster';
