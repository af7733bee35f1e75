/** What the page asks or says in front of everything else. */

import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface PageDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the one that is meant first. */
  readonly actions: ReactNode;
  /** Without an answer: by Escape, or a click beside it. */
  readonly onClose: () => void;
  readonly className?: string;
}

export function PageDialog({ title, children, actions, onClose, className = '' }: PageDialogProps) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className={`wb-dialog ${className}`}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions fluid className="wb-dialog-actions">
            {actions}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
