/**
 * The custom functions as a whole. Loading this in Excel registers them; anywhere else nothing happens, and the shell
 * takes them from FUNCTIONS.
 */

import { FUNCTIONS } from './catalog';

export { setRangeReader } from './blanks';
export { FUNCTIONS, lookOfCall } from './catalog';
export { setDataTypes } from './dataTypes';
export type { CustomFunction } from './guarded';
export { forgetBlanks, touches } from './knownBlanks';
export { largestArguments, setMessageSizes } from './messageSize';
export { getFitService, setFitService } from './service';
export { HostRefuses, type RangeReader, type SyncCall } from './sheetReading';

if (typeof CustomFunctions !== 'undefined' && typeof CustomFunctions.associate === 'function')
  for (const [id, implementation] of Object.entries(FUNCTIONS)) CustomFunctions.associate(id, implementation);
