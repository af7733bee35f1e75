/** Opens files one at a time, and tells how far that is once it takes longer than a moment. */

import { useCallback, useRef, useState } from 'react';
import type { Progress } from '../files/read';
import type { Workbench } from '../workbench';

export interface FileOpening extends Progress {
  readonly file: string;
}

export interface Opener {
  readonly isBusy: boolean;
  /** Null while none is opened, or only for a moment so far. */
  readonly opening: FileOpening | null;
  readonly open: (file: File) => Promise<void>;
  readonly cancel: () => void;
}

/** What is over sooner is not spoken of, in milliseconds. */
const MOMENT = 500;

export function useOpening(workbench: Workbench | null): Opener {
  const [opening, setOpening] = useState<FileOpening | null>(null);
  const [isBusy, setBusy] = useState(false);
  const current = useRef<AbortController | null>(null);
  const open = useCallback(
    async (file: File): Promise<void> => {
      current.current?.abort();
      const controller = (current.current = new AbortController());
      const begun = performance.now();
      setBusy(true);
      let latest: FileOpening = { file: file.name, doing: 'Loading the file', share: null };
      const show = (): void => setOpening(latest);
      const timer = setTimeout(show, MOMENT);
      const onProgress = (progress: Progress): void => {
        latest = { ...latest, ...progress };
        if (performance.now() - begun > MOMENT && !controller.signal.aborted) show();
      };
      try {
        await workbench?.openFile(file, { signal: controller.signal, onProgress });
      } catch (error) {
        if (!controller.signal.aborted) throw error;
      } finally {
        clearTimeout(timer);
        if (current.current === controller) {
          setOpening(null);
          setBusy(false);
        }
      }
    },
    [workbench],
  );
  const cancel = useCallback(() => current.current?.abort(), []);
  return { isBusy, opening, open, cancel };
}
