/** What the objects of the protocol do to the simulated Excel. */

import type { Place, Workbook } from '../model/workbook';
import type { Worksheet } from '../model/worksheet';
import type { HostObject } from './objects';

export type EventName = 'selection' | 'changed' | 'calculated';

/** What `Range.formulas` gives for a spilled cell that is not the first: the documentation does not say. */
export type SpilledFormulas = 'empty' | 'repeated' | 'value';

export interface Core {
  readonly workbook: Workbook;
  readonly spilledFormulas: SpilledFormulas;
  /** Objects that the page has asked Excel to keep. */
  readonly references: Map<string, HostObject>;
  /** Enters constants or formulas; null leaves a cell as it is. */
  enter(place: Place, inputs: readonly (readonly unknown[])[]): void;
  clear(place: Place): void;
  select(place: Place): void;
  activate(sheet: Worksheet): void;
  addSheet(name: string): Worksheet;
  removeSheet(sheet: Worksheet): void;
  recalculateAll(): void;
  listen(event: EventName, target: string, change: 1 | -1): void;
  /** Results of custom functions, as arrays. */
  settle(results: readonly (readonly unknown[])[]): void;
  /** The page can be called. */
  functionsReady(): void;
}
