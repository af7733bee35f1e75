/** Says before a file is saved what it had and will not have any more. */

import { Button } from '@fluentui/react-components';
import { PageDialog } from './PageDialog';

/** What would be lost, and what to do when that has been decided. */
export interface Losing {
  readonly lost: readonly string[];
  readonly decide: (saves: boolean) => void;
}

export function LossDialog({ losing }: { readonly losing: Losing | null }) {
  if (losing === null) return null;
  const { lost, decide } = losing;
  return (
    <PageDialog
      title="Save without what cannot be kept?"
      onClose={() => decide(false)}
      actions={
        <>
          <Button appearance="primary" onClick={() => decide(true)}>
            Save anyway
          </Button>
          <Button onClick={() => decide(false)}>Cancel</Button>
        </>
      }
    >
      The file that was opened has these, and the saved one will not have them:
      <ul>
        {lost.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </PageDialog>
  );
}
