/** Keeps a workbook with unsaved changes from being left by mistake: for another workbook, or for another page. */

import { useCallback, useEffect, useState } from 'react';
import type { Workbench } from '../workbench';
import type { Leaving } from './UnsavedDialog';

export interface LeavingGuard {
  readonly leaving: Leaving | null;
  /** Does at once what leaves nothing unsaved behind, and asks before anything else. */
  readonly leave: (proceed: () => void) => void;
  readonly stay: () => void;
}

export function useLeaving(workbench: Workbench | null): LeavingGuard {
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  useEffect(() => {
    if (workbench === null) return undefined;
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      if (workbench.unsaved() === null) return;
      workbench.keepNow();
      event.preventDefault();
    };
    const keep = (): void => {
      if (document.visibilityState === 'hidden') workbench.keepNow();
    };
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('visibilitychange', keep);
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('visibilitychange', keep);
    };
  }, [workbench]);
  const leave = useCallback(
    (proceed: () => void): void => {
      const name = workbench?.unsaved() ?? null;
      if (name === null) proceed();
      else setLeaving({ name, proceed });
    },
    [workbench],
  );
  return { leaving, leave, stay: () => setLeaving(null) };
}
