/**
 * Studies of likelihoods off the page's own thread. There is one question at a time: a new one takes the place of the one
 * before it. Where no worker can be had, the question is answered here, after what is waiting.
 */

import {
  CellmerError,
  studiedValue,
  studyLikelihood,
  type LikelihoodStudy,
  type StudyRequest,
} from '../src/index';
import { fromPlainError, type PlainError } from './messages';

/** To the worker: the whole study, or the log-likelihood at one value alone. */
export interface StudyOrder {
  readonly request: StudyRequest;
  readonly at: number | null;
}

export type StudyReport =
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'error'; readonly error: PlainError };

/** What is used of a Worker. */
export type StudyWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

export interface StudyService {
  /** Rejects with CellmerError, `cancelled` when another question came or `stop` was called. */
  study(request: StudyRequest): Promise<LikelihoodStudy>;
  /** The log-likelihood at one value of the parameter on show; see `studiedValue`. */
  valueAt(request: StudyRequest, value: number): Promise<number | null>;
  /** Gives the study under way up. */
  stop(): void;
  dispose(): void;
}

/** A density of one parameter with so many rows at most is studied at once: some milliseconds. */
const SMALL_ROWS = 2000;
const ONE_PARAMETER = new Set(['binomial', 'binary', 'poisson', 'exponential', 'geometric']);

/** @param createWorker starts a worker from the page's own origin; without it all is computed on the calling thread */
export function createStudyService(createWorker?: () => StudyWorker): StudyService {
  const studies = new Lane(createWorker);
  const values = new Lane(createWorker);
  return {
    study: (request) => studies.ask({ request, at: null }) as Promise<LikelihoodStudy>,
    valueAt: (request, at) => values.ask({ request, at }) as Promise<number | null>,
    stop: () => studies.stop(),
    dispose() {
      studies.stop();
      values.stop();
    },
  };
}

interface Question {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One question at a time, in a worker that is kept until it has to be stopped. */
class Lane {
  private worker: StudyWorker | null = null;
  private current: Question | null = null;

  constructor(private createWorker: (() => StudyWorker) | undefined) {}

  ask(order: StudyOrder): Promise<unknown> {
    this.stop();
    return new Promise((resolve, reject) => {
      const question = { resolve, reject };
      this.current = question;
      const worker = isSmall(order.request) ? null : this.start();
      if (worker) worker.postMessage(order);
      else if (isSmall(order.request)) this.answerHere(question, order);
      else setTimeout(() => this.answerHere(question, order), 0);
    });
  }

  stop(): void {
    const { current, worker } = this;
    this.current = null;
    if (!current) return;
    worker?.terminate();
    this.worker = null;
    current.reject(new CellmerError('cancelled', 'The study was stopped before it was finished.'));
  }

  private start(): StudyWorker | null {
    if (this.worker || !this.createWorker) return this.worker;
    try {
      const worker = this.createWorker();
      worker.onmessage = ({ data }: MessageEvent<StudyReport>) => this.settle(data);
      worker.onerror = (event) => {
        event.preventDefault?.();
        // A worker that breaks is not tried again.
        this.createWorker = undefined;
        this.worker = null;
        const reason = event.message || 'its script cannot be loaded';
        this.settle({ type: 'error', error: { code: null, message: `The worker stopped: ${reason}.` } });
      };
      this.worker = worker;
    } catch {
      this.createWorker = undefined;
    }
    return this.worker;
  }

  private settle(report: StudyReport): void {
    const { current } = this;
    this.current = null;
    if (report.type === 'result') current?.resolve(report.result);
    else current?.reject(fromPlainError(report.error));
  }

  private answerHere(question: Question, { request, at }: StudyOrder): void {
    if (this.current !== question) return;
    this.current = null;
    try {
      question.resolve(at === null ? studyLikelihood(request) : studiedValue(request, at));
    } catch (error) {
      question.reject(error as Error);
    }
  }
}

function isSmall({ density, columns }: StudyRequest): boolean {
  return ONE_PARAMETER.has(density) && columns.every(({ values }) => values.length <= SMALL_ROWS);
}
