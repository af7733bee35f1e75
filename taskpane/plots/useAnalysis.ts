/** An answer of the core about the model on show, asked for anew when the model or the question changes. */

import { useEffect, useState } from 'react';
import {
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  CellmerError,
  type FitResult,
  sentenceOf,
} from '../../src/index';
import { usePane } from '../paneContext';
import { isCurrent } from '../state/selectors';
import { text } from '../text';

/** An answer, and the fit that it is about. */
export interface Answer<K extends AnalysisKind> {
  readonly value: AnalysisResult<K>;
  readonly fit: FitResult;
  /** The question as JSON. */
  readonly question: string;
}

export interface Asked<K extends AnalysisKind> {
  /** The last answer to a question of this kind; it stays until the next one. */
  readonly answer: Answer<K> | null;
  /** Whether the answer is to the question that is asked now. */
  readonly isNew: boolean;
  /** Why there is none, in a sentence. */
  readonly problem: string | null;
  readonly isStopped: boolean;
  readonly stop: () => void;
  readonly restart: () => void;
}

interface Settled<K extends AnalysisKind> {
  readonly key: string;
  readonly answer: Answer<K> | null;
  readonly problem: string | null;
  readonly isStopped: boolean;
}

/** The last answers of each pane, by kind of question: a view that is opened again has them at once. */
const remembered = new WeakMap<object, Map<AnalysisKind, Settled<AnalysisKind>>>();

function memoryOf(controller: object): Map<AnalysisKind, Settled<AnalysisKind>> {
  const known = remembered.get(controller) ?? new Map<AnalysisKind, Settled<AnalysisKind>>();
  remembered.set(controller, known);
  return known;
}

/**
 * @param kind of the question
 * @param analysis null asks nothing
 */
export function useAnalysis<K extends AnalysisKind>(kind: K, analysis: Analysis<K> | null): Asked<K> {
  const { state, controller } = usePane();
  const [settled, setSettled] = useState<Settled<K> | null>(
    () => (memoryOf(controller).get(kind) as Settled<K> | undefined) ?? null,
  );
  const [attempt, setAttempt] = useState(0);
  const [stopper, setStopper] = useState<{ readonly abort: () => void } | null>(null);
  const { result, resultKey } = state.fit;
  const question = analysis && isCurrent(state) && result ? JSON.stringify(analysis) : null;
  const key = question === null ? null : `${resultKey}|${question}|${attempt}`;
  useEffect(() => {
    if (key === null || question === null || result === null) return;
    const abort = new AbortController();
    let isOver = false;
    const settle = (next: Partial<Settled<K>>): void => {
      if (isOver) return;
      const before = memoryOf(controller).get(kind) as Settled<K> | undefined;
      const now: Settled<K> = {
        key,
        answer: next.answer ?? before?.answer ?? null,
        problem: next.problem ?? null,
        isStopped: next.isStopped ?? false,
      };
      memoryOf(controller).set(kind, now as Settled<AnalysisKind>);
      setSettled(now);
    };
    const ask = async (): Promise<void> => {
      // What a click asks for is on the page before anything is computed.
      await new Promise((resolve) => setTimeout(resolve));
      if (isOver) return;
      setStopper(abort);
      try {
        const value = await controller.analyse(JSON.parse(question) as Analysis<K>, abort.signal);
        settle({ answer: { value, fit: result, question } });
      } catch (error) {
        const isStopped = error instanceof CellmerError && error.code === 'cancelled';
        settle(isStopped ? { isStopped } : { problem: sentenceOf(error, text.doing.plot) });
      }
    };
    void ask();
    return () => {
      isOver = true;
      abort.abort();
    };
  }, [key, question, result, controller, kind]);
  const isNew = settled !== null && (settled.key === key || key === null);
  return {
    answer: settled?.answer ?? null,
    isNew: isNew && settled.problem === null && !settled.isStopped,
    problem: isNew ? settled.problem : null,
    isStopped: isNew && settled.isStopped,
    stop: () => stopper?.abort(),
    restart: () => setAttempt((n) => n + 1),
  };
}
