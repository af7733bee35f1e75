/** Offers the work that was not saved when a window was closed, reloaded or has crashed. Put aside, it is offered again. */

import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { KeptWork } from '../kept/recovery';
import type { Workbench } from '../workbench';
import { PageDialog } from './PageDialog';
import type { Attempts } from './useAttempt';

interface KeptDialogProps {
  /** Null until the spreadsheet is drawn. */
  readonly workbench: Workbench | null;
  readonly attempt: Attempts['attempt'];
}

export function KeptDialog({ workbench, attempt }: KeptDialogProps) {
  const [works, setWorks] = useState<readonly KeptWork[]>([]);
  useEffect(() => {
    // A browser that keeps nothing has been spoken of already.
    workbench?.leftWorks().then(setWorks, () => undefined);
  }, [workbench]);
  if (workbench === null || works.length === 0) return null;
  const close = (): void => setWorks([]);

  return (
    <PageDialog
      title="Go on with your work?"
      onClose={close}
      className="wb-kept"
      actions={
        <>
          {works.map((work, i) => (
            <Button
              key={work.id}
              appearance={i === 0 ? 'primary' : 'secondary'}
              onClick={() => {
                close();
                attempt(() => workbench.continueWork(work));
              }}
            >
              Go on with “{work.name}” from {timeOf(work.at)}
            </Button>
          ))}
          <Button
            onClick={() => {
              close();
              attempt(() => workbench.forgetWorks(works));
            }}
          >
            Start fresh
          </Button>
        </>
      }
    >
      {works.length === 1
        ? 'It was not saved as a file. Starting fresh deletes it.'
        : 'They were not saved as files. Starting fresh deletes them.'}
    </PageDialog>
  );
}

/** 10:42, and the day unless it is today. */
function timeOf(at: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}, ${time}`;
}
