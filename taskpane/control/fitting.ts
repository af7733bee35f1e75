/** Starts and stops fits, so that the result follows the form. */

import { foreseen } from '../../src/index';
import { isAutomatic, wantedFit, type WantedFit } from '../state/selectors';
import { text } from '../text';
import type { Desk } from './desk';
import { modelRequest } from './modelRequest';
import { DELAY } from './timers';

export class Fitting {
  private running: AbortController | null = null;
  /** The fit that a timer will start. */
  private scheduled: string | null = null;

  constructor(private readonly desk: Desk) {}

  /** Fits now, whatever it costs; a finished fit is looked at again. */
  readonly now = (): void => {
    const wanted = wantedFit(this.desk.getState());
    if (wanted && this.desk.getState().fit.running?.key !== wanted.key) this.begin(wanted);
  };

  readonly cancel = (): void => {
    const { running } = this.desk.getState().fit;
    if (!running) return;
    this.running?.abort();
    this.desk.dispatch({ type: 'fit/cancelled', key: running.key });
  };

  /** Stops a fit that nobody wants any more; starts the one that is wanted, if it may start by itself. */
  follow(delay: number): void {
    const { getState, dispatch } = this.desk;
    const wanted = wantedFit(getState());
    const { running, resultKey, failure } = getState().fit;
    const key = wanted?.key ?? null;
    if (running && running.key !== key) {
      this.running?.abort();
      return dispatch({ type: 'fit/dropped', key: running.key });
    }
    const isDone = key === null || key === resultKey || key === failure?.key || key === running?.key;
    if (isDone || !isAutomatic(getState(), key)) {
      this.scheduled = null;
      this.desk.timers.never('fit');
    } else if (key !== this.scheduled) this.schedule(key, delay);
  }

  private schedule(key: string, delay: number): void {
    const { timers, getState } = this.desk;
    this.scheduled = key;
    const begin = () => {
      this.scheduled = null;
      const now = wantedFit(getState());
      if (now?.key === key) this.begin(now);
    };
    timers.later('fit', begin, delay);
  }

  private begin(wanted: WantedFit): void {
    const { key } = wanted;
    const { service, dispatch, run } = this.desk;
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    const isCurrent = () => this.running === controller && !controller.signal.aborted;
    dispatch({ type: 'fit/started', key });
    const slow = setTimeout(() => isCurrent() && dispatch({ type: 'fit/slow', key }), DELAY.blink);
    const started = performance.now();
    const onStep = ({ evaluation, criterion }: { evaluation: number; criterion: number }) =>
      isCurrent() && dispatch({ type: 'fit/step', key, evaluation, criterion });
    const watch = { signal: controller.signal, onStep };
    const fit = async () => service.analyse(await modelRequest(wanted), { kind: 'summary' }, watch);
    const settled = fit().then(
      (result) => {
        const milliseconds = performance.now() - started;
        if (isCurrent()) dispatch({ type: 'fit/done', key, result, milliseconds });
      },
      (error: unknown) => {
        if (isCurrent()) dispatch({ type: 'fit/failed', key, error: foreseen(error, text.doing.fitting) });
      },
    );
    run(settled.finally(() => clearTimeout(slow)));
  }

  stop(): void {
    this.running?.abort();
  }
}
