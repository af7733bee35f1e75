/** Studies the likelihood that the studio asks for, and keeps its choices in the workbook. */

import {
  answerLikelihood,
  foreseen,
  type LikelihoodAnswer,
  type LikelihoodKind,
  type LikelihoodPlace,
  type LikelihoodQuestion,
  likelihoodQuestionCost,
} from '../../src/index';
import { currentReplay } from '../../worker/replay';
import { isStudyWanted, plainKey, studyTitle, wantedStudy, type WantedStudy } from '../state/wantedStudy';
import { readStudio, STUDIO_KEY, writeStudio } from '../state/studioStorage';
import { text } from '../text';
import type { Desk } from './desk';
import { DELAY } from './timers';

type Study = Extract<WantedStudy, { kind: 'study' }>;

export class Studies {
  /** The study that a timer will start. */
  private scheduled: string | null = null;
  private stored: string | null = null;
  private isRestored = false;
  /** What the last answer was made from: nothing else can change it. */
  private seen: readonly unknown[] = [];

  /** The study under way, and the value that was asked for last: a new one takes the place of the one before it. */
  private studying = new AbortController();
  private trying = new AbortController();

  constructor(private readonly desk: Desk) {}

  async restore(): Promise<void> {
    const choice = readStudio(await this.desk.host.loadSetting(STUDIO_KEY));
    this.stored = choice && writeStudio(choice);
    this.isRestored = true;
    if (choice) this.desk.dispatch({ type: 'likelihood', choice });
  }

  /** Starts the study that is wanted, stores the choices. Nothing is studied while nobody looks. */
  follow(): void {
    const { getState } = this.desk;
    const { tab, likelihood, data, form } = getState();
    const seen = [tab, likelihood, data, form.outcome];
    if (seen.every((one, i) => one === this.seen[i])) return;
    this.seen = seen;
    this.store();
    if (tab !== 'likelihood') return;
    const wanted = wantedStudy(getState());
    const key = wanted.kind === 'study' ? wanted.key : null;
    if (likelihood.running && likelihood.running.key !== key) {
      this.studying.abort();
      return this.desk.dispatch({ type: 'study', study: { running: null } });
    }
    if (key === null || !isStudyWanted(getState(), key)) {
      this.scheduled = null;
      this.desk.timers.never('study');
    } else if (key !== this.scheduled) this.schedule(key);
  }

  /** The exact curve of a likelihood that takes long, or a study that was stopped or failed before. */
  readonly now = (): void => {
    const wanted = wantedStudy(this.desk.getState());
    if (wanted.kind !== 'study') return;
    this.desk.dispatch({
      type: 'study',
      study: { curveFor: plainKey(wanted.key), cancelledKey: null, failure: null },
    });
  };

  readonly cancel = (): void => {
    const { running } = this.desk.getState().likelihood;
    if (!running) return;
    this.studying.abort();
    this.desk.dispatch({
      type: 'study',
      study: { running: null, cancelledKey: running.key, curveFor: null },
    });
  };

  /** The likelihood on show at values of its parameters; null where the data are impossible, or nothing is on show. */
  readonly placeAt = async (values: readonly number[]): Promise<LikelihoodPlace | null> => {
    const { resultRequest: request } = this.desk.getState().likelihood;
    if (!request) return null;
    this.trying.abort();
    this.trying = new AbortController();
    return this.ask<'place'>({ kind: 'place', request, values }, this.trying);
  };

  stop(): void {
    this.studying.abort();
    this.trying.abort();
  }

  /** Takes as long as it takes: whoever waits sees it, and can stop it. */
  private async ask<K extends LikelihoodKind>(
    question: LikelihoodQuestion<K>,
    { signal }: AbortController,
  ): Promise<LikelihoodAnswer<K>> {
    const here = () => answerLikelihood<K>(question, currentReplay() ?? undefined);
    const watch = { signal, timeBudget: Infinity };
    const cost = likelihoodQuestionCost(question);
    return (await this.desk.service.call(question, cost, here, watch)) as LikelihoodAnswer<K>;
  }

  private schedule(key: string): void {
    const { timers, getState } = this.desk;
    this.scheduled = key;
    const begin = () => {
      this.scheduled = null;
      const now = wantedStudy(getState());
      if (now.kind === 'study' && now.key === key) this.begin(now);
    };
    timers.later('study', begin);
  }

  private begin({ key, request }: Study): void {
    const { dispatch, getState, run } = this.desk;
    const isCurrent = () => getState().likelihood.running?.key === key;
    dispatch({ type: 'study', study: { running: { key, slow: false } } });
    const slow = setTimeout(() => {
      if (isCurrent()) dispatch({ type: 'study', study: { running: { key, slow: true } } });
    }, DELAY.blink);
    this.studying.abort();
    this.studying = new AbortController();
    const settled = this.ask<'study'>({ kind: 'study', request }, this.studying).then(
      (result) => {
        if (!isCurrent()) return;
        const resultTitle = studyTitle(getState(), result.maximum.observations);
        dispatch({
          type: 'study',
          study: {
            running: null,
            result,
            resultKey: key,
            resultRequest: request,
            resultTitle,
            failure: null,
          },
        });
      },
      (error: unknown) => {
        if (isCurrent())
          dispatch({
            type: 'study',
            study: { running: null, failure: { key, error: foreseen(error, text.doing.fitting) } },
          });
      },
    );
    run(settled.finally(() => clearTimeout(slow)));
  }

  private store(): void {
    if (!this.isRestored) return;
    const { host, getState, timers, run } = this.desk;
    const written = writeStudio(getState().likelihood.choice);
    // What nobody has touched is not stored.
    this.stored ??= written;
    if (written === this.stored) return;
    this.stored = written;
    timers.later('saveStudy', () => run(host.saveSetting(STUDIO_KEY, written)));
  }
}
