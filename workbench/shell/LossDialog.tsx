/** Says before a file is saved what it had and will not have any more. */

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';

/** What would be lost, and what to do when that has been decided. */
export interface Losing {
  readonly lost: readonly string[];
  readonly decide: (saves: boolean) => void;
}

export function LossDialog({ losing }: { readonly losing: Losing | null }) {
  if (losing === null) return null;
  const { lost, decide } = losing;
  return (
    <Dialog open onOpenChange={() => decide(false)}>
      <DialogSurface className="wb-dialog">
        <DialogBody>
          <DialogTitle>Save without what cannot be kept?</DialogTitle>
          <DialogContent>
            The file that was opened has these, and the saved one will not have them:
            <ul>
              {lost.map((what) => (
                <li key={what}>{what}</li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => decide(true)}>
              Save anyway
            </Button>
            <Button onClick={() => decide(false)}>Cancel</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
