/** What a teacher does with a homework, without a screen: for the command line and for the pane. */

export { archive, gradeBatch, type Grades, type Wanted } from './batch';
export type { GivenFile, Graded } from './grade';
export type { Platform } from './gradebook';
export { makeHandOuts, type HandOuts } from './handOut';
export { fileName } from './names';
export { writeReceipt } from './receipt';
export { readRoster, type Roster } from './roster';
