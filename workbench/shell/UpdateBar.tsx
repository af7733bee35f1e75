/** Says that a new version of the page is ready, and opens it when somebody wants it. */

import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Updates } from '../offline/updates';

interface UpdateBarProps {
  readonly updates: Updates | null;
  /** Whether the page can be used: only then the rest of it is fetched. */
  readonly isReady: boolean;
  /** Does what leaves the page, once nothing can be lost by that. */
  readonly leave: (proceed: () => void) => void;
}

export function UpdateBar({ updates, isReady, leave }: UpdateBarProps) {
  const [isNew, setNew] = useState(false);
  useEffect(() => {
    if (isReady) updates?.begin(() => setNew(true));
  }, [updates, isReady]);
  return (
    <div className="wb-update" role="status" hidden={!isNew}>
      {isNew && (
        <>
          <span>A new version is ready. What is not saved is kept.</span>
          <Button size="small" appearance="primary" onClick={() => leave(() => updates?.apply())}>
            Reload
          </Button>
          <Button size="small" appearance="subtle" onClick={() => setNew(false)}>
            Later
          </Button>
        </>
      )}
    </div>
  );
}
