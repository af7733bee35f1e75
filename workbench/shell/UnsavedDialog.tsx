/** Asks what becomes of a workbook with unsaved changes before another one takes its place. */

import { Button } from '@fluentui/react-components';
import { PageDialog } from './PageDialog';

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
    <PageDialog
      title={`Save the changes to “${name}”?`}
      onClose={onClose}
      actions={
        <>
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
        </>
      }
    >
      Without saving, they are gone for good.
    </PageDialog>
  );
}
