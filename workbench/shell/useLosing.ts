/** Asks before a file is saved without something that it had. */

import { useCallback, useState } from 'react';
import type { Losing } from './LossDialog';

export interface LossGuard {
  readonly losing: Losing | null;
  readonly confirm: (lost: readonly string[]) => Promise<boolean>;
}

export function useLosing(): LossGuard {
  const [losing, setLosing] = useState<Losing | null>(null);
  const confirm = useCallback(
    (lost: readonly string[]) =>
      new Promise<boolean>((settle) => {
        const decide = (saves: boolean): void => {
          setLosing(null);
          settle(saves);
        };
        setLosing({ lost, decide });
      }),
    [],
  );
  return { losing, confirm };
}
