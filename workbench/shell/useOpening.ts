/** Opens files one at a time, and tells how far that is once it takes longer than a moment. */

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '../files/read';
import type { TextOptions } from '../../src/index';
import type { TextReading } from '../files/fromCsv';
import type { Workbench } from '../workbench';

export interface FileOpening extends Progress {
  readonly file: string;
}

export interface Opener {
  readonly isBusy: boolean;
  /** Null while none is opened, or only for a moment so far. */
  readonly opening: FileOpening | null;
  readonly open: (file: File, options?: TextOptions) => Promise<void>;
  readonly cancel: () => void;
  /** How the text was read that is open; null where something else is. */
  readonly opened: OpenedText | null;
  readonly forget: () => void;
}

export interface OpenedText extends TextReading {
  readonly file: File;
  /** How it was to be read. */
  readonly options: TextOptions;
}

/** What is over sooner is not spoken of, in milliseconds. */
const MOMENT = 500;

export function useOpening(workbench: Workbench | null): Opener {
  const [opening, setOpening] = useState<FileOpening | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [opened, setOpened] = useState<OpenedText | null>(null);
  const current = useRef<AbortController | null>(null);
  const forget = useCallback(() => setOpened(null), []);
  // It is about the workbook that is open, however another takes its place.
  useEffect(() => workbench?.onWorkbook(forget), [workbench, forget]);
  const open = useCallback(
    async (file: File, options: TextOptions = {}): Promise<void> => {
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
        const { reading = null, differences = null } =
          (await workbench?.openFile({ file, options }, { signal: controller.signal, onProgress })) ?? {};
        if (reading) setOpened({ ...reading, file, options });
        if (differences !== null) throw new Error(differences);
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
  return { isBusy, opening, open, cancel, opened, forget };
}
