/** Keeps a workbook with unsaved changes from being left by mistake: for another workbook, or for another page. */

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Workbench } from '../workbench';
import type { Leaving } from './UnsavedDialog';

export interface LeavingGuard {
  readonly leaving: Leaving | null;
  /** Does at once what leaves nothing unsaved behind, and asks before anything else. */
  readonly leave: (proceed: () => void) => void;
  readonly stay: () => void;
  /** Opens the page anew at once where the browser keeps what is not saved, for that page offers it; asks where it does not. */
  readonly reopen: (proceed: () => void) => void;
}

export function useLeaving(workbench: Workbench | null): LeavingGuard {
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const isKept = useRef(false);
  useEffect(() => {
    if (workbench === null) return undefined;
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      if (workbench.unsaved() === null || isKept.current) return;
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
  const reopen = useCallback(
    async (proceed: () => void): Promise<void> => {
      isKept.current = (await workbench?.keepAll()) ?? true;
      if (isKept.current) proceed();
      else leave(proceed);
    },
    [workbench, leave],
  );
  return { leaving, leave, stay: () => setLeaving(null), reopen: (proceed) => void reopen(proceed) };
}
