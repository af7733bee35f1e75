/** Runs what may fail, and keeps the sentence of the last failure until the next attempt. */

import { useCallback, useState } from 'react';
import { sentenceOf } from '../../src/index';

export interface Attempts {
  readonly problem: string | null;
  readonly report: (problem: string | null) => void;
  readonly attempt: (action: () => void | Promise<void>) => void;
}

export function useAttempt(): Attempts {
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = useCallback((action: () => void | Promise<void>): void => {
    setProblem(null);
    Promise.resolve()
      .then(action)
      .catch((error: unknown) => setProblem(sentenceOf(error, 'doing this')));
  }, []);
  return { problem, report: setProblem, attempt };
}
