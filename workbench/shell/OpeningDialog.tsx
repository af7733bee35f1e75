/** Says how far the opening of a file is, and gives it up. What is open in a moment needs no words. */

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  ProgressBar,
} from '@fluentui/react-components';
import type { FileOpening } from './useOpening';

interface OpeningDialogProps {
  readonly opening: FileOpening | null;
  readonly onCancel: () => void;
}

export function OpeningDialog({ opening, onCancel }: OpeningDialogProps) {
  if (opening === null) return null;
  const { file, doing, share } = opening;
  return (
    <Dialog open onOpenChange={onCancel}>
      <DialogSurface className="wb-dialog">
        <DialogBody>
          <DialogTitle>Opening “{file}”</DialogTitle>
          <DialogContent>
            <Field validationMessage={doing} validationState="none">
              <ProgressBar aria-label={`Opening ${file}`} value={share ?? undefined} />
            </Field>
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onCancel}>Cancel</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
