/** A titled part of a card that opens on request; what is inside is made when it is opened first. */

import { useState, type ReactNode } from 'react';
import { DiscloseIcon } from '../icons';

export interface DisclosureProps {
  readonly title: string;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

export function Disclosure({ title, startsOpen = false, children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <details
      className="cm-disclosure cm-inner"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <DiscloseIcon className="cm-chevron" aria-hidden="true" />
        <span>{title}</span>
      </summary>
      {isOpen && <div className="cm-inner-body">{children}</div>}
    </details>
  );
}
