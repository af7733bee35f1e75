/** Says how far the opening of a file is, and gives it up. What is open in a moment needs no words. */

import { Button, Field, ProgressBar } from '@fluentui/react-components';
import { PageDialog } from './PageDialog';
import type { FileOpening } from './useOpening';

interface OpeningDialogProps {
  readonly opening: FileOpening | null;
  readonly onCancel: () => void;
}

export function OpeningDialog({ opening, onCancel }: OpeningDialogProps) {
  if (opening === null) return null;
  const { file, doing, share } = opening;
  return (
    <PageDialog
      title={`Opening “${file}”`}
      onClose={onCancel}
      actions={<Button onClick={onCancel}>Cancel</Button>}
    >
      <Field validationMessage={doing} validationState="none">
        <ProgressBar aria-label={`Opening ${file}`} value={share ?? undefined} />
      </Field>
    </PageDialog>
  );
}
