/** Asks what becomes of a workbook with unsaved changes before another one takes its place. */

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';

export interface Leaving {
  /** Name of the workbook that would be left. */
  readonly name: string;
  /** Opens the other one. */
  readonly proceed: () => void;
}

interface UnsavedDialogProps {
  readonly leaving: Leaving | null;
  readonly onSave: (then: () => void) => void;
  readonly onClose: () => void;
}

export function UnsavedDialog({ leaving, onSave, onClose }: UnsavedDialogProps) {
  if (leaving === null) return null;
  const { name, proceed } = leaving;
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className="wb-dialog">
        <DialogBody>
          <DialogTitle>Save the changes to “{name}”?</DialogTitle>
          <DialogContent>Without saving, they are gone for good.</DialogContent>
          <DialogActions fluid>
            <Button
              appearance="primary"
              onClick={() => {
                onClose();
                onSave(proceed);
              }}
            >
              Save
            </Button>
            <Button
              onClick={() => {
                onClose();
                proceed();
              }}
            >
              Don’t save
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
