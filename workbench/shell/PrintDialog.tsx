/** Asks what is printed when more than one cell is selected. */

import { Button } from '@fluentui/react-components';
import type { Printed } from '../print/print';
import { PageDialog } from './PageDialog';

interface PrintDialogProps {
  /** The address of the selected cells; null while nothing is asked. */
  readonly selection: string | null;
  readonly onPrint: (what: Printed) => void;
  readonly onClose: () => void;
}

export function PrintDialog({ selection, onPrint, onClose }: PrintDialogProps) {
  if (selection === null) return null;
  const print = (what: Printed) => () => {
    onClose();
    onPrint(what);
  };
  return (
    <PageDialog
      title="Print"
      onClose={onClose}
      actions={
        <>
          <Button appearance="primary" onClick={print('selection')}>
            Print the selection
          </Button>
          <Button onClick={print('sheet')}>Print the whole sheet</Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      The cells {selection} are selected.
    </PageDialog>
  );
}
