/** What every part of the pane's work shares: the state, the spreadsheet, the fit service and the timers. */

import { sentenceOf } from '../../src/index';
import type { FitService } from '../../worker/types';
import type { SpreadsheetHost } from '../host';
import type { Action } from '../state/actions';
import type { PaneState } from '../state/state';
import { text } from '../text';
import type { Timers } from './timers';

export interface Desk {
  readonly host: SpreadsheetHost;
  readonly service: FitService;
  readonly timers: Timers;
  readonly getState: () => PaneState;
  readonly dispatch: (action: Action) => void;
  /** Lets a promise go on by itself; what goes wrong with it is said where data problems are. */
  readonly run: (promise: Promise<unknown>) => void;
}

/** Waits for an action; what goes wrong with it is said where data problems are. */
export async function attempt({ dispatch }: Desk, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    dispatch({ type: 'data/failed', message: sentenceOf(error, text.doing.data) });
  }
}
