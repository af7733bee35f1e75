/** Makes the chart of the result ahead, so that it is known how much room it needs when it is to be inserted. */

import { usualPlot } from '../plots/live/usual';
import { chartKey, wantedFit } from '../state/selectors';
import type { PaneState } from '../state/state';
import type { Desk } from './desk';
import { modelRequest } from './modelRequest';

export class ChartWatch {
  /** What was made last, or is being made. */
  private asked: string | null = null;
  private abort = new AbortController();

  constructor(private readonly desk: Desk) {}

  follow(): void {
    const state = this.desk.getState();
    const key = state.tab === 'results' ? chartKey(state) : null;
    if (key === null || key === this.asked) return;
    this.stop();
    this.asked = key;
    this.abort = new AbortController();
    this.desk.run(this.make(key, state, this.abort.signal));
  }

  stop(): void {
    this.abort.abort();
  }

  /** @param state in which the chart is wanted: what is asked later is asked about it */
  private async make(key: string, state: PaneState, signal: AbortSignal): Promise<void> {
    const { service, dispatch } = this.desk;
    const request = await modelRequest(wantedFit(state)!);
    const plot = await usualPlot(state, (analysis) => service.analyse(request, analysis, { signal })).catch(
      // What cannot be computed cannot be charted; the plots say why.
      () => null,
    );
    if (key !== this.asked) return;
    dispatch({ type: 'insert/chart', chart: { key, formula: state.fit.result!.formula, plot } });
  }
}
