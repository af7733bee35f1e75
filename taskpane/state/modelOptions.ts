/** The options of the model; whether the data have headers is said of the data. */

import { DEFAULT_FIT_OPTIONS, type FitOptions } from '../../src/index';

export type ModelOptions = Omit<FitOptions, 'headers'>;

const { headers: _, ...OPTIONS } = DEFAULT_FIT_OPTIONS;
export const DEFAULT_OPTIONS: ModelOptions = OPTIONS;
